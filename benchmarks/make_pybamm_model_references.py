"""Make tests/data/pybamm_models.csv: SPM, SPMe and half cells in PyBaMM, which the tests compare mubar with.

Run from the project root, with the `bench` extra installed:

    python benchmarks/make_pybamm_model_references.py

LG M50 (PyBaMM's set Chen2020), isothermal at 298.15 K. Full cells: 5 A for 40 minutes from 95 %. Half cells:
the positive electrode against lithium metal (MetalExchange with `LITHIUM_RATE`, no resistance of the metal),
4 A for 20 minutes from x = 0.4. Grids are as in make_pybamm_references.py: cosine-spaced volumes, shells that
shrink towards the surface.
"""

from __future__ import annotations

from pathlib import Path

import make_pybamm_references as references
import numpy as np
import pybamm

OUT = Path("tests/data/pybamm_models.csv")
FINE = references.Grid(80, 40, 80, 320)
LITHIUM_RATE = 7.317e-4
"""mol m^-2 s^-1, as in mubar.materials.halfcell."""
START = references.Case("", "", references.constant_current, soc=0.95)
MODELS = {"spm": pybamm.lithium_ion.SPM, "spme": pybamm.lithium_ion.SPMe, "dfn": pybamm.lithium_ion.DFN}


def full_cell() -> pybamm.ParameterValues:
    values = references.parameters("chen2020", START)
    values["Current function [A]"] = 5.0
    return values


def half_cell() -> pybamm.ParameterValues:
    values = references.parameters("chen2020", START)
    c_max = values["Maximum concentration in positive electrode [mol.m-3]"]
    metal = {
        "Exchange-current density for lithium metal electrode [A.m-2]": lambda c_e, c_Li, T: (
            pybamm.constants.F * LITHIUM_RATE * (c_e / 1000.0) ** 0.5
        ),
        "Negative electrode conductivity [S.m-1]": 1e12,
        "Lithium metal partial molar volume [m3.mol-1]": 1.3e-5,
        "Typical plated lithium concentration [mol.m-3]": 1000.0,
    }
    values.update(metal, check_already_exists=False)
    values["Initial concentration in positive electrode [mol.m-3]"] = 0.4 * c_max
    values["Lower voltage cut-off [V]"] = 2.0
    values["Current function [A]"] = 4.0
    return values


def solve(
    model: pybamm.BaseModel, values: pybamm.ParameterValues, grid: references.Grid, times: np.ndarray
) -> np.ndarray:
    own = model.default_submesh_types
    across = pybamm.MeshGenerator(references.CosineSubMesh)
    stretch = {"side": "right", "stretch": references.SHELL_STRETCH}
    shells = pybamm.MeshGenerator(pybamm.Exponential1DSubMesh, stretch)
    layers = ("negative electrode", "separator", "positive electrode")
    finer = {name: across for name in layers if name in own}
    finer |= {name: shells for name in ("negative particle", "positive particle") if name in own}
    simulation = pybamm.Simulation(
        model,
        parameter_values=values,
        submesh_types={**own, **finer},
        var_pts={"x_n": grid.negative, "x_s": grid.separator, "x_p": grid.positive}
        | {"r_n": grid.particle, "r_p": grid.particle},
        solver=pybamm.IDAKLUSolver(rtol=references.RTOL, atol=references.ATOL),
    )
    solution = simulation.solve([0, times[-1]], t_interp=times)
    return np.asarray(solution["Voltage [V]"](times))


def main() -> None:
    pybamm.settings.tolerances.update(references.GUARDS)
    times = np.concatenate([[0.0, 10.0], np.arange(60.0, 2401.0, 60.0)])
    columns, lines = {"time_s": times}, []
    for name, kind, values, options in (
        ("spm", "spm", full_cell(), {}),
        ("spme", "spme", full_cell(), {}),
        *((f"{k}_half", k, half_cell(), {"working electrode": "positive"}) for k in ("spm", "spme", "dfn")),
    ):
        at = times if "half" not in name else times[times <= 1200.0]
        fine, coarse = (solve(MODELS[kind](options), values, g, at) for g in (FINE, FINE.halved()))
        columns[name] = np.append(fine, np.full(times.size - at.size, np.nan))
        lines.append(f"# {name}: {1e3 * np.abs(fine - coarse).max():.4f} mV from {FINE.halved()}")
        print(lines[-1], flush=True)
    x_n, x_p = references.stoichiometries(full_cell(), START.soc)
    header = [
        "# made by: benchmarks/make_pybamm_model_references.py, where the cases are described",
        f"# source: PyBaMM {pybamm.__version__} (BSD-3-Clause), parameter set Chen2020; {FINE}",
        f"# full cells start at: negative {x_n!r}, positive {x_p!r}",
        *lines,
        ",".join(columns),
    ]
    rows = [",".join(f"{v:.10g}" for v in row) for row in zip(*columns.values(), strict=True)]
    references.save(OUT, header + rows)


if __name__ == "__main__":
    main()
