"""Fit laws of temperature to measured conductivities (or diffusivities).

DATA is a text file with columns such as 'temperature / degC' and 'conductivity / mS/cm'. Laws: arrhenius, vft
(Vogel, Fulcher, Tammann), vft-half (the same with 1/sqrt(T) in the prefactor), wlf (Williams, Landel, Ferry,
which is vft written otherwise), best (all but wlf, ranked by Akaike's criterion).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mubar.core.errors import UnknownNameError

from .. import outputs, reading
from ..exits import Exit
from ..report import print_written

if TYPE_CHECKING:
    from mubar.analysis import TemperatureFit
    from mubar.transport import TemperatureData

BEST = "best"
_SYNONYMS = {"vtf": "vft"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA.csv", help="measured values over temperature")
    parser.add_argument(
        "--law", default=BEST, metavar="NAME", help="arrhenius, vft, vft-half, wlf or best (default)"
    )
    parser.add_argument(
        "--error", metavar="PART", help="relative standard error of the values, such as 2%%, if it is known"
    )
    parser.add_argument(
        "--at", metavar="T", action="append", default=[],
        help="also print the fitted value at this temperature, such as 25degC (repeatable)",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", "--plot", metavar="FIGURE", help="figure to write: .png, .svg or .pdf"
    )


def execute(args: argparse.Namespace) -> int:
    from mubar.analysis import compare
    from mubar.transport import TemperatureData

    gather = reading.Gathering()
    laws = gather(_laws, args.law)
    error = gather(reading.fraction, "--error", args.error) if args.error else None
    asked = [gather(reading.temperature, "--at", text) for text in args.at]
    if args.output:
        gather(outputs.check_figure, args.output)
    data = gather(TemperatureData.from_csv, args.data, error)
    gather.settle()
    fits = {name: law(data) for name, law in laws.items()}
    free = {name: found for name, found in fits.items() if data.T.size > len(found.fit.values)}
    low, high = data.range
    print(f"{data.name}: {data.quantity} at {data.T.size} temperatures from {low:g} to {high:g} K")
    best = next(iter(free or fits))
    if len(free) > 1:
        ranking = compare({name: found.fit for name, found in free.items()})
        best = ranking.best
        print(f"\n{ranking}")
    elif len(fits) > 1:
        print("\nToo few points to tell laws apart.")
    _print_numbers(fits[best], data.unit)
    for T in asked:
        outside = " (extrapolated)" if fits[best].extrapolates(T) else ""
        print(f"at {T:g} K  {fits[best].law(T):.4g} {data.unit}{outside}")
    if args.output:
        _draw(args.output, data, fits)
        print_written([args.output])
    return Exit.DONE


def _laws(name: str) -> Mapping[str, Callable[[TemperatureData], TemperatureFit]]:
    """The laws to be fitted, by the names they are printed with. Raises InputError."""
    from mubar.analysis import fit_temperature_law
    from mubar.transport import VFT, WLF, Arrhenius

    def of(law: Any) -> Callable[[TemperatureData], TemperatureFit]:
        return lambda data: fit_temperature_law(law, data)

    def half(data: TemperatureData) -> TemperatureFit:
        return fit_temperature_law(VFT.near(data.T, data.value, power=0.5), data)

    known = {
        "arrhenius": {"Arrhenius": of(Arrhenius)},
        "vft": {"VFT": of(VFT)},
        "vft-half": {"VFT with T^-1/2": half},
        "wlf": {"WLF": of(WLF)},
    }
    known[BEST] = known["arrhenius"] | known["vft"] | known["vft-half"]
    chosen = known.get(_SYNONYMS.get(name.lower(), name.lower()))
    if chosen is None:
        raise UnknownNameError.of("--law", name, known)
    return chosen


def _print_numbers(found: TemperatureFit, unit: str) -> None:
    """Every number of the law with its standard error, unit and meaning; and what to know of the fit."""
    from mubar.core.structure import declaration, numbers_of

    law, fit = found.law, found.fit
    print(
        f"\n{type(law).__name__}: {(type(law).__doc__ or '').partition('. ')[0].splitlines()[0].rstrip('.')}"
    )
    for name, value in numbers_of(law).items():
        declared = declaration(law, name)
        error = fit.standard_errors.get(name)
        amount = f"{value:.6g} ± {error:.2g}" if error is not None else f"{value:.6g} (held)"
        shown = "" if declared is None or declared.unit == "1" else declared.unit or unit
        print(f"  {name:16s} {amount:24s} {shown:9s} {declared.meaning if declared else ''}".rstrip())
    print(f"  {fit.residuals.size} points, scatter {_scatter(fit)}")
    for warning in fit.warnings:
        print(f"  warning: {warning}")


def _scatter(fit: Any) -> str:
    """Root mean square of the residuals in ln κ as a part of κ, or in standard errors of the data."""
    return f"{fit.scatter:.3g} standard errors" if fit.error_known else f"{100 * fit.scatter:.3g} %"


def _draw(path: str, data: TemperatureData, fits: Mapping[str, TemperatureFit]) -> None:
    from mubar.core import files
    from mubar.diagrams.style import encode, figure_ending
    from mubar.diagrams.temperature import temperature_figure

    figure = temperature_figure(data, {name: found.law for name, found in fits.items()})
    files.write(path, encode(figure, figure_ending(path)))
