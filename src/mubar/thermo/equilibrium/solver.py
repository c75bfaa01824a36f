"""Phases brought to equilibrium: levels, concentrations, Donnan and junction potentials."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...core.constants import F, R
from ...core.errors import InputError, Problem, SimulationError, UnknownNameError
from .. import arguments
from ..levels.formation import STANDARD_TEMPERATURE
from ..levels.reaction import Reaction
from ..species import charge
from .assembly import Assembly, assemble
from .conditions import Condition
from .dual import minimise
from .phase import Phase, phase_of


@dataclass(frozen=True)
class Equilibrium:
    """Phases at equilibrium. Voltages in V, on the scale of `mubar.thermo.levels.standard_voltage`.

    All levels of phases that only neutral species join share one free constant; it is fixed by an inner
    potential of zero in the first of them, unless a pinned level fixes it.
    """

    temperature: float
    phases: Mapping[str, Phase]
    molalities: Mapping[str, Mapping[str, float]]
    """mol/kg by phase and species."""
    log_gamma: Mapping[str, Mapping[str, float]]
    """ln γ by phase and species."""
    potentials: Mapping[str, float]
    """Inner potential of each phase, V."""

    def standard_voltage(self, species: str, phase: str) -> float:
        """V°, the level of the ion in this phase at unit activity: μ°/(zF) + φ, V."""
        mu, z = phase_of(phase, self.phases).standard_potential(self._known(species, phase)), charge(species)
        if z == 0:
            raise InputError.one("species", species, "an ion: neutral species have chemical potentials")
        return mu / (z * F) + self.potentials[phase]

    def voltage(self, species: str, phase: str) -> float:
        """V of an ion, V: V° + RT/(zF) ln a."""
        standard = self.standard_voltage(species, phase)
        return standard + R * self.temperature / (charge(species) * F) * self._log_activity(species, phase)

    def chemical_potential(self, species: str, phase: str) -> float:
        """μ = μ° + RT ln a, J/mol, without the electrical part zFφ."""
        mu = phase_of(phase, self.phases).standard_potential(self._known(species, phase))
        return mu + R * self.temperature * self._log_activity(species, phase)

    def electron_level(self, reaction: Reaction, phase: str) -> float:
        """V_e of an electrode in ``phase`` that is reversible to ``reaction``, V; other substances pure."""
        solutes = [s for s in reaction.species if s in phase_of(phase, self.phases).molalities]
        voltages = {s: self.voltage(s, phase) for s in solutes if charge(s)}
        neutrals = {s: self.chemical_potential(s, phase) for s in solutes if not charge(s)}
        return reaction.electron_level(voltages, neutrals)

    def junction(self, one: str, other: str) -> float:
        """The Donnan or junction potential, φ_other - φ_one, V."""
        return (
            self.potentials[phase_of(other, self.phases).name]
            - self.potentials[phase_of(one, self.phases).name]
        )

    def _known(self, species: str, phase: str) -> str:
        if species not in phase_of(phase, self.phases).molalities:
            raise UnknownNameError.of(
                f"species in phase {phase}", str(species), self.phases[phase].molalities
            )
        return species

    def _log_activity(self, species: str, phase: str) -> float:
        return self.log_gamma[phase][species] + float(np.log(self.molalities[phase][species]))


def equilibrate(
    phases: Sequence[Phase], conditions: Sequence[Condition] = (), T: float = STANDARD_TEMPERATURE
) -> Equilibrium:
    """Equilibrium of ``phases`` under ``conditions`` at ``T``, K.

    Amounts of what can't react or pass are conserved, every phase stays neutral and keeps its solvent. For
    ideal solutions it is one convex problem; activity coefficients are found around it. Standard potentials
    of `formation_energy` are those of 25 °C. Raises `InputError` for what can't be (a species that nothing
    supplies, contradictory conditions), `SimulationError` if no solution is found.
    """
    T = arguments.one_temperature(T)
    for where, given in (("phases", phases), ("conditions", conditions)):
        if not isinstance(given, Sequence) or isinstance(given, str):
            raise InputError.one(where, given, f"a list of {where}")
    problem = assemble(phases, conditions, T)
    _check_supply(problem)
    ln_gamma = _log_gammas(problem, phases, problem.amounts + 1e-12, T)
    if np.abs(_log_gammas(problem, phases, _solve(problem, ln_gamma)[1], T) - ln_gamma).max() > 1e-13:
        ln_gamma = _self_consistent(
            lambda guess: _log_gammas(problem, phases, _solve(problem, guess)[1], T), ln_gamma
        )
    levels, n = _solve(problem, ln_gamma)
    molalities, coefficients = ({p.name: {} for p in phases} for _ in range(2))
    mass = {p.name: p.solvent_mass for p in phases}
    for (species, where), amount, ln in zip(problem.states, n, ln_gamma, strict=True):
        molalities[where][species] = float(amount) / mass[where]
        coefficients[where][species] = float(ln)
    levels = np.linalg.lstsq(problem.design, levels, rcond=None)[0] * R * T / F
    potentials = {name: 0.0 if k is None else float(levels[k]) for name, k in problem.potentials.items()}
    return Equilibrium(T, {p.name: p for p in phases}, molalities, coefficients, potentials)


def _solve(problem: Assembly, ln_gamma: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Levels over RT of what can move and amounts of all, mol, with the activity coefficients as given."""
    offset = problem.offset - ln_gamma[problem.moving]
    n = problem.amounts.copy()
    before = n[problem.moving]
    levels = minimise(offset, problem.design, before, np.log(np.maximum(before, 1e-7)))
    n[problem.moving] = np.exp(offset + levels)
    return levels, n


