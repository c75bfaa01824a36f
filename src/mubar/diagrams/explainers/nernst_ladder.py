"""Nernst's ladder: levels of ions in water over their standard levels, and the electron levels they imply."""

from __future__ import annotations

from typing import Any

from mubar.core.expr import Expr, as_expr
from mubar.core.law import Function
from mubar.thermo import couple, species_voltage, standard_voltage

from ..bands import (
    BandDiagram,
    Conventions,
    ImpliedLevel,
    Level,
    ReactionMark,
    Region,
    StandardVoltage,
)
from .explainer import GOLD, TEAL, VIOLET, Axis, Bands, Curve, Explainer, Plot, Point, Reading, Slider, level

T = 298.15
_METALS = {"Zn": 2, "Cu": 2, "Ag": 1}


def nernst_ladder() -> Explainer:
    """Three metals in their salts and a redox couple at platinum."""
    return Explainer(
        name="nernst-ladder",
        title="Nernst's ladder: concentration moves levels",
        summary="Standard levels, concentrations and the electron levels that follow: Zn, Cu, Ag, Fe³⁺/Fe²⁺",
        text=(
            "Light lines are standard voltages V°, where an ion stands at unit activity. A heavy line is "
            "its voltage V = V° + (RT/zF) ln a: each factor of ten moves it by 59.2 mV/z at 25 °C.",
            "A metal in equilibrium with its ion takes its level: V_e = V_ion. An inert metal takes the "
            "level that a couple implies: Fe³⁺ + e⁻ ⇌ Fe²⁺ gives V_e = 3 V(Fe³⁺) − 2 V(Fe²⁺). Ideal "
            "solutions; zero is the standard hydrogen electrode.",
        ),
        sliders=(
            *(
                Slider(f"a_{m}", f"Activity of {_ION[m]}", "", 1e-6, 1.0, a, logarithmic=True)
                for m, a in (("Zn", 1.0), ("Cu", 0.1), ("Ag", 1e-3))
            ),
            Slider("ratio", "Fe³⁺ : Fe²⁺", "", 1e-4, 1e4, 1.0, logarithmic=True),
        ),
        laws=_laws(),
        views=(
            Bands(_diagram(), _BOUND, (-1.05, 1.2)),
            Plot(
                "Electron levels over activity",
                "a",
                Axis("Activity of the ion", 1e-6, 1.0, logarithmic=True),
                Axis("V_e against SHE / V", -1.0, 1.0),
                (
                    Curve("line_Zn", "Zn", VIOLET),
                    Curve("line_Cu", "Cu", GOLD),
                    Curve("line_Ag", "Ag", TEAL),
                ),
                (Point("V_Zn", VIOLET, "a_Zn"), Point("V_Cu", GOLD, "a_Cu"), Point("V_Ag", TEAL, "a_Ag")),
            ),
        ),
        readings=(
            *(Reading(f"V_e of {m}", f"V_{m}", "V") for m in _METALS),
            Reading("V_e of Fe³⁺/Fe²⁺", "V_e_Fe", "V"),
            Reading("Daniell cell, Cu against Zn", "daniell", "V"),
        ),
    )


_ION = {"Zn": "Zn²⁺", "Cu": "Cu²⁺", "Ag": "Ag⁺"}


def _species(metal: str) -> str:
    return f"{metal}+{_METALS[metal]}" if _METALS[metal] > 1 else f"{metal}+"


def _laws() -> dict[str, Function]:
    def law(value: Any, *inputs: str) -> Function:
        return Function(inputs, as_expr(value))

    found = {}
    for m, z in _METALS.items():
        ion = _species(m)
        level = species_voltage(standard_voltage(ion), Expr.symbol("a"), z, T)
        found[f"line_{m}"] = law(level, "a")
        found[f"V_{m}"] = law(found[f"line_{m}"](Expr.symbol(f"a_{m}")), f"a_{m}")
    ratio = Expr.symbol("ratio")
    three, two = (
        species_voltage(standard_voltage("Fe+3"), IRON * ratio / (1.0 + ratio), 3, T),
        species_voltage(standard_voltage("Fe+2"), IRON / (1.0 + ratio), 2, T),
    )
    implied = couple("Fe+3/Fe+2").electron_level({"Fe+3": three, "Fe+2": two})
    daniell = found["V_Cu"].expr - found["V_Zn"].expr
    more = {"V_Fe3": law(three, "ratio"), "V_Fe2": law(two, "ratio"), "V_e_Fe": law(implied, "ratio")}
    return found | more | {"daniell": law(daniell, "a_Cu", "a_Zn")}


IRON = 0.01
"""Activity of both ions of iron together."""


def _diagram() -> BandDiagram:
    """Four half-cells side by side, each a metal and its solution."""
    regions, traces, marks = [], [], []
    for k, m in enumerate(_METALS):
        left = 3.0 * k
        ion, V = _species(m), standard_voltage(_species(m))
        regions += [
            Region(m, left, left + 1, "metal"),
            Region(f"{_ION[m]}(aq)", left + 1, left + 2.6, _FILLS[k % 2]),
        ]
        traces += [
            level("e-", left, left + 1, V, where=m),
            level(ion, left + 1, left + 2.6, V, where="water"),
            level(ion, left + 1, left + 2.6, V, StandardVoltage(), where="water"),
        ]
        marks.append(ReactionMark(left + 1, (Level("e-", V), Level(ion, V))))
    left = 3.0 * len(_METALS)
    regions += [
        Region("Pt", left, left + 1, "metal"),
        Region("Fe³⁺, Fe²⁺(aq)", left + 1, left + 3, "electrolyte 2"),
    ]
    start, end = left + 1, left + 3
    couple_ = "Fe+3 + e- = Fe+2"
    traces += [
        level("e-", left, left + 1, 0.7, where="Pt"),
        level("Fe+3", start, end, 0.0, where="water"),
        level("Fe+3", start, end, standard_voltage("Fe+3"), StandardVoltage(), where="water"),
        level("Fe+2", start, end, -0.4, where="water"),
        level("Fe+2", start, end, standard_voltage("Fe+2"), StandardVoltage(), where="water"),
        level("e-", start, end, 0.7, ImpliedLevel(couple_), label="V_e- of the couple"),
    ]
    return BandDiagram(
        "Half-cells in water at 25 °C",
        regions=tuple(regions),
        traces=tuple(traces),
        reactions=tuple(marks),
        conventions=Conventions(
            "V_e = 0 at the standard hydrogen electrode", "elements in their standard states"
        ),
    )


_FILLS = ("electrolyte", "electrolyte 2")
_BOUND = {
    **{f"traces/{3 * k + i}/V": (f"V_{m}", f"V_{m}") for k, m in enumerate(_METALS) for i in (0, 1)},
    **{f"reactions/{k}/levels/{i}/V": f"V_{m}" for k, m in enumerate(_METALS) for i in (0, 1)},
    "traces/9/V": ("V_e_Fe", "V_e_Fe"),
    "traces/10/V": ("V_Fe3", "V_Fe3"),
    "traces/12/V": ("V_Fe2", "V_Fe2"),
    "traces/14/V": ("V_e_Fe", "V_e_Fe"),
}
