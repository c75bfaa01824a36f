"""What an explainer is made of: sliders, laws of theirs, and what is drawn and read of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mubar.core.javascript import javascript
from mubar.core.law import Function

from ..bands import BandDiagram, Kind, Trace, Voltage
from ..page import page

INK, ELECTRONS, LITHIUM = "var(--ink)", "var(--accent)", "var(--warm)"
GOLD, TEAL, PLUM, VIOLET = "var(--gold)", "var(--teal)", "var(--plum)", "var(--violet)"
"""Colours of the page, each with a light and a dark shade."""


@dataclass(frozen=True)
class Slider:
    """A number to set; laws take it by its ``name``."""

    name: str
    label: str
    unit: str
    low: float
    high: float
    value: float
    logarithmic: bool = False

    def plain(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Axis:
    """An axis from ``low`` to ``high``; ``bare``: without numbers."""

    label: str
    low: float
    high: float
    logarithmic: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Curve:
    """A law along a plot's variable.

    ``along``: the law of its abscissa, where that isn't the variable itself.
    ``at``: where on it, from 0 to 1, its label stands.
    """

    law: str
    label: str = ""
    colour: str = INK
    along: str = ""
    fill: bool = False
    light: bool = False
    dashed: bool = False
    at: float = 1.0


@dataclass(frozen=True)
class Point:
    """Where the sliders stand: the law's value over the plot's variable, or over the law ``along``."""

    law: str
    colour: str = INK
    along: str = ""
    label: str = ""


@dataclass(frozen=True)
class Plot:
    """Laws over ``variable``, which a slider sets or which is the plot's own.

    ``over``: its range, where that isn't the axis'.
    """

    title: str
    variable: str
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    points: tuple[Point, ...] = ()
    over: tuple[float, float] | None = None

    @property
    def laws(self) -> set[str]:
        return {n for c in (*self.curves, *self.points) for n in (c.law, c.along) if n}

    def plain(self) -> dict[str, Any]:
        low, high = self.over or (self.x.low, self.x.high)
        x = {"variable": self.variable, "low": low, "high": high, **vars_of(self.x)}
        x["limits"] = [self.x.low, self.x.high]
        return {
            "title": self.title,
            "x": x | {"low": low, "high": high},
            "y": vars_of(self.y),
            "curves": [vars_of(c) for c in self.curves],
            "points": [vars_of(p) for p in self.points],
        }


@dataclass(frozen=True)
class Bands:
    """A band diagram whose numbers are laws: ``bound`` leads from ``traces/0/V`` to the name of a law
    or slider, or to several.
    """

    diagram: BandDiagram
    bound: Mapping[str, str | tuple[str, ...]]
    limits: tuple[float, float]
    """Of the voltage axis."""
    title: str = ""

    @property
    def laws(self) -> set[str]:
        return {n for names in self.bound.values() for n in ([names] if isinstance(names, str) else names)}

    def plain(self) -> dict[str, Any]:
        def step(s: str) -> str | int:
            return int(s) if s.isdigit() else s

        bound = [[list(map(step, path.split("/"))), law] for path, law in self.bound.items()]
        return {"title": self.title, "diagram": self.diagram.to_dict(), "bound": bound, "limits": self.limits}


@dataclass(frozen=True)
class Reading:
    """A law's value in words."""

    label: str
    law: str
    unit: str


@dataclass(frozen=True)
class Explainer:
    """A page in which one moves sliders and sees what follows. Every number on it is a law's."""

    name: str
    title: str
    summary: str
    """One line, for lists."""
    text: tuple[str, ...]
    sliders: tuple[Slider, ...]
    laws: Mapping[str, Function] = field(hash=False)
    """Functions of the sliders, and of the plots' own variables, by name."""
    views: tuple[Plot | Bands, ...]
    readings: tuple[Reading, ...]

    def start(self) -> dict[str, float]:
        """Where the sliders stand at first."""
        return {s.name: s.value for s in self.sliders}

    def value(self, law: str, **at: float) -> Any:
        """A law, or a slider, where the sliders stand at first, but for those given."""
        given = self.start() | at
        if law in given:
            return given[law]
        function = self.laws[law]
        return function(**{name: given[name] for name in function.inputs})

    def html(self) -> bytes:
        """The page, with everything in it."""
        data = {
            "title": self.title,
            "text": self.text,
            "sliders": [s.plain() for s in self.sliders],
            "views": [v.plain() for v in self.views],
            "readings": [vars_of(r) for r in self.readings],
        }
        words = f"{self.title}. {' '.join(self.text)} The page needs JavaScript for its sliders."
        return page(self.title, data, words, javascript(self.laws), padding="0")


def level(
    species: str,
    left: float,
    right: float,
    V: float,
    kind: Kind | None = None,
    where: str = "",
    label: str = "",
) -> Trace:
    """A level that is the same from ``left`` to ``right``."""
    return Trace(species, np.array([left, right]), np.array([V, V]), kind or Voltage(), label, where)


def vars_of(part: Any) -> dict[str, Any]:
    """The fields of a plain dataclass, by name."""
    return dict(vars(part))