def _log_gammas(problem: Assembly, phases: Sequence[Phase], n: np.ndarray, T: float) -> np.ndarray:
    """ln γ of every state at the amounts ``n``, mol."""
    found = {}
    for p in phases:
        here = {s: n[i] / p.solvent_mass for i, (s, where) in enumerate(problem.states) if where == p.name}
        found |= {(s, p.name): ln for s, ln in p.activity.log_gammas(here, T).items()}
    return np.array([found[state] for state in problem.states])


def _check_supply(problem: Assembly) -> None:
    """`InputError` for species that are absent and that nothing can supply: their level would be -∞.

    Asks for a change along the processes that keeps phases neutral, takes nothing from what is absent, and
    gives as many absent species as possible some amount: a linear programme.
    """
    absent = np.flatnonzero(problem.amounts == 0.0)
    if not absent.size:
        return
    from scipy.optimize import linprog

    m = len(problem.processes)
    supplied = np.zeros(absent.size)
    if m:
        change = problem.processes.T  # states × processes
        neutral = problem.membership @ (problem.charges[:, None] * change)
        found = linprog(
            np.concatenate([np.zeros(m), -np.ones(absent.size)]),
            A_ub=np.column_stack([-change[absent], np.eye(absent.size)]),
            b_ub=np.zeros(absent.size),
            A_eq=np.column_stack([neutral, np.zeros((len(neutral), absent.size))]),
            b_eq=np.zeros(len(neutral)),
            bounds=[(None, None)] * m + [(0.0, 1.0)] * absent.size,
        )
        supplied = found.x[m:]
    expected = "an amount, or a membrane or reaction that can supply it"
    problems = [
        Problem(f"phase {where}", f"no {species}", expected)
        for (species, where), t in zip((problem.states[i] for i in absent), supplied, strict=True)
        if t < 0.5
    ]
    if problems:
        raise InputError(problems)


def _self_consistent(update: Callable[[np.ndarray], np.ndarray], guess: np.ndarray) -> np.ndarray:
    """ln γ that the composition they lead to gives back."""
    from scipy.optimize import root

    for _ in range(4):  # damped, so that the first compositions aren't far out
        guess = 0.5 * (guess + update(guess))
    found = root(lambda g: update(g) - g, guess, method="hybr", options={"xtol": 1e-14})
    if not np.abs(update(found.x) - found.x).max() < 1e-9:
        message = "activity coefficients and composition don't agree"
        raise SimulationError(message, "not converged", "start from a composition nearer to equilibrium")
    return found.x
