"""A 1C discharge of LG M50 saved as NetCDF, in a new process: `python mubar_discharge.py out.nc`."""

import sys
import time


def main(path: str) -> None:
    began = time.perf_counter()
    import mubar

    imported = time.perf_counter() - began
    step = "Discharge at 1C until 2.5 V"
    result = mubar.simulate("chen2020", step, announce=lambda text: print(f"# {text}"))
    result.to_netcdf(path)
    print(imported, time.perf_counter() - began)


main(sys.argv[1])
