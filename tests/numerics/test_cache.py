"""Compiled code on disk: used again by other processes, safe when several compile at once."""

import errno
import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numba import njit

from machine import compiled
from mubar.cli.main import main
from mubar.core.errors import InputError
from mubar.core.expr import Expr
from mubar.models import system
from mubar.numerics import cache, kernels, machine_code
from mubar.numerics.compiling import object_code
from mubar.numerics.elementary import exp
from mubar.numerics.machine_code import Source

COMPILE = """
import sys
import numpy as np
from machine import compiled
from mubar.core.expr import Expr
x, k = Expr.symbol("x"), Expr.symbol("k")
value = compiled([np.exp(x) * k], ("x",), ("k",))({"x": np.array([0.0]), "k": float(sys.argv[1])})[0, 0]
print(value, int("numba" in sys.modules))
"""
PATH = os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])


def start(folder, number=2.0):
    env = {**os.environ, "MUBAR_CACHE_DIR": str(folder), "PYTHONPATH": PATH}
    command = [sys.executable, "-c", COMPILE, str(number)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    value, compiled_it = out.split()
    return float(value), bool(int(compiled_it))


def files(folder):
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}


def test_a_second_process_compiles_nothing(tmp_path):
    """Nor is Numba imported; not even when the law's numbers are others."""
    assert finish(start(tmp_path, 2.0)) == (2.0, True)
    before = files(tmp_path)
    assert len(before) == 1
    assert finish(start(tmp_path, 3.0)) == (3.0, False)
    assert files(tmp_path) == before


def test_numba_works_as_usual_after_a_compilation():
    """Also where its own function calls one that came along in ours, which has no machine code by itself."""
    text = "from mubar.numerics.elementary import exp\ndef twice(n, y, k, t):\n    y[0] = 2.0 * exp(y[0])\n"
    object_code(Source("test", text, {"twice": kernels._SIGNATURE}, ()))

    @njit
    def usual(v):
        return exp(v) + max(v, 2.0)

    assert usual(1.0) == pytest.approx(np.e + 2.0, rel=1e-14)


def test_a_folder_deleted_between_processes(tmp_path):
    place = tmp_path / "cache"
    assert finish(start(place)) == (2.0, True)
    shutil.rmtree(place)
    assert finish(start(place)) == (2.0, True)
    assert len(files(place)) == 1


def test_processes_may_compile_at_once(tmp_path):
    running = [start(tmp_path, float(i)) for i in range(3)]
    assert [finish(p)[0] for p in running] == [0.0, 1.0, 2.0]
    assert not list(tmp_path.glob("*.tmp"))
    assert finish(start(tmp_path, 5.0)) == (5.0, False)


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


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """No folder can be made, root or not: both paths lead through a file."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUBAR_CACHE_DIR", str(tmp_path / "file" / "mine"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path / "file" / "temporary"))
    monkeypatch.setattr(cache, "folder", cache.folder.__wrapped__)


def test_without_any_folder_the_remedy_is_named(nowhere):
    with pytest.raises(InputError, match="Set MUBAR_CACHE_DIR"):
        cache.folder()


def test_without_any_folder_a_command_ends_as_for_bad_input(nowhere, monkeypatch, capsys):
    monkeypatch.setattr(kernels, "_loaded", {})
    monkeypatch.setattr(system, "_compiled", type(system._compiled)())
    assert main(["run", "chen2020", "Rest for 1 s", "--model", "single-particle"]) == 2
    printed = capsys.readouterr().err
    assert "Set MUBAR_CACHE_DIR" in printed
    assert "Traceback" not in printed


def test_a_temporary_folder_of_somebody_else_is_not_trusted(tmp_path, monkeypatch):
    """Code is run from it."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUBAR_CACHE_DIR", str(tmp_path / "file" / "mine"))
    monkeypatch.setattr(cache.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(cache.os, "getuid", lambda: os.stat(tmp_path).st_uid + 1, raising=False)
    with pytest.raises(InputError, match="writable"):
        cache.folder.__wrapped__()


def exponential(factor):
    """A kernel of its own for every factor."""
    x = Expr.symbol("x")
    return compiled([np.exp(x) + factor], ("x",))({"x": np.array([0.0])})[0, 0]


def test_a_folder_deleted_while_a_process_runs(tmp_path, monkeypatch):
    """What is loaded goes on, what is new compiles into a new folder."""
    place = tmp_path / "cache"
    place.mkdir()
    monkeypatch.setattr(cache, "folder", lambda: place)
    monkeypatch.setattr(kernels, "_loaded", {})
    assert exponential(3.5) == 4.5
    shutil.rmtree(place)
    assert exponential(3.5) == 4.5
    assert exponential(4.5) == 5.5
    assert list(place.glob("law_*.o"))


def test_a_folder_deleted_under_a_compilation(tmp_path, monkeypatch):
    place = tmp_path / "cache"
    place.mkdir()
    monkeypatch.setattr(cache, "folder", lambda: place)
    monkeypatch.setattr(kernels, "_loaded", {})
    compiling = importlib.import_module("mubar.numerics.compiling")
    made, deleted = compiling.object_code, []

    def deleted_meanwhile(source):
        deleted.append(source)
        shutil.rmtree(place)
        return made(source)

    monkeypatch.setattr(compiling, "object_code", deleted_meanwhile)
    assert exponential(6.5) == 7.5
    assert deleted
    assert list(place.glob("law_*.o"))


def test_a_full_disk_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "folder", lambda: tmp_path)

    def full(*given):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="room on the disk"):
        cache.write("a", b"1")
    assert not list(tmp_path.iterdir())


def test_sources_are_told_apart_by_their_text_and_by_what_they_depend_on():
    names = [
        Source("a", text, {}, depends_on).name
        for text, depends_on in (("1", ("lookup",)), ("1", ("lookup",)), ("2", ("lookup",)), ("1", ("bdf",)))
    ]
    assert names[0] == names[1]
    assert len(set(names)) == 3


def test_machine_code_of_another_processor_is_not_run(monkeypatch):
    source = Source("a", "1", {}, ())
    here = source.name
    monkeypatch.setattr(machine_code, "_machine", lambda: ("another",))
    assert source.name != here


def test_damaged_machine_code_is_compiled_again(tmp_path):
    """A full disk or a crash may leave half a file; it was an internal error in every later run."""
    assert finish(start(tmp_path, 2.0)) == (2.0, True)
    (damaged,) = tmp_path.glob("law_*.o")
    whole = damaged.read_bytes()
    for content in (b"", whole[:50], whole[:-7], whole[:200] + b"\0" + whole[201:]):
        damaged.write_bytes(content)
        assert finish(start(tmp_path, 2.0)) == (2.0, True)
        assert finish(start(tmp_path, 3.0)) == (3.0, False)
