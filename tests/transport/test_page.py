"""What docs/transport.md says comes out, comes out."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest

from mubar.cli.main import main
from mubar.transport import VFT

PAGE = (Path(__file__).parents[2] / "docs" / "transport.md").read_text(encoding="utf-8")


def test_every_value_of_the_page():
    """The statements of all blocks in order; after an expression, or a name that is set to one, its value as
    rounded.
    """
    names: dict = {}
    checked = 0
    for block in re.findall(r"```python\n(.*?)```", PAGE, re.S):
        lines = block.splitlines()
        for statement in ast.parse(block).body:
            line = lines[statement.end_lineno - 1]
            said = re.fullmatch(r"# ([-\d(TF].*)", line[statement.end_col_offset :].strip())
            exec(ast.unparse(statement), names)
            if said is None:
                assert not isinstance(statement, ast.Expr), f"{line}: what comes out?"
                continue
            value, expected = eval(ast.unparse(statement.value), names), ast.literal_eval(said[1])
            np.testing.assert_allclose(value, expected, rtol=6e-4, err_msg=line)
            checked += 1
    assert checked > 20


@pytest.mark.parametrize("command", re.findall(r"^\$ mubar (transport fit .*)$", PAGE, re.M))
def test_every_command_of_the_page(command, tmp_path, monkeypatch, capsys):
    law = VFT(11.5, 801.0, 197.0)
    rows = [f"{t},{10 * law(t + 273.15):.6g}" for t in range(20, 101, 10)]
    (tmp_path / "polymer.csv").write_text("\n".join(["temperature / degC,conductivity / mS/cm", *rows]))
    monkeypatch.chdir(tmp_path)
    assert main(command.split()) == 0
    (T0,) = re.findall(r"T0 +(\S+) ±", capsys.readouterr().out)
    assert float(T0) == pytest.approx(197.0, abs=0.01)
