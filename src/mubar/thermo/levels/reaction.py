"""Reactions between species: balanced, with standard energies, potentials, implied electron levels."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.constants import F, R
from ...core.errors import InputError, Problem, UnknownNameError
from .. import arguments
from ..species import ELECTRON, charge, composition
from .formation import STANDARD_TEMPERATURE, aliases, formation_energy, table
from .voltages import positive

_TERM = re.compile(r"(?:(?P<count>\d+(?:\.\d+)?)\s+)?(?P<species>\S+)")
_FORM = "a reaction such as 'Fe+3 + e- = Fe+2'"


@dataclass(frozen=True)
class Reaction:
    """Σ ν_i A_i = 0, products counting positive. Atoms and charge are balanced, or `InputError` says which
    isn't and by how much.
    """

    terms: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        atoms: defaultdict[str, float] = defaultdict(float)
        z = 0.0
        for species, nu in self.terms:
            z += nu * charge(species)
            for element, n in composition(species):
                atoms[element] += nu * n
        expected = "as much before as after the reaction"
        problems = [
            Problem(str(self), f"{n:+g} {element}", expected) for element, n in atoms.items() if abs(n) > 1e-9
        ]
        if abs(z) > 1e-9:
            problems.append(Problem(str(self), f"{z:+g} of charge", expected))
        if problems:
            raise InputError(problems)

    @classmethod
    def parse(cls, text: str) -> Reaction:
        """A reaction from text: ``"PbO2 + SO4-2 + 4 H+ + 2 e- = PbSO4 + 2 H2O"``. Raises `InputError`."""
        sides = text.split(" = ") if isinstance(text, str) else ()
        if len(sides) != 2:
            raise InputError.one("reaction", text, _FORM)
        terms: defaultdict[str, float] = defaultdict(float)
        for side, sign in zip(sides, (-1.0, 1.0), strict=True):
            for term in side.split(" + "):
                found = _TERM.fullmatch(term.strip())
                if found is None:
                    raise InputError.one("reaction", term, _FORM)
                terms[found["species"]] += sign * float(found["count"] or 1.0)
        return cls(tuple((s, nu) for s, nu in terms.items() if nu))

    @property
    def species(self) -> tuple[str, ...]:
        """Names of what reacts, electrons apart."""
        return tuple(s for s, _ in self.terms if s != ELECTRON)

    @property
    def electrons(self) -> float:
        """n, the electrons that the reaction as written takes up."""
        return 0.0 - dict(self.terms).get(ELECTRON, 0.0)

    def gibbs(self, energies: Mapping[str, float] | None = None) -> float:
        """ΔG° at 298.15 K, J/mol; ``energies`` (J/mol) stand in for `formation_energy`."""
        own = energies or {}
        return sum(nu * (own[s] if s in own else formation_energy(s)) for s, nu in self.terms)

    def equilibrium_constant(self) -> float:
        """K = exp(-ΔG°/RT) at 298.15 K."""
        return math.exp(-self.gibbs() / (R * STANDARD_TEMPERATURE))

    def standard_potential(self, energies: Mapping[str, float] | None = None) -> float:
        """E° = -ΔG°/(nF) of a reduction at 298.15 K, V against the standard hydrogen electrode."""
        return -self.gibbs(energies) / (self._n() * F)

    def log_quotient(self, activities: Mapping[str, Any]) -> Any:
        """ln Q = Σ ν ln a; what ``activities`` doesn't name has a = 1. Raises `InputError`."""
        for s, a in activities.items():
            if s not in self.species:
                raise UnknownNameError.of(f"activity in {self}", s, self.species)
            positive(a, f"activity of {s}")
        return sum(dict(self.terms)[s] * np.log(a) for s, a in activities.items())

    def potential(self, activities: Mapping[str, Any] | None = None, T: Any = STANDARD_TEMPERATURE) -> Any:
        """Nernst: E = E° - RT/(nF) ln Q, V against SHE; E° is that of 298.15 K. Arrays broadcast.

        This is V_e of an inert electrode in equilibrium with the reaction.
        """
        arguments.temperature(T)
        return self.standard_potential() - R * T / (self._n() * F) * self.log_quotient(activities or {})

    def electron_level(self, voltages: Mapping[str, Any], potentials: Mapping[str, Any] | None = None) -> Any:
        """V_e that the reaction implies, V: n V_e = -Σ (ν z V)_ions - Σ (ν μ/F)_neutrals.

        For Fe⁺³ + e⁻ = Fe⁺² it is 3 V_Fe⁺³ - 2 V_Fe⁺². ``voltages`` of the ions, V; chemical ``potentials``
        of the neutrals, J/mol, `formation_energy` where they aren't given. Raises `InputError` for an ion
        without a voltage.
        """
        level: Any = 0.0
        missing = []
        for s, nu in self.terms:
            z = charge(s)
            if s == ELECTRON:
                continue
            if z == 0:
                mu = (potentials or {}).get(s)
                level = level - nu * (formation_energy(s) if mu is None else mu) / F
            elif s in voltages:
                level = level - nu * z * voltages[s]
            else:
                missing.append(Problem(str(self), f"no voltage of {s}", "one for every ion"))
        if missing:
            raise InputError(missing)
        return level / self._n()

    def _n(self) -> float:
        if self.electrons <= 0.0:
            raise InputError.one(str(self), f"{self.electrons:g} electrons", "a reduction, e- on the left")
        return self.electrons

    def __str__(self) -> str:
        def side(sign: float) -> str:
            parts = [(s, abs(nu)) for s, nu in self.terms if nu * sign > 0]
            return " + ".join(s if n == 1.0 else f"{n:g} {s}" for s, n in parts)

        return f"{side(-1.0)} = {side(1.0)}"


def couple(name: str) -> Reaction:
    """A redox couple by name, ``couple("Fe+3/Fe+2")`` or ``couple("Fe3+/Fe2+")``.

    Raises `UnknownNameError` with the nearest match.
    """
    found = _couples()
    usual = "/".join(aliases().get(part, part) for part in str(name).split("/"))
    if usual not in found:
        raise UnknownNameError.of("couple", str(name), found)
    return found[usual]


def known_couples() -> tuple[str, ...]:
    """Names that `couple` knows."""
    return tuple(_couples())


@lru_cache(maxsize=1)
def _couples() -> dict[str, Reaction]:
    return {row["couple"]: Reaction.parse(row["reaction"]) for row in table("couples.csv")}
