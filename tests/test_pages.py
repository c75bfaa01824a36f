"""What stands in the pages for users runs as it stands there, and gives what it says."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [p.name for p in sorted(DOCS.glob("*.md")) if "```python" in p.read_text(encoding="utf-8")]


def test_pages_are_found():
    assert {"running.md", "own_laws.md", "cells.md", "kinetics.md", "particles.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page(page, tmp_path, monkeypatch):
    """All statements in order; behind an expression its value may stand, as rounded."""
    monkeypatch.chdir(tmp_path)
    names: dict = {"__name__": page}
    for block in re.findall(r"```python\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S):
        lines = block.splitlines()
        for statement in ast.parse(block).body:
            line = lines[statement.end_lineno - 1]
            said = re.fullmatch(r"# ([-\d(TF].*)", line.encode()[statement.end_col_offset :].decode().strip())
            if said is None or not isinstance(statement, ast.Expr):
                exec(ast.unparse(statement), names)
                continue
            value, expected = eval(ast.unparse(statement.value), names), ast.literal_eval(said[1])
            np.testing.assert_allclose(value, expected, rtol=6e-4, atol=1e-6, err_msg=line)
