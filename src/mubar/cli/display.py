"""What is shown on stderr while something is under way.

On a terminal one line tells what is happening and for how long; it is gone when the work is done. Elsewhere
nothing is shown but the notices, such as that code is compiled, once per machine.
"""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from mubar.core.announcing import announced


class Display:
    """Use it as a context; its methods may be given to `mubar.simulate` as ``progress`` and ``announce``."""

    def __init__(self) -> None:
        self._line: Any = None
        self._task: Any = None

    def __enter__(self) -> Display:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
            from rich.text import Text

            class Bar(BarColumn):
                """Nothing as long as nobody knows how much there is to do."""

                def render(self, task: Task) -> Any:
                    return super().render(task) if task.total else Text()

            # stdout is left alone: it may lead somewhere else
            self._line = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                Bar(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,
            )
            self._task = self._line.add_task("", total=None)
            self._line.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._line.stop()

    def doing(self, text: str) -> None:
        """Show what is happening now."""
        if self._line is not None:
            self._line.update(self._task, description=text, completed=0)
            self._line.tasks[0].total = None  # update takes None for no change

    def part(self, done: int, whole: int) -> None:
        """Show how much of it is done, as a bar."""
        if self._line is not None:
            self._line.update(self._task, completed=done, total=whole)

    def announce(self, text: str) -> None:
        """Show a notice that stays, once; on a terminal also as what is happening now."""
        announced(text)  # the line redirects stderr, so that this appears above it
        self.doing(text)

    def progress(self, time: float, step: int, steps: int, voltage: float) -> None:
        """Show where a simulation is: simulated time in s, step of how many, voltage in V."""
        minutes, seconds = divmod(int(time), 60)
        clock = f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
        self.doing(f"step {step}/{steps}, at {clock} of the protocol, {voltage:.3f} V")
