"""What phases share and what is held: membranes, salt bridges, reactions, pinned levels."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...core.errors import InputError
from ..levels.reaction import Reaction
from ..species import ELECTRON


@dataclass(frozen=True)
class Membrane:
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


@dataclass(frozen=True)
class SaltBridge:
    """An ideal salt bridge: no species reaches equilibrium across it, and the inner potentials are equal.

    That is the limit of a concentrated bridge whose ions carry equal shares (t₊ = t₋) at both of its ends.
    """

    one: str
    other: str


@dataclass(frozen=True)
class Equilibrated:
    """A reaction that is at equilibrium within a phase: ``Equilibrated("NaCl = Na+ + Cl-", "water")``.

    Species of the phase take part as solutes, others as pure substances or gases that are always there, at
    ``activities`` of 1 unless given. Electrons belong to an electrode at ``electron_level``, V.
    """

    reaction: Reaction | str
    phase: str
    activities: Mapping[str, float] = field(default_factory=dict)
    electron_level: float | None = None

    def __post_init__(self) -> None:
        if isinstance(self.reaction, str):
            object.__setattr__(self, "reaction", Reaction.parse(self.reaction))
        if (ELECTRON in dict(self.equation.terms)) != (self.electron_level is not None):
            expected = "electron_level, V, where electrons react and nowhere else"
            raise InputError.one(f"Equilibrated({self.equation})", self.electron_level, expected)
        if self.electron_level is not None and not math.isfinite(self.electron_level):
            raise InputError.one("electron_level", self.electron_level, "a finite voltage")

    @property
    def equation(self) -> Reaction:
        """The reaction."""
        assert isinstance(self.reaction, Reaction)
        return self.reaction


@dataclass(frozen=True)
class Pin:
    """Holds the species voltage of an ion in a phase at ``voltage``, V, as an electrode of that ion would."""

    species: str
    phase: str
    voltage: float


Condition = Membrane | SaltBridge | Equilibrated | Pin
