"""Explainers as data: laws that exist, physics that holds at the numbers they show."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.diagrams.explainers import EXPLAINERS, explainer, write_gallery


@pytest.mark.parametrize("name", EXPLAINERS)
def test_what_is_drawn_and_read_are_laws_of_its_sliders(name):
    one = explainer(name)
    assert one.name == name
    known = one.laws.keys() | one.start().keys()
    for view in one.views:
        assert view.laws <= known
    assert {r.law for r in one.readings} <= known
    own = {s.name for s in one.sliders} | {getattr(v, "variable", "") for v in one.views}
    for law, function in one.laws.items():
        assert set(function.inputs) <= own, law
    for slider in one.sliders:
        assert slider.low <= slider.value <= slider.high


def test_butler_volmer_keeps_detailed_balance_whatever_alpha_is():
    one = explainer("butler-volmer")
    for alpha in (0.0, 0.3, 1.0):
        ratio = one.value("ratio", alpha=alpha, eta=0.08, T=310.0)
        assert ratio == pytest.approx(np.exp(F * 0.08 / (R * 310.0)), rel=1e-12)
    # the drawn barrier is the law's: ln of the rate falls with it by F/RT
    at = {"alpha": 0.3, "T": 310.0}
    rise = one.value("energy", q=0.5, eta=0.08, **at) - one.value("energy", q=0.5, eta=0.0, **at)
    rates = one.value("oxidation", eta=0.08, **at) / one.value("oxidation", eta=0.0, **at)
    assert -F * rise / (R * 310.0) == pytest.approx(np.log(rates), rel=1e-9)


@pytest.mark.parametrize("name", ["marcus-hush-chidsey", "ciet"])
def test_the_drawn_levels_add_up_to_one(name):
    one = explainer(name)
    E = np.linspace(-3.0, 3.0, 6001)
    for eta in (-0.3, 0.02, 0.5):
        both = [one.value(law, E=E, eta=eta) for law in ("oxidising_levels", "reducing_levels")]
        assert np.trapezoid(both[0] + both[1], E) == pytest.approx(1.0, rel=1e-6)
        ratio = one.value("oxidation", eta=eta) / one.value("reduction", eta=eta)
        assert np.trapezoid(both[0], E) / np.trapezoid(both[1], E) == pytest.approx(ratio, rel=1e-6)


def test_marcus_current_is_largest_where_the_barrier_vanishes():
    one = explainer("marcus")
    eta = np.linspace(-0.6, -0.01, 4001)
    j = one.value("size", eta=eta, lam=0.3, x=0.5, c_plus=0.5)
    assert eta[np.argmax(j)] == pytest.approx(-0.3, abs=2e-4)
    assert one.value("crossing_energy", eta=-0.3, lam=0.3, x=0.5, c_plus=0.5) == pytest.approx(0.0, abs=1e-12)


def test_drops_of_resistor_and_junction_add_up_and_power_is_all_heat():
    one = explainer("resistor-junction")
    for bias in (-0.9, 1e-3, 0.8):
        drops = one.value("eta", bias=bias) + 2.0 * one.value("drop", bias=bias)
        assert drops == pytest.approx(bias, rel=1e-12)
        heat = one.value("heat_junction", bias=bias) + one.value("heat_conductors", bias=bias)
        assert heat == pytest.approx(bias * one.value("current", bias=bias), rel=1e-12)
    backwards = one.value("current", bias=-0.9)
    assert backwards == pytest.approx(-one.start()["j0"], rel=1e-6)


def test_the_daniell_cell_has_its_textbook_voltage():
    """1.10 V at unit activities (Bard & Faulkner, Electrochemical Methods, 2nd ed., appendix C.1)."""
    assert explainer("nernst-ladder").value("daniell", a_Zn=1.0, a_Cu=1.0) == pytest.approx(1.10, abs=5e-3)
    iron = explainer("nernst-ladder").value("V_e_Fe", ratio=1.0)
    assert iron == pytest.approx(0.771, abs=5e-3)


def test_a_charged_cell_has_the_cutoff_voltages():
    one = explainer("lithium-ion-cell")
    assert one.value("cell", soc=0.0) == pytest.approx(2.5, abs=1e-4)
    assert one.value("cell", soc=1.0) == pytest.approx(4.2, abs=1e-4)


def test_the_gallery_has_every_page_and_links_to_it(tmp_path):
    paths = write_gallery(tmp_path / "out")
    assert {p.name for p in paths} == {f"{name}.html" for name in EXPLAINERS} | {"index.html"}
    index = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    for name in EXPLAINERS:
        assert f'href="{name}.html"' in index
    assert "<i>V</i><sub>e</sub> in both electrodes and <i>V</i><sub>Li</sub>" in index


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(InputError, match="Did you mean 'butler-volmer'"):
        explainer("butlervolmer")
