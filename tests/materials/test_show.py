"""A cell in words: every value with unit and source, nothing left out."""

import re

import pytest
from documents import blend

import mubar
from mubar.materials.bpx import read_document
from mubar.materials.entries import entries
from mubar.materials.show import html, show


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


def test_html_escapes_what_a_file_says():
    document = blend()
    document["Header"]["Title"] = "<script>alert(1)</script>"
    text = html(read_document(document, "x"))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert mubar.load_cell("chen2020")._repr_html_().count("<tr>") > 40
