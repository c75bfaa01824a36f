"""Band diagrams of small systems in a steady state: a resistor, a diffusing salt, a junction, plating."""

from __future__ import annotations

import numpy as np

from mubar.core.errors import InputError
from mubar.core.structure import is_number
from mubar.kinetics import RateLaw
from mubar.kinetics.overpotential import overpotential
from mubar.transport.binary_salt import BinarySalt

from .description import BandDiagram, Conventions
from .parts import (
    CurrentArrow,
    Curve,
    GapArrow,
    Interface,
    Level,
    Panel,
    ReactionMark,
    Reading,
    Region,
    Trace,
)

_MICRO, _MILLI = 1e6, 1e3
_POINTS = 81
_ZERO = Conventions("V_e = 0 at the left end")


def resistor(conductivity: float, length: float, current: float) -> BandDiagram:
    """A conductor (S/m, m) between two leads under a current density (A/m²): V_e falls as J/σ."""
    _positive(conductivity=conductivity, length=length)
    x, drop = _MICRO * length, current * length / conductivity
    lead, V = 0.25 * x, [0.0, 0.0, -drop, -drop]
    trace = Trace("e-", [-lead, 0.0, x, x + lead], V, where="leads and conductor")
    start, end = ((0.35, 0.65), (0.65, 0.35))[drop < 0.0]
    arrow = CurrentArrow("e-", start * x, -start * drop, end * x, -end * drop, "J")
    heat = np.full(2, 1e-3 * current**2 / conductivity)
    return BandDiagram(
        "Resistor",
        regions=(
            Region("lead", -lead, 0, "metal"),
            Region("conductor", 0, x),
            Region("lead", x, x + lead, "metal"),
        ),
        traces=(trace,),
        interfaces=(Interface(0.0), Interface(x)),
        currents=(arrow,) if drop else (),
        gaps=(GapArrow(x, -drop, 0.0, f"J L/σ = {_MILLI * drop:.3g} mV"),),
        below=(Panel("Dissipation / kW m⁻³", (Curve("J·∇V", [0.0, x], heat, "e-", True),)),),
        readings=(Reading("dissipated", current * drop, "W m⁻²"),),
        conventions=_ZERO,
        x_label="Position / µm",
    )


def salt_diagram(salt: BinarySalt, title: str, cation: str = "Li+", anion: str = "PF6-") -> BandDiagram:
    """Levels of both ions along a `BinarySalt`, with concentration and dissipation J·(-∇V) below."""
    x = np.linspace(0.0, salt.length, _POINTS)
    plus, minus = salt.voltages(x)
    shown, J_minus = _MICRO * x, salt.anion_current
    J_plus = salt.current - J_minus
    arrows = []
    for species, V, J in ((cation, plus, J_plus), (anion, minus, J_minus)):
        a, b = (26, 54) if J > 0.0 else (54, 26)
        if abs(J) > 1e-9 * (abs(J_plus) + abs(J_minus)) and V[a] > V[b]:
            name = f"{abs(J):.4g} A m⁻²"
            arrows.append(CurrentArrow(species, shown[a], float(V[a]), shown[b], float(V[b]), name))
    slopes = salt.slopes(x)
    heat = [(cation, -1e-3 * J_plus * slopes[0]), (anion, -1e-3 * J_minus * slopes[1])]
    total = J_plus * -(plus[-1] - plus[0]) + J_minus * -(minus[-1] - minus[0])
    return BandDiagram(
        title,
        regions=(Region("solution", 0.0, float(shown[-1]), "electrolyte"),),
        traces=(Trace(cation, shown, plus), Trace(anion, shown, minus)),
        currents=tuple(arrows),
        below=(
            Panel("Salt / mol L⁻¹", (Curve("salt", shown, salt.concentration(x) / 1000.0),)),
            Panel("Dissipation / kW m⁻³", tuple(Curve(s, shown, y, s, True) for s, y in heat)),
        ),
        readings=(Reading("current", salt.current, "A m⁻²"), Reading("dissipated", total, "W m⁻²")),
        conventions=Conventions(
            "V = 0 at the left end", "standard states such that the salt's μ is zero there"
        ),
        x_label="Position / µm",
    )


