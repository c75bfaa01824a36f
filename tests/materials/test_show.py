"""A cell in words: every value with unit and source, nothing left out."""

import re
from dataclasses import dataclass

import pytest
from documents import blend

import mubar
from mubar.kinetics import CIET, MarcusHushChidsey, RateLaw, Semiconductor
from mubar.materials.bpx import read_document
from mubar.materials.entries import entries
from mubar.materials.ratelaws import known
from mubar.materials.show import html, show
from parallel_law import LAW as PARALLEL


@pytest.mark.parametrize("name", mubar.list_cells())
def test_show_has_every_key_with_its_unit_and_source(name):
    cell = mubar.load_cell(name)
    text = show(cell)
    for key, entry in entries(cell).items():
        value = entry.value(cell)
        if value is not None:
            (line,) = re.findall(rf"^  {re.escape(key)} .*$", text, re.MULTILINE)
            assert f" {entry.parameter.unit} " in line
            assert re.search(r"\[\d+\]$", line)
    for reference in cell.citations.values():
        assert reference[:40] in text
    assert f"Balance of {name} at" in text


def test_show_tells_of_fields_that_no_model_reads():
    text = show(read_document(blend(), "blend"))
    assert "OCP (lithiation) [V]" in text
    assert "Initial hysteresis state: Positive electrode" in text
    assert "table of 5 points, x = 0.2 to 0.9" in text
    assert "positive.small.kinetics.anodic_transfer" in text
    assert "used by no model" not in show(mubar.load_cell("chen2020"))


def test_parameters_give_value_unit_meaning_and_source():
    value = mubar.load_cell("chen2020").parameters()["negative.thickness"]
    assert (value.value, value.unit, value.source) == (8.52e-5, "m", "Chen et al. 2020")
    assert value.meaning == "Thickness of the layer"


def shown(law):
    """What the cell's parameters say of the rate law and its numbers."""
    found = mubar.load_cell("chen2020").replace(**{"positive.kinetics": law}).parameters()
    return {k.removeprefix("positive."): v for k, v in found.items() if k.startswith("positive.kinetics")}


def test_numbers_of_rate_laws_have_units_and_meanings():
    found = shown(CIET(20.0, 2e4, Semiconductor(3e4, -4e4)))
    energy = found["kinetics.reorganization_energy"]
    assert (energy.value, energy.unit, energy.meaning) == (2e4, "J.mol-1", "Reorganization energy")
    assert found["kinetics.excluded_sites"].unit == ""
    assert found["kinetics.donor.conduction_edge"].meaning == "Lower edge of the conduction band"
    in_tuples = shown(PARALLEL)
    assert in_tuples["kinetics.weights.1"].meaning == "Share of the surface"
    rate = in_tuples["kinetics.pathways.2.rate"]
    assert (rate.value, rate.unit) == (1e-6, "mol.m-2.s-1")


LAWS = [
    law for kind in dict.fromkeys(known().values()) if issubclass(kind, RateLaw) for law in kind.examples()
]


@pytest.mark.parametrize("law", LAWS, ids=repr)
def test_every_law_is_told_in_whole_sentences(law):
    found = shown(law)
    assert found["kinetics"].meaning.startswith("j = ") or found["kinetics"].meaning[0].isupper()
    assert found["kinetics"].meaning.endswith(".")
    assert found["kinetics"].meaning.count("[") == found["kinetics"].meaning.count("]")
    assert not [k for k, v in found.items() if v.meaning == "A number of the rate law"]


@dataclass(frozen=True)
class Plain(RateLaw):
    slope: float = 1.0

    def current_density(self, eta, *, x, c_plus, T):
        return self.slope * eta


def test_laws_that_say_nothing_of_themselves():
    assert [v.meaning for v in shown(Plain()).values()] == ["Rate law", "A number of Plain"]


def test_show_wraps_the_law():
    text = show(mubar.load_cell("chen2020").replace(**{"positive.kinetics": MarcusHushChidsey(10.0, 2e4)}))
    assert re.search(
        r"^  positive\.kinetics  +MarcusHushChidsey  +Rate law \[\d+\]\n      j = -k0", text, re.M
    )
    assert "η_f = Fη/RT + ln(c_plus/x)." in " ".join(text.split())
    assert re.search(r"reorganization_energy +20000 J\.mol-1 +Reorganization energy", text)


def test_html_escapes_what_a_file_says():
    document = blend()
    document["Header"]["Title"] = "<script>alert(1)</script>"
    text = html(read_document(document, "x"))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert mubar.load_cell("chen2020")._repr_html_().count("<tr>") > 40
