"""Rates that grow with temperature."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.constants import R


def activation(energy: Any, reference: Any, T: Any) -> Any:
    """exp[E/R (1/T_ref - 1/T)]: a rate at ``T`` over that at T_ref ``reference``, K, with activation energy E
    ``energy``, J/mol (S. Arrhenius, Z. Phys. Chem. 4 (1889) 226). Arrays and symbols.
    """
    return np.exp(energy / R * (1.0 / reference - 1.0 / T))
