"""A run in blocks, each with its own means over time origins: what they scatter by is the uncertainty.

Nothing but one species at a time in one block is held in memory, and of that a few particles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.errors import InputError, Problem
from .correlation import displacement_mean, origin_mean, spectrum
from .periodic import continuous_steps
from .trajectory import Trajectory

Progress = Callable[[int, int], None]

FEWEST_BLOCKS = 5
_FEWEST_FRAMES = 16
_BATCH = 2**24
"""Bytes of positions, in double precision, that are worked on at a time."""


@dataclass(frozen=True, eq=False)
class Blocks:
    """Second moments in each block over lags of 0 ... n - 1 frames, a Cartesian component's mean.

    Blocks are of one length; frames left over at the end of the run are not in them.

    own: (blocks, species, n), ⟨Δr²⟩ or ⟨v(0) v(t)⟩ of single particles, their mean; NaN for the uncharged.
    sums: (blocks, species, species, n), ⟨ΔR_i ΔR_j⟩ or ⟨V_i(0) V_j(t)⟩ of sums over each species. SI units.
    """

    own: np.ndarray
    sums: np.ndarray
    step: float

    @property
    def lags(self) -> int:
        """The longest lag, in frames."""
        return self.own.shape[-1] - 1


def displacement_blocks(trajectory: Trajectory, blocks: int, progress: Progress | None = None) -> Blocks:
    """Mean squared displacements, m². Raises `InputError`: wrapped positions, too few frames."""
    if trajectory.positions is None:
        raise InputError.one("Trajectory.positions", None, "positions, for displacements")
    kind = _Kind(_Continuous(trajectory), displacement_mean, trajectory.length_unit**2)
    return _blocks(trajectory, trajectory.positions, kind, blocks, progress)


def velocity_blocks(trajectory: Trajectory, blocks: int, progress: Progress | None = None) -> Blocks:
    """Velocity correlations, m²/s². Raises `InputError`: no velocities, too few frames."""
    if trajectory.velocities is None:
        hint = "Write them with the trajectory, or take the Einstein route, which needs positions only."
        raise InputError.one("Trajectory.velocities", None, "velocities, for the Green-Kubo route", hint)
    kind = _Kind(_as_given, _velocity_mean, (trajectory.length_unit / trajectory.time_unit) ** 2)
    return _blocks(trajectory, trajectory.velocities, kind, blocks, progress)


@dataclass(frozen=True)
class _Kind:
    """How frames as they are become series (n, 3, frames), the moment that is taken of these, its SI unit."""

    series: Callable[[np.ndarray, int], np.ndarray]
    moment: Callable[[np.ndarray, np.ndarray, int], np.ndarray]
    scale: float


def _blocks(
    trajectory: Trajectory, given: np.ndarray, kind: _Kind, blocks: int, progress: Progress | None
) -> Blocks:
    length = _block_length(trajectory, blocks)
    lags = length // 2
    names, counts = trajectory.names, trajectory.counts
    own = np.full((blocks, len(names), lags + 1), np.nan)
    sums = np.zeros((blocks, len(names), len(names), lags + 1))
    done, whole = 0, blocks * len(trajectory.species)
    for b in range(blocks):
        start = b * length
        total = np.zeros((len(names), 3, length))
        for s, name in enumerate(names):
            charged = trajectory.charges[name] != 0
            power: Any = 0.0
            products = np.zeros(length)
            for chosen in _batches(np.flatnonzero(trajectory.species == name), length):
                x = kind.series(given[start : start + length, chosen], start)
                total[s] += x.sum(axis=0)
                if charged:
                    power = power + _squares(spectrum(x, lags))
                    products += np.einsum("nct,nct->t", x, x)
                done += x.shape[0]
                if progress is not None:
                    progress(done, whole)
            if charged:
                own[b, s] = kind.moment(power, products, lags) / (3 * counts[s])
        transformed = spectrum(total, lags)
        cross = np.einsum("acf,bcf->abf", transformed.conj(), transformed).real
        sums[b] = kind.moment(cross, np.einsum("act,bct->abt", total, total), lags) / 3
    return Blocks(own * kind.scale, sums * kind.scale, trajectory.step)


def _velocity_mean(power: np.ndarray, products: np.ndarray, lags: int) -> np.ndarray:
    return origin_mean(power, products.shape[-1], lags)


def _squares(transformed: np.ndarray) -> np.ndarray:
    flat: Any = transformed.reshape(-1, transformed.shape[-1])
    return np.einsum("nf,nf->f", flat.real, flat.real) + np.einsum("nf,nf->f", flat.imag, flat.imag)


def _block_length(trajectory: Trajectory, blocks: Any) -> int:
    if not isinstance(blocks, int) or isinstance(blocks, bool) or blocks < FEWEST_BLOCKS:
        raise InputError.one("blocks", blocks, f"a whole number of at least {FEWEST_BLOCKS}")
    length = trajectory.frames // blocks
    if length < _FEWEST_FRAMES:
        found, expected = f"{trajectory.frames} frames", f"at least {blocks * _FEWEST_FRAMES}"
        hint = "Simulate longer, or write frames more often."
        raise InputError([Problem(f"a run in {blocks} blocks", found, expected, hint)])
    return length


def _batches(chosen: np.ndarray, length: int) -> Iterator[Any]:
    """Particles a few at a time: slices where their numbers follow one another, which read faster."""
    size = max(1, _BATCH // (24 * length))
    for i in range(0, len(chosen), size):
        part = chosen[i : i + size]
        first, last = int(part[0]), int(part[-1])
        yield slice(first, last + 1) if last - first + 1 == len(part) else part


def _as_given(raw: np.ndarray, start: int) -> np.ndarray:
    """(n, 3, frames) in double precision."""
    _finite(raw, start)
    return np.ascontiguousarray(raw.transpose(1, 2, 0), dtype=float)


@dataclass(frozen=True, eq=False)
class _Continuous:
    """Positions as `_as_given`, relative to their mean in the block, without jumps at periodic boundaries."""

    run: Trajectory

    def __call__(self, raw: np.ndarray, start: int) -> np.ndarray:
        _finite(raw, start)
        run = self.run
        vectors = run.box
        if vectors is None:
            vectors = np.eye(3) * float(run.volume) ** (1 / 3)  # type: ignore[arg-type]  # checked
        elif vectors.ndim == 3:
            vectors = vectors[start + 1 : start + len(raw)]
        steps = continuous_steps(np.diff(raw.astype(float), axis=0), vectors, run.unwrap, start + 1)
        x = np.zeros((raw.shape[1], 3, len(raw)))
        np.cumsum(steps.transpose(1, 2, 0), axis=-1, out=x[..., 1:])
        x -= x.mean(axis=-1, keepdims=True)
        return x


def _finite(raw: np.ndarray, start: int) -> None:
    if not np.isfinite(raw).all():
        f, n = np.argwhere(~np.isfinite(raw))[0, :2]
        found = f"{raw[f, n].tolist()} of a particle in frame {f + start}"
        raise InputError([Problem("Trajectory", found, "finite numbers")])
