"""Numbers as people write them."""

from __future__ import annotations


def significant(value: float, digits: int = 3) -> str:
    """``value`` to so many significant digits, without a power of ten below a million: 1020, not 1.02e+03."""
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:.0f}" if 10**digits <= abs(rounded) < 1e6 else f"{rounded:.{digits}g}"
