"""What must hold for the values of a cell, one by one and together. Problems name dotted keys."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from ..core.expr import topological
from ..core.law import Function
from ..core.piecewise import PiecewisePolynomial
from ..core.structure import is_number
from ..thermo.hosts.base import HostMaterial
from .absent import Absent
from .cell import ActiveMaterial, Cell, Electrode
from .keys import SIDES
from .parameters import ELECTROLYTE, MATERIAL, CellParameter
from .slips import slip, without_unit

_ROUNDING = 1e-6
_SAMPLES = 51
_BY_PHASES = 0.1
"""V"""
_MATERIAL_LAWS = tuple(p for p in MATERIAL if p.law_of and not p.unused)
_POTENTIAL = next(p for p in MATERIAL if p.key == "open_circuit_potential")


# single values --------------------------------------------------------------------------------------------
def number(p: CellParameter, value: Any, where: str) -> float | int:
    """``value`` as the number that ``p`` declares. Raises `InputError`."""
    if not is_number(value) or (p.integer and math.isfinite(value) and value != int(value)):
        raise InputError.one(where, value, p.expected, _unit_hint(value, p))
    if not p.bounds.admit(value):
        raise InputError.one(where, value, p.expected, slip(p, value))
    return int(value) if p.integer else float(value)


def _unit_hint(value: Any, p: CellParameter) -> str:
    if isinstance(value, str) and any(c.isdigit() for c in value):
        found = without_unit(p, value)
        alone = "" if found is None else f": {found:.6g}"
        return f"Give the number alone, in {p.unit}{alone}." if p.unit else f"Give the number alone{alone}."
    return ""


def no_unit(p: CellParameter, value: Any, where: str) -> None:
    """A text that is meant as a law must not be a number with a unit. Raises `InputError`."""
    if isinstance(value, str) and without_unit(p, value) is not None:
        raise InputError.one(where, value, p.expected, _unit_hint(value, p))


def constant(p: CellParameter, law: Function, where: str) -> None:
    """A law that is a plain number must lie in the bounds. Raises `InputError`."""
    if law.is_constant and not p.bounds.admit(law.expr.payload):
        value = law.expr.payload
        raise InputError.one(where, value, p.expected, slip(p, value))


# relations between numbers --------------------------------------------------------------------------------
def numbers(cell: Cell) -> Iterator[Problem]:
    """Cut-offs and windows the right way round; no more than one volume of matter per volume."""
    if not cell.lower_cutoff < cell.upper_cutoff:
        expected = f"less than the upper cut-off, {cell.upper_cutoff:g} V"
        yield Problem("cell.lower_cutoff", f"{cell.lower_cutoff:g} V", expected)
    for key, m in cell.materials.items():
        low, high = m.minimum_stoichiometry, m.maximum_stoichiometry
        if low is not None and high is not None and not low < high:
            expected = f"less than the maximum stoichiometry, {high:g}"
            yield Problem(f"{key}.minimum_stoichiometry", f"{low:g}", expected)
    for side in SIDES:
        electrode = getattr(cell, side)
        if isinstance(electrode, Electrode):
            yield from _volume(electrode, side)


def _volume(electrode: Electrode, side: str) -> Iterator[Problem]:
    pores, solid = electrode.porosity, electrode.active_fraction
    if solid + (0.0 if math.isnan(pores) else pores) > 1.0 + _ROUNDING:
        yield Problem(
            f"{side}.porosity",
            f"porosity {pores:g} and active fraction {solid:.6g}",
            "together at most 1",
            "The active fraction is surface area per volume times particle radius over 3.",
        )


# laws where they are used ---------------------------------------------------------------------------------
def laws(cell: Cell) -> Iterator[Problem]:
    """Laws finite and inside their bounds; tabulated potentials falling; windows inside the tables."""
    for key, m in cell.materials.items():
        low, high = _window(m)
        x = np.linspace(low, high, _SAMPLES)
        for p in _MATERIAL_LAWS:
            law = getattr(m, p.path)
            yield from _inside(p, law, x, m.reference_temperature, f"{key}.{p.key}")
            yield from _covered(law, low, high, f"{key}.{p.key}")
        yield from _falling(m, low, high, f"{key}.open_circuit_potential")
    if not isinstance(cell.electrolyte, Absent):
        c = np.array([cell.electrolyte.initial_concentration])
        for p in ELECTROLYTE:
            if p.law_of:
                law = getattr(cell.electrolyte, p.path)
                yield from _inside(p, law, c, cell.electrolyte.reference_temperature, f"electrolyte.{p.key}")
                yield from _in_reach(law, float(c[0]), f"electrolyte.{p.key}")


def windows(cell: Cell, keys: set[str]) -> Iterator[Problem]:
    """The part of `laws` that new stoichiometry windows of the materials ``keys`` can break."""
    for key, m in cell.materials.items():
        if key not in keys:
            continue
        low, high = _window(m)
        where, law = f"{key}.open_circuit_potential", m.reference_potential
        yield from _inside(_POTENTIAL, law, np.array([low, high]), m.reference_temperature, where)
        for p in _MATERIAL_LAWS:
            yield from _covered(getattr(m, p.path), low, high, f"{key}.{p.key}")
        yield from _falling(m, low, high, where)


def _window(m: ActiveMaterial) -> tuple[float, float]:
    """The window in use; where none is given, nearly everything that the tables cover."""
    low, high = m.minimum_stoichiometry, m.maximum_stoichiometry
    if low is None or high is None:
        tables = [t for p in _MATERIAL_LAWS for t in _tables(getattr(m, p.path))]
        low = max([0.01, *(t.knots[0] for t in tables)]) if low is None else low
        high = min([0.99, *(t.knots[-1] for t in tables)]) if high is None else high
    return low, high


def _inside(p: CellParameter, law: Function, x: np.ndarray, T: float, where: str) -> Iterator[Problem]:
    if law.is_constant:
        return
    values = law(x, T)
    for i, v in enumerate(values.tolist()):
        if not p.bounds.admit(v):
            found = f"the value {v:.6g} at {law.inputs[0]} = {x[i]:.6g}"
            yield Problem(where, found, p.expected, slip(p, v))
            return


@lru_cache(maxsize=512)
def _tables(law: Function) -> tuple[PiecewisePolynomial, ...]:
    """The tables that the law reads at x itself."""
    here = [n for n in topological(law.expr) if n.op == "table"]
    return tuple(
        n.payload[0] for n in here if n.args[0].op == "symbol" and n.args[0].payload == law.inputs[0]
    )


def _covered(law: Function, low: float, high: float, where: str) -> Iterator[Problem]:
    for table in _tables(law):
        first, last = table.knots[0], table.knots[-1]
        if low < first - _ROUNDING or high > last + _ROUNDING:
            yield Problem(
                where,
                f"a table from x = {first:.6g} to {last:.6g}",
                f"one that covers the stoichiometry window, {low:.6g} to {high:.6g}",
                "Extend the table or narrow the window.",
            )


def _in_reach(law: Function, rest: float, where: str) -> Iterator[Problem]:
    """Tables of the electrolyte hold the concentration at rest."""
    for table in _tables(law):
        first, last = float(table.knots[0]), float(table.knots[-1])
        if not first - _ROUNDING <= rest <= last + _ROUNDING:
            litre = first <= rest / 1000.0 <= last
            yield Problem(
                where,
                f"a table from c = {first:.6g} to {last:.6g} mol/m3",
                f"one that holds the concentration at rest, {rest:.6g} mol/m3",
                f"Did you mean {1e3 * first:.6g} to {1e3 * last:.6g} mol/m3 (mol/L)?" if litre else "",
            )


def _falling(m: ActiveMaterial, low: float, high: float, where: str) -> Iterator[Problem]:
    """A measured potential falls between all of its points. A formula has to fall as a whole; so may that of
    two phases, which rises between them by some RT/F. What free energies do is theirs.
    """
    law = m.reference_potential
    if isinstance(law.origin, HostMaterial):
        return
    if law.expr.op == "table" and _tables(law):
        x = _tables(law)[0].knots
        u, most = _tables(law)[0](x), 0.0
    else:
        x = np.array([low, high])
        u, most = law(x, m.reference_temperature), _BY_PHASES
    rising = np.flatnonzero((np.diff(u) > most) & (x[1:] > low) & (x[:-1] < high))
    if rising.size:
        i = int(rising[0])
        yield Problem(
            where,
            f"{u[i]:.6g} V at x = {x[i]:.6g} and {u[i + 1]:.6g} V at x = {x[i + 1]:.6g}",
            "a potential that falls with x inside the stoichiometry window",
            "Check that x is the filled fraction (lithium content), and smooth data; a free energy with two "
            "phases is a host material of mubar.thermo.",
        )
