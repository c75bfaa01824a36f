"""The machine, its software, and what else it was doing."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("mubar", "numpy", "numba", "scipy", "xarray", "pybamm", "pybammsolvers", "casadi")


class Meanwhile:
    """As text: how many processors all other processes kept busy since this object was made (Linux only)."""

    def __init__(self) -> None:
        self.began, self.busy, self.own = time.perf_counter(), _busy(), _own()

    def __str__(self) -> str:
        if self.busy is None:
            return "what else ran is not known"
        took = time.perf_counter() - self.began
        others = max(0.0, (_busy() or 0.0) - self.busy - (_own() - self.own)) / took
        return (
            f"took {took:.0f} s, while other processes kept {others:.2f} of {os.cpu_count()} processors busy"
        )


def _busy() -> float | None:
    """Processor seconds since the machine started, of all processes; time taken away from it counts."""
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    except OSError:
        return None
    user, nice, system, _, _, irq, soft, steal = map(int, fields[:8])
    return (user + nice + system + irq + soft + steal) / os.sysconf("SC_CLK_TCK")


def _own() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def description() -> str:
    """Processor, system and versions, in a sentence each."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    hardware = f"{os.cpu_count()} cores of {_processor()}, {_memory():.0f} GB"
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{hardware}; {system}. Versions: {versions}; source {_revision()}."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    fields = dict(line.replace("\t", "").split(":", 1) for line in lines if ":" in line)
    return fields.get("model name", platform.machine()).strip()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _revision() -> str:
    import mubar

    command = ["git", "-C", str(Path(mubar.__file__).parent), "describe", "--always", "--dirty"]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() or "without revision"
