"""Conductivity of crystals: a tensor, its ellipsoid, and polycrystals made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from .arguments import numbers, quantities, square
from .point_groups import conductivity_tensor_basis

_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class ConductivityTensor:
    """J = κ E in a crystal; values: (3, 3), S/m, symmetric and positive semi-definite.

    Axes as in `mubar.transport.point_groups`. Raises `InputError`.
    """

    values: np.ndarray

    def __post_init__(self) -> None:
        k = square(self.values, "ConductivityTensor")
        if k.shape != (3, 3):
            raise InputError([Problem("ConductivityTensor", f"shape {k.shape}", "(3, 3)")])
        size = np.abs(k).max()
        if np.abs(k - k.T).max() > _ROUNDING * size:
            raise InputError.one("ConductivityTensor", k.tolist(), "a symmetric tensor (Onsager)")
        k = 0.5 * (k + k.T)
        lowest = float(np.linalg.eigvalsh(k)[0])
        if lowest < -_ROUNDING * size:
            found = f"the principal value {lowest:g} S/m"
            raise InputError([Problem("ConductivityTensor", found, "none below 0")])
        object.__setattr__(self, "values", k)

    def principal(self) -> tuple[np.ndarray, np.ndarray]:
        """Principal values, (3,), S/m, rising; and their axes as the rows of a right-handed (3, 3)."""
        values, vectors = np.linalg.eigh(self.values)
        axes = vectors.T
        axes[2] *= np.sign(np.linalg.det(axes))
        return np.maximum(values, 0.0), axes

    def along(self, direction: Any) -> Any:
        """n·κ·n, S/m, for the field along ``direction`` (..., 3): wide, short samples between large plates.

        Raises `InputError` for what is no direction.
        """
        n = _unit(direction)
        return np.einsum("...i,ij,...j->...", n, self.values, n)

    def along_needle(self, direction: Any) -> Any:
        """1/(n·κ⁻¹·n), S/m, for the current along ``direction`` (..., 3): long, thin samples.

        Never above `along`. Raises `InputError`, also where some direction doesn't conduct at all.
        """
        n = _unit(direction)
        if self.principal()[0][0] <= _ROUNDING * np.abs(self.values).max():
            raise InputError.one("ConductivityTensor", self.values.tolist(), "a tensor that can be inverted")
        return 1.0 / np.einsum("...i,ij,...j->...", n, np.linalg.inv(self.values), n)

    def rotated(self, rotation: Any) -> ConductivityTensor:
        """R κ Rᵀ: the crystal turned by ``rotation`` (3, 3), axes held. Raises `InputError`."""
        r = square(rotation, "rotation")
        if r.shape != (3, 3) or np.abs(r @ r.T - np.eye(3)).max() > _ROUNDING:
            raise InputError.one("rotation", r.tolist(), "an orthogonal (3, 3) matrix")
        return ConductivityTensor(r @ self.values @ r.T)

    def symmetrized(self, point_group: str) -> ConductivityTensor:
        """The nearest tensor that the group (or crystal system) allows, in the sum of squares."""
        basis = conductivity_tensor_basis(point_group)
        amounts = np.einsum("nij,ij->n", basis, self.values)
        return ConductivityTensor(np.einsum("n,nij->ij", amounts, basis))

    def deviation(self, point_group: str) -> float:
        """How far from what the group allows: |κ - κ_allowed|/|κ|, 0 to 1. Raises `UnknownNameError`."""
        allowed = self.symmetrized(point_group).values
        return float(np.linalg.norm(self.values - allowed) / (np.linalg.norm(self.values) or 1.0))

    def is_compatible(self, point_group: str, error: float) -> bool:
        """Whether a tensor measured to ``error``, S/m, a component may have the claimed symmetry.

        No component is further than two errors from the nearest tensor allowed. Raises `InputError`,
        `UnknownNameError`.
        """
        quantities(error=error)
        allowed = self.symmetrized(point_group).values
        return bool(np.abs(self.values - allowed).max() <= 2.0 * error)

    def voigt(self) -> float:
        """Upper bound for a polycrystal without texture, S/m: the mean principal value (equal fields)."""
        return float(np.trace(self.values)) / 3.0

    def reuss(self) -> float:
        """Lower bound, S/m: the harmonic mean (equal currents); 0 where a direction doesn't conduct."""
        values = self.principal()[0]
        return 0.0 if not values.all() else float(3.0 / np.sum(1.0 / values))

    def self_consistent(self) -> float:
        """Conductivity κ* of a polycrystal of round grains, S/m: Σ (κ_i - κ*)/(κ_i + 2κ*) = 0.

        Each grain sits in the mean of all. D. Stroud, Phys. Rev. B 12 (1975) 3368.
        """
        values = self.principal()[0]
        size = float(values[-1]) or 1.0
        a, b, c = values / size
        # multiplied out; one sign changes, so at most one root is positive, and it has the largest real part
        roots = np.roots([4.0, 0.0, -(a * b + b * c + c * a), -a * b * c])
        return size * float(np.max(roots.real))


def _unit(direction: Any) -> np.ndarray:
    n = numbers(direction, "direction")
    length = np.linalg.norm(n, axis=-1, keepdims=True) if n.ndim else np.zeros(1)
    if n.shape[-1:] != (3,) or not np.isfinite(n).all() or not length.all():
        raise InputError.one("direction", n.tolist(), "three components, not all 0")
    return n / length
