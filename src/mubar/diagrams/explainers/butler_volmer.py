"""Butler-Volmer: a barrier between two states, tilted by a bias, crossed from both sides."""

from __future__ import annotations

from typing import Any

import numpy as np

from mubar.core.constants import F, R
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.kinetics import ButlerVolmer

from . import rate_laws
from .explainer import ELECTRONS, LITHIUM, Axis, Curve, Explainer, Plot, Point, Reading, Slider

BARRIER = 0.25
"""Of the drawing at equilibrium, eV; the law's j0 stands for the real one."""


def butler_volmer() -> Explainer:
    """Bias and α: what they do to the barrier, to both rates and to the current."""
    return Explainer(
        name="butler-volmer",
        title="Butler–Volmer: how a bias tilts a barrier",
        summary="Bias and transfer coefficient: barrier, forward and backward rate, current",
        text=_TEXT,
        sliders=(
            Slider("eta", "Bias: overpotential η = V_e − V_Li − U", "V", -0.25, 0.25, 0.05),
            Slider("alpha", "α: share of the bias that acts on reduction's barrier", "", 0.0, 1.0, 0.5),
            Slider("j0", "Exchange current density j₀", "A/m²", 0.01, 100.0, 1.0, logarithmic=True),
            Slider("T", "Temperature", "K", 250.0, 350.0, 298.15),
        ),
        laws=_laws(),
        views=(
            Plot(
                "Energy on the way from R to O + e⁻",
                "q",
                Axis("Reaction coordinate", -0.12, 1.12, bare=True),
                Axis("Free energy / eV", -0.35, 0.65),
                (
                    Curve("energy", at=0.0),
                    Curve("tail_energy", "oxidation →", LITHIUM, "oxidation_tail", fill=True, at=0.9),
                    Curve("tail_energy", "← reduction", ELECTRONS, "reduction_tail", fill=True, at=0.9),
                ),
                (
                    Point("energy_reduced", LITHIUM, "place_reduced", "R"),
                    Point("energy_oxidised", ELECTRONS, "place_oxidised", "O + e⁻"),
                ),
            ),
            Plot(
                "Both directions, and what is left of them",
                "eta",
                Axis("Overpotential η / V", -0.25, 0.25),
                Axis("Current density / j₀", -10.0, 10.0),
                (
                    Curve("relative_oxidation", "oxidation", LITHIUM, light=True),
                    Curve("relative_reduction_down", "reduction", ELECTRONS, light=True, at=0.0),
                    Curve("relative_current", "j", at=0.8),
                ),
                (Point("relative_current"),),
            ),
            Plot(
                "Tafel plot",
                "eta",
                Axis("Overpotential η / V", -0.25, 0.25),
                Axis("|Current density| / A m⁻²", 1e-3, 1e5, logarithmic=True),
                (
                    Curve("oxidation", "oxidation", LITHIUM, light=True, dashed=True),
                    Curve("reduction", "reduction", ELECTRONS, light=True, dashed=True, at=0.0),
                    Curve("size", "|j|", at=0.75),
                ),
                (Point("size"),),
            ),
        ),
        readings=(
            Reading("Current density j", "current", "A/m²"),
            Reading("Oxidation", "oxidation", "A/m²"),
            Reading("Reduction", "reduction", "A/m²"),
            Reading("Oxidation : reduction = exp(Fη/RT)", "ratio", ""),
        ),
    )


_TEXT = (
    "Lithium leaves a host (oxidation, R → O + e⁻) over a barrier, and comes back (reduction) over the same"
    " one. A positive bias η lowers the oxidised side by η. The top of the barrier comes down by a part of "
    "it, (1 − α) η; so reduction sees it rise by α η.",
    "Of all that arrive, those above the barrier's top pass: exponential tails of width RT/F. At η = 0 both"
    " are equal, j₀; their ratio is exp(Fη/RT) whatever α is. With α = 0 reduction stays as it is: that is "
    "a diode.",
)


def _laws() -> dict[str, Function]:
    alpha = Expr.symbol("alpha")
    law = ButlerVolmer(lambda x, c_plus, T: Expr.symbol("j0"))
    transfer = {"anodic_transfer": 1.0 - alpha, "cathodic_transfer": alpha}
    found = {
        "current": rate_laws.of(law, rate_laws.current_density, transfer),
        "oxidation": rate_laws.of(law, rate_laws.oxidation, transfer),
        "reduction": rate_laws.of(law, rate_laws.reduction, transfer),
    }
    one = {**transfer, "j0": 1.0}
    relative = {
        "relative_current": rate_laws.of(law, rate_laws.current_density, one),
        "relative_oxidation": rate_laws.of(law, rate_laws.oxidation, one),
    }
    inputs = ("eta", "alpha", "j0", "T")
    down = -rate_laws.of(law, rate_laws.reduction, one).expr
    made = {
        "relative_reduction_down": Function(inputs, down),
        "size": Function(inputs, abs(found["current"].expr)),
        "ratio": Function(inputs, found["oxidation"].expr / found["reduction"].expr),
    }
    return found | relative | made | {f.__name__: Function.from_python(f) for f in _DRAWN}


# the drawing ------------------------------------------------------------------------------------------------
def _rise(t: Any) -> Any:
    """From 0 to 1, level at both ends."""
    inside = np.clip(t, 0.0, 1.0)
    return inside * inside * (3.0 - 2.0 * inside)


def energy(q: Any, eta: Any, alpha: Any) -> Any:
    """eV; the bias shifts the top by its share and the oxidised side by all of it."""
    hill = 16.0 * BARRIER * (q * (1.0 - q)) ** 2
    return hill - eta * ((1.0 - alpha) * _rise(2.0 * q) + alpha * _rise(2.0 * q - 1.0))


def _top(eta: Any, alpha: Any) -> Any:
    return BARRIER - (1.0 - alpha) * eta


def _tail(q: Any, T: Any) -> tuple[Any, Any]:
    """Height above the barrier's top, eV, and what is there of a tail, along q from 0 to 1."""
    above = 6.0 * R * T / F * np.maximum(q, 0.0)
    return above, np.where(q > 0.0, np.exp(-F * above / (R * T)), 0.0)


def _share(eta: Any, T: Any) -> Any:
    """Of oxidation in the sum of both rates, by their ratio."""
    return 1.0 / (1.0 + np.exp(-F * eta / (R * T)))


def oxidation_tail(q: Any, eta: Any, T: Any) -> Any:
    return 0.5 + 0.45 * _share(eta, T) * _tail(q, T)[1]


def tail_energy(q: Any, eta: Any, alpha: Any, T: Any) -> Any:
    return _top(eta, alpha) + _tail(q, T)[0]


def reduction_tail(q: Any, eta: Any, T: Any) -> Any:
    return 0.5 - 0.45 * (1.0 - _share(eta, T)) * _tail(q, T)[1]


def place_reduced() -> Any:
    return 0.0


def place_oxidised() -> Any:
    return 1.0


def energy_reduced() -> Any:
    return 0.0


def energy_oxidised(eta: Any) -> Any:
    return -eta


_DRAWN = (
    energy, oxidation_tail, tail_energy, reduction_tail, place_reduced,
    place_oxidised, energy_reduced, energy_oxidised,
)  # fmt: skip
