"""What the README tells a reader to type works as it stands there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, f"{shlex.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_first_script_is_five_lines_and_runs(tmp_path: Path) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len([line for line in script.splitlines() if line]) == 5
    out = run([sys.executable, "-c", script], tmp_path)
    assert "voltage" in out
    assert (tmp_path / "lgm50.nc").is_file()


def test_command_lines_run_in_order(tmp_path: Path) -> None:
    commands = [shlex.split(line, comments=True) for line in re.findall(r"^\$ (mubar .*)$", README, re.M)]
    assert len(commands) == 6
    mubar = shutil.which("mubar", path=Path(sys.executable).parent)
    assert mubar, "mubar is not installed: make test"
    for command in commands:
        run([mubar, *command[1:]], tmp_path)
    for command in commands:
        for option in ("-o", "--plot"):
            if option in command:
                assert (tmp_path / command[command.index(option) + 1]).stat().st_size > 0


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="needs a git checkout")
def test_what_the_commands_write_is_ignored_by_git() -> None:
    """In the checkout, where a reader types them: it stays as clean as it was."""
    written = re.findall(r"(?:-o|--plot) (\S+)|to_netcdf\(\"(.+?)\"\)", README)
    names = [one or other for one, other in written]
    assert len(names) == 9
    ignored = run(["git", "check-ignore", *names], ROOT).split()
    assert ignored == names
    assert not run(["git", "ls-files", "-i", "-c", "--exclude-standard"], ROOT)  # nothing that is kept


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]
)
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert not missing


def test_make_run_is_what_the_readme_says() -> None:
    """The same protocol by make and by hand."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    by_make = re.search(r"^\t\$\(BIN\)/mubar run (.+?) -o", makefile, re.M)
    by_hand = re.search(r"^\$ \.venv/bin/mubar run (.+?) -o", README, re.M)
    assert by_make
    assert by_hand
    assert by_make.group(1) == by_hand.group(1)
