"""Transport coefficients from a simulation, with their uncertainties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...core.constants import E_CHARGE, K_B
from ...transport import (
    MASS,
    SOLVENT,
    Frame,
    OnsagerMatrix,
    RunningConductivity,
    nernst_einstein_conductivity,
)
from .uncertainty import Estimate, estimates, jackknife

_ROUGH = 0.25
_AGAINST = {SOLVENT: "the solvent", MASS: "the centre of mass"}


@dataclass(frozen=True, eq=False)
class IonTransport:
    """What a run says of its ions' transport. Intervals are of 95 %, from blocks of the run.

    route: "Einstein" or "Green-Kubo". ions: their names; charges, concentrations (mol/m³): (n,).
    frame: what motion is measured against. own: (blocks, n), self-diffusivities, m²/s. sums: (blocks, n, n),
    m²/s, lim ⟨ΔR_i·ΔR_j⟩/6t of the sums of positions over a kind. exponents: of mean squared displacements in
    the window, 1 for diffusion, with standard errors. running: how the conductivity came about.
    """

    route: str
    ions: tuple[str, ...]
    charges: np.ndarray
    concentrations: np.ndarray
    T: float
    volume: float
    frame: Frame
    own: np.ndarray
    sums: np.ndarray
    exponents: dict[str, tuple[float, float]]
    running: RunningConductivity

    @property
    def sigma(self) -> np.ndarray:
        """σ_ij = z_i z_j e²/(V k_B T) lim ⟨ΔR_i·ΔR_j⟩/6t, S/m, (n, n), as measured (see `matrix`)."""
        return self._sigma(self.sums.mean(axis=0))

    @property
    def sigma_errors(self) -> np.ndarray:
        """Standard errors of `sigma`, S/m, (n, n)."""
        return jackknife(self._sigma, (self.sums,))[1]

    @property
    def matrix(self) -> OnsagerMatrix:
        """The Onsager matrix; eigenvalues that noise brought below zero are zero in it (see `warnings`)."""
        values, vectors = np.linalg.eigh(self.sigma)
        return OnsagerMatrix(vectors * np.maximum(values, 0.0) @ vectors.T, self.charges, self.frame)

    @property
    def conductivity(self) -> Estimate:
        """κ = Σ σ_ij, S/m."""
        return self._one(lambda own, sums: self._sigma(sums).sum())

    @property
    def transference_numbers(self) -> list[Estimate]:
        """t_i = Σ_j σ_ij/κ in the frame, (n,)."""
        return estimates(lambda sums: self._sigma(sums).sum(axis=1) / self._sigma(sums).sum(), (self.sums,))

    @property
    def self_diffusivities(self) -> list[Estimate]:
        """D_i, m²/s, (n,); in a periodic box without the correction for its finite size."""
        return estimates(lambda own: own, (self.own,))

    @property
    def nernst_einstein_conductivity(self) -> Estimate:
        """κ_NE, S/m, of ions with these self-diffusivities that move independently."""
        return self._one(lambda own, sums: self._ideal(own))

    @property
    def haven_ratio(self) -> Estimate:
        """κ_NE/κ (`mubar.transport.haven_ratio`)."""
        return self._one(lambda own, sums: self._ideal(own) / self._sigma(sums).sum())

    @property
    def ionicity(self) -> Estimate:
        """κ/κ_NE, the inverse."""
        return self._one(lambda own, sums: self._sigma(sums).sum() / self._ideal(own))

    @property
    def warnings(self) -> list[str]:
        """What to know before the numbers are used."""
        said = []
        kappa = self.conductivity
        if kappa.low <= 0.0:
            said.append("the conductivity can't be told from zero: shares and ratios of it mean nothing")
        elif kappa.standard_error > _ROUGH * kappa.value:
            said.append(f"the conductivity is known to {kappa.standard_error / kappa.value:.0%} only")
        lowest = float(np.linalg.eigvalsh(self.sigma)[0])
        if lowest < -1e-10 * np.abs(self.sigma).max():
            said.append(
                f"the matrix has the eigenvalue {lowest:.2g} S/m, by its noise; `matrix` has 0 instead"
            )
        return said

    def rows(self) -> list[tuple[str, Estimate, str]]:
        """Name, number and unit of everything, for tables."""
        found = [
            ("conductivity", self.conductivity, "S/m"),
            ("conductivity, Nernst-Einstein", self.nernst_einstein_conductivity, "S/m"),
            ("Haven ratio", self.haven_ratio, ""),
        ]
        upper = np.triu_indices(len(self.ions))
        elements = estimates(lambda sums: self._sigma(sums)[upper], (self.sums,))
        for i, j, element in zip(*upper, elements, strict=True):
            found.append((f"sigma of {self.ions[i]}, {self.ions[j]}", element, "S/m"))
        for name, t in zip(self.ions, self.transference_numbers, strict=True):
            found.append((f"transference number of {name}", t, ""))
        for name, D in zip(self.ions, self.self_diffusivities, strict=True):
            found.append((f"self-diffusivity of {name}", D, "m²/s"))
        return found

    def __str__(self) -> str:
        rows = self.rows()
        width = max(len(name) for name, _, _ in rows)
        head = f"{self.route}, {len(self.own)} blocks, against {_AGAINST[self.frame]}"
        lines = [f"{name:<{width}}  {value} {unit}".rstrip() for name, value, unit in rows]
        return "\n".join([head, *lines, *(f"warning: {w}" for w in self.warnings)])

    def _one(self, function: Callable[..., float]) -> Estimate:
        return estimates(lambda own, sums: np.array([function(own, sums)]), (self.own, self.sums))[0]

    def _sigma(self, sums: np.ndarray) -> np.ndarray:
        return np.outer(self.charges, self.charges) * sums * E_CHARGE**2 / (self.volume * K_B * self.T)

    def _ideal(self, own: np.ndarray) -> float:
        return float(nernst_einstein_conductivity(self.charges, self.concentrations, own, self.T))
