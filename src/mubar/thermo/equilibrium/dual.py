"""Minimum of Σ exp(a + B θ) - N·B θ: the dual of minimising an ideal free energy under linear constraints.

The primal is the free energy of ideal solutions with amounts conserved and phases neutral; θ are its
multipliers, levels and inner potentials. The dual is smooth and strictly convex without constraints, so
damped Newton steps reach its one minimum from anywhere (S. Boyd, L. Vandenberghe, Convex Optimization,
Cambridge (2004), ch. 9).

What θ means is chosen anew at every step, as in Brinkley's method of abundant components (S. R. Brinkley,
J. Chem. Phys. 15 (1947) 107): the most abundant independent states are the components, each balance holds one
of them and what is rarer, and so nothing rare drowns in the rounding of what is abundant.
"""

from __future__ import annotations

import numpy as np

from ...core.errors import SimulationError
from .elimination import reduce_rows

_MOST_STEPS = 500
_LARGEST_CHANGE = 4.0
"""Of ln n in one step."""
_TOLERANCE = 1e-12
"""Of every balance, relative to what it is made of."""
_ROUNDING = 1e-9
"""What it may be where levels are so high that no more can be gained; reached when nothing gets better."""
_PATIENCE = 10


def minimise(offset: np.ndarray, design: np.ndarray, amounts: np.ndarray, start: np.ndarray) -> np.ndarray:
    """B θ at the minimum, at which design.T @ exp(offset + B θ) = design.T @ amounts.

    ``start`` holds rough values of ln n. Raises `SimulationError` if the iteration doesn't end, as where
    there is no minimum.
    """
    levels = design @ np.linalg.lstsq(design, start - offset, rcond=None)[0]
    best, best_levels, waited = np.inf, levels, 0
    for _ in range(_MOST_STEPS):
        basis, components = _abundant(design, _amounts(levels, offset))
        levels = basis @ levels[components]
        n = _amounts(levels, offset)
        gradient = basis.T @ (n - amounts)
        content = np.abs(basis).T @ n + np.abs(basis.T @ amounts) + 1e-300
        error = float(np.max(np.abs(gradient) / content, initial=0.0))
        best, best_levels, waited = (error, levels, 0) if error < best else (best, best_levels, waited + 1)
        if best <= _TOLERANCE or (best <= _ROUNDING and waited >= _PATIENCE):
            return best_levels
        hessian = basis.T @ (n[:, None] * basis)
        scale = np.sqrt(np.diag(hessian))
        scale[scale == 0.0] = 1.0
        step = -np.linalg.lstsq(hessian / np.outer(scale, scale), gradient / scale, rcond=1e-15)[0] / scale
        change = basis @ step
        value = _objective(levels, offset, amounts)
        rounding = 1e-12 * (n.sum() + np.abs(amounts) @ np.abs(levels))
        length = min(1.0, _LARGEST_CHANGE / max(np.abs(change).max(), 1e-300))
        while length > 1e-10:
            wanted = value + 1e-4 * length * (gradient @ step) + rounding
            if _objective(levels + length * change, offset, amounts) <= wanted:
                break
            length *= 0.5
        levels = levels + length * change
    message = "the equilibrium wasn't found"
    remedy = "look for a species that nothing supplies, or levels far beyond what the phases can hold"
    raise SimulationError(message, "not converged", remedy)


def _abundant(design: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A basis of the columns of ``design`` with the unit matrix in the rows of the most abundant states, and
    these rows.
    """
    order = np.argsort(-n, kind="stable")
    reduced, pivots = reduce_rows(design[order].T)
    basis = np.empty((len(order), len(pivots)))
    basis[order] = reduced[: len(pivots)].T
    return basis, order[pivots]


def _amounts(levels: np.ndarray, offset: np.ndarray) -> np.ndarray:
    return np.exp(np.clip(offset + levels, -690.0, 690.0))


def _objective(levels: np.ndarray, offset: np.ndarray, amounts: np.ndarray) -> float:
    return float(_amounts(levels, offset).sum() - amounts @ levels)
