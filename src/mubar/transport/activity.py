"""The thermodynamic factor from measured activities. For models see `mubar.thermo.electrolytes`."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.data import C2
from ..core.errors import InputError, Problem
from ..core.law import Function
from .arguments import per_ion, quantities


def thermodynamic_factor_of(amounts: Any, log_gamma: Any, at: Any) -> Any:
    """χ = 1 + ∂ln γ±/∂ln c at the amounts ``at``, from points ln γ± (n,) at ``amounts`` (n,), in any scale.

    The slope is that of a cubic spline in √c, in which Debye and Hückel's law is straight; n >= 4. χ is molal
    or molar as the data are. Raises `InputError` for bad points, and for ``at`` outside of them.
    """
    per_ion(amounts=amounts)
    c, wanted = np.asarray(amounts, dtype=float), np.asarray(quantities(at=at)[0], dtype=float)
    if c.size < 4:
        raise InputError([Problem("amounts", f"{c.size} points", "at least 4")])
    if not ((wanted >= c.min()) & (wanted <= c.max())).all():
        raise InputError.one("at", wanted.tolist(), f"amounts from {c.min():g} to {c.max():g}")
    curve = Function.from_data(np.sqrt(c), log_gamma, C2(), input="x", label="log_gamma")
    return 1.0 + 0.5 * np.sqrt(wanted) * curve.derivative("x")(np.sqrt(wanted))


def molar_factor(molal_factor: Any, solvent: Any, solvent_volume: Any) -> Any:
    """χ on the molar scale, χ_molal (1 - dln c_0/dln c) = χ_molal/(c_0 V̄_0).

    ``solvent``: c_0, mol/m³; ``solvent_volume``: V̄_0, m³/mol (constant partial volumes). Raises `InputError`.
    """
    molal_factor, solvent, solvent_volume = quantities(
        factor=molal_factor, solvent=solvent, solvent_volume=solvent_volume
    )
    return molal_factor / (solvent * solvent_volume)
