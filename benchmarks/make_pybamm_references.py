"""Make the grid-converged PyBaMM voltage curves in tests/data/pybamm that the tests compare mubar with.

Run from the project root, with the `bench` extra installed:

    python benchmarks/make_pybamm_references.py                       # all cells, all cases
    python benchmarks/make_pybamm_references.py --cells chen2020 --cases 1C 3C

Each curve is solved twice, on a fine mesh (written) and on one with half the volumes and shells (to compare
with), so that both codes can be judged against the same limit of fine meshes. What matters for that limit:

* Electrodes and separator have cosine-spaced volumes. PyBaMM's finite volumes are first order where two
  domains meet (Marquis2019 at 3C, uniform, 80 volumes: still 0.4 mV off); volumes that shrink towards the
  interfaces restore second order.
* Shells shrink towards the particle's surface, where the first seconds of a pulse are decided.
* PyBaMM's numerical guards are made negligible (GUARDS): they smooth the square roots of the exchange current
  and hold the electrolyte's properties constant below 10 mol/m3, which no published model does.
* PyBaMM adds a barrier of 1 V at a stoichiometry of 0 (and -1 V at 1) to every open-circuit potential, which
  still is 1 mV at 0.001 (`U_asymptotes`); no published model does that either, and it moves the end of
  LG M50's discharge at 3C, where particles beside the separator fill up to 0.9996, by 2 mV. It is left out.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("PYBAMM_DISABLE_TELEMETRY", "true")

import numpy as np
import pybamm
from pybamm.parameters import lithium_ion_parameters

OUT = Path("tests/data/pybamm")
PARAMETER_SETS = {
    "chen2020": "Chen2020",
    "ecker2015": "Ecker2015",
    "marquis2019": "Marquis2019",
    "prada2013": "Prada2013",
}
RTOL = ATOL = 1e-8
# (guard in pybamm.settings.tolerances, value used here); PyBaMM 26.10 ships 1e-3, 10, 10 and 1e-2.
GUARDS = {"reg_power": 1e-6, "kappa_e__c_e": 1e-3, "D_e__c_e": 1e-3, "chi__c_e": 1e-4}


@dataclass(frozen=True)
class Grid:
    """Volumes in the negative electrode, separator and positive electrode, and shells per particle."""

    negative: int
    separator: int
    positive: int
    particle: int

    def halved(self) -> Grid:
        return Grid(self.negative // 2, self.separator // 2, self.positive // 2, self.particle // 2)

    def __str__(self) -> str:
        return f"{self.negative}/{self.separator}/{self.positive} volumes x {self.particle} shells"


FINE = Grid(80, 40, 80, 320)
# LG M50 at 3C: salt runs out in the positive electrode and piles up to 3.5 mol/L in the negative one, where a
# steep reaction front moves through the electrode.
FINE_FRONT = Grid(640, 40, 160, 240)
SHELL_STRETCH = 2.0
BARRIERS = lithium_ion_parameters.U_asymptotes


class CosineSubMesh(pybamm.SubMesh1D):
    """Edges at (1 - cos(pi k/N))/2 of the domain."""

    def __init__(self, lims: dict, npts: dict) -> None:
        variable, limits, tabs = self.read_lims(lims)
        edges = (1 - np.cos(np.pi * np.linspace(0, 1, npts[variable.name] + 1))) / 2
        start, end = limits["min"], limits["max"]
        super().__init__(start + (end - start) * edges, coord_sys=variable.coord_sys, tabs=tabs)


@dataclass(frozen=True)
class Case:
    """One curve: `solve(cell, grid, case)` gives a PyBaMM solution."""

    name: str
    what: str
    solve: Callable
    soc: float = 1.0
    temperature: float = 298.15
    c_rate: float = 1.0


def parameters(cell: str, case: Case) -> pybamm.ParameterValues:
    """PyBaMM's own set, started from the stoichiometries that its voltage limits give at `case.soc`."""
    values = pybamm.ParameterValues(PARAMETER_SETS[cell])
    for electrode, x in zip(("negative", "positive"), stoichiometries(values, case.soc), strict=True):
        c_max = values[f"Maximum concentration in {electrode} electrode [mol.m-3]"]
        values[f"Initial concentration in {electrode} electrode [mol.m-3]"] = x * c_max
    values["Ambient temperature [K]"] = values["Initial temperature [K]"] = case.temperature
    values["Current function [A]"] = case.c_rate * values["Nominal cell capacity [A.h]"]
    return values


def stoichiometries(values: pybamm.ParameterValues, soc: float) -> tuple[float, float]:
    """(negative, positive) at `soc`, linear between the states at the open-circuit voltage limits.

    PyBaMM's balancing needs its barriers, without which Ecker2015 would end at less than empty.
    """
    lithium_ion_parameters.U_asymptotes = BARRIERS
    x0, x100, y100, y0 = (float(v) for v in pybamm.lithium_ion.get_min_max_stoichiometries(values))
    lithium_ion_parameters.U_asymptotes = lambda sto: 0 * sto
    return x0 + soc * (x100 - x0), y0 + soc * (y100 - y0)


