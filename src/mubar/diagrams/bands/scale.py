"""The voltage axis: one scale, with empty stretches cut out where the diagram says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from .description import BandDiagram

_CUT = 0.07
"""Height of a break, as a share of what is drawn to scale."""
_ROOM = 0.1
"""Above the highest and below the lowest level."""


@dataclass(frozen=True)
class VoltageScale:
    """Height over voltage: linear between (``knots`` V, ``heights`` 0 to 1), of one slope but in breaks."""

    knots: tuple[float, ...]
    heights: tuple[float, ...]

    def height(self, V: Any) -> Any:
        """0 at the bottom to 1 at the top; straight on beyond."""
        return _through(V, self.knots, self.heights)

    def voltage(self, height: Any) -> Any:
        return _through(height, self.heights, self.knots)

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """The voltages drawn to scale, from below."""
        return list(zip(self.knots[::2], self.knots[1::2], strict=True))

    def ticks(self, most: int = 7) -> list[float]:
        """Round voltages, of one step where that leaves none out."""
        step = round_step(sum(b - a for a, b in self.stretches) / most)
        found = []
        for a, b in self.stretches:
            own = step
            while np.floor(b / own + 1e-9) < np.ceil(a / own - 1e-9):  # a short stretch has one as well
                own = 0.5 * own
            first, last = np.ceil(a / own - 1e-9), np.floor(b / own + 1e-9)
            found += [round(float(own * k), 12) for k in np.arange(first, last + 1)]
        return found


def voltage_scale(*diagrams: BandDiagram) -> VoltageScale:
    """The scale on which all levels of diagrams of one layout have room."""
    levels = np.concatenate([each for diagram in diagrams for each in _levels(diagram)])
    low, high = (float(levels.min()), float(levels.max())) if levels.size else (0.0, 1.0)
    cuts = [(a, b) for a, b in diagrams[0].breaks if low < a and b < high]
    span = high - low - sum(b - a for a, b in cuts)
    room = _ROOM * span if span > 1e-9 else 0.5
    knots = (low - room, *(V for cut in cuts for V in cut), high + room)
    drawn = span + 2.0 * room
    steps = [b - a if k % 2 == 0 else _CUT * drawn for k, (a, b) in enumerate(pairwise(knots))]
    heights = np.concatenate([[0.0], np.cumsum(steps)]) / sum(steps)
    return VoltageScale(knots, tuple(heights.tolist()))


def _levels(diagram: BandDiagram) -> Iterable[Any]:
    yield from (t.V[np.isfinite(t.V)] for t in diagram.traces)
    yield [level.V for mark in diagram.reactions for level in mark.levels]
    yield [V for gap in diagram.gaps for V in (gap.start, gap.end)]
    yield [V for arrow in diagram.currents for V in (arrow.V_start, arrow.V_end)]


def round_step(least: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(power * next(s for s in (1.0, 2.0, 2.5, 5.0, 10.0) if s * power >= least * (1.0 - 1e-9)))


def tick_texts(ticks: Sequence[float]) -> list[str]:
    """Numbers with as many decimals as the finest of them needs."""
    decimals = max((len(f"{abs(v):.6f}".rstrip("0").partition(".")[2]) for v in ticks), default=0)
    return [f"{v + 0.0:.{decimals}f}".replace("-", "−") for v in ticks]


def broken(diagram: BandDiagram) -> BandDiagram:
    """The diagram with its axis broken where nothing is."""
    return replace(diagram, breaks=empty_stretches([t.V for t in diagram.traces]))


def empty_stretches(levels: Iterable[Any], most: int | None = None) -> tuple[tuple[float, float], ...]:
    """Those between all levels that are most of the axis each, V, with room beside the levels.

    ``most``: how many of them, the widest.
    """
    V = np.unique(np.concatenate([np.ravel(each) for each in levels]))
    V = V[np.isfinite(V)]
    empty = sorted(((b - a, a, b) for a, b in pairwise(V.tolist())), reverse=True)
    left, cuts = float(np.ptp(V)) if V.size else 0.0, []
    for size, a, b in empty[:most]:
        rest = left - size
        if size < _EMPTY * left or rest <= 0.0:
            break
        room = 0.12 * rest
        cuts.append((a + room, b - room))
        left = rest + 2.0 * room
    return tuple(sorted(cuts))


_EMPTY = 0.6
"""Share of what is drawn, from which on an empty stretch is cut out."""


def _through(x: Any, xs: tuple[float, ...], ys: tuple[float, ...]) -> Any:
    """Linear interpolation, the end pieces going on."""
    if len(xs) == 2:  # no breaks
        return ys[0] + (np.asarray(x, float) - xs[0]) * ((ys[1] - ys[0]) / (xs[1] - xs[0]))
    at, a, b = np.asarray(x, float), np.array(xs), np.array(ys)
    k = np.clip(np.searchsorted(a, at) - 1, 0, len(a) - 2)
    return b[k] + (at - a[k]) * (b[k + 1] - b[k]) / (a[k + 1] - a[k])
