"""The border row of what is controlled."""

from __future__ import annotations

from ..core.expr import Expr
from .equations import Names

CONTROL = (
    "control.current",
    "control.voltage",
    "control.power",
    "control.setpoint",
    "control.slope",
    "control.start",
)
"""Numbers of `control`."""


def control(z: Names, phi: Names) -> Expr:
    """a I + b V + d V I - s₀ - s₁ (t - t₀) = 0."""
    a, b, d, s0, s1, t0 = (Expr.symbol(n) for n in CONTROL)
    return (
        a * z.current + b * phi.voltage + d * phi.voltage * z.current - s0 - s1 * (Expr.symbol("time") - t0)
    )