def junction(
    law: RateLaw, conductivity: float, length: float, current: float, T: float = 298.15
) -> BandDiagram:
    """A metal on a semiconductor (S/m, m): V_e drops where they meet, by what ``law`` asks for the current.

    ``law``: j(η) of the charge that passes from metal to semiconductor, such as `mubar.kinetics.Diode`; the
    I-V curve stands beside.
    """
    _positive(conductivity=conductivity, length=length)
    eta, fall = overpotential(law, current, T), current * length / conductivity
    x, lead = _MICRO * length, 0.5 * _MICRO * length
    V = [0.0, 0.0, -eta, -eta - fall]
    bias = np.linspace(min(-0.15, 1.3 * eta), max(0.1, 1.15 * eta), 200)
    j = np.array([float(law.current_density(b, x=1.0, c_plus=1.0, T=T)) for b in bias])
    start, end = sorted(((0.0, 0.0), (0.0, -eta)), reverse=True)
    return BandDiagram(
        "Junction of a metal and a semiconductor",
        regions=(Region("metal", -lead, 0.0, "metal"), Region("semiconductor", 0.0, x, "film")),
        traces=(Trace("e-", [-lead, 0.0, 0.0, x], V),),
        interfaces=(Interface(0.0),),
        currents=(CurrentArrow("e-", start[0], start[1], end[0], end[1], "J"),) if current else (),
        gaps=(GapArrow(0.25 * x, -eta, 0.0, f"drop {eta:.3f} V".replace("-", "−")),),
        beside=(
            Panel(
                "J / A m⁻²",
                (Curve("I-V", bias, j, "e-"),),
                "Drop at the interface / V",
                points=((eta, current),),
            ),
        ),
        readings=(
            Reading("dissipated at the interface", current * eta, "W m⁻²"),
            Reading("in the semiconductor", current * fall, "W m⁻²"),
        ),
        conventions=_ZERO,
        x_label="Position / µm",
    )


def plating(
    cation: str,
    conductivity: float,
    length: float,
    current: float,
    anode: RateLaw,
    cathode: RateLaw,
    T: float = 298.15,
) -> BandDiagram:
    """Metal dissolved on the left and plated on the right of a stirred solution (S/m, m).

    V of the cation is that of a metal electrode at rest, so an overpotential is V_e - V; electrons are drawn
    in the metals, the cation between them.
    """
    _positive(conductivity=conductivity, length=length, current=current)
    eta_a, eta_c, fall = (
        overpotential(anode, current, T),
        overpotential(cathode, -current, T),
        current * length / conductivity,
    )
    scale, unit = (_MICRO, "µm") if length < 1e-3 else (_MILLI, "mm")
    x = scale * length
    lead = 0.35 * x
    V = (-eta_a, -eta_a - fall)
    V_right = V[1] + eta_c
    metal = cation.rstrip("0123456789").rstrip("+-")
    z = cation[len(metal) :].lstrip("+") or "1"
    equation = f"{cation} + {z if z != '1' else ''} e- = {metal}".replace("  ", " ")
    arrow = CurrentArrow(cation, 0.35 * x, V[0] - 0.35 * fall, 0.65 * x, V[0] - 0.65 * fall, "J")
    return BandDiagram(
        "Electroplating",
        regions=(
            Region(f"{metal}, dissolving", -lead, 0, "metal"),
            Region("solution", 0, x, "electrolyte"),
            Region(f"{metal}, plated", x, x + lead, "metal"),
        ),
        traces=(
            Trace("e-", [-lead, 0.0], [0.0, 0.0]),
            Trace(cation, [0.0, x], list(V)),
            Trace("e-", [x, x + lead], [V_right, V_right]),
        ),
        interfaces=(Interface(0.0), Interface(x)),
        reactions=(
            ReactionMark(0.0, (Level("e-", 0.0, 1.0), Level(cation, V[0], -1.0)), equation, -1),
            ReactionMark(x, (Level(cation, V[1], 1.0), Level("e-", V_right, -1.0)), equation, 1),
        ),
        gaps=(
            GapArrow(-0.03 * x, V[0], 0.0, f"η = {_MILLI * eta_a:.0f} mV"),
            GapArrow(1.03 * x, V[1], V_right, f"η = −{_MILLI * abs(eta_c):.0f} mV"),
        ),
        currents=(arrow,),
        readings=(
            Reading("dissolving", current * eta_a, "W m⁻²"),
            Reading("solution", current * fall, "W m⁻²"),
            Reading("plating", -current * eta_c, "W m⁻²"),
            Reading("all together", -current * V_right, "W m⁻²"),
        ),
        conventions=Conventions("V_e = 0 on the left", f"V_{cation} against {metal} metal"),
        x_label=f"Position / {unit}",
    )


def _positive(**given: float) -> None:
    for name, value in given.items():
        if not (is_number(value) and np.isfinite(value) and value > 0.0):
            raise InputError.one(name, value, "a number above 0")
