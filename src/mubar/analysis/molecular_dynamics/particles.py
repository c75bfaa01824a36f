"""Which atoms of a topology make up which ion, and what else there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.errors import InputError, Problem
from ...transport.arguments import neutral

REST = "solvent"
_GRAM = 1e-3


@dataclass(frozen=True)
class Ion:
    """A kind of ion: MDAnalysis' selection of its atoms, and its charge number."""

    selection: str
    charge: float


class Particles:
    """Which atoms make up which particle: rows of ``shares`` (particles, atoms) that add up to 1."""

    def __init__(self, universe: Any, ions: Mapping[str, Ion], particles: str) -> None:
        from scipy.sparse import csr_array

        atoms = universe.atoms
        self._masses = np.asarray(getattr(atoms, "masses", np.zeros(len(atoms))), dtype=float)
        taken = np.zeros(len(atoms), dtype=bool)
        members: list[np.ndarray] = []
        self.species: list[str] = []
        self.charges: dict[str, float] = {}
        for name, ion in ions.items():
            if name == REST:
                raise InputError.one("ions", name, "another name: that is what the other atoms are called")
            if not isinstance(ion, Ion) or not isinstance(ion.charge, (int, float)) or not ion.charge:
                raise InputError.one(f"ion {name}", ion, "an Ion with a selection and its charge")
            chosen = _select(universe, name, ion.selection)
            if taken[chosen].any():
                raise InputError.one(f"ion {name}", ion.selection, "atoms that no other ion has")
            taken[chosen] = True
            found = _particles(universe, chosen, particles, name)
            members += found
            self.species += [name] * len(found)
            self.charges[name] = float(ion.charge)
        counts = np.array([self.species.count(name) for name in self.charges], dtype=float)
        neutral(np.array(list(self.charges.values())), counts, "ions")
        rest = np.flatnonzero(~taken)
        if rest.size:
            members.append(rest)
            self.species.append(REST)
            self.charges[REST] = 0.0
        together = np.concatenate([m for m in members if len(m) > 1] or [np.zeros(0, dtype=int)])
        light = int(np.count_nonzero(~(self._masses[together] > 0.0)))
        if light:
            found = f"no mass of {light} of {len(together)} atoms in molecules and solvent"
            hint = "Take a topology that has them, or hand over a Universe that you gave them to."
            raise InputError([Problem("masses", found, "masses, for centres of mass", hint)])
        weights = [self._masses[m] / self._masses[m].sum() if len(m) > 1 else np.ones(1) for m in members]
        starts = np.cumsum([0, *map(len, members)])
        self.shares = csr_array(
            (np.concatenate(weights), np.concatenate(members), starts), shape=(len(members), len(atoms))
        )
        self._members = members

    @property
    def masses(self) -> dict[str, float]:
        """kg/mol of a particle, its species' mean, where the files have it."""
        each = np.array(
            [self._masses[m].sum() if (self._masses[m] > 0.0).all() else 0.0 for m in self._members]
        )
        names = np.array(self.species)
        means = {name: _GRAM * float(each[names == name].mean()) for name in self.charges}
        return {name: mean for name, mean in means.items() if mean > 0.0}


def _select(universe: Any, name: str, selection: str) -> np.ndarray:
    """Indices of the atoms."""
    try:
        chosen = universe.select_atoms(selection).indices
    except Exception as error:
        raise InputError.one(
            f"ion {name}", selection, f"a selection that MDAnalysis reads ({error})"
        ) from None
    if not len(chosen):
        raise InputError.one(f"ion {name}", selection, "a selection that finds atoms")
    return np.asarray(chosen)


def _particles(universe: Any, chosen: np.ndarray, particles: str, name: str) -> list[np.ndarray]:
    """The atoms of each ion."""
    if particles == "atoms":
        return list(chosen[:, None])
    kinds = {"residues": "resindices", "fragments": "fragindices"}
    if particles not in kinds:
        raise InputError.one("particles", particles, "residues, fragments or atoms")
    try:
        of = np.asarray(getattr(universe.atoms, kinds[particles]))[chosen]
    except Exception:  # MDAnalysis' NoDataError
        raise InputError.one("particles", particles, "residues or atoms: the topology has no bonds") from None
    order = np.argsort(of, kind="stable")
    found = np.split(chosen[order], np.flatnonzero(np.diff(of[order])) + 1)
    if (len(found) == 1 and len(chosen) > 1) or len({len(m) for m in found}) > 1:
        least, most = min(map(len, found)), max(map(len, found))
        atoms = f"{least} atoms" if least == most else f"{least} to {most} atoms"
        sizes = f"{atoms} in {len(found)} {particles}"
        hint = "Take particles='atoms', and one atom of each ion for the selection."
        raise InputError([Problem(f"ion {name}", sizes, "ions of one size, each by itself", hint)])
    return found
