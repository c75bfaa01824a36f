"""The cells that come with mubar: valid BPX, sourced value by value, and physically those of their papers."""

import json
import pickle
import warnings
from importlib.resources import files

import numpy as np
import pytest

import mubar
from mubar.materials.balance import balance
from mubar.materials.show import values

CELLS = ("chen2020", "ecker2015", "marquis2019", "prada2013")

# kappa, D_e at 1000 mol/m3; D_n, D_p, j0_n, j0_p, U_n, U_p, dU/dT_n, dU/dT_p at x = 0.5, c = 1000 mol/m3.
# Computed with PyBaMM 26.10.1.1's sets of the same papers (j0 with its power regularisation, relative 1e-6).
PYBAMM = {
    ("chen2020", 273.15): (
        0.9487, 1.7694e-10, 3.3e-14, 4e-15, 0.093239505, 1.7686413,
        0.13308551, 3.9719587, 0, 0,
    ),
    ("chen2020", 298.15): (
        0.9487, 1.7694e-10, 3.3e-14, 4e-15, 0.33947342, 3.4123455,
        0.13308551, 3.9719587, 0, 0,
    ),
    ("chen2020", 318.15): (
        0.9487, 1.7694e-10, 3.3e-14, 4e-15, 0.82464616, 5.359051,
        0.13308551, 3.9719587, 0, 0,
    ),
    ("ecker2015", 273.15): (
        0.56532272, 1.3791428e-10, 3.9826458e-15, 5.3337848e-15, 0.87047587, 0.50227066,
        0.12402175, 3.9478336, 0, 0,
    ),
    ("ecker2015", 298.15): (
        0.97376005, 2.5929752e-10, 1.2190333e-14, 1.0457125e-13, 6.251676, 2.5121173,
        0.12402175, 3.9478336, 0, 0,
    ),
    ("ecker2015", 318.15): (
        1.4079282, 4.0005897e-10, 2.628545e-14, 8.0737616e-13, 24.21593, 7.5895367,
        0.12402175, 3.9478336, 0, 0,
    ),
    ("marquis2019", 273.15): (
        0.30676765, 7.1012328e-11, 8.0402787e-15, 5.0415133e-14, 1.9800579, 0.11273532,
        0.19583797, 4.1869081, -1.8441629e-05, -3.4891668e-05,
    ),
    ("marquis2019", 298.15): (
        1.1046, 2.7877244e-10, 3.9e-14, 1e-13, 7.9004011, 0.48589591,
        0.19537693, 4.1860358, -1.8441629e-05, -3.4891668e-05,
    ),
    ("marquis2019", 318.15): (
        2.6629496, 7.131463e-10, 1.1537163e-13, 1.6006441e-13, 20.43731, 1.3253648,
        0.1950081, 4.1853379, -1.8441629e-05, -3.4891668e-05,
    ),
    ("prada2013", 273.15): (
        2.04755, 2e-10, 3e-15, 5.9e-18, 0.08598476, 0.050198081,
        0.13308551, 3.3975652, 0, 0,
    ),
    ("prada2013", 298.15): (
        2.04755, 2e-10, 3e-15, 5.9e-18, 0.3130598, 0.21635671,
        0.13308551, 3.3975652, 0, 0,
    ),
    ("prada2013", 318.15): (
        2.04755, 2e-10, 3e-15, 5.9e-18, 0.7604824, 0.59015019,
        0.13308551, 3.3975652, 0, 0,
    ),
}  # fmt: skip

# A.h between the voltage limits, and of lithium in the particles: PyBaMM's eSOH solver, same sets
CAPACITY = {
    "chen2020": (5.1531983, 7.610711992),
    "ecker2015": (0.17100086, 0.2297022615),
    "marquis2019": (0.87284011, 2.079331013),
    "prada2013": (2.303451, 2.367046079),
}


def test_the_four_cells_are_listed_and_load():
    assert mubar.list_cells() == CELLS
    assert [mubar.load_cell(name).name for name in CELLS] == list(CELLS)