def simulation(
    values: pybamm.ParameterValues, grid: Grid, solver: pybamm.BaseSolver | None = None, **options: object
) -> pybamm.Simulation:
    """The DFN model on a graded mesh, solved tightly unless `solver` says otherwise."""
    model = pybamm.lithium_ion.DFN()
    across = ("negative electrode", "separator", "positive electrode")
    particles = ("negative particle", "positive particle")
    shells = pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, {"side": "right", "stretch": SHELL_STRETCH})
    to_edges = {"order": {"gradient": "quadratic", "value": "quadratic"}, "use bcs": True}
    method = pybamm.FiniteVolume({"extrapolation": to_edges})
    return pybamm.Simulation(
        model,
        parameter_values=values,
        submesh_types={
            **model.default_submesh_types,
            **dict.fromkeys(across, pybamm.MeshGenerator(CosineSubMesh)),
            **dict.fromkeys(particles, shells),
        },
        spatial_methods={
            **model.default_spatial_methods,
            **dict.fromkeys(("macroscale", *particles), method),
        },
        var_pts={
            "x_n": grid.negative,
            "x_s": grid.separator,
            "x_p": grid.positive,
            "r_n": grid.particle,
            "r_p": grid.particle,
        },
        solver=solver or tight_solver(),
        **options,
    )


def tight_solver() -> pybamm.BaseSolver:
    return pybamm.IDAKLUSolver(
        rtol=RTOL,
        atol=ATOL,
        root_tol=1e-10,
        options={"max_num_steps": 1_000_000, "max_error_test_failures": 100},
    )


def constant_current(cell: str, grid: Grid, case: Case) -> pybamm.Solution:
    """From `case.soc` to the set's voltage limit; discharge positive."""
    return simulation(parameters(cell, case), grid).solve([0, 2 * 3600 / abs(case.c_rate)])


def charge_and_hold(cell: str, grid: Grid, case: Case) -> pybamm.Solution:
    values = parameters(cell, case)
    limit = values["Upper voltage cut-off [V]"]
    steps = pybamm.Experiment([(f"Charge at C/2 until {limit} V", f"Hold at {limit} V until C/20")])
    return simulation(values, grid, experiment=steps).solve(calc_esoh=False)


def drive(cell: str, grid: Grid, case: Case) -> pybamm.Solution:
    values = parameters(cell, case)
    seconds, c_rates = drive_cycle()
    current = c_rates * values["Nominal cell capacity [A.h]"]
    values["Current function [A]"] = pybamm.Interpolant(seconds, current, pybamm.t, interpolator="linear")
    # Stops at every kink of the current; keeps only what is written (thousands of steps otherwise).
    return simulation(values, grid).solve(seconds, t_interp=drive_times())


def drive_cycle() -> tuple[np.ndarray, np.ndarray]:
    """(time [s], C-rate): 600 s of discharge, regeneration and rest pulses, linear between the given points.

    Made up in the manner of a vehicle's cycle at 1 Hz: each level is reached by a ramp of 1 s.
    """
    levels = [  # (duration [s], C-rate)
        (10, 0.0), (20, 1.0), (15, 0.0), (10, 2.0), (10, -1.0), (45, 0.5), (5, 3.0), (20, 0.0), (8, -1.5),
        (32, 1.2), (10, 2.5), (15, 0.3), (12, -0.8), (28, 0.8), (60, 0.0), (6, 3.0), (4, -2.0), (50, 1.0),
        (20, 1.8), (10, 0.2), (15, -1.0), (35, 0.7), (5, 2.8), (25, 0.4), (10, -0.5), (30, 1.5), (90, 0.0),
    ]  # fmt: skip
    time_s, c_rate, now = [0.0], [levels[0][1]], 0.0
    for duration, level in levels:
        if now > 0:
            time_s.append(now + 1.0)
            c_rate.append(level)
        now += duration
        time_s.append(now)
        c_rate.append(level)
    return np.array(time_s), np.array(c_rate)


CASES = {
    case.name: case
    for case in (
        Case("C10", "discharge at C/10 to the lower voltage limit", constant_current, c_rate=0.1),
        Case("1C", "discharge at 1C to the lower voltage limit", constant_current, c_rate=1.0),
        Case("3C", "discharge at 3C to the lower voltage limit", constant_current, c_rate=3.0),
        Case("1C_0degC", "discharge at 1C to the lower voltage limit", constant_current, temperature=273.15),
        Case("1C_45degC", "discharge at 1C to the lower voltage limit", constant_current, temperature=318.15),
        Case("charge", "charge at 1C to the upper voltage limit", constant_current, soc=0.1, c_rate=-1.0),
        Case("cccv", "charge at C/2 to the upper voltage limit, hold until C/20", charge_and_hold, soc=0.1),
        Case("drive", "current of drive_cycle.csv, linear between its points", drive, soc=0.7),
    )
}


