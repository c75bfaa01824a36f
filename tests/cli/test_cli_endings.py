"""Exit codes, tracebacks, Ctrl-C, closed pipes and the terminal."""

import os
import select
import signal
import subprocess

import numpy as np
import pytest

import mubar as package
from conftest import COMMAND

STEP = "Discharge at 1C for 1 minute"
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and terminals")


def test_failed_run_writes_what_was_computed(mubar, tmp_path):
    path = tmp_path / "a.nc"
    ended = mubar("run", "chen2020", "Discharge at 1C until 2.5 V", "--max-steps", "20", "-o", path)
    assert ended.code == 3
    assert "failed: too many steps" in ended.err
    assert str(path) in ended.err
    assert len(ended.err.splitlines()) <= 4
    assert "failed: too many steps" in ended.out
    result = package.open_result(path)
    assert result.status == "failed: too many steps"
    assert result.time[-1] > 0


def raising(error):
    def call(*args, **options):
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (TypeError("bad operand"), 1, "internal error: TypeError: bad operand"),
        (RecursionError("deep"), 1, "internal error: RecursionError"),
        (OSError("no writable folder"), 1, "no writable folder"),
        (MemoryError(), 1, "out of memory"),
        (package.core.errors.SimulationError("it stopped", "failed", "Try less."), 3, "Try less."),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_errors_from_inside_are_a_few_lines(mubar, monkeypatch, error, code, text):
    monkeypatch.setattr("mubar.simulate", raising(error))
    ended = mubar("run", "chen2020", STEP)
    assert ended.code == code
    assert ended.err.startswith("mubar: ")
    assert text in ended.err
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) <= 3


@pytest.mark.parametrize("words", [["--debug", "show", "chen2002"], ["show", "chen2002", "--debug"]])
def test_debug_shows_the_traceback(mubar, words):
    ended = mubar(*words)
    assert ended.code == 2
    assert "Traceback" in ended.err
    assert "Did you mean 'chen2020'?" in ended.err.splitlines()[-1]


@posix
def test_reader_that_has_left(tmp_path):
    with subprocess.Popen(
        [*COMMAND, "export", "chen2020"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_no_progress_where_there_is_no_terminal(process):
    ended = process("run", "chen2020", STEP)
    assert (ended.code, ended.err) == (0, "")
    assert "\x1b" not in ended.out


class Terminal:
    """A process whose stderr is a terminal."""

    def __init__(self, *words):
        import pty

        self.reader, writer = pty.openpty()
        # a shell's background job ignores Ctrl-C, and so would what it starts
        heeding = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            command = [*COMMAND, *map(str, words)]
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=writer)
        finally:
            signal.signal(signal.SIGINT, heeding)
        os.close(writer)
        self.shown = ""

    def read_until(self, text=None):
        """Until ``text`` is shown or the terminal is closed."""
        while text is None or text not in self.shown:
            ready, _, _ = select.select([self.reader], [], [], 120)
            assert ready, f"nothing shown for 2 minutes after {self.shown[-500:]!r}"
            try:
                more = os.read(self.reader, 65536).decode(errors="replace")
            except OSError:  # Linux's way to say that the other side is closed
                more = ""
            if not more:
                break
            self.shown += more

    def end(self):
        self.read_until()
        os.close(self.reader)
        out, _ = self.process.communicate(timeout=60)
        return self.process.returncode, out.decode()


MANY = ["run", "chen2020", "Discharge at 1C until 2.5 V", "Charge at 1C until 4.2 V", "--repeat", "5000"]


@posix
def test_ctrl_c_keeps_what_was_computed(mubar, tmp_path):
    path, more = tmp_path / "a.nc", tmp_path / "more.nc"
    terminal = Terminal(*MANY, "--outputs", "none", "-o", path)
    try:
        terminal.read_until("step 2")  # of 10000: the progress line
        terminal.process.send_signal(signal.SIGINT)
        code, out = terminal.end()
    finally:
        terminal.process.kill()
    assert code == 130
    assert "interrupted" in terminal.shown
    assert f"--start {path}" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert "interrupted" in out
    assert f"wrote {path}" in out
    result = package.open_result(path)
    assert result.status == "interrupted"
    assert not result.success
    assert result.step.max() < 10000
    ended = mubar("run", "chen2020", "Rest for 1 minute", "--start", path, "-o", more, "--outputs", "none")
    assert ended.code == 0
    assert package.open_result(more).time[0] == pytest.approx(result.time[-1])


@posix
def test_terminal_shows_a_bar_where_the_whole_is_known(tmp_path):
    """While the frames of a trajectory are worked through; nothing of it is left."""
    walk = np.cumsum(np.random.default_rng(1).standard_normal((3000, 200, 3)), axis=0)
    names, charges = np.repeat(["a", "b"], 100), np.repeat([1, -1], 100)
    given = {"timestep": 1e-12, "T": 300.0, "volume": 1e6, "length_unit": 1e-10, "frame": "solvent"}
    np.savez(tmp_path / "run.npz", positions=walk, species=names, charges=charges, **given)
    terminal = Terminal("transport", "trajectory", tmp_path / "run.npz")
    try:
        code, out = terminal.end()
    finally:
        terminal.process.kill()
    assert code == 0
    assert "conductivity" in out
    assert "correlating" in terminal.shown
    assert "\N{BOX DRAWINGS HEAVY HORIZONTAL}" in terminal.shown
    assert terminal.shown.rstrip().endswith("\x1b[2K")  # the line is wiped


@posix
def test_terminal_shows_step_time_and_voltage_then_nothing_of_it():
    terminal = Terminal("run", "chen2020", "Discharge at 1C for 90 minutes", "Rest for 1 hour")
    code, out = terminal.end()
    assert code == 0
    assert "step " in terminal.shown
    assert "\x1b" not in out
    assert "step 2/2, at " not in out
    assert terminal.shown.rstrip().endswith("\x1b[2K")  # the line is wiped
