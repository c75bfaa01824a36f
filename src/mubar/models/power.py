"""The power balance of a layered model: I V = -dG/dt - dissipation, every term from the discrete equations.

Charge and matter fall through differences of species voltages and chemical potentials: Σ_i J_i·(-∇V_i) of
electrons, cations and anions, j η at surfaces, N·(-∇μ) in particles. Summed over the control volumes with the
model's own fluxes, what is left is the change of free energy, Σ μ dn/dt of the lithium in the particles and
of the salt: the discrete form of Tellegen's theorem (P. Penfield, R. Spence, S. Duinker, Tellegen's Theorem
and Electrical Networks, 1970). It closes to rounding: surfaces carry the current that charge conservation
leaves them, which is that of the rate law as closely as the solver was asked to solve for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..core.constants import F, R
from ..core.fields import Field
from ..materials.keys import side_of
from .inspection import Inspection
from .pendants.by_volume import spread
from .pendants.inside import Inside


@dataclass(frozen=True, eq=False)
class Power:
    """What flows in a model's stored states and what it dissipates. Per area of electrode unless said.

    Arrays are (rows, nv) on volumes, (rows, nv - 1) on inner faces; currents in A/m², powers in W/m².
    """

    seen: Inspection
    V_Li: np.ndarray
    """On volumes, V."""
    c: np.ndarray | None
    """Salt on volumes, mol/m³; None where the model keeps it as it was filled in."""
    u: np.ndarray
    """V_e - V_Li around the particles, on volumes, V."""
    ionic: np.ndarray
    """i_e through inner faces, A/m²."""
    reacting: np.ndarray
    """Current that leaves the surfaces in every volume, per area of electrode, A/m²."""
    electrons: np.ndarray
    """Dissipated by electrons in every volume, W/m²."""

    def fields(self) -> Iterable[Field]:
        """Current densities of electrons, cations, anions; V of the anion; levels in particles; the terms of
        the balance.
        """
        area, totals = self.seen.cell.area, {"contact": self.seen.cell.area * self.contact}
        if self.ionic.shape[1]:
            yield from self._carriers(totals)
        dx = self.seen.rows["dx"]
        for each, left in zip(self.inside, self._left, strict=True):
            m, at = each.name, ("time", each.places)
            here = self.seen.layers.mask(side_of(m))
            count = here.sum()
            for name, values, units, said in each.shown():
                yield Field(f"{name}_{m}", at, spread(values, count), units, f"{said}, {m}")
            # an electrode's only particle stands for all of its volumes
            thickness = dx[here] if len(each.volumes) == count else dx[here].sum() * np.ones(count)
            for what, lost in each.dissipated(left):
                density = lost / thickness
                yield Field(f"dissipation_{what}_{m}", at, density, "W.m-3", f"dissipated by {what}, {m}")
                totals[f"{what}_{m}"] = area * lost.sum(axis=1)
        if "foil" in self.seen.structure.eq.border:
            totals["reaction_foil"] = area * self.seen.border("current") * self.seen.border("foil")
        for name, watts in totals.items():
            yield Field(f"power_{name}", ("time",), watts, "W", f"dissipated: {name.replace('_', ', ')}")
        for each, left in zip(self.inside, self._left, strict=True):
            released, said = area * each.released(left).sum(axis=1), f"-dG/dt of the lithium, {each.name}"
            yield Field(f"power_storage_{each.name}", ("time",), released, "W", said)
        yield Field("power_storage_salt", ("time",), area * self.released_salt, "W", "-dG/dt of the salt")

    def _carriers(self, totals: dict[str, np.ndarray]) -> Iterable[Field]:
        """What electrons, cations and anions carry and dissipate; their sums go into ``totals``."""
        dx, area, on = self.seen.rows["dx"], self.seen.cell.area, ("time", "x")
        current = self.seen.border("current")[:, None]
        ends = np.concatenate([np.zeros_like(current), self.ionic, np.zeros_like(current)], axis=1)
        if self.seen.layers.is_half_cell:
            ends[:, :1] = current
        anion = np.concatenate([0.0 * current, self.anion, 0.0 * current], axis=1)
        for name, density in (
            ("electron", current - ends),
            ("cation", ends - anion),
            ("anion", anion),
        ):
            middle = 0.5 * (density[:, 1:] + density[:, :-1])
            said = f"current density of {name}s, +x positive"
            yield Field(f"{name}_current_density", on, middle, "A.m-2", said)
        said = "V_Li - μ_salt/F, zero of μ at rest"
        yield Field("V_anion", on, self.V_anion, "V", "species voltage of anions", said)
        for name, each in (("electron", self.electrons), ("cation", self.cations), ("anion", self.anions)):
            yield Field(f"dissipation_{name}", on, each / dx, "W.m-3", f"dissipated by moving {name}s")
            totals[f"{name}s"] = area * each.sum(axis=1)

    # particles ----------------------------------------------------------------------------------------------
    @cached_property
    def inside(self) -> list[Inside]:
        """Of every group of particles."""
        groups = enumerate(self.seen.structure.eq.pendants)
        return [group.inside(self.seen, g, self.u) for g, group in groups]

    @cached_property
    def _left(self) -> list[np.ndarray]:
        """What the rate laws leave over of the current in a volume, shared by area between groups there."""
        found = []
        for each in self.inside:
            beside = [other for other in self.inside if np.array_equal(other.volumes, each.volumes)]
            over = self.reacting[:, each.volumes] - sum(other.current for other in beside)
            found.append(over * each.area / sum(other.area for other in beside))
        return found

    # the salt -----------------------------------------------------------------------------------------------
    @cached_property
    def salt_flux(self) -> np.ndarray:
        """N of anions through inner faces, mol/(m² s)."""
        return self.seen.faces("c")

    @property
    def anion(self) -> np.ndarray:
        """Current density of anions through inner faces, A/m²."""
        return -F * self.salt_flux

    @cached_property
    def psi(self) -> np.ndarray:
        """μ_salt/F on volumes, V, zero at the concentration of rest: (2RT/F) ∫ χ dln c."""
        if self.c is None:
            return np.zeros_like(self.V_Li)
        electrolyte = self.seen.cell.electrolyte
        rest = float(electrolyte.initial_concentration)
        log = np.log(self.c / rest)
        found = np.empty_like(log)
        for T in np.unique(self.seen.temperature):
            here = self.seen.temperature == T

            def chi(y: np.ndarray, T: float = T) -> np.ndarray:
                return electrolyte.thermodynamic_factor(rest * np.exp(y), T) * np.ones_like(y)

            found[here] = 2.0 * R * T / F * _integral(chi, log[here])
        return found

    @property
    def V_anion(self) -> np.ndarray:
        """Species voltage of the anion on volumes, V."""
        return self.V_Li - self.psi

    @cached_property
    def cations(self) -> np.ndarray:
        """Dissipated by cations in every volume, W/m²; at a foil also before the first volume's centre."""
        across = -(self.ionic - self.anion) * np.diff(self.V_Li, axis=1)
        found = shared(self.seen, across)
        if self.seen.layers.is_half_cell:
            found[:, 0] -= self.seen.border("current") * (self.V_Li[:, 0] + self.seen.border("foil"))
        return found

    @cached_property
    def anions(self) -> np.ndarray:
        """Dissipated by anions in every volume, W/m²."""
        return shared(self.seen, -self.anion * np.diff(self.V_anion, axis=1))

    @property
    def released_salt(self) -> np.ndarray:
        """-dG/dt of the salt, W/m²: -Σ μ dn/dt, n from what flows in and out of every volume."""
        N = np.pad(self.salt_flux, ((0, 0), (1, 1)))
        return F * (self.psi * (N[:, 1:] - N[:, :-1])).sum(axis=1)

    # all together -------------------------------------------------------------------------------------------
    @property
    def contact(self) -> np.ndarray:
        """Dissipated in the contact resistance, W/m²."""
        current = self.seen.border("current")
        return current**2 * self.seen.cell.area * self.seen.cell.contact_resistance


