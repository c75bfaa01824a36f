"""Ions that drag each other along: conductivities of every pair of species."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.constants import F, R
from ..core.errors import InputError, Problem
from ..thermo.arguments import one_temperature
from .arguments import charge_numbers, neutral, numbers, per_ion, quantities, square
from .frames import SOLVENT, Frame, TransferenceNumbers, check_frame
from .nernst_einstein import haven_ratio, species_conductivities
from .solution import Solution

_ROUNDING = 1e-10


@dataclass(frozen=True, eq=False)
class OnsagerMatrix:
    """J_i = -Σ_j σ_ij ∇V_j: current densities of species against gradients of species voltages.

    sigma: (n, n), S/m, symmetric and positive semi-definite, σ_ij = z_i z_j F² L_ij with Onsager's L_ij
    (N_i = -Σ L_ij ∇μ̄_j); charges: (n,) charge numbers; frame: the one that the fluxes refer to, with the
    forces that make the entropy production Σ J_i (-∇V_i)/T (`in_frame`).
    L. Onsager, Ann. N. Y. Acad. Sci. 46 (1945) 241. Raises `InputError`.
    """

    sigma: np.ndarray
    charges: np.ndarray
    frame: Frame = SOLVENT

    def __post_init__(self) -> None:
        sigma, charges = square(self.sigma, "OnsagerMatrix.sigma"), charge_numbers(self.charges)
        if len(sigma) != len(charges):
            found = f"{len(sigma)} rows for {len(charges)} charges"
            raise InputError([Problem("OnsagerMatrix.sigma", found, "a row for each ion")])
        if not isinstance(self.frame, Frame):
            raise InputError.one("OnsagerMatrix.frame", self.frame, "a frame, such as SOLVENT")
        size = np.abs(sigma).max()
        off = np.abs(sigma - sigma.T)
        if off.max() > _ROUNDING * size:
            i, j = map(int, np.unravel_index(off.argmax(), off.shape))
            found = f"sigma[{i}, {j}] = {sigma[i, j]:g} and sigma[{j}, {i}] = {sigma[j, i]:g}"
            raise InputError([Problem("OnsagerMatrix.sigma", found, "a symmetric matrix (Onsager)")])
        sigma = 0.5 * (sigma + sigma.T)
        lowest = float(np.linalg.eigvalsh(sigma)[0])
        if lowest < -_ROUNDING * size:
            found = f"a matrix with the eigenvalue {lowest:g} S/m"
            expected = "a positive semi-definite matrix: entropy can't be consumed"
            raise InputError([Problem("OnsagerMatrix.sigma", found, expected)])
        sigma.flags.writeable = charges.flags.writeable = False
        object.__setattr__(self, "sigma", sigma)
        object.__setattr__(self, "charges", charges)

    @classmethod
    def ideal(cls, charges: Any, concentrations: Any, diffusivities: Any, T: float) -> Self:
        """Independent ions: σ_ij = δ_ij z_i² F² c_i D_i/RT (`species_conductivities`)."""
        return cls(np.diag(species_conductivities(charges, concentrations, diffusivities, T)), charges)

    @property
    def mobilities(self) -> np.ndarray:
        """Onsager's L_ij = σ_ij/(z_i z_j F²), mol²/(J m s), (n, n)."""
        return self.sigma / (F**2 * np.outer(self.charges, self.charges))

    def currents(self, gradients: Any) -> np.ndarray:
        """J_i = -Σ_j σ_ij ∇V_j, A/m², for ``gradients`` (n, ...) of the ions' voltages, V/m, in the frame.

        Raises `InputError`.
        """
        dV = numbers(gradients, "gradients")
        if dV.shape[:1] != self.charges.shape or not np.isfinite(dV).all():
            raise InputError.one("gradients", dV.tolist(), "a number of V/m for each ion, first axis")
        return -np.tensordot(self.sigma, dV, axes=1)

    def dissipation(self, gradients: Any) -> Any:
        """Σ J_i (-∇V_i), W/m³, never below 0: T times the entropy production, the same in all frames.

        Raises `InputError`.
        """
        return -np.sum(self.currents(gradients) * numbers(gradients, "gradients"), axis=0)

    def conductivity(self) -> float:
        """κ = Σ_ij σ_ij, S/m: of a uniform solution, the same in every frame."""
        return float(self.sigma.sum())

    def transference_numbers(self) -> np.ndarray:
        """t_i = Σ_j σ_ij/κ, (n,), in the matrix's frame; below zero for an ion that is dragged the wrong way.

        Raises `InputError` where nothing conducts.
        """
        if not self.conductivity() > 0.0:
            raise InputError.one("OnsagerMatrix", self.conductivity(), "a conductivity above 0")
        return self.sigma.sum(axis=1) / self.conductivity()

    def transference(self) -> TransferenceNumbers:
        """The transference numbers together with their frame."""
        return TransferenceNumbers(self.transference_numbers(), self.charges, self.frame)

    def diffusive_part(self) -> np.ndarray:
        """σ_ij - κ t_i t_j, S/m, (n, n): what moves without current, for its rows add up to zero."""
        t = self.transference_numbers()
        return self.sigma - self.conductivity() * np.outer(t, t)

    def salt_diffusivity(self, concentrations: Any, T: float, thermodynamic_factor: float = 1.0) -> float:
        """D of a binary salt in the solvent's frame, m²/s: (σ_++ σ_-- - σ_+-²)/κ · ν RT χ/(c z_+² ν_+² F²).

        ``concentrations`` (2,) of the ions, mol/m³; ``thermodynamic_factor`` χ = 1 + ∂ln f±/∂ln c; with the
        default 1, what the ions' mobility alone gives. Ideal 1:1 ions: 2 D_+D_-/(D_+ + D_-).
        Raises `InputError` unless there are two ions, their solution is neutral, and the frame is that one.
        """
        if per_ion(charges=self.charges, amounts=concentrations) != 2:
            raise InputError.one("ions", len(self.charges), "the two ions of one salt")
        c = numbers(concentrations, "concentrations")
        if c.ndim != 1:
            raise InputError.one("concentrations", c.tolist(), "one composition")
        neutral(self.charges, c)
        T, (chi,) = one_temperature(T), quantities(factor=thermodynamic_factor)
        if self.frame != SOLVENT:
            raise InputError.one("OnsagerMatrix.frame", self.frame, "the solvent's frame (see in_frame)")
        per_amount = float(np.sum(1.0 / (self.charges**2 * c)))  # ν/(c z_+² ν_+²), as z_+ν_+ = -z_-ν_-
        return float(self.diffusive_part()[0, 0]) * R * T / F**2 * per_amount * chi

    def cross_correlations(self, self_parts: Any) -> np.ndarray:
        """σ_ij - δ_ij σ_i^self, S/m, (n, n): what different particles owe each other.

        ``self_parts`` (n,): `species_conductivities` with the measured self-diffusivities.
        """
        per_ion(charges=self.charges, self_parts=self_parts)
        return self.sigma - np.diag(np.asarray(self_parts, dtype=float))

    def haven_ratio(self, self_parts: Any) -> float:
        """H_R = κ_NE/κ, with κ_NE = Σ ``self_parts``; its inverse is `ionicity`. Raises `InputError`."""
        per_ion(charges=self.charges, self_parts=self_parts)
        return haven_ratio(float(np.sum(self_parts)), self.conductivity())

    def ionicity(self, self_parts: Any) -> float:
        """κ/κ_NE, which some texts call the Haven ratio. Raises `InputError`."""
        return 1.0 / self.haven_ratio(self_parts)

    def in_frame(self, frame: Frame, solution: Solution) -> OnsagerMatrix:
        """The same transport with fluxes in another frame: σ' = T σ Tᵀ, J' = T J.

        Forces change with it (∇V' = T⁻ᵀ ∇V, the Gibbs-Duhem relation) so that entropy production and κ
        do not. S. R. de Groot, P. Mazur, Non-Equilibrium Thermodynamics (1962), chapter XI. Raises
        `InputError`.
        """
        check_frame(frame, solution)
        if not np.array_equal(solution.charges, self.charges):
            charges: Sequence[float] = solution.charges.tolist()
            raise InputError.one("solution.charges", charges, f"those of the matrix, {self.charges.tolist()}")
        self.frame.refuse_fluxes(self.sigma, solution, "OnsagerMatrix.sigma")
        carry = frame.fluxes_from(self.frame, solution)
        return OnsagerMatrix(carry @ self.sigma @ carry.T, self.charges, frame)
