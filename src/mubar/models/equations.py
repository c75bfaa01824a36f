"""The form in which a model states its equations: a chain of volumes with pendants and a border.

A model is a list of regions, faces, pendant groups and border equations, each a Python function of named
symbols returning a mapping from equation (or functional) names to expressions. No numerics here;
`mubar.models.assembly` compiles them. In all functions:

* ``v`` (a volume), ``left`` and ``right`` (the two sides of a face) have the chain's unknowns and the model's
  rows as attributes; ``v.c_t`` is the time derivative of unknown ``c``;
* ``z`` has the border's unknowns (``z.current``, A/m² of electrode; ``z.current_t``);
* ``phi`` has the functionals (``phi.voltage``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..core.expr import Expr
from .pendants.base import Pendants

Terms = Mapping[str, Any]


class Names:
    """Symbols by attribute, e.g. ``v.c`` for the symbol ``c@left``."""

    def __init__(self, suffix: str = "") -> None:
        self._suffix = suffix

    def __getattr__(self, name: str) -> Expr:
        return Expr.symbol(name + self._suffix)


@dataclass(frozen=True)
class Region:
    """Consecutive volumes with the same equations. ``terms(v, z)``: residuals and parts of functionals."""

    name: str
    count: int
    terms: Callable[[Names, Names], Terms]


@dataclass(frozen=True)
class Faces:
    """Consecutive inner faces from ``start``. ``flux(left, right, z)``: what flows in +x, and functionals.

    It may name more that results show (`mubar.models.inspection.Inspection.faces`); the solver doesn't look
    at that.
    """

    name: str
    start: int
    count: int
    flux: Callable[[Names, Names, Names], Terms]


@dataclass(frozen=True)
class Equations:
    """A whole model."""

    unknowns: tuple[str, ...]
    """Of every volume; conserved quantities come before algebraic ones."""
    regions: tuple[Region, ...]
    pendants: tuple[Pendants, ...]
    rows: tuple[str, ...]
    """Names of per-volume numbers that functions use (``dx``, ``porosity``, ...)."""
    lower: Mapping[str, float]
    upper: Mapping[str, float]
    """Bounds of chain unknowns."""
    reach: Mapping[str, float]
    """How far an algebraic unknown may move in one Newton iteration of a start."""
    faces: tuple[Faces, ...] = ()
    border: tuple[str, ...] = ("current",)
    """Border unknowns; the first is the current, the others are voltages or concentrations of order 1."""
    functionals: tuple[str, ...] = ("voltage",)
    """The first is the voltage."""
    border_terms: Callable[[Names, Names], Mapping[str, Any]] = lambda z, phi: {}
    """Residual of every border unknown but the current, which the control decides."""
    properties: Callable[[Names], Terms] = lambda v: {}
    """Computed once per volume: ``left.name`` in a flux is this of the left volume."""
    algebraic: tuple[str, ...] = ()
    """Chain unknowns without a time derivative; those of the border have none."""
    inactive: Mapping[str, np.ndarray] = field(default_factory=dict)
    """Chain unknown -> (nv,) True where it is a placeholder outside error control."""
