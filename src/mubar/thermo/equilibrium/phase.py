"""Phases that come to equilibrium: a solvent with dissolved species and perhaps charges that can't move."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...core.bounds import ANY, POSITIVE
from ...core.errors import InputError, Problem, UnknownNameError, clip
from ...core.parameters import Checked, parameter
from ..electrolytes.activity import ActivityModel
from ..electrolytes.debye_huckel import Ideal
from ..levels.formation import formation_energy
from ..species import charge


@dataclass(frozen=True)
class Phase(Checked):
    """A solution, by its composition before equilibrium: ``Phase("left", {"Na+": 0.1, "Cl-": 0.1})``.

    ``molalities`` mol per kg of solvent; a species that may come in from elsewhere stands there with 0.
    ``fixed_charge`` of the gel or membrane that the phase fills, in moles of elementary charge per kg.
    ``standard`` standard chemical potentials, J/mol, where they aren't those of water at 25 °C
    (`formation_energy`): another solvent, a species of one's own. Raises `InputError` with every fault:
    unknown ions, amounts below zero, a phase that isn't neutral.
    """

    name: str
    molalities: Mapping[str, float]
    fixed_charge: float = parameter("", "mol.kg-1", "charge that can't move, per kg of solvent", ANY, 0.0)
    solvent_mass: float = parameter("", "kg", "mass of solvent", POSITIVE, 1.0)
    standard: Mapping[str, float] = field(default_factory=dict)
    activity: ActivityModel = field(default_factory=Ideal)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.activity, ActivityModel):
            raise InputError.one(f"{self.name}.activity", self.activity, "an activity model, such as Ideal()")
        if not isinstance(self.molalities, Mapping) or not self.molalities:
            raise InputError.one(f"{self.name}.molalities", self.molalities, "molalities by names of species")
        problems = [p for s, m in self.molalities.items() for p in self._faults(s, m)]
        for s, mu in self.standard.items():
            if isinstance(mu, bool) or not isinstance(mu, (int, float)) or not math.isfinite(mu):
                problems.append(Problem(f"{self.name}.standard[{s}]", clip(mu), "a finite energy, J/mol"))
        if problems:
            raise InputError(problems)
        ions = [charge(s) * m for s, m in self.molalities.items()]
        total = math.fsum([*ions, self.fixed_charge])
        if abs(total) > 1e-9 * math.fsum([*map(abs, ions), abs(self.fixed_charge)]):
            found = f"{total:+.6g} mol/kg of charge"
            raise InputError.one(f"phase {self.name}", found, "a neutral phase, its fixed charge included")

    def _faults(self, species: str, m: Any) -> list[Problem]:
        where = f"{self.name}.molalities[{species}]"
        if isinstance(m, bool) or not isinstance(m, (int, float)) or not 0.0 <= m < math.inf:
            return [Problem(where, clip(m), "a finite molality of at least 0 mol/kg")]
        try:
            charge(species)
            self.standard_potential(species)
        except InputError as e:
            return list(e.moved(lambda _: where).problems)
        return []

    def standard_potential(self, species: str) -> float:
        """μ° of a species in this phase, J/mol."""
        return self.standard[species] if species in self.standard else formation_energy(species)


def phase_of(name: str, phases: Mapping[str, Phase]) -> Phase:
    """The phase of that name. Raises `UnknownNameError` with the nearest match."""
    if name not in phases:
        raise UnknownNameError.of("phase", str(name), phases)
    return phases[name]
