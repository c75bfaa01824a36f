"""Friction between every pair of species (Stefan and Maxwell), and the same as Onsager's matrix.

c_i ∇μ̄_i = Σ_j K_ij (v_j - v_i), K_ij = RT c_i c_j/(c_T D_ij), with c_T the sum over ions and solvent.
J. Newman, N. P. Balsara, Electrochemical Systems, 4th ed. (2021), chapter 12. Species are in the order of the
ions, the solvent last. It stands still; in a melt the last ion does (`IonFrame`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.constants import F, R
from ..core.errors import InputError, Problem
from ..thermo.arguments import one_temperature
from .arguments import expect, numbers, square
from .frames import SOLVENT, Frame, IonFrame
from .onsager import OnsagerMatrix
from .solution import Solution

_ROUNDING = 1e-10
_SINGULAR = 1e-14


@dataclass(frozen=True, eq=False)
class StefanMaxwell:
    """Friction coefficients K_ij of n ions and a solvent, J s/m⁵, or of the ions of a melt.

    friction: (n + 1, n + 1), in a melt (n, n), symmetric, zero on the diagonal; an entry may be negative as
    long as entropy is produced, which `onsager` checks. Raises `InputError`.
    """

    friction: np.ndarray
    solution: Solution

    def __post_init__(self) -> None:
        K = square(self.friction, "StefanMaxwell.friction")
        expect(self.solution, Solution, "StefanMaxwell.solution", "a Solution(charges, concentrations, ...)")
        species = len(self.solution.amounts)
        if len(K) != species:
            found = f"{len(K)} rows for {species} species"
            expected = "a row for each ion" + ("" if self.solution.is_melt else " and the solvent")
            raise InputError([Problem("StefanMaxwell.friction", found, expected)])
        if species < 2:
            raise InputError([Problem("StefanMaxwell.friction", "one species", "at least two")])
        if np.abs(K - K.T).max() > _ROUNDING * np.abs(K).max() or np.diag(K).any():
            found = K.tolist()
            raise InputError.one("StefanMaxwell.friction", found, "a symmetric matrix with no diagonal")
        object.__setattr__(self, "friction", 0.5 * (K + K.T))

    @classmethod
    def from_diffusivities(cls, diffusivities: Any, solution: Solution, T: float) -> Self:
        """From D_ij, m²/s, of the shape of ``friction``, symmetric, the diagonal not looked at; inf is none.

        Raises `InputError`, also for a zero.
        """
        D = numbers(diffusivities, "diffusivities")
        expect(solution, Solution, "solution", "a Solution(charges, concentrations, solvent, ...)")
        species = len(solution.amounts)
        if D.shape != (species, species):
            raise InputError([Problem("diffusivities", f"shape {D.shape}", f"({species}, {species})")])
        np.fill_diagonal(D, np.inf)
        if np.isnan(D).any() or not D.all():
            raise InputError.one("diffusivities", D.tolist(), "numbers other than 0")
        return cls(_friction_times_diffusivity(solution, T) / D, solution)

    def diffusivities(self, T: float) -> np.ndarray:
        """D_ij = RT c_i c_j/(c_T K_ij), m²/s; inf without friction, NaN on the diagonal."""
        with np.errstate(divide="ignore"):
            D = _friction_times_diffusivity(self.solution, T) / self.friction
        np.fill_diagonal(D, np.nan)
        return D

    def onsager(self) -> OnsagerMatrix:
        """σ_ij = z_i z_j F² L_ij, L = -c M⁻¹ c with M_ij = K_ij - δ_ij Σ_k K_ik among what moves.

        In the frame where the last species stands still: of its solvent, or of a melt's last ion, whose row
        and column are zero. Raises `InputError` where nothing holds the ions back, or entropy would be
        consumed.
        """
        solution, n = self.solution, len(self.friction) - 1
        M = self.friction[:n, :n] - np.diag(self.friction.sum(axis=1)[:n])
        sigma = np.zeros((len(solution.charges),) * 2)
        sigma[:n, :n] = -_inverse(M, "StefanMaxwell.friction") * _weights(solution)[:n, :n]
        return OnsagerMatrix(sigma, solution.charges, _at_rest(solution))

    @classmethod
    def from_onsager(cls, matrix: OnsagerMatrix, solution: Solution) -> Self:
        """The friction that makes this matrix. Raises `InputError` where some combination of ions doesn't
        move at all.
        """
        n = len(solution.amounts) - 1
        sigma = matrix.in_frame(_at_rest(solution), solution).sigma[:n, :n]
        M = -_inverse(sigma, "OnsagerMatrix.sigma") * _weights(solution)[:n, :n]
        K = np.zeros((n + 1, n + 1))
        K[:n, :n] = M
        np.fill_diagonal(K, 0.0)
        K[n, :n] = K[:n, n] = -M.sum(axis=1)  # what is left is friction with the last species
        return cls(K, solution)


def _at_rest(solution: Solution) -> Frame:
    return IonFrame(len(solution.charges) - 1) if solution.is_melt else SOLVENT


def _weights(solution: Solution) -> np.ndarray:
    """F² z_i c_i z_j c_j, (n, n)."""
    weight = F * solution.charges * solution.concentrations
    return np.outer(weight, weight)


def _friction_times_diffusivity(solution: Solution, T: float) -> np.ndarray:
    c = solution.amounts
    return R * one_temperature(T) * np.outer(c, c) / c.sum()


def _inverse(matrix: np.ndarray, where: str) -> np.ndarray:
    """The inverse of a symmetric matrix, scaled to a unit diagonal first."""
    size = np.sqrt(np.abs(np.diag(matrix)))
    scale = np.outer(size, size)
    if not size.all() or np.linalg.cond(matrix / scale) > 1.0 / _SINGULAR:
        raise InputError.one(where, matrix.tolist(), "a matrix that can be inverted")
    found = np.linalg.inv(matrix / scale)
    return 0.5 * (found + found.T) / scale
