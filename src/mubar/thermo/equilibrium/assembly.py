"""From phases and conditions to the matrices of a convex problem.

A *state* is a species in a phase. Every condition but a salt bridge is linear in the electrochemical
potentials of states, P μ̄ = r. The solutions are μ̄ = d + N λ, one λ per state that stays free; the columns
of N are what the conditions conserve.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...core.constants import F, R
from ...core.errors import InputError, Problem, UnknownNameError
from ..levels.formation import formation_energy
from ..levels.voltages import positive
from ..species import ELECTRON, charge
from .conditions import Condition, Equilibrated, Membrane, Pin, SaltBridge
from .phase import Phase

State = tuple[str, str]
"""(species, phase)."""


@dataclass(frozen=True)
class Assembly:
    """ln n = offset + design @ (λ/RT, Fφ/RT), and design.T @ n = target. Arrays follow ``states``."""

    states: tuple[State, ...]
    amounts: np.ndarray
    """mol before equilibrium."""
    charges: np.ndarray
    offset: np.ndarray
    """At γ = 1."""
    design: np.ndarray
    target: np.ndarray
    potentials: Mapping[str, int | None]
    """Column of each phase's inner potential; None where it is zero by choice."""
    processes: np.ndarray
    """P, one row for each thing that can happen."""
    membership: np.ndarray
    """(phases, states), 1 where the state belongs to the phase."""


def assemble(phases: Sequence[Phase], conditions: Sequence[Condition], T: float) -> Assembly:
    """The convex problem of these phases. Raises `InputError` for names that don't exist, conditions that
    contradict each other.
    """
    by_name = {p.name: p for p in phases}
    if len(by_name) < len(phases) or not phases:
        names = ", ".join(p.name for p in phases) or "none"
        raise InputError.one("phases", names, "at least one, each with a name of its own")
    states = tuple((s, p.name) for p in phases for s in p.molalities)
    index = {state: i for i, state in enumerate(states)}
    rows = [r for c in conditions if not isinstance(c, SaltBridge) for r in _rows(c, by_name, index, T)]
    matrix = np.array([row for row, _ in rows]).reshape(len(rows), len(states))
    reduced, pivots = reduce_rows(np.column_stack([matrix, [value / (R * T) for _, value in rows]]))
    if len(states) in pivots:
        found = "levels that can't hold together"
        raise InputError.one("conditions", found, "pins and reactions that don't contradict each other")

    free = [i for i in range(len(states)) if i not in pivots]
    conserved = np.zeros((len(states), len(free)))
    particular = np.zeros(len(states))
    conserved[free, range(len(free))] = 1.0
    for row, pivot in enumerate(pivots):
        conserved[pivot] = -reduced[row, free]
        particular[pivot] = reduced[row, -1]

    z = np.array([charge(s) for s, _ in states], dtype=float)
    membership = np.array([[float(where == p.name) for _, where in states] for p in phases])
    mass = np.array([by_name[where].solvent_mass for _, where in states])
    amounts = mass * [by_name[where].molalities[s] for s, where in states]
    standard = np.array([by_name[where].standard_potential(s) for s, where in states]) / (R * T)
    groups = _bridged(by_name, conditions)
    columns = [-z * membership[group].sum(axis=0) for group in groups]
    charges = [sum(phases[i].fixed_charge * phases[i].solvent_mass for i in group) for group in groups]

    # the rightmost of dependent columns goes: the inner potential of the first phase of each connected set
    every = np.column_stack([conserved, *reversed(columns)])
    every_target = np.concatenate([conserved.T @ amounts, charges[::-1]])
    _, kept = reduce_rows(every)
    _check_bridges(
        np.column_stack([conserved, *(-z * row for row in membership)]), len(phases), every, groups
    )
    place = {column: k for k, column in enumerate(kept)}
    potentials = {
        phases[i].name: place.get(len(free) + len(groups) - 1 - g)
        for g, group in enumerate(groups)
        for i in group
    }
    return Assembly(
        states,
        amounts,
        z,
        particular - standard + np.log(mass),
        every[:, kept],
        every_target[kept],
        potentials,
        matrix,
        membership,
    )


