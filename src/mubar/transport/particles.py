"""Surface of particles per volume of electrode, from their distribution of sizes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from .arguments import per_ion, quantities


def sauter_radius(radii: Any, numbers: Any = None, volumes: Any = None) -> float:
    """r_32 = Σ n r³/Σ n r², m: the radius of equal spheres with the same surface for their volume.

    ``radii`` (n,), m, and either ``numbers`` (n,) of particles or their ``volumes`` (n,), what laser
    diffraction reports, in any unit: Σ w/Σ(w/r). Raises `InputError`.
    """
    if (numbers is None) == (volumes is None):
        raise InputError([Problem("sizes", "both or none", "either numbers or volumes of the particles")])
    per_ion(radii=radii, weights=numbers if volumes is None else volumes)
    r = np.asarray(radii, dtype=float)
    w = np.asarray(numbers, dtype=float) * r**3 if volumes is None else np.asarray(volumes, dtype=float)
    return float(w.sum() / np.sum(w / r))


def lognormal_sauter_radius(median: float, sigma: float) -> float:
    """r_32 = r_g exp(5σ²/2), m, of radii whose logarithm is normal about ln r_g by number, width σ.

    T. Hatch, S. P. Choate, J. Franklin Inst. 207 (1929) 369. Raises `InputError`.
    """
    median, sigma = quantities(median=median, width=sigma)
    return float(median * np.exp(2.5 * sigma**2))


def specific_surface_area(radius: Any, active_fraction: Any) -> Any:
    """a = 3 ε/r_32, m² per m³ of electrode, of spheres that fill the part ``active_fraction`` of it.

    ``radius``: that of equal spheres, or the `sauter_radius` of a distribution, m. Raises `InputError`.
    """
    radius, active_fraction = quantities(radius=radius, active_fraction=active_fraction)
    if np.any(np.asarray(active_fraction) > 1.0):
        raise InputError.one("active_fraction", active_fraction, "at most 1")
    return 3.0 * active_fraction / radius
