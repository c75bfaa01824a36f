"""Two levels of one species, joined: charge goes from high to low voltage, whatever carries it."""

from __future__ import annotations

from typing import Any

import numpy as np

from mubar.core.constants import F
from mubar.core.law import Function

from ..bands import BandDiagram, Conventions, CurrentArrow, Region
from .explainer import Bands, Explainer, Reading, Slider, level


def charge_flow() -> Explainer:
    """Electrons and lithium ions between two places each."""
    return Explainer(
        name="charge-flow",
        title="Charge flows from high to low voltage",
        summary="Two levels joined by a resistor: charge, particles and heat for electrons and lithium ions",
        text=(
            "The charge that a species carries goes from high to low V_i = μ̄_i/(z_i F), by itself and in "
            "that direction only: this is entropy growing. Lithium ions, being positive, move the same way "
            "as their charge. Electrons are negative: their charge flows from high to low V_e, they "
            "themselves from low to high.",
            "What flows is I = ΔV/R; what turns into heat is I ΔV = R I², never below zero.",
        ),
        sliders=(
            Slider("V_a", "V_e on the left", "V", -1.0, 1.0, 0.6),
            Slider("V_b", "V_e on the right", "V", -1.0, 1.0, 0.2),
            Slider("L_a", "V_Li on the left", "V", -1.0, 1.0, -0.5),
            Slider("L_b", "V_Li on the right", "V", -1.0, 1.0, -0.2),
            Slider("resistance", "Resistance of either path", "Ω", 0.1, 10.0, 1.0, logarithmic=True),
        ),
        laws={f.__name__: Function.from_python(f) for f in _LAWS},
        views=(Bands(_diagram(), _BOUND, (-1.1, 1.1)),),
        readings=(
            Reading("Electrons: charge to the right", "electron_current", "A"),
            Reading("Electrons themselves, to the right", "electron_flow", "µmol/s"),
            Reading("Lithium ions: charge to the right", "lithium_current", "A"),
            Reading("Lithium ions themselves, to the right", "lithium_flow", "µmol/s"),
            Reading("Heat", "heat", "W"),
        ),
    )


def electron_current(V_a: Any, V_b: Any, resistance: Any) -> Any:
    """A; Ohm's law between two levels."""
    return (V_a - V_b) / resistance


def lithium_current(L_a: Any, L_b: Any, resistance: Any) -> Any:
    """A."""
    return (L_a - L_b) / resistance


def electron_flow(V_a: Any, V_b: Any, resistance: Any) -> Any:
    """µmol/s."""
    return -1e6 * electron_current(V_a, V_b, resistance) / F


def lithium_flow(L_a: Any, L_b: Any, resistance: Any) -> Any:
    """µmol/s."""
    return 1e6 * lithium_current(L_a, L_b, resistance) / F


def heat(V_a: Any, V_b: Any, L_a: Any, L_b: Any, resistance: Any) -> Any:
    """W, of both paths."""
    return ((V_a - V_b) ** 2 + (L_a - L_b) ** 2) / resistance


def e_high(V_a: Any, V_b: Any) -> Any:
    return np.maximum(V_a, V_b)


def e_low(V_a: Any, V_b: Any) -> Any:
    return np.minimum(V_a, V_b)


def Li_high(L_a: Any, L_b: Any) -> Any:
    return np.maximum(L_a, L_b)


def Li_low(L_a: Any, L_b: Any) -> Any:
    return np.minimum(L_a, L_b)


def e_from(V_a: Any, V_b: Any) -> Any:
    return np.where(V_a >= V_b, 1.05, 1.95)


def e_to(V_a: Any, V_b: Any) -> Any:
    return np.where(V_a > V_b, 1.95, 1.05)  # where nothing flows the arrow has no length


def Li_from(L_a: Any, L_b: Any) -> Any:
    return np.where(L_a >= L_b, 1.05, 1.95)


def Li_to(L_a: Any, L_b: Any) -> Any:
    return np.where(L_a > L_b, 1.95, 1.05)


_LAWS = (
    electron_current, lithium_current, electron_flow, lithium_flow, heat, e_high, e_low, Li_high, Li_low,
    e_from, e_to, Li_from, Li_to,
)  # fmt: skip
_BOUND = {
    "traces/0/V": ("V_a", "V_a"),
    "traces/1/V": ("V_b", "V_b"),
    "traces/2/V": ("L_a", "L_a"),
    "traces/3/V": ("L_b", "L_b"),
    "currents/0/x_start": "e_from",
    "currents/0/V_start": "e_high",
    "currents/0/x_end": "e_to",
    "currents/0/V_end": "e_low",
    "currents/1/x_start": "Li_from",
    "currents/1/V_start": "Li_high",
    "currents/1/x_end": "Li_to",
    "currents/1/V_end": "Li_low",
}


def _diagram() -> BandDiagram:
    return BandDiagram(
        "Two places, two species",
        regions=(
            Region("left", 0, 1, "negative"),
            Region("resistor", 1, 2),
            Region("right", 2, 3, "positive"),
        ),
        traces=(
            level("e-", 0, 1, 0.6),
            level("e-", 2, 3, 0.2),
            level("Li+", 0, 1, -0.5),
            level("Li+", 2, 3, -0.2),
        ),
        currents=(
            CurrentArrow("e-", 1.05, 0.6, 1.95, 0.2, "charge of e⁻"),
            CurrentArrow("Li+", 1.95, -0.2, 1.05, -0.5, "charge of Li⁺"),
        ),
        conventions=Conventions("The zero of voltage is arbitrary, the same for all"),
    )
