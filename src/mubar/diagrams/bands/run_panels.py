"""What stands below and beside the levels of a run: profiles, the power balance."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mubar.materials.keys import side_of

from .moving import Moving, moving_panel, moving_reading
from .run_rows import ANION, RunRows

_CARRIERS = (("electrons", "electron", "e-"), ("cations", "cation", "Li+"), ("anions", "anion", ANION))


def panels(run: RunRows) -> Iterable[Moving]:
    """Profiles of salt, currents, filling, overpotential and dissipation."""
    f, x = run.f, run.x
    if run.bath:  # one place, whose numbers are levels and readings
        return
    if "c_e" in f:
        yield moving_panel("Salt / mol L⁻¹", [("salt", x, f["c_e"] / 1000.0, "", False)])
    if "cation_current_density" in f and x.size > 3:
        curves = [(n, x, f[f"{key}_current_density"], s, False) for n, key, s in _CARRIERS]
        yield moving_panel("Current / A m⁻²", curves)
    for m, found in run.fillings.items():
        at = run.sides[side_of(m)]
        several = run.axes[f"share_{m}"].size > at.size
        named = zip(("mean", "least", "most"), found, strict=True)
        of = f" ({m.partition('.')[2]})" if "." in m else ""
        curves = [(n, *run.along(at, y), "", False) for n, y in named if several or n == "mean"]
        yield moving_panel(f"Filled fraction{of}", curves)
    if run.materials:
        eta = [(m, run.sides[side_of(m)], 1e3 * f[f"overpotential_{m}"]) for m in run.materials]
        yield moving_panel("Overpotential / mV", [(m, *run.along(at, y), "", False) for m, at, y in eta])
    if "dissipation_cation" in f:
        moving = [(n, x, 1e-3 * f[f"dissipation_{key}"], s, True) for n, key, s in _CARRIERS]
        inside = [(n, x, y, "", False) for n, y in _inside(run)]
        yield moving_panel("Dissipation / kW m⁻³", [*moving, *inside])


def readings(run: RunRows) -> Iterable[Moving]:
    """The power balance, and how far lithium plating is."""
    f = run.f
    yield moving_reading("I·V", run.current * run.voltage, "W")
    kept = [v for n, v in f.items() if n.startswith("power_storage_")]
    lost = {n: v for n, v in f.items() if n.startswith("power_") and "storage" not in n}
    if kept:
        nothing = np.zeros_like(run.current)
        yield moving_reading("−dG/dt", sum(kept, nothing), "W")
        yield moving_reading("dissipation", sum(lost.values(), nothing), "W")
        for name, watts in lost.items():
            said = name.removeprefix("power_").replace("_", ", ")
            yield moving_reading(f"by {said}", watts, "W")
    for m in run.fillings:
        if f"active_fraction_{m}" in f:
            yield moving_reading(f"active, {m}", 100.0 * f[f"active_fraction_{m}"], "%")
    if "negative" in run.sides:
        at = run.sides["negative"]
        yield moving_reading("above plating", 1e3 * (f["V_e"] - f["V_Li"])[:, at].min(axis=1), "mV")


def _inside(run: RunRows) -> Iterable[tuple[str, np.ndarray]]:
    """What is dissipated at and in the particles of all materials on all volumes, kW/m³."""
    for name, what in (("reaction", "reaction"), ("in particles", "diffusion")):
        y = np.full(run.f["V_Li"].shape, np.nan)
        for m in run.materials:
            at = run.sides[side_of(m)]
            y[:, at] = np.nan_to_num(y[:, at]) + 1e-3 * run.f[f"dissipation_{what}_{m}"]
        if what == "reaction" or any(f"core_potential_{m}" in run.f for m in run.materials):
            yield name, y
