"""Species, levels and reactions in Matplotlib's mathtext; text that isn't ours stays text."""

from __future__ import annotations

import re

from mubar.core.errors import InputError
from mubar.thermo.species import ELECTRON, charge

from .kinds import ImpliedLevel, InnerPotential, StandardVoltage
from .parts import Trace

_ARROWS = {0: "⇌", 1: "→", -1: "←"}


def species_text(name: str) -> str:
    """The inside of a mathtext formula: ``SO4-2`` gives ``SO_{4}^{2-}`` in upright letters."""
    if name == ELECTRON:
        return r"\mathrm{e}^{-}"
    z = charge(name)
    bare = re.sub(r"[+-]\d*$", "", name)
    formula = re.sub(r"(?<=[A-Za-z)])(\d+)", r"}_{\1}\\mathrm{", bare)
    sign = (str(abs(z)) if abs(z) > 1 else "") + ("+" if z > 0 else "-")
    return rf"\mathrm{{{formula}}}" + (rf"^{{{sign}}}" if z else "")


def trace_text(trace: Trace) -> str:
    """The name of a trace: its own label, else its symbol, with its phase if that isn't the main one."""
    if trace.label:
        return plain_text(trace.label)
    if isinstance(trace.kind, InnerPotential):
        return r"$\varphi$"
    head = r"V^{\circ}" if isinstance(trace.kind, StandardVoltage) else "V"
    symbol = rf"${head}_{{{species_text(trace.species)}}}$"
    said = [trace.where] if trace.where and (trace.rank or isinstance(trace.kind, ImpliedLevel)) else []
    return " ".join([symbol, *map(plain_text, said)])


def equation_text(equation: str, direction: int) -> str:
    """A reaction with its arrow; whatever isn't a species stays as it is."""
    shown = []
    for token in equation.split():
        if token in ("=", "⇌", "→", "←"):
            shown.append(_ARROWS[direction])
            continue
        try:
            charge(token)
            shown.append(f"${species_text(token)}$")
        except InputError:
            shown.append(plain_text(token))
    return " ".join(shown)


def plain_text(text: str) -> str:
    """Text in which a dollar is a dollar."""
    return text.replace("\\", "\\\\").replace("$", r"\$") if "$" in text else text
