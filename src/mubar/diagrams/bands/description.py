"""`BandDiagram`: all that a species-voltage band diagram shows, apart from how it is drawn.

After M. Lundeberg, "Electrochemical Species Band Diagrams" (web, 2025): voltage upward, one line for every
charged species, gaps for neutral ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from os import PathLike
from typing import Any

from mubar.core.errors import InputError, UnknownNameError

from .colours import Colour, colours
from .parts import CurrentArrow, GapArrow, Interface, Panel, ReactionMark, Reading, Region, Trace, numbers
from .plain import from_plain, to_plain

FORMAT = "mubar band diagram 1"


@dataclass(frozen=True)
class Conventions:
    """What makes the voltages numbers."""

    zero: str = ""
    """Where the common float of all levels is fixed: ``V_e = 0 in the negative collector``."""
    standard: str = ""
    """What the levels of different species are compared by: ``V_Li against lithium metal``."""


@dataclass(frozen=True)
class BandDiagram:
    """Species voltages over position at one moment, with what reacts, flows and is measured between them.

    Plain data, the same for every renderer. Voltages in V; positions in the unit that ``x_label`` names.
    Raises InputError for what can't be drawn: neutral species, infinite numbers, regions that overlap.
    """

    title: str
    regions: tuple[Region, ...] = ()
    traces: tuple[Trace, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    reactions: tuple[ReactionMark, ...] = ()
    gaps: tuple[GapArrow, ...] = ()
    currents: tuple[CurrentArrow, ...] = ()
    below: tuple[Panel, ...] = ()
    """Panels that share x."""
    beside: tuple[Panel, ...] = ()
    """Plots with axes of their own."""
    readings: tuple[Reading, ...] = ()
    conventions: Conventions = Conventions()
    x_label: str = ""
    """``Position / µm``; "" where x is schematic and has no scale."""
    y_label: str = "Species voltage / V"
    breaks: tuple[tuple[float, float], ...] = ()
    """Voltages (from, to) between which nothing is of interest: the axis is broken there."""
    time: float | None = None
    """s, of a moment in a run."""
    description: str = ""
    """For who can't see it; made from the rest where it is empty (`alt`)."""

    def __post_init__(self) -> None:
        if not self.traces:
            raise InputError.one("BandDiagram", "no traces", "at least one level")
        if self.time is not None:
            numbers("BandDiagram", time=self.time)
        ends = [V for pair in self.breaks for V in pair]
        if not all(map(math.isfinite, ends)) or any(b <= a for a, b in pairwise(ends)):
            raise InputError.one("BandDiagram.breaks", self.breaks, "pairs (from, to) of voltages that rise")
        for a, b in pairwise(self.regions):
            if b.left < a.right - 1e-9 * abs(a.right - a.left):
                found = f"{a.name!r} up to {a.right} and {b.name!r} from {b.left}"
                raise InputError.one("BandDiagram.regions", found, "regions from left to right")

    @property
    def species(self) -> tuple[str, ...]:
        """Every species that appears, in order of appearance."""
        named = [
            *(t.species for t in self.traces),
            *(level.species for mark in self.reactions for level in mark.levels),
            *(arrow.species for arrow in self.currents),
            *(curve.species for panel in (*self.below, *self.beside) for curve in panel.curves),
        ]
        return tuple(dict.fromkeys(s for s in named if s))

    @cached_property
    def colours(self) -> dict[str, Colour]:
        """The colour of every species."""
        return colours(self.species)

    @property
    def limits(self) -> tuple[float, float]:
        """Left and right end of the axis."""
        if self.regions:
            return self.regions[0].left, self.regions[-1].right
        return min(float(t.x[0]) for t in self.traces), max(float(t.x[-1]) for t in self.traces)

    @property
    def alt(self) -> str:
        """The diagram in words: regions, levels from left to right, gaps."""
        from .words import in_words

        return self.description or in_words(self)

    def only(self, species: Iterable[str]) -> BandDiagram:
        """The same diagram with the traces of some species only. Raises UnknownNameError."""
        kept = tuple(species)
        for s in kept:
            if s not in self.species:
                raise UnknownNameError.of("species in the diagram", str(s), self.species)
        traces = tuple(t for t in self.traces if t.species in kept or not t.species)
        currents = tuple(c for c in self.currents if c.species in kept)
        return replace(self, traces=traces, currents=currents)

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, numbers, text; None where a line is broken; derived: colours, limits, alt."""
        derived = {
            "colours": {s: c.to_dict() for s, c in self.colours.items()},
            "limits": list(self.limits),
            "alt": self.alt,
        }
        return {"format": FORMAT, **to_plain(self), **derived}

    @classmethod
    def from_dict(cls, plain: Any) -> BandDiagram:
        """The diagram that `to_dict` gave. Raises InputError with the place of what is wrong."""
        if not isinstance(plain, dict) or plain.get("format") != FORMAT:
            found = plain.get("format") if isinstance(plain, dict) else plain
            raise InputError.one("band diagram: format", found, repr(FORMAT))
        derived = ("format", "colours", "limits", "alt")
        return from_plain(cls, {k: v for k, v in plain.items() if k not in derived}, "band diagram")

    def save(self, path: str | PathLike[str]) -> None:
        """Write the diagram in the format that the ending names; see `mubar.diagrams.bands.files`.

        Raises InputError.
        """
        from .files import save

        save(self, path)

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        from .text import dumps

        return dumps(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> BandDiagram:
        """The diagram that `to_json` wrote. Raises InputError."""
        from .text import loads

        return cls.from_dict(loads(text))
