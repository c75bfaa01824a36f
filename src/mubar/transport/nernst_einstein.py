"""Ions that move independently of each other (Nernst and Einstein), and how far from that real ones are.

Values of the ions are sequences over them (arrays: first axis); what follows broadcasts with ``T``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.constants import F, R
from ..core.errors import InputError
from ..thermo.arguments import temperature
from .arguments import per_ion, quantities


def species_conductivities(charges: Any, concentrations: Any, diffusivities: Any, T: Any) -> np.ndarray:
    """σ_i = z_i² F² c_i D_i/RT, S/m, first axis the ion.

    ``charges``: numbers z; ``concentrations``: mol/m³; ``diffusivities``: self-diffusivities, m²/s; ``T``: K.
    J. Newman, N. P. Balsara, Electrochemical Systems, 4th ed. (2021), chapter 11. Raises `InputError`.
    """
    return np.stack(np.broadcast_arrays(*_parts(charges, concentrations, diffusivities, T)))


def nernst_einstein_conductivity(charges: Any, concentrations: Any, diffusivities: Any, T: Any) -> Any:
    """κ_NE = F²/RT Σ z_i² c_i D_i, S/m: what independent ions would conduct.

    Arguments as those of `species_conductivities`, symbols among them. Raises `InputError`.
    """
    return sum(_parts(charges, concentrations, diffusivities, T))


def ideal_transference_numbers(charges: Any, concentrations: Any, diffusivities: Any) -> np.ndarray:
    """t_i = σ_i/Σ σ_j of independent ions, first axis the ion; in a dilute solution all frames agree.

    Raises `InputError`, also where nothing conducts.
    """
    parts = species_conductivities(charges, concentrations, diffusivities, 1.0)
    total = np.sum(parts, axis=0)
    if not np.all(total):
        raise InputError.one("conductivity", 0.0, "an ion that conducts")
    return parts / total


def haven_ratio(ideal: Any, conductivity: Any) -> Any:
    """H_R = κ_NE/κ, as most of the literature has it: above one where ions of opposite charge move together.

    Some texts call the inverse, `ionicity`, the Haven ratio. Both in S/m. Y. Haven, B. Verkerk, Phys. Chem.
    Glasses 6 (1965) 38. Raises `InputError` for conductivities that aren't positive.
    """
    ideal, conductivity = quantities(ideal=ideal, conductivity=conductivity)
    return ideal / conductivity


def ionicity(ideal: Any, conductivity: Any) -> Any:
    """κ/κ_NE, the inverse of `haven_ratio`: the part of the ions' motion that carries current.

    K. Ueno, H. Tokuda, M. Watanabe, Phys. Chem. Chem. Phys. 12 (2010) 1649. Raises `InputError`.
    """
    return 1.0 / haven_ratio(ideal, conductivity)


def _parts(charges: Any, concentrations: Any, diffusivities: Any, T: Any) -> list[Any]:
    per_ion(charges=charges, concentrations=concentrations, diffusivities=diffusivities)
    temperature(T)
    ions = zip(charges, concentrations, diffusivities, strict=True)
    return [F**2 / (R * T) * z**2 * c * D for z, c, D in ions]