@pytest.mark.parametrize("name", CELLS)
def test_bpx_package_accepts_the_file(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # deprecations inside bpx's own dependencies
        import bpx

        text = files("mubar.materials.library").joinpath(f"{name}.json").read_text("utf-8")
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", UserWarning)
            parsed = bpx.parse_bpx_str(text)
    assert parsed.header.model == "DFN"
    # bpx warns when the windows overrun the voltage limits
    assert [w.message for w in caught if "voltage" in str(w.message)] == []


@pytest.mark.parametrize(("name", "T"), PYBAMM)
def test_laws_equal_those_of_the_pybamm_sets(name, T):
    cell = mubar.load_cell(name)
    n, p, e = cell.negative.material, cell.positive.material, cell.electrolyte
    found = (
        e.conductivity(1000.0, T), e.diffusivity(1000.0, T), n.diffusivity(0.5, T), p.diffusivity(0.5, T),
        n.kinetics.exchange(0.5, 1.0, T), p.kinetics.exchange(0.5, 1.0, T),
        n.open_circuit_potential(0.5, T), p.open_circuit_potential(0.5, T),
        n.entropic_coefficient(0.5, T), p.entropic_coefficient(0.5, T),
    )  # fmt: skip
    np.testing.assert_allclose(found, PYBAMM[name, T], rtol=2e-6, atol=0)


@pytest.mark.parametrize("name", CELLS)
def test_windows_are_where_the_cutoffs_are_met(name):
    cell = mubar.load_cell(name)
    by_windows, by_cutoffs = balance(cell), balance(cell, by_windows=False)
    assert by_windows.lower_voltage == pytest.approx(cell.lower_cutoff, abs=1e-9)
    assert by_windows.upper_voltage == pytest.approx(cell.upper_cutoff, abs=1e-9)
    for key, x in by_windows.full.items():
        assert by_cutoffs.full[key] == pytest.approx(x, abs=1e-9)
        assert by_cutoffs.empty[key] == pytest.approx(by_windows.empty[key], abs=1e-9)
    capacity, lithium = CAPACITY[name]
    assert by_windows.capacity == pytest.approx(capacity, rel=1e-7)
    assert by_windows.lithium == pytest.approx(lithium, rel=1e-8)
    assert by_windows.passed("negative") == pytest.approx(by_windows.passed("positive"), rel=1e-9)


@pytest.mark.parametrize("name", CELLS)
def test_every_value_names_its_source(name):
    cell = mubar.load_cell(name)
    assert [key for key, v in values(cell).items() if not v.source] == []
    # and no source is given for a key that isn't there
    heads = {".".join(k.split(".")[:n]) for k in values(cell) for n in range(1, k.count(".") + 2)}
    assert set(cell.sources) <= heads
    assert all("doi:" in text or "arXiv" in text or text for text in cell.citations.values())
    assert "BSD-3-Clause" in cell.description


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_survives_pickling_and_equals_itself(name):
    cell = mubar.load_cell(name)
    twin = pickle.loads(pickle.dumps(cell))
    assert twin == cell
    assert hash(twin) == hash(cell)
    assert twin.to_bpx() == json.loads(
        files("mubar.materials.library").joinpath(f"{name}.json").read_text("utf-8")
    )


@pytest.mark.parametrize("name", CELLS)
def test_potentials_fall_as_lithium_goes_in(name):
    cell = mubar.load_cell(name)
    for side in ("negative", "positive"):
        m = getattr(cell, side).material
        x = np.linspace(m.minimum_stoichiometry, m.maximum_stoichiometry, 2001)
        if (name, side) == ("marquis2019", "negative"):  # the published fit rises by 0.04 mV near x = 0.32
            x = x[(x < 0.3135) | (x > 0.3333)]
        assert (m.open_circuit_potential.derivative("x")(x, 298.15) < 0).all()
