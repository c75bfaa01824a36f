"""The command line called as a function, and as a process."""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from mubar.cli.main import main

COMMAND = [sys.executable, "-m", "mubar.cli.main"]


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str

    def faults(self, *texts: str, code: int = 2) -> list[str]:
        """What is missing in an error of a few lines on stderr that says all of ``texts``: [] if nothing."""
        lines = self.err.splitlines()
        checks = {
            f"exit code {self.code}, not {code}": self.code == code,
            f"stdout: {self.out}": not self.out,
            f"{len(lines)} lines on stderr": 1 <= len(lines) <= 8,
            "a traceback": "Traceback" not in self.err,
        } | {f"no {text!r} in {self.err}": text in self.err for text in texts}
        return [fault for fault, good in checks.items() if not good]


@pytest.fixture
def mubar(capsys):
    """``mubar("run", "chen2020", ...)``: exit code, stdout and stderr of a command line."""

    def call(*words: object) -> Ended:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return call


@pytest.fixture
def process():
    """The same in a process of its own."""

    def call(*words: object, **options: object) -> Ended:
        done = subprocess.run(
            [*COMMAND, *map(str, words)], capture_output=True, text=True, timeout=300, **options
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return call