def shared(seen: Inspection, across: np.ndarray) -> np.ndarray:
    """What inner faces dissipate, given to the volumes beside them by the lengths on the way: (rows, nv)."""
    right, left = seen.rows["to_right"][:-1], seen.rows["to_left"][1:]
    share = right / (left + right)
    found = np.zeros((len(across), across.shape[1] + 1))
    found[:, :-1] += share * across
    found[:, 1:] += (1.0 - share) * across
    return found


def _integral(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """∫ f from 0 to every x: Simpson's rule between 401 knots, Hermite's cubic from them on."""
    knots, h = np.linspace(min(x.min(), -1e-3), max(x.max(), 1e-3), 401, retstep=True)
    slope, middle = f(knots), f(knots[:-1] + 0.5 * h)
    whole = np.concatenate([[0.0], np.cumsum(h / 6.0 * (slope[:-1] + 4.0 * middle + slope[1:]))])

    def at(x: np.ndarray) -> np.ndarray:
        i = np.clip(((x - knots[0]) / h).astype(int), 0, len(knots) - 2)
        s = (x - knots[i]) / h
        rise = whole[i + 1] - whole[i]
        bend = s * (1.0 - s) * ((1.0 - s) * (h * slope[i] - rise) - s * (h * slope[i + 1] - rise))
        return whole[i] + s * rise + bend

    return at(x) - at(np.zeros(1))
