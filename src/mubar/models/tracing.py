"""Kernels of the chain and the border: residuals, fluxes and functionals with their derivatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..core.derivative import derivatives
from ..core.expr import Expr, as_expr, is_const, symbols
from .control import control
from .equations import Names

if TYPE_CHECKING:
    from .assembly import Structure

Parts = list[tuple[str, Expr]]
"""What a derivative sums over: symbols, and what the derivative by each is times."""


def summed_derivative(value: Expr, parts: Parts) -> Expr:
    """Σ ∂value/∂symbol · factor over ``parts``."""
    return sum((derivatives((value,), s)[0] * f for s, f in parts), start=as_expr(0.0))


def trace_chain(st: Structure) -> None:
    """Properties of all volumes, then residuals of every region's and fluxes through faces."""
    eq, z = st.eq, Names()
    slopes = _trace_properties(st)

    def by(side: str) -> list[Parts]:
        """Of every unknown, its time derivative and properties included."""
        return [
            [
                (unknown + side, as_expr(1.0)),
                (unknown + "_t" + side, Expr.symbol("cj")),
                *((name + side, Expr.symbol(slope + side)) for name, slope in slopes[unknown]),
            ]
            for unknown in st.unknowns
        ]

    start = 0
    for region in eq.regions:
        st.call(
            _differentiated(st, region.terms(Names(), z), by("")),
            region.count,
            st.volume_names(start, ""),
            lambda i, s=start: st.volume + i * st.nv + s,
        )
        start += region.count
    for faces in eq.faces:
        terms = faces.flux(Names("@left"), Names("@right"), z)
        st.call(
            _differentiated(st, terms, [*by("@left"), *by("@right")]),
            faces.count,
            st.volume_names(faces.start, "@left") | st.volume_names(faces.start + 1, "@right"),
            lambda i, s=faces.start: st.face + i * (st.nv - 1) + s,
        )


def _trace_properties(st: Structure) -> Mapping[str, list[tuple[str, str]]]:
    """Properties and their non-zero slopes become rows; per unknown their names, for the chain rule."""
    slopes: dict[str, list[tuple[str, str]]] = {u: [] for u in st.unknowns}
    outputs: dict[int, Expr] = {}
    places: dict[int, int] = {}
    for name, value in st.eq.properties(Names()).items():
        parts = {name: as_expr(value)}
        for u in st.unknowns:
            slope = derivatives((as_expr(value),), u)[0]
            if not is_const(slope, 0.0):
                parts[f"{name}__{u}"] = slope
                slopes[u].append((name, f"{name}__{u}"))
        for part, expression in parts.items():
            st.rows[part] = places[len(outputs)] = st.take(st.nv)
            outputs[len(outputs)] = expression
    if outputs:
        st.call(outputs, st.nv, st.volume_names(0, ""), lambda i: places[i])
    return slopes


def _differentiated(st: Structure, terms: Mapping[str, Any], by: list[Parts]) -> dict[int, Expr]:
    """Values and derivatives, keyed by their place in the (equation, entry) plane; zero entries are
    left out.
    """
    outputs: dict[int, Expr] = {}
    width = 1 + len(by) + st.nm
    for q, name in enumerate(st.equations):
        if name not in terms:
            continue
        value = as_expr(terms[name])
        outputs[q * width] = value
        for i, parts in enumerate(by):
            outputs[q * width + 1 + i] = summed_derivative(value, parts)
        for i, symbol in enumerate(st.eq.border):
            outputs[q * width + 1 + len(by) + i] = derivatives((value,), symbol)[0]
    return {i: e for i, e in outputs.items() if not is_const(e, 0.0)}


def trace_border(st: Structure) -> bool:
    """The border's rows; whether one of them but what is controlled sees a functional of the chain."""
    eq, z, phi = st.eq, Names(), Names()
    terms = {eq.border[0]: control(z, phi), **eq.border_terms(z, phi)}
    outputs: dict[int, Expr] = {}
    width = st.border_shape[1]
    for m, name in enumerate(eq.border):
        value = as_expr(terms[name])
        for i, by in enumerate(("", *eq.border, *eq.functionals)):
            outputs[m * width + i] = derivatives((value,), by)[0] if by else value
    st.call(outputs, 1, {}, lambda i: st.border + i)
    others = [as_expr(terms[name]) for name in eq.border[1:]]
    return bool(symbols(*others) & set(eq.functionals)) if others else False
