"""From phases and conditions to the arrays of a convex problem.

A *state* is a species in a phase. What conditions say is linear in the electrochemical potentials of states,
P μ̄ = r. The solutions are μ̄ = d + N λ, one λ per state that stays free; the columns of N are what the
conditions conserve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...core.constants import R
from ...core.errors import InputError, UnknownNameError
from ..species import charge
from .conditions import Condition, SaltBridge, State
from .elimination import rank, reduce_rows, solutions
from .phase import Phase, phase_of


@dataclass(frozen=True)
class Assembly:
    """ln n = offset + design @ (λ/RT, Fφ/RT), and design.T @ n = design.T @ amounts, over what can change.

    Arrays follow ``states``, offset and design its ``moving`` ones. Phases stay as neutral as they were
    given, so that nothing rare has to make up for a rounding of what is abundant.
    """

    states: tuple[State, ...]
    charges: np.ndarray
    """Charge numbers."""
    membership: np.ndarray
    """(phases, states), 1 where the state belongs to the phase."""
    amounts: np.ndarray
    """mol before equilibrium, and for ever of what doesn't move."""
    processes: np.ndarray
    """P, one row for each thing that can happen."""
    moving: np.ndarray
    """Indices of the states that take part in something."""
    offset: np.ndarray
    """At γ = 1."""
    design: np.ndarray
    potentials: Mapping[str, int | None]
    """Column of each phase's inner potential; None where it is zero by choice."""


def assemble(phases: Sequence[Phase], conditions: Sequence[Condition], T: float) -> Assembly:
    """The convex problem of these phases. Raises `InputError` for names that don't exist and conditions that
    contradict each other.
    """
    by_name = {p.name: p for p in phases}
    if len(by_name) < len(phases) or not phases:
        names = ", ".join(p.name for p in phases) or "none"
        raise InputError.one("phases", names, "at least one, each with a name of its own")
    states = tuple((s, p.name) for p in phases for s in p.molalities)
    processes, right = _processes(states, conditions, by_name, T)
    moving = np.flatnonzero(processes.any(axis=0))
    found = solutions(processes[:, moving], right / (R * T))
    if found is None:
        what = "levels that can't hold together"
        raise InputError.one("conditions", what, "pins and reactions that don't contradict each other")
    particular, conserved = found

    mass = np.array([by_name[where].solvent_mass for _, where in states])
    amounts = mass * [by_name[where].molalities[s] for s, where in states]
    standard = np.array([by_name[where].standard_potential(s) for s, where in states])
    z = np.array([charge(s) for s, _ in states], dtype=float)
    membership = np.array([[float(where == p.name) for _, where in states] for p in phases])

    neutral = (-z * membership)[:, moving]
    groups = _groups(by_name, conditions, conserved, neutral)
    # of dependent columns the rightmost goes: the inner potential of the first phases of a connected set
    design = np.column_stack([conserved, *(neutral[g].sum(axis=0) for g in reversed(groups))])
    column = {k: i for i, k in enumerate(reduce_rows(design)[1])}
    last = design.shape[1] - 1
    return Assembly(
        states=states,
        charges=z,
        membership=membership,
        amounts=amounts,
        processes=processes,
        moving=moving,
        offset=particular + (np.log(mass) - standard / (R * T))[moving],
        design=design[:, list(column)],
        potentials={phases[i].name: column.get(last - g) for g, group in enumerate(groups) for i in group},
    )


def _processes(
    states: Sequence[State], conditions: Sequence[Condition], phases: Mapping[str, Phase], T: float
) -> tuple[np.ndarray, np.ndarray]:
    """P and r, J/mol."""
    index = {state: i for i, state in enumerate(states)}
    rows, right = [], []
    for condition in conditions:
        if not isinstance(condition, Condition):
            expected = "a Membrane, SaltBridge, Equilibrated or Pin"
            raise InputError.one("conditions", condition, expected)
        for terms, value in condition.equations(phases, T):
            row = np.zeros(len(states))
            for (species, where), nu in terms.items():
                known = phase_of(where, phases).molalities
                if species not in known:
                    raise UnknownNameError.of(f"species in phase {where}", species, known)
                row[index[species, where]] += nu
            rows.append(row)
            right.append(value)
    return np.array(rows).reshape(len(rows), len(states)), np.array(right)


def _groups(
    phases: Mapping[str, Phase], conditions: Sequence[Condition], conserved: np.ndarray, neutral: np.ndarray
) -> list[list[int]]:
    """Indices of the phases that salt bridges put at one inner potential, ``neutral`` their columns apart.

    Every bridge has to take away one free choice of a potential; otherwise something has set it already.
    """
    names = list(phases)
    group = list(range(len(names)))
    for bridge in conditions:
        if isinstance(bridge, SaltBridge):
            a, b = (group[names.index(phase_of(name, phases).name)] for name in (bridge.one, bridge.other))
            group = [min(a, b) if g in (a, b) else g for g in group]
            joined = [neutral[[g == k for g in group]].sum(axis=0) for k in sorted(set(group))]
            choices = conserved.shape[1] + len(joined) - rank(np.column_stack([conserved, *joined]))
            apart = conserved.shape[1] + len(neutral) - rank(np.column_stack([conserved, *neutral]))
            if a == b or apart - choices != len(neutral) - len(joined):
                found = f"{bridge.one} to {bridge.other}, whose potentials something else sets already"
                raise InputError.one("SaltBridge", found, "one way only by which two phases are joined")
    return [[i for i, g in enumerate(group) if g == k] for k in sorted(set(group))]
