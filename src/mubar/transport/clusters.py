"""Ions that travel in pairs and clusters: conductivity and transference from association."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..core.bounds import ANY, NOT_NEGATIVE
from ..core.constants import C_STANDARD, F, R
from ..core.errors import InputError, MubarError, Problem
from ..core.parameters import Checked, parameter
from ..thermo.arguments import one_temperature
from ..thermo.electrolytes import Salt
from .arguments import expect, quantities
from .nernst_einstein import nernst_einstein_conductivity
from .newman import SaltTransport
from .onsager import OnsagerMatrix

_STEPS = 200
_BALANCED = 1e-13


@dataclass(frozen=True)
class Cluster(Checked):
    """``cations`` and ``anions`` that travel together: (1, 2) is [Li(TFSI)₂]⁻, (1, 0) the free cation.

    association: ln β of the concentrations over c° = 1000 mol/m³, β = (c/c°)/[(c_+/c°)^a (c_-/c°)^b] with
    c_+ and c_- those of the free ions; 0 for these themselves. diffusivity: m²/s.
    """

    cations: int
    anions: int
    diffusivity: float = parameter("D", "m2.s-1", "diffusivity", NOT_NEGATIVE)
    association: float = parameter(r"\ln\beta", "1", "logarithm of the association constant", ANY, 0.0)

    def __post_init__(self) -> None:
        super().__post_init__()
        counts = (self.cations, self.anions)
        if any(isinstance(n, bool) or not isinstance(n, int) or n < 0 for n in counts) or not sum(counts):
            raise InputError.one("Cluster", counts, "whole numbers of cations and anions, at least one ion")
        if sum(counts) == 1 and self.association != 0.0:
            raise InputError.one("Cluster.association", self.association, "0 for a free ion")


@dataclass(frozen=True)
class AssociatedSalt:
    """A salt whose ions are free or in clusters, each cluster moving by itself, in ideal equilibrium.

    Each cluster follows the electrochemical potentials of what it is made of, a μ̄_+ + b μ̄_-, so that
    L_++ = Σ a² c D/RT, L_+- = Σ a b c D/RT, L_-- = Σ b² c D/RT, and a cation whose
    charge is outweighed moves the wrong way. A. France-Lanord, J. C. Grossman, Phys. Rev. Lett. 122 (2019)
    136001. ``clusters`` have both free ions among them. Raises `InputError`.
    """

    salt: Salt
    clusters: tuple[Cluster, ...]

    def __post_init__(self) -> None:
        expect(self.salt, Salt, "AssociatedSalt.salt", "a salt, such as Salt('Li+', 'PF6-')")
        clusters = self.clusters
        if not isinstance(clusters, Sequence) or not all(isinstance(k, Cluster) for k in clusters):
            raise InputError.one(
                "AssociatedSalt.clusters", clusters, "Cluster(cations, anions, diffusivity)s"
            )
        made = [(k.cations, k.anions) for k in clusters]
        problems = [
            Problem("AssociatedSalt.clusters", f"no {name}", f"the free {name}, Cluster{ion}")
            for ion, name in (((1, 0), "cation"), ((0, 1), "anion"))
            if ion not in made
        ]
        if len(set(made)) < len(made):
            problems.append(Problem("AssociatedSalt.clusters", f"{made}", "each kind of cluster once"))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "clusters", tuple(clusters))

    @property
    def stoichiometry(self) -> np.ndarray:
        """Cations and anions of every cluster, (n, 2)."""
        return np.array([(k.cations, k.anions) for k in self.clusters], dtype=float)

    def concentrations(self, c: float) -> np.ndarray:
        """Concentrations of the clusters, (n,), mol/m³, in a solution of ``c`` mol/m³ of salt.

        In the logarithms y of the free ions' concentrations the balances are the gradient of a convex
        function, Σ c_k(y) - n·y; Newton's steps, shortened where it would not fall, find its minimum.
        Raises `InputError`.
        """
        expect(c, (int, float, np.number), "concentration", "one concentration, in mol/m³")
        quantities(amount=c)
        made, total = self.stoichiometry, self._ions * float(c) / C_STANDARD
        log_beta = np.array([k.association for k in self.clusters])

        def amounts(y: np.ndarray) -> np.ndarray:
            return np.exp(np.minimum(log_beta + made @ y, 300.0))

        # so low that no cluster holds more than there is
        y = np.full(2, min(0.0, float(np.min((np.log(total.min()) - log_beta) / made.sum(axis=1)))))
        for _ in range(_STEPS):
            n = amounts(y)
            excess = made.T @ n - total
            if np.abs(excess / total).max() < _BALANCED:
                break
            step = -np.linalg.solve(made.T @ (n[:, None] * made), excess)
            step *= min(1.0, 3.0 / np.abs(step).max())
            here, slope = n.sum() - total @ y, excess @ step
            while amounts(y + step).sum() - total @ (y + step) > here + 1e-4 * slope + 1e-15 * abs(here):
                step, slope = 0.5 * step, 0.5 * slope
            y = y + step
        else:
            raise MubarError(f"the association equilibrium at {c:g} mol/m³ was not found")
        return amounts(y) * C_STANDARD

    def onsager(self, c: float, T: float) -> OnsagerMatrix:
        """The matrix of cation and anion, S/m, at ``c`` mol/m³ and ``T`` K, solvent's frame.

        κ = F²/RT Σ z_k² c_k D_k over clusters, t_+ = Σ a_k z_+ z_k c_k D_k/Σ z_k² c_k D_k.
        Raises `InputError`.
        """
        moved = self.concentrations(c) * self._diffusivities / (R * one_temperature(T))
        made, z = self.stoichiometry, self._charges
        return OnsagerMatrix(F**2 * np.outer(z, z) * (made.T @ (moved[:, None] * made)), z)

    def self_diffusivities(self, c: float) -> np.ndarray:
        """Mean diffusivity of all cations and of all anions, free or not, (2,), m²/s, as NMR measures it.

        Raises `InputError`.
        """
        moved = self.concentrations(c) * self._diffusivities
        return self.stoichiometry.T @ moved / (self._ions * c)

    def nernst_einstein_conductivity(self, c: float, T: float) -> float:
        """κ_NE, S/m, from these self-diffusivities: what one would expect who knew of no clusters."""
        return float(
            nernst_einstein_conductivity(self._charges, self._ions * c, self.self_diffusivities(c), T)
        )

    def thermodynamic_factor(self, c: float) -> float:
        """χ = 1 + ∂ln f±/∂ln c of this equilibrium: ν χ is the slope of ν_+ ln c_+ + ν_- ln c_- (free ions).

        Raises `InputError`.
        """
        made, n = self.stoichiometry, self.concentrations(c)
        slopes = np.linalg.solve(made.T @ (n[:, None] * made), self._ions * c)
        return float(self._ions @ slopes / self._ions.sum())

    def transport(self, c: float, T: float) -> SaltTransport:
        """Newman's κ, t_+, D and χ at ``c`` mol/m³ and ``T`` K, solvent's frame. Raises `InputError`."""
        return SaltTransport.from_onsager(self.onsager(c, T), self.salt, c, T, self.thermodynamic_factor(c))

    @property
    def _charges(self) -> np.ndarray:
        return np.array([self.salt.z_plus, self.salt.z_minus], dtype=float)

    @property
    def _ions(self) -> np.ndarray:
        return np.array([self.salt.nu_plus, self.salt.nu_minus], dtype=float)

    @property
    def _diffusivities(self) -> np.ndarray:
        return np.array([k.diffusivity for k in self.clusters])
