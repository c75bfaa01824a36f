"""Cells for tests of models: shipped ones, and one with constant properties for analytic solutions."""

from functools import cache

import mubar
from mubar.kinetics import ButlerVolmer, InsertionExchange


@cache
def full():
    """LG M50: concentration-dependent electrolyte, open-circuit potentials from fits."""
    return mubar.load_cell("chen2020")


@cache
def half(electrode="positive"):
    return full().half_cell(electrode, lower_cutoff=-0.1 if electrode == "negative" else 2.5)


@cache
def varying():
    """Kokam cell of Ecker: diffusivities in the particles depend on x."""
    return mubar.load_cell("ecker2015")


@cache
def blended():
    """LG M50 with two sizes of NMC, one of them faster, and a contact resistance."""
    import dataclasses

    cell = full()
    m = cell.positive.material
    area = m.surface_area_per_volume
    small = dataclasses.replace(
        m, particle_radius=0.4 * m.particle_radius, surface_area_per_volume=0.5 * area
    )
    large = dataclasses.replace(
        m, surface_area_per_volume=0.8 * area, kinetics=ButlerVolmer(InsertionExchange(2e-5), 0.4, 0.6)
    )
    positive = dataclasses.replace(cell.positive, materials={"small": small, "large": large})
    return dataclasses.replace(cell, positive=positive, contact_resistance=2e-3, document=None)


CELLS = {
    "full": full,
    "half": half,
    "half, negative": lambda: half("negative"),
    "varying": varying,
    "blended": blended,
}
