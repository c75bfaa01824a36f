"""Transport from trajectories: how often intervals hold the truth, and what a long run of many ions costs."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import tidynamics

from mubar.analysis import IonTransport, LangevinIons, Trajectory, einstein, green_kubo
from mubar.core.constants import R
from mubar.core.errors import InputError
from mubar.transport import SOLVENT, haven_ratio, nernst_einstein_conductivity

from .report import Claim, Section, at_most, main, table
from .timing import interleaved

T, MASS, D = 300.0, 0.05, 1e-9
RELAXATION = D * MASS / (R * T)
DRAGGING = LangevinIons(
    [1, -1], [6, 6], [D, 2 * D], D * np.array([[1.0, 1.3], [1.3, 4.0]]), T, (2e-9) ** 3, MASS
)
"""t_+ = -1/8."""
LENGTH = 16_000
"""Frames of a fifth of the relaxation time of a free cation: 700 of the slowest motion."""
FRAMES, IONS = 100_000, 1000
_GIGABYTE = 1e9


def measure(quick: bool, out: Path) -> Section:
    runs = 20 if quick else 200
    names, shares, refused = _coverage(runs)
    kept = {route: 100.0 * row for route, row in shares.items()}
    claims = [
        Claim(
            f"95 % intervals of {runs} generated runs that hold the truth, {route}",
            "90 to 98 % of each number",
            f"{row.min():.1f} to {row.max():.1f} %",
            bool(row.min() >= 90.0 and row.max() <= 98.0),
        )
        for route, row in kept.items()
    ]
    frames = FRAMES // 10 if quick else FRAMES
    with tempfile.TemporaryDirectory() as folder:
        run = _long_run(Path(folder) / "positions.npy", frames)
        plain, memory = _once(lambda: einstein(run(False), SOLVENT))
        unwrapped, more = _once(lambda: einstein(run(True), SOLVENT))
    claims += [
        at_most(
            f"{frames:.0e} frames of {IONS} ions, Einstein's route: time of both processors",
            60.0,
            plain,
            " s",
        ),
        at_most("... with periodic boundaries undone", 60.0, unwrapped, " s"),
        at_most("... memory beyond the mapped file", 2.0, max(memory, more) / _GIGABYTE, " GB"),
    ]
    ours, theirs = _beside_tidynamics()
    rows = [(name, *(f"{kept[route][i]:.1f} %" for route in kept)) for i, name in enumerate(names)]
    own = max(memory, more) / _GIGABYTE
    text = f"""\
Langevin ions of a 1:1 salt whose anions drag cations along (t_+ = -1/8), 6 of each kind over {LENGTH} frames,
whose transport is known exactly; lags are chosen by the code, uncertainties come from ten blocks. Refused as
too short: {refused[0]} of {runs} runs on Einstein's route, {refused[1]} on the other. How often the 95 %
intervals hold the exact value, which {runs} runs tell to about {100 * (0.95 * 0.05 / runs) ** 0.5:.1f} %:

{table(("", *kept), rows)}

A walk of {IONS} ions over {frames:.0e} frames in a memory-mapped file of single precision, read in pieces:
{plain:.1f} s of processor time as it is, {unwrapped:.1f} s with periodic boundaries, {own:.2f} GB of memory
of its own. On a short walk (10 000 frames, 64 ions) squared displacements of ions and of their sums take
{ours / theirs:.2f} of the time that tidynamics takes for those of the ions.
"""
    return Section("Transport from molecular dynamics", tuple(claims), text)


def _coverage(runs: int) -> tuple[list[str], dict[str, np.ndarray], tuple[int, int]]:
    """Names of the numbers, the part of the runs whose intervals hold them, and how many were refused."""
    rng = np.random.default_rng(2)
    matrix, D_own = DRAGGING.onsager(), DRAGGING.diffusivities()
    held: dict[str, list[list[bool]]] = {"Einstein": [], "Green-Kubo": []}
    names: list[str] = []
    for _ in range(runs):
        run = DRAGGING.trajectory(LENGTH, RELAXATION / 5, rng)
        ideal = nernst_einstein_conductivity(matrix.charges, run.concentrations, D_own, T)
        kappa, t = matrix.conductivity(), matrix.transference_numbers()
        elements = matrix.sigma[np.triu_indices(2)]
        exact = [kappa, ideal, haven_ratio(ideal, kappa), *elements, *t, *D_own]
        for route in (einstein, green_kubo):
            try:
                found = route(run, SOLVENT)
            except InputError:
                continue
            names = [name for name, _, _ in found.rows()]
            held[found.route].append(_holds(found, exact))
    shares = {route: np.mean(each, axis=0) for route, each in held.items()}
    first, second = (runs - len(each) for each in held.values())
    return names, shares, (first, second)


def _holds(found: IonTransport, exact: list[float]) -> list[bool]:
    return [e.low <= x <= e.high for (_, e, _), x in zip(found.rows(), exact, strict=True)]


def _long_run(path: Path, frames: int) -> Callable[[bool], Trajectory]:
    """A walk on the disk, Å and ps; to be read as it is or wrapped into its box (which it never left)."""
    rng = np.random.default_rng(1)
    stored = np.lib.format.open_memmap(path, "w+", np.float32, (frames, IONS, 3))
    x = np.zeros((1, IONS, 3), dtype=np.float32)
    for start in range(0, frames, 1000):
        steps = rng.standard_normal((min(1000, frames - start), IONS, 3), dtype=np.float32)
        stored[start : start + 1000] = x + np.cumsum(steps, axis=0)
        x = stored[start + len(steps) - 1][None]
    stored.flush()

    def read(unwrap: bool) -> Trajectory:
        return Trajectory(
            np.load(path, mmap_mode="r"), ["+"] * (IONS // 2) + ["-"] * (IONS // 2), {"+": 1, "-": -1},
            timestep=1.0, T=T, box=[100.0, 100.0, 100.0], unwrap=unwrap, frame=SOLVENT,
            length_unit=1e-10, time_unit=1e-12,
        )  # fmt: skip

    return read


def _once(call: Callable[[], object]) -> tuple[float, float]:
    """Time of all processors together, s, and the most memory of its own that the process had meanwhile above
    what it had before, bytes (Linux; files that are mapped don't count).
    """
    before, most, over = _own_memory(), [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.01):
            most[0] = max(most[0], _own_memory())

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.process_time()
    call()
    took = time.process_time() - began
    over.set()
    watcher.join()
    return took, float(max(most[0] - before, 0))


def _own_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("RssAnon"))


def _beside_tidynamics() -> tuple[float, float]:
    """Seconds for mean squared displacements of 64 ions, all of what a block needs, and theirs alone."""
    from mubar.analysis.molecular_dynamics.blocks import displacement_blocks

    x = np.cumsum(np.random.default_rng(3).standard_normal((10_000, 64, 3)), axis=0)
    run = Trajectory(
        x, ["+"] * 32 + ["-"] * 32, {"+": 1, "-": -1}, timestep=1.0, T=T, volume=1e9, frame=SOLVENT
    )
    parts = [[np.ascontiguousarray(x[k : k + 2000, i]) for i in range(64)] for k in range(0, 10_000, 2000)]
    times = interleaved(
        {
            "ours": lambda: displacement_blocks(run, 5),
            "theirs": lambda: [tidynamics.msd(one) for part in parts for one in part],
        },
        rounds=5,
        burst=1,
    )
    return times["ours"].processor, times["theirs"].processor


if __name__ == "__main__":
    main(measure)