def _rows(
    condition: Condition, phases: Mapping[str, Phase], index: Mapping[State, int], T: float
) -> list[tuple[np.ndarray, float]]:
    """Rows of P with their right sides, J/mol."""

    def row(terms: Mapping[State, float]) -> np.ndarray:
        found = np.zeros(len(index))
        for state, nu in terms.items():
            found[_state(state, phases, index)] += nu
        return found

    if isinstance(condition, Membrane):
        ends = (condition.one, condition.other)
        return [(row({(s, ends[0]): 1.0, (s, ends[1]): -1.0}), 0.0) for s in condition.passes]
    if isinstance(condition, Pin):
        z = charge(condition.species)
        if z == 0 or not np.isfinite(condition.voltage):
            raise InputError.one(
                f"Pin({condition.species})", condition.voltage, "an ion and a finite voltage"
            )
        return [(row({(condition.species, condition.phase): 1.0}), z * F * condition.voltage)]
    if isinstance(condition, Equilibrated):
        solutes = _phase(condition.phase, phases).molalities
        terms = {(s, condition.phase): nu for s, nu in condition.equation.terms if s in solutes}
        rest = {s: nu for s, nu in condition.equation.terms if s not in solutes}
        for s in condition.activities:
            if s not in rest or s == ELECTRON:
                kind = f"activity in {condition.equation}: a substance that isn't dissolved"
                raise UnknownNameError.of(kind, s, [r for r in rest if r != ELECTRON])
        return [(row(terms), -sum(nu * _pure(s, condition, T) for s, nu in rest.items()))]
    expected = "a Membrane, SaltBridge, Equilibrated or Pin"
    raise InputError.one("conditions", condition, expected)


def _pure(species: str, condition: Equilibrated, T: float) -> float:
    """μ of a substance that isn't dissolved, J/mol."""
    if species == ELECTRON:
        assert condition.electron_level is not None
        return -F * condition.electron_level
    if charge(species):
        expected = f"only ions that phase {condition.phase} names"
        raise InputError.one(f"Equilibrated({condition.equation})", species, expected)
    activity = condition.activities.get(species, 1.0)
    positive(activity, f"activity of {species}")
    return formation_energy(species) + R * T * float(np.log(activity))


def _phase(name: str, phases: Mapping[str, Phase]) -> Phase:
    if name not in phases:
        raise UnknownNameError.of("phase", str(name), phases)
    return phases[name]


def _state(state: State, phases: Mapping[str, Phase], index: Mapping[State, int]) -> int:
    species, where = state
    if species not in _phase(where, phases).molalities:
        raise UnknownNameError.of(f"species in phase {where}", species, phases[where].molalities)
    return index[state]


def _bridged(phases: Mapping[str, Phase], conditions: Sequence[Condition]) -> list[list[int]]:
    """Indices of phases that share one inner potential."""
    names = list(phases)
    group = list(range(len(names)))
    for c in conditions:
        if isinstance(c, SaltBridge):
            a, b = (group[names.index(_phase(n, phases).name)] for n in (c.one, c.other))
            if a == b:
                raise InputError.one(
                    "SaltBridge", f"{c.one} to {c.other}", "phases without a bridge between them"
                )
            group = [min(a, b) if g in (a, b) else g for g in group]
    return [[i for i, g in enumerate(group) if g == first] for first in sorted(set(group))]


def _check_bridges(apart: np.ndarray, phases: int, joined: np.ndarray, groups: list[list[int]]) -> None:
    """Every bridge must take away one free choice of a potential; else something set it already."""
    choices = apart.shape[1] - len(reduce_rows(apart)[1]) - (joined.shape[1] - len(reduce_rows(joined)[1]))
    if choices != phases - len(groups):
        found = "a bridge between phases whose potentials membranes or pins already set"
        raise InputError([Problem("SaltBridge", found, "one way only by which two phases are joined")])


def reduce_rows(matrix: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Reduced row echelon form and its pivot columns, leftmost first (Gauss-Jordan, partial pivoting).

    Kept instead of an orthogonal basis: a conserved amount of a trace species stays free of others' rounding.
    """
    a = np.array(matrix, dtype=float)
    pivots: list[int] = []
    scale = np.abs(a).max(axis=0, initial=0.0)
    for column in range(a.shape[1]):
        row = len(pivots)
        if row == a.shape[0]:
            break
        best = row + int(np.argmax(np.abs(a[row:, column])))
        if np.abs(a[best, column]) <= 1e-9 * max(scale[column], 1e-300):
            a[row:, column] = 0.0
            continue
        a[[row, best]] = a[[best, row]]
        a[row] /= a[row, column]
        others = np.arange(a.shape[0]) != row
        a[others] -= np.outer(a[others, column], a[row])
        pivots.append(column)
    return a, pivots
