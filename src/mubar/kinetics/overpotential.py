"""The overpotential that a rate law asks for a given current."""

from __future__ import annotations

from ..core.errors import InputError
from .base import RateLaw


def overpotential(
    law: RateLaw, current: float, T: float = 298.15, x: float = 1.0, c_plus: float = 1.0
) -> float:
    """η, V, between -2 and 2, at which ``law`` carries ``current``, A/m².

    Raises `InputError` for more than it carries there.
    """
    from scipy.optimize import brentq

    def excess(eta: float) -> float:
        return float(law.current_density(eta, x=x, c_plus=c_plus, T=T)) - current

    ends = (-2.0, 2.0)
    if not excess(ends[0]) <= 0.0 <= excess(ends[1]):
        raise InputError.one("current", current, "what the law carries within ±2 V of overpotential")
    return float(brentq(excess, *ends, xtol=1e-15))  # type: ignore[arg-type]  # a root only
