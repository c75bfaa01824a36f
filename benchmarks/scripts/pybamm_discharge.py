"""The same with PyBaMM: `python pybamm_discharge.py out.nc`; `... out.csv` saves time and voltage only."""

import sys
import time

SERIES = ("Voltage [V]", "Current [A]", "Discharge capacity [A.h]")
ACROSS_CELL = ("Electrolyte concentration [mol.m-3]", "Electrolyte potential [V]")
ACROSS_ELECTRODE = ("electrode potential [V]", "electrode surface potential difference [V]")


def main(path: str) -> None:
    began = time.perf_counter()
    import pybamm

    imported = time.perf_counter() - began
    values = pybamm.ParameterValues("Chen2020")
    simulation = pybamm.Simulation(pybamm.lithium_ion.DFN(), parameter_values=values)
    solution = simulation.solve([0, 3600], initial_soc=1.0)
    if path.endswith(".csv"):
        solution.save_data(path, ["Time [s]", "Voltage [V]"], to_format="csv")
    else:
        save(solution, path)
    print(imported, time.perf_counter() - began)


def save(solution, path: str) -> None:
    """PyBaMM has no NetCDF writer: series, profiles across the cell, concentrations in particles by hand."""
    import xarray

    data = {name: ("time", solution[name].entries) for name in SERIES}
    data |= {name: (("x", "time"), solution[name].entries) for name in ACROSS_CELL}
    for side in ("Negative", "Positive"):
        names = [f"{side} {name}" for name in ACROSS_ELECTRODE]
        data |= {name: ((f"x_{side}", "time"), solution[name].entries) for name in names}
        particles = f"{side} particle concentration [mol.m-3]"
        data[particles] = ((f"r_{side}", f"x_{side}", "time"), solution[particles].entries)
    xarray.Dataset(data, coords={"time": solution.t}).to_netcdf(path)


main(sys.argv[1])
