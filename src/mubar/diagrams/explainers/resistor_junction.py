"""A resistor and a junction: a drop all along a conductor, and one at a single place."""

from __future__ import annotations

from typing import Any

import numpy as np

from mubar.core.expr import Expr, as_expr
from mubar.core.implicit import root
from mubar.core.law import Function
from mubar.kinetics import Diode

from ..bands import BandDiagram, Conventions, CurrentArrow, GapArrow, Interface, Region, Trace
from . import rate_laws
from .explainer import GOLD, TEAL, Axis, Bands, Curve, Explainer, Plot, Point, Reading, Slider


def resistor_junction() -> Explainer:
    """A diode between two conductors."""
    return Explainer(
        name="resistor-junction",
        title="Resistor and junction: where a voltage drops",
        summary="V_e along two conductors with a diode between them; its I–V curve with the operating point",
        text=(
            "Current goes down the slope of V_e: J = −σ ∇V_e. In a conductor the drop is spread over its "
            "length. At the junction of a metal and a semiconductor it is at one place, and grows with the "
            "logarithm of the current: j = j₀ (exp(Fη/nRT) − 1), Shockley's diode, a rate law with a "
            "transfer coefficient of zero.",
            "The same current passes everything, so that the drops add up to the bias. Backwards the "
            "junction lets j₀ through and takes nearly all of the bias; forwards it is soon the conductors "
            "that limit.",
        ),
        sliders=(
            Slider("bias", "Bias, left against right", "V", -1.0, 1.0, 0.5),
            Slider(
                "sheet",
                "Resistance of either conductor, times area",
                "Ω m²",
                1e-5,
                1e-1,
                1e-3,
                logarithmic=True,
            ),
            Slider("j0", "Saturation current density j₀", "A/m²", 1e-4, 10.0, 1e-2, logarithmic=True),
            Slider("n", "Ideality n", "", 1.0, 2.0, 1.0),
            Slider("T", "Temperature", "K", 250.0, 350.0, 298.15),
        ),
        laws=_laws(),
        views=(
            Bands(_diagram(), _BOUND, (-1.1, 1.1)),
            Plot(
                "Current over bias",
                "bias",
                Axis("Bias / V", -1.0, 1.0),
                Axis("|Current density| / A m⁻²", 1e-5, 1e5, logarithmic=True),
                (
                    Curve("junction_alone", "junction alone", GOLD, light=True, dashed=True, at=0.62),
                    Curve("conductors_alone", "conductors alone", TEAL, light=True, dashed=True, at=0.98),
                    Curve("size", "both", at=0.05),
                ),
                (Point("size"),),
            ),
        ),
        readings=(
            Reading("Current density", "current", "A/m²"),
            Reading("Drop at the junction", "eta", "V"),
            Reading("Drop in each conductor", "drop", "V"),
            Reading("Heat at the junction", "heat_junction", "W/m²"),
            Reading("Heat in both conductors", "heat_conductors", "W/m²"),
        ),
    )


def _laws() -> dict[str, Function]:
    """The drop at the junction is where the current of the diode and of the conductors is the same."""
    bias, sheet, eta = (_symbol(name) for name in ("bias", "sheet", "eta"))
    law = Diode(lambda x, c_plus, T: Expr.symbol("j0"))
    diode = rate_laws.of(law, rate_laws.current_density, {"ideality": Expr.symbol("n")})
    residual = as_expr(eta + 2.0 * sheet * diode.expr - bias)
    low, high = np.minimum(bias, 0.0), np.maximum(bias, 0.0)
    drop = root(residual, "eta", low, high, 0.5 * (low + high), {})
    current = (bias - drop) / (2.0 * sheet)
    left = bias - sheet * current
    values: dict[str, Any] = {
        "eta": drop,
        "current": current,
        "size": abs(current),
        "drop": sheet * current,
        "zero": 0.0,
        "V_left": left,
        "V_right": sheet * current,
        "junction_alone": abs(diode(eta=bias, **{k: Expr.symbol(k) for k in diode.inputs if k != "eta"})),
        "conductors_alone": abs(bias) / (2.0 * sheet),
        "heat_junction": current * drop,
        "heat_conductors": 2.0 * sheet * current * current,
        "arrow_start": np.where(bias >= 0.0, 0.3, 1.7),
        "arrow_end": np.where(bias > 0.0, 0.7, np.where(bias < 0.0, 1.3, 0.3)),  # no length without current
        "arrow_high": np.where(bias >= 0.0, bias - 0.3 * sheet * current, 0.3 * sheet * current) + 0.12,
    }
    values["arrow_low"] = np.where(bias >= 0.0, bias - 0.7 * sheet * current, 0.7 * sheet * current) + 0.12
    return {name: Function(_INPUTS, as_expr(v), name) for name, v in values.items()}


def _symbol(name: str) -> Any:
    """NumPy's functions take it as they take an array."""
    return Expr.symbol(name)


_INPUTS = ("bias", "sheet", "j0", "n", "T")
_BOUND = {
    "traces/0/V": ("bias", "V_left", "V_right", "zero"),
    "gaps/0/start": "V_right",
    "gaps/0/end": "V_left",
    "currents/0/x_start": "arrow_start",
    "currents/0/x_end": "arrow_end",
    "currents/0/V_start": "arrow_high",
    "currents/0/V_end": "arrow_low",
}


def _diagram() -> BandDiagram:
    return BandDiagram(
        "Two conductors and a junction",
        regions=(Region("conductor", 0, 1, "metal"), Region("semiconductor", 1, 2, "negative")),
        traces=(Trace("e-", np.array([0.0, 1.0, 1.0, 2.0]), np.array([0.5, 0.45, 0.05, 0.0])),),
        interfaces=(Interface(1, "junction", ("e-",)),),
        gaps=(GapArrow(1.04, 0.05, 0.45, "η"),),
        currents=(CurrentArrow("e-", 0.3, 0.6, 0.7, 0.58, "charge"),),
        conventions=Conventions("V_e = 0 at the right end"),
    )
