"""What phases share and what is held: membranes, salt bridges, reactions, pinned levels."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ...core.constants import F, R
from ...core.errors import InputError, UnknownNameError
from ..levels.formation import formation_energy
from ..levels.reaction import Reaction
from ..levels.voltages import positive
from ..species import ELECTRON, charge
from .phase import Phase, phase_of

State = tuple[str, str]
"""A species in a phase, by their names."""
Equation = tuple[Mapping[State, float], float]
"""Σ ν μ̄ = r over states, r in J/mol."""


class Condition(ABC):
    """Something that holds at equilibrium."""

    @abstractmethod
    def equations(self, phases: Mapping[str, Phase], T: float) -> list[Equation]:
        """What it says about electrochemical potentials. Each equation is also a way for matter to move."""


@dataclass(frozen=True)
class Membrane(Condition):
    """Lets some species pass between two phases, whose electrochemical potentials become equal.

    A cation membrane passes cations, an interface of two liquids everything, a semipermeable one what is
    small enough. It lets no solvent through: there is no osmosis.
    """

    one: str
    other: str
    passes: tuple[str, ...]

    def __post_init__(self) -> None:
        if isinstance(self.passes, str) or not self.passes:
            raise InputError.one("Membrane.passes", self.passes, 'names of species, such as ("Na+",)')
        if self.one == self.other:
            raise InputError.one("Membrane", f"{self.one} on both sides", "two phases")

    def equations(self, phases: Mapping[str, Phase], T: float) -> list[Equation]:
        return [({(s, self.one): 1.0, (s, self.other): -1.0}, 0.0) for s in self.passes]


@dataclass(frozen=True)
class SaltBridge(Condition):
    """An ideal salt bridge: no species reaches equilibrium across it, and the inner potentials are equal.

    That is the limit of a concentrated bridge whose ions carry equal shares (t₊ = t₋) at both of its ends.
    """

    one: str
    other: str

    def equations(self, phases: Mapping[str, Phase], T: float) -> list[Equation]:
        return []


@dataclass(frozen=True)
class Equilibrated(Condition):
    """A reaction that is at equilibrium within a phase: ``Equilibrated("NaCl = Na+ + Cl-", "water")``.

    Species of the phase take part as solutes, others as pure substances or gases that are always there, at
    ``activities`` of 1 unless given. Electrons belong to an electrode at ``electron_level``, V.
    """

    reaction: Reaction | str
    phase: str
    activities: Mapping[str, float] = field(default_factory=dict)
    electron_level: float | None = None

    def __post_init__(self) -> None:
        if (ELECTRON in dict(self.equation.terms)) != (self.electron_level is not None):
            expected = "electron_level, V, where electrons react and nowhere else"
            raise InputError.one(f"Equilibrated({self.equation})", self.electron_level, expected)
        if self.electron_level is not None and not math.isfinite(self.electron_level):
            raise InputError.one("electron_level", self.electron_level, "a finite voltage")

    @property
    def equation(self) -> Reaction:
        """The reaction, parsed."""
        return self.reaction if isinstance(self.reaction, Reaction) else Reaction.parse(self.reaction)

    def equations(self, phases: Mapping[str, Phase], T: float) -> list[Equation]:
        solutes = phase_of(self.phase, phases).molalities
        rest = {s: nu for s, nu in self.equation.terms if s not in solutes}
        substances = [s for s in rest if s != ELECTRON]
        for s in self.activities:
            if s not in substances:
                kind = f"activity in {self.equation}: a substance that isn't dissolved"
                raise UnknownNameError.of(kind, s, substances)
        dissolved = {(s, self.phase): nu for s, nu in self.equation.terms if s in solutes}
        return [(dissolved, -sum(nu * self._potential(s, T) for s, nu in rest.items()))]

    def _potential(self, species: str, T: float) -> float:
        """μ of what isn't dissolved, J/mol."""
        if species == ELECTRON:
            assert self.electron_level is not None
            return -F * self.electron_level
        if charge(species):
            expected = f"only ions that phase {self.phase} names"
            raise InputError.one(f"Equilibrated({self.equation})", species, expected)
        activity = self.activities.get(species, 1.0)
        positive(activity, f"activity of {species}")
        return formation_energy(species) + R * T * float(np.log(activity))


@dataclass(frozen=True)
class Pin(Condition):
    """Holds the species voltage of an ion in a phase at ``voltage``, V, as an electrode of that ion would."""

    species: str
    phase: str
    voltage: float

    def __post_init__(self) -> None:
        if charge(self.species) == 0 or not math.isfinite(self.voltage):
            raise InputError.one(f"Pin({self.species})", self.voltage, "an ion and a finite voltage")

    def equations(self, phases: Mapping[str, Phase], T: float) -> list[Equation]:
        return [({(self.species, self.phase): 1.0}, charge(self.species) * F * self.voltage)]
