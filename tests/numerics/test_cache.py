"""Compiled code on disk: used again by other processes, safe when several compile at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mubar.numerics import cache

COMPILE = """
import sys
import numpy as np
from machine import compiled
from mubar.core.expr import Expr
from mubar.numerics import kernels
x, k = Expr.symbol("x"), Expr.symbol("k")
value = compiled([np.exp(x) * k], ("x",), ("k",))({"x": np.array([0.0]), "k": float(sys.argv[1])})[0, 0]
(loaded,) = kernels._loaded.values()
print(value, loaded.cache_hits)
"""
PATH = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])


def start(folder, number=2.0):
    env = {**os.environ, "MUBAR_CACHE_DIR": str(folder), "PYTHONPATH": PATH}
    command = [sys.executable, "-c", COMPILE, str(number)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    value, hits = out.split()
    return float(value), int(hits)


def files(folder):
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}


def test_a_second_process_compiles_nothing(tmp_path):
    """Not even when the law's numbers are others."""
    assert finish(start(tmp_path, 2.0)) == (2.0, 0)
    before = files(tmp_path)
    assert len(before) == 3  # the module, numba's index and its machine code
    assert finish(start(tmp_path, 3.0)) == (3.0, 1)
    assert files(tmp_path) == before


def test_processes_may_compile_at_once(tmp_path):
    running = [start(tmp_path, float(i)) for i in range(3)]
    assert [finish(p)[0] for p in running] == [0.0, 1.0, 2.0]
    assert not list(tmp_path.glob("*.tmp"))
    assert finish(start(tmp_path, 5.0)) == (5.0, 1)


def test_a_folder_that_cannot_be_made_is_replaced_by_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUBAR_CACHE_DIR", str(tmp_path / "file" / "inside"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    found = cache.folder.__wrapped__()
    assert found.parent == tmp_path / "temporary"
    assert found.is_dir()


def test_a_read_only_folder_is_replaced_by_a_temporary_one(tmp_path, monkeypatch):
    monkeypatch.setenv("MUBAR_CACHE_DIR", str(tmp_path / "mine"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    # what os.access says where permissions count for nothing, as for root
    access = os.access
    monkeypatch.setattr(cache.os, "access", lambda path, mode: "mine" not in str(path) and access(path, mode))
    assert cache.folder.__wrapped__().parent == tmp_path / "temporary"


def test_without_any_folder_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("MUBAR_CACHE_DIR", str(tmp_path / "mine"))
    monkeypatch.setattr(cache.os, "access", lambda path, mode: False)
    with pytest.raises(OSError, match="set MUBAR_CACHE_DIR"):
        cache.folder.__wrapped__()


def test_modules_are_told_apart_by_their_text_and_by_what_they_depend_on(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)
    first, new = cache.module("a", "value = 1\n", ("lookup",))
    assert (first.value, new) == (1, True)
    again, new = cache.module("a", "value = 1\n", ("lookup",))
    assert (again.__name__, new) == (first.__name__, False)
    other, _ = cache.module("a", "value = 2\n", ("lookup",))
    elsewhere, _ = cache.module("a", "value = 1\n", ("lookup", "bdf"))
    assert len({first.__name__, other.__name__, elsewhere.__name__}) == 3


def test_damaged_machine_code_is_compiled_again(tmp_path):
    """A full disk or a crash may leave half a file; it was an internal error in every later run."""
    assert finish(start(tmp_path, 2.0)) == (2.0, 0)
    for ending, kept in (("nbi", 50), ("nbc", 200), ("nbi", 0)):
        (damaged,) = tmp_path.rglob(f"*.{ending}")
        damaged.write_bytes(damaged.read_bytes()[:kept])
        assert finish(start(tmp_path, 2.0))[0] == 2.0
        assert finish(start(tmp_path, 3.0)) == (3.0, 1)
