"""Outputs are written whole or not at all, and an error says why."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mubar.core.errors import InputError
from mubar.core.files import ending, replacing, write
from mubar.result import Result

WRITERS = [
    pytest.param(lambda result, path: result.to_netcdf(path), ".nc", id="netcdf"),
    pytest.param(lambda result, path: result.to_bdf(path), ".csv", id="csv"),
    pytest.param(lambda result, path: result.to_bdf(path), ".parquet", id="parquet"),
    pytest.param(lambda result, path: result.plot(path), ".png", id="figure"),
]


def test_new_file(tmp_path):
    write(tmp_path / "a.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_replaced_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"an old file that was longer")
    path.chmod(0o640)
    write(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]


def test_link_stays_a_link(tmp_path):
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    write(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_failure_halfway_leaves_the_old_file_alone(tmp_path, error):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def halfway() -> None:
        with replacing(path) as beside:
            beside.write_bytes(b"ne")
            raise error

    with pytest.raises((InputError, KeyboardInterrupt)) as caught:
        halfway()
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.txt"]
    if isinstance(error, OSError):
        assert (
            str(caught.value) == f"writing {path}: found no space left on device, expected room on the disk"
        )


@pytest.mark.parametrize(("writer", "suffix"), WRITERS)
def test_missing_folder_is_named(solution, tmp_path, writer, suffix):
    path = tmp_path / "no" / f"result{suffix}"
    with pytest.raises(InputError) as caught:
        writer(Result(solution), path)
    assert f"found no folder {path.parent}, expected a folder that exists" in str(caught.value)
    assert f"mkdir -p {path.parent}" in str(caught.value)
    assert not path.parent.exists()


@pytest.mark.parametrize(("writer", "suffix"), WRITERS)
def test_folder_in_the_files_place(solution, tmp_path, writer, suffix):
    path = tmp_path / f"result{suffix}"
    path.mkdir()
    with pytest.raises(InputError, match="found a folder of that name, expected a file"):
        writer(Result(solution), path)
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.parametrize(("writer", "suffix"), WRITERS)
def test_path_through_a_file(solution, tmp_path, writer, suffix):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match=r"found not a directory, expected a path through folders only"):
        writer(Result(solution), tmp_path / "file" / f"result{suffix}")


@pytest.mark.skipif(
    not Path("/proc/self").is_dir(), reason="needs Linux: a folder where even root can't write"
)
@pytest.mark.parametrize(("writer", "suffix"), WRITERS)
def test_folder_that_cannot_be_written_to(solution, writer, suffix):
    with pytest.raises(InputError, match=f"writing /proc/self/result{suffix}: found "):
        writer(Result(solution), f"/proc/self/result{suffix}")


def test_read_only_file_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write to any
    with pytest.raises(InputError, match="found a file that may not be changed, expected permission"):
        write(path, b"new")
    assert path.read_bytes() == b"old"


def test_device_is_not_replaced():
    with pytest.raises(InputError, match="found a device or pipe"):
        write(os.devnull, b"new")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
@pytest.mark.parametrize("name", ["result.nc", "result.csv", "result.parquet", "result.png"])
def test_disk_that_fills_up(tmp_path, name):
    """A limit of the operating system, met at the start, in the middle, or just before the end."""
    code = f"""
import os, resource, sys
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from synthetic import discharge
from mubar.core.errors import InputError
from mubar.result import Result
result = Result(discharge())
write = {"result.plot" if name.endswith("png") else "result.save"}
write({name!r})
size = os.path.getsize({name!r})
with open({name!r}, "wb") as file:
    file.write(b"old")
for limit in (0, 100, size // 2, size - 1):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        write({name!r})
    except InputError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    expected = f"writing {name}: found file too large, expected a smaller file, or a higher limit (ulimit -f)"
    assert done.stdout.splitlines() == 4 * [expected]
    assert os.listdir(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == b"old"


@pytest.mark.parametrize("path", ["out.NC", "a.b.nc", Path("out.nc")])
def test_known_ending(path):
    assert ending(path, "result", [".nc", ".csv"]) == ".nc"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("out.xlsx", "the ending '.xlsx'"),
        ("out", "no ending"),
        (".nc", "no ending"),
        ("out.nc ", "the ending '.nc '"),
    ],
)
def test_unknown_ending(path, found):
    with pytest.raises(InputError) as caught:
        ending(path, "result", [".nc", ".csv", ".parquet"])
    assert (
        str(caught.value)
        == f"result file '{path}': found {found}, expected a name that ends in .nc, .csv or .parquet"
    )


@pytest.mark.parametrize("path", ["", "a\0b", 3, None, b"bytes.nc"])
def test_no_path_at_all(path):
    with pytest.raises(InputError, match="expected"):
        write(path, b"")


@pytest.mark.parametrize("name", ["result.xlsx", "result"])
def test_ending_chooses_the_format(solution, tmp_path, name):
    for save in (Result(solution).save, Result(solution).to_bdf, Result(solution).plot):
        with pytest.raises(InputError, match="expected a name that ends in"):
            save(tmp_path / name)
    assert os.listdir(tmp_path) == []
