"""How wide the interface between phases is, and whether a grid can hold it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.errors import InputError, Problem
from ...thermo.hosts.base import HostMaterial


@lru_cache(maxsize=256)
def width(host: HostMaterial, gradient_energy: float, c_max: float, T: float) -> float:
    """Δx_b √(κ/(2 c_max Δg)), m: the gap between phases over its steepest slope, ∞ where there are none.

    Δg is the largest excess of a uniform host over the common tangent: J. W. Cahn, J. E. Hilliard, J. Chem.
    Phys. 28 (1958) 258.
    """
    gaps = host.binodal(T)
    if not len(gaps):
        return float("inf")
    found = []
    for low, high in gaps:
        x = np.linspace(low, high, 201)
        g = host.gibbs(x, T)
        above = float((g - np.interp(x, [low, high], g[[0, -1]])).max())
        found.append((high - low) * np.sqrt(0.5 * gradient_energy / (c_max * above)))
    return float(min(found))


def held_by(
    spacing: float, host: HostMaterial, gradient_energy: float, c_max: float, T: float, where: str
) -> None:
    """Raises `InputError` where the interface is thinner than the distance of two nodes."""
    wide = width(host, gradient_energy, c_max, T)
    if wide < spacing:
        found = f"nodes {spacing:.3g} m apart and an interface {wide:.3g} m wide"
        hint = "Phases would stick to the grid: give nodes closer together, or more gradient energy."
        raise InputError([Problem(where, found, "at least one node in an interface, better four", hint)])