def sample_times(end: float, breaks: list[float]) -> np.ndarray:
    """At most 200 times [s]: dense after the start and after each break, uniform, dense before the end."""
    early = np.geomspace(1, 60, 14)
    times = [0.0, *early, *np.linspace(60, end, 110), *(end - (end - 60) / 110 * np.geomspace(1, 0.01, 8))]
    for instant in breaks:
        times += [instant, *(instant + early)]
    rounded = np.unique(np.round(times, 3))
    return rounded[rounded < end]


def drive_times() -> np.ndarray:
    return np.unique(np.concatenate([drive_cycle()[0], np.arange(0, 600, 4.0)]))


def voltage(solution: pybamm.Solution, at: np.ndarray) -> np.ndarray:
    return np.asarray(solution["Voltage [V]"](at))


def difference(fine: pybamm.Solution, coarse: pybamm.Solution, at: np.ndarray) -> tuple[float, float]:
    """rms and largest |difference| [mV] from 1 s to 99 % of the shorter duration."""
    end = min(fine.t[-1], coarse.t[-1])
    at = at[(at >= 1) & (at <= 0.99 * end)]
    error = 1e3 * (voltage(fine, at) - voltage(coarse, at))
    return float(np.sqrt(np.mean(error**2))), float(np.max(np.abs(error)))


def write(cell: str, case: Case) -> str:
    """Solve and write one curve; returns a line that says how well it is converged."""
    started = time.perf_counter()
    grid = FINE_FRONT if (cell, case.name) == ("chen2020", "3C") else FINE
    fine, coarse = case.solve(cell, grid, case), case.solve(cell, grid.halved(), case)
    end = float(fine.t[-1])
    breaks = [float(step.t[-1]) for step in fine.cycles[0].steps[:-1]] if fine.cycles else []
    at = drive_times() if case.solve is drive else np.append(sample_times(end, breaks), end)
    if at[-1] > end:
        raise RuntimeError(f"{cell} {case.name} stopped at {end} s: {fine.termination}")
    rms, largest = difference(fine, coarse, at)

    values = parameters(cell, case)
    x_n, x_p = stoichiometries(values, case.soc)
    area = values["Electrode height [m]"] * values["Electrode width [m]"]
    header = {
        "what": f"{cell}, Doyle-Fuller-Newman model, isothermal: {case.what}",
        "made by": "benchmarks/make_pybamm_references.py",
        "source": f"PyBaMM {pybamm.__version__} (BSD-3-Clause), parameter set {PARAMETER_SETS[cell]}",
        "solver": f"IDAKLU, rtol {RTOL:g}, atol {ATOL:g}",
        "mesh": f"{grid}; cosine-spaced volumes, exponentially spaced shells (stretch {SHELL_STRETCH:g})",
        "guards": ", ".join(f"{name} = {value:g}" for name, value in GUARDS.items())
        + "; no barriers in the open-circuit potentials",
        "convergence": f"rms {rms:.4f} mV, max {largest:.4f} mV from {grid.halved()}, 1 s to 99 % of "
        "the time; second order, so this curve's own error is about a third of that",
        "end": f"{end:.6f} s ({coarse.t[-1]:.6f} s on the coarser mesh), {fine.termination}",
        "temperature [K]": f"{case.temperature}",
        "initial negative stoichiometry": f"{x_n!r}",
        "initial positive stoichiometry": f"{x_p!r}",
        "current at 1C [A]": f"{values['Nominal cell capacity [A.h]']!r}",
        "electrode area [m2]": f"{area:.10g}",
    }
    if breaks:
        header["hold begins [s]"] = f"{breaks[0]:.6f}"
    current = np.asarray(fine["Current [A]"](at))
    rows = zip(at, current, voltage(fine, at), strict=True)
    save(
        OUT / f"{cell}_{case.name}.csv",
        [f"# {key}: {value}" for key, value in header.items()]
        + ["time_s,current_A,voltage_V"]  # discharge current positive
        + [f"{t:.10g},{i:.9g},{v:.7f}" for t, i, v in rows],
    )
    return (
        f"{cell:12s} {case.name:10s} {at.size:4d} rows; rms {rms:.4f} max {largest:.4f} mV from "
        f"{grid.halved()}; end {end:.3f} s ({end - coarse.t[-1]:+.3f}); {time.perf_counter() - started:.0f} s"
    )


def save(path: Path, lines: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_drive_cycle() -> None:
    seconds, c_rates = drive_cycle()
    save(
        OUT / "drive_cycle.csv",
        ["# made by: benchmarks/make_pybamm_references.py; linear between points, discharge positive"]
        + ["time_s,c_rate"]
        + [f"{t:g},{c:g}" for t, c in zip(seconds, c_rates, strict=True)],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--cells", nargs="+", choices=PARAMETER_SETS, default=list(PARAMETER_SETS))
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES))
    arguments = parser.parse_args()
    pybamm.settings.tolerances.update(GUARDS)
    write_drive_cycle()
    for name in arguments.cases:
        for cell in arguments.cells:
            print(write(cell, CASES[name]), flush=True)


if __name__ == "__main__":
    main()
