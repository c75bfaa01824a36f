"""Minimum of Σ exp(a + B θ) - b·θ: the dual of minimising an ideal free energy under linear constraints.

The primal is the free energy of ideal solutions with amounts conserved and phases neutral; θ are its
multipliers, levels and inner potentials. The dual is smooth and strictly convex without constraints, so
damped Newton steps reach its one minimum from anywhere (S. Boyd, L. Vandenberghe, Convex Optimization,
Cambridge (2004), ch. 9).
"""

from __future__ import annotations

import numpy as np

from ...core.errors import SimulationError

_MOST_STEPS = 500
_LARGEST_CHANGE = 4.0
"""Of ln n in one step."""
_TOLERANCE = 1e-12
"""Of every balance, relative to what it is made of."""
_ROUNDING = 1e-9
"""What it may be where amounts over many decades leave no more to gain; reached when nothing gets better."""
_PATIENCE = 10


def minimise(offset: np.ndarray, design: np.ndarray, target: np.ndarray, start: np.ndarray) -> np.ndarray:
    """θ of the minimum, at which design.T @ exp(offset + design θ) = target.

    ``design`` has full column rank; ``start`` holds rough values of ln n. Raises `SimulationError` if the
    iteration doesn't end, as where there is no minimum.
    """
    theta = np.linalg.lstsq(design, start - offset, rcond=None)[0]
    size = np.abs(design)
    value = _objective(theta, offset, design, target)
    best, best_theta, waited = np.inf, theta, 0
    for _ in range(_MOST_STEPS):
        n = _amounts(theta, offset, design)
        gradient = design.T @ n - target
        error = float(np.max(np.abs(gradient) / (size.T @ n + np.abs(target) + 1e-300), initial=0.0))
        best, best_theta, waited = (error, theta, 0) if error < best else (best, best_theta, waited + 1)
        if best <= _TOLERANCE or (best <= _ROUNDING and waited >= _PATIENCE):
            return best_theta
        hessian = design.T @ (n[:, None] * design)
        scale = np.sqrt(np.diag(hessian))
        scale[scale == 0.0] = 1.0
        step = -np.linalg.lstsq(hessian / np.outer(scale, scale), gradient / scale, rcond=1e-15)[0] / scale
        length = min(1.0, _LARGEST_CHANGE / max(np.abs(design @ step).max(), 1e-300))
        while True:
            new = theta + length * step
            new_value = _objective(new, offset, design, target)
            rounding = 1e-12 * (n.sum() + np.abs(target) @ np.abs(new))
            if new_value <= value + 1e-4 * length * (gradient @ step) + rounding or length < 1e-10:
                break
            length *= 0.5
        theta, value = new, new_value
    message = "the equilibrium wasn't found"
    remedy = "look for a species that nothing supplies, or levels far beyond what the phases can hold"
    raise SimulationError(message, "not converged", remedy)


def _amounts(theta: np.ndarray, offset: np.ndarray, design: np.ndarray) -> np.ndarray:
    return np.exp(np.clip(offset + design @ theta, -690.0, 690.0))


def _objective(theta: np.ndarray, offset: np.ndarray, design: np.ndarray, target: np.ndarray) -> float:
    return float(_amounts(theta, offset, design).sum() - target @ theta)
