"""Fermi-Dirac occupations."""

from __future__ import annotations

from typing import Any

import numpy as np


def electrons(x: Any) -> Any:
    """Occupied fraction 1/(1 + eˣ) of levels x = (ε - E_F)/k_BT above the Fermi level.

    No overflow, and full relative accuracy in both tails; what is left empty is ``electrons(-x)``, so that
    nothing is subtracted. Arrays and traced values.
    """
    return np.exp(-np.maximum(x, 0.0)) / (1.0 + np.exp(-np.abs(x)))


def holes(x: Any) -> Any:
    """Empty fraction 1/(1 + e⁻ˣ) of levels x = (ε - E_F)/k_BT above the Fermi level."""
    return electrons(-x)
