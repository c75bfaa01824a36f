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

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from ..core.expr import Expr
from ..numerics.engine import NODES, PENDANTS, Part
from ..numerics.ragged import Ragged

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
class Pendants:
    """A group of identical particles: shells from centre to surface, hung on volumes.

    ``potential(x)``: the flux between shells is minus its gradient (on the unit sphere). ``exchange(x, v,
    z)``: current density j at the surface shell ``x``, and ``overpotential(x, v, z)`` the η in it. ``kappa``:
    shell flux per j; ``weight``: interface area per electrode area, both expressions in rows and numbers, one
    value per pendant. ``gain``: share of weight·j in each chain equation or functional.
    """

    name: str
    home: np.ndarray
    shells: Any
    """Nodes, mass and conductance (`mubar.numerics.mesh.Shells`)."""
    potential: Callable[[Expr], Expr]
    overpotential: Callable[[Expr, Names, Names], Expr]
    exchange: Callable[[Expr, Names, Names], Expr]
    kappa: Callable[[], Expr]
    weight: Callable[[Names], Expr]
    gain: Mapping[str, float]
    part: ClassVar[Part] = PENDANTS
    """Of the compiled solver, for this kind of pendant."""


@dataclass(frozen=True)
class Held:
    """Lithium in the sites of a node that one unknown tells the filled fraction of, as expressions."""

    potential: Any
    """U = -μ/F against lithium metal, V."""
    overpotential: Any
    """η, V."""
    current_density: Any
    """j of its reaction, A/m²."""
    emptying: Any
    """What j is times in the unknown's residual; zero on nodes that don't react."""
    share: float
    """Of the particle's sites."""
    fallen: Any = 0.0
    """What V_e has lost on its way from the matrix, V."""


@dataclass(frozen=True)
class NodePendants:
    """A group of particles made of nodes, as many as each needs: several unknowns each, reactions anywhere.

    ``terms(own, near, far, v, z)``: the residual of every unknown on a node; ``own.x``, ``own.x_t`` are its
    unknowns and their rates, ``near`` is the node before it (towards the first, where all particles have
    one), ``far`` the one behind. ``own`` also has the numbers of `values`, among them ``volume``, the node's
    share of its particle, and ``x_mean`` and ``x_mean_t``, the mean of the conserved unknown over the
    particle and its rate. That mean changes by reactions alone: fluxes between nodes cancel in it.
    ``weight(own, v)``: charge per electrode area that fills the particles from 0 to 1, C/m². ``gain`` as in
    `Pendants`, of the current of that charge.
    """

    name: str
    home: np.ndarray
    rows: Ragged
    """How many nodes each has."""
    unknowns: tuple[str, ...]
    """In an order in which nodes can be eliminated without pivoting: algebraic ones come first."""
    conserved: str
    terms: Callable[[Names, Names, Names, Names, Names], Terms]
    weight: Callable[[Names, Names], Expr]
    gain: Mapping[str, float]
    values: Callable[[Any], Mapping[str, np.ndarray]]
    """Of a cell: numbers per node, (nodes,), and per particle, (np,), among them ``volume``."""
    notes: Callable[[Any], Sequence[str]]
    """Of a cell: what to know of the result."""
    rest: Callable[[Any, float, float], Mapping[str, float]]
    """Unknowns of a particle at rest: of the cell, the filled fraction, T."""
    lower: Mapping[str, float]
    upper: Mapping[str, float]
    lithium: Callable[[Names, Names, Names, Names, Names], Mapping[str, Held]]
    """Arguments as those of ``terms``; of every unknown that is a filled fraction of sites."""
    algebraic: tuple[str, ...] = ()
    """Unknowns without a time derivative."""
    still: Mapping[str, float] = field(default_factory=dict)
    """What stands for symbols where stored states are looked into, which don't know their time."""
    part: ClassVar[Part] = NODES
    """Of the compiled solver, for this kind of pendant."""


@dataclass(frozen=True)
class Equations:
    """A whole model."""

    unknowns: tuple[str, ...]
    """Of every volume; conserved quantities come before algebraic ones."""
    regions: tuple[Region, ...]
    pendants: tuple[Pendants | NodePendants, ...]
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
