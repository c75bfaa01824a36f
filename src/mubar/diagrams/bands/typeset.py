"""Names of species and symbols as text: raised and lowered parts, the same as in the browser (names.js)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .kinds import ImpliedLevel
from .parts import Interface, Trace

_LOW, _HIGH = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"), str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIES = re.compile(r"(e|[A-Z][A-Za-z0-9()]*?)(\((?:aq|s|l|g)\))?([+-]\d*)?")
_SYMBOL = re.compile(
    r"(?<!\w)([^\W\d_][\u0300-\u036f]?°?)_((?:[A-Za-z0-9]|\([A-Z][A-Za-z0-9]*\))+[+-]?\d*)(?!\w)"
)
_ARROWS = {0: "⇌", 1: "→", -1: "←"}


@dataclass(frozen=True)
class Piece:
    """A part of a line of text: upright or italic, on the line or below it."""

    text: str
    italic: bool = False
    low: bool = False


def species_text(name: str) -> str:
    """``SO4-2`` as SO₄²⁻; what is no name of a species stays as it is."""
    found = _SPECIES.fullmatch(name)
    if found is None:
        return name
    formula, state, charge = (part or "" for part in found.groups())
    sign = {"": "", "-": "⁻", "+": "⁺"}[charge[:1]]
    return formula.translate(_LOW) + state + charge[1:].translate(_HIGH) + sign


def equation_text(equation: str, direction: int) -> str:
    """A reaction with its arrow; whatever isn't a species stays as it is."""
    return " ".join(
        _ARROWS[direction] if token in ("=", "⇌", "→", "←") else species_text(token)
        for token in equation.split()
    )


def interface_text(interface: Interface) -> str:
    """``membrane: lets Na⁺, Cl⁻ pass``."""
    passing = ", ".join(map(species_text, interface.passes))
    return ": ".join(filter(None, [interface.name, f"lets {passing} pass" if passing else ""]))


def trace_text(trace: Trace) -> str:
    """The name of a trace: its own label, else its symbol, with its phase if that isn't the main one."""
    said = trace.where and (trace.rank or isinstance(trace.kind, ImpliedLevel)) and not trace.label
    return f"{trace.text} {trace.where}" if said else trace.text


def digits(value: float, count: int = 4) -> str:
    """A number with ``count`` digits that count; very large and small ones with a power of ten."""
    mantissa, exponent = f"{value:.{count - 1}e}".split("e")
    if not -3 <= int(exponent) < 5:
        shown = f"{float(mantissa):g}·10{str(int(exponent)).translate(_HIGH).replace('-', '⁻')}"
    else:
        shown = f"{value:.{count}g}"
    return shown.replace("-", "−")


def pieces(label: str) -> tuple[Piece, ...]:
    """``V_Li+ of`` as an italic V, a lowered Li⁺, and the rest."""
    parts, end = [], 0
    for found in _SYMBOL.finditer(label):
        if found.start() > end:
            parts.append(Piece(label[end : found.start()]))
        parts += [Piece(found[1], italic=True), Piece(species_text(found[2]), low=True)]
        end = found.end()
    return (*parts, Piece(label[end:])) if end < len(label) else tuple(parts)
