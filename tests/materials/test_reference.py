"""The page on cells: its table of parameters is the one declared, and its example of a file can be read."""

import json
import re
from pathlib import Path

from documents import shipped

from mubar.materials.bpx import read_document
from mubar.materials.reference import markdown

CELLS_PAGE = Path(__file__).parents[2] / "docs" / "cells.md"
START = "<!-- parameters: made by mubar.materials.reference, checked by tests/materials/test_reference.py -->"
END = "<!-- end of parameters -->"


def test_the_documented_parameters_are_those_declared():
    page = CELLS_PAGE.read_text("utf-8")
    documented = page.partition(START)[2].partition(END)[0]
    assert documented.strip() == markdown().strip()


def test_the_documented_block_of_a_file_can_be_read():
    (block,) = re.findall(r"```json\n(.*?)```", CELLS_PAGE.read_text("utf-8"), re.DOTALL)
    document = shipped()
    document["Parameterisation"] |= json.loads("{" + block + "}")
    cell = read_document(document, "documented")
    assert cell.contact_resistance == 0.002
    assert cell.electrolyte.conductivity(1000.0, 296.0) == 1.1
    assert cell.positive.material.kinetics.exchange.rate_constant == 5e-5
