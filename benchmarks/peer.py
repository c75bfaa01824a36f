"""PyBaMM, the way its users can best run it: the peer that our benchmarks compare with.

Two builds of the same solver are worth quoting. "As installed" evaluates the model with CasADi's virtual
machine; "compiled" passes it through the C compiler first (IDAKLU's option `compile`, -O3 -march=native, some
10 s once per model and parameter set). In both only the voltage is kept (`output_variables`), which saves 5 %
to 10 %; IDAKLU takes its own steps, on one thread. The options that are left (order, Newton tolerance,
algebraic variables out of the error test) trade time for error and stay at their defaults.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

os.environ.setdefault("PYBAMM_DISABLE_TELEMETRY", "true")

import numpy as np
import pybamm

from .curves import Piece

VOLTAGE = "Voltage [V]"
CYCLE = ("Discharge at 1C until 2.5 V", "Charge at C/2 until 4.2 V", "Hold at 4.2 V until C/20")


ALIKE = 3
"""Simulations that are set up alike and timed in turns: by chance, some are 20 % faster than others."""


@dataclass(frozen=True)
class Peer:
    """A warm simulation (built, solved once). `end` [s] is the time to solve for, None for an experiment."""

    simulation: pybamm.Simulation
    end: float | None = None

    def solve(self) -> pybamm.Solution:
        if self.end is None:
            return self.simulation.solve(calc_esoh=False)
        return self.simulation.solve([0, self.end])

    def voltage(self) -> np.ndarray:
        """Solve and return V(t), as an array: what is timed."""
        return np.asarray(self.solve()[VOLTAGE].entries)


def discharge_simulation(
    parameter_set: str, c_rate: float = 1.0, mesh: tuple[int, int, int, int] | None = None, **options: object
) -> Peer:
    """Discharge at `c_rate` from 100 % to the set's lower voltage limit; for the rest see `warm`."""
    values = discharge_parameters(parameter_set, c_rate)
    return warm(values, mesh, end=1.5 * 3600 / c_rate, **options)


def discharge_parameters(parameter_set: str, c_rate: float = 1.0) -> pybamm.ParameterValues:
    """The published set at 100 %, with the current of `c_rate`."""
    values = _parameters(parameter_set, soc=1.0)
    values["Current function [A]"] = c_rate * values["Nominal cell capacity [A.h]"]
    return values


def default_simulation(parameter_set: str) -> Peer:
    """A 1C discharge with nothing chosen: PyBaMM's own solver, tolerances, mesh, and all states kept."""
    values = discharge_parameters(parameter_set)
    peer = Peer(pybamm.Simulation(pybamm.lithium_ion.DFN(), parameter_values=values), end=1.5 * 3600)
    peer.solve()
    return peer


def cycle_simulation(
    parameter_set: str,
    steps: tuple[str, ...] = CYCLE,
    soc: float = 1.0,
    mesh: tuple[int, int, int, int] | None = None,
    **options: object,
) -> Peer:
    """The steps of a pybamm.Experiment, one after the other; for the rest see `warm`."""
    return warm(_parameters(parameter_set, soc), mesh, experiment=pybamm.Experiment([steps]), **options)


def warm(
    values: pybamm.ParameterValues,
    mesh: tuple[int, int, int, int] | None = None,
    end: float | None = None,
    experiment: pybamm.Experiment | None = None,
    **options: object,
) -> Peer:
    """A DFN simulation, solved once; `options` are those of `solver`.

    `mesh` is (negative, separator, positive volumes, shells per particle), uniform; None leaves PyBaMM its
    default (20, 20, 20, 20).
    """
    points = {}
    if mesh is not None:
        x_n, x_s, x_p, r = mesh
        points["var_pts"] = {"x_n": x_n, "x_s": x_s, "x_p": x_p, "r_n": r, "r_p": r}
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.DFN(),
        parameter_values=values,
        solver=solver(**options),
        experiment=experiment,
        **points,
    )
    peer = Peer(simulation, end)
    peer.solve()
    return peer


def solver(
    rtol: float = 1e-4, atol: float = 1e-6, compiled: bool = False, only_voltage: bool = True
) -> pybamm.IDAKLUSolver:
    """`only_voltage=False` keeps every state at every step, so that the solution interpolates between steps
    to the solver's own order."""
    kept = [VOLTAGE] if only_voltage else None
    return pybamm.IDAKLUSolver(rtol=rtol, atol=atol, output_variables=kept, options={"compile": compiled})


def _parameters(parameter_set: str, soc: float) -> pybamm.ParameterValues:
    """The published set at `soc`, which PyBaMM solves from the set's open-circuit voltage limits."""
    values = pybamm.ParameterValues(parameter_set)
    values.set_initial_state(soc)
    return values


def pieces(solution: pybamm.Solution) -> list[Piece]:
    """The curve step by step; between steps it is right only if the solution holds all states."""
    return [_piece(s) for s in (solution.cycles[0].steps if solution.cycles else [solution])]


def _piece(solution: pybamm.Solution) -> Piece:
    start, variable = solution.t[0], solution[VOLTAGE]
    return Piece(
        solution.t - start, np.asarray(variable.entries), lambda at: np.asarray(variable(start + at))
    )
