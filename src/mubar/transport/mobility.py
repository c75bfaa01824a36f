"""How fast an ion moves when pulled: two mobilities, the drift velocity, and the Einstein relation.

J. Newman, N. P. Balsara, Electrochemical Systems, 4th ed. (2021), chapter 11. Arrays broadcast; symbols give
expressions.
"""

from __future__ import annotations

from typing import Any

from ..core.constants import F, R
from ..thermo.arguments import temperature
from .arguments import per_ion, quantities


def thermodynamic_mobility(diffusivity: Any, T: Any) -> Any:
    """u = D/RT, mol m²/(J s), of an ion that diffuses with ``diffusivity``, m²/s, at ``T``, K (Einstein).

    Raises `InputError`.
    """
    temperature(T)
    (diffusivity,) = quantities(diffusivity=diffusivity)
    return diffusivity / (R * T)


def diffusivity(mobility: Any, T: Any) -> Any:
    """D = u RT, m²/s, from the thermodynamic mobility. Raises `InputError`."""
    temperature(T)
    (mobility,) = quantities(mobility=mobility)
    return mobility * R * T


def electrophoretic_mobility(mobility: Any, charge: Any) -> Any:
    """μ^ep = u z F, m²/(V s), from the thermodynamic mobility; its sign is that of the charge number.

    Raises `InputError`.
    """
    mobility, charge = quantities(mobility=mobility, charge=charge)
    return mobility * charge * F


def diffusivity_of_conductivity(molar_conductivity: Any, charge: Any, T: Any) -> Any:
    """D = RT λ/(z²F²), m²/s, from λ, S m² per mole of ions, such as the limiting ones of tables (Nernst).

    Tables often count equivalents: λ = |z| λ_eq. Raises `InputError`.
    """
    molar_conductivity, charge = quantities(molar_conductivity=molar_conductivity, charge=charge)
    temperature(T)
    return R * T * molar_conductivity / (charge**2 * F**2)


def conductivity_of_mobilities(charges: Any, concentrations: Any, mobilities: Any) -> Any:
    """κ = F² Σ z_i² c_i u_i, S/m, from thermodynamic mobilities u_i of a sequence of ions.

    The same as F Σ z_i c_i μ_i^ep. Raises `InputError`.
    """
    per_ion(charges=charges, concentrations=concentrations, mobilities=mobilities)
    return F**2 * sum(z**2 * c * u for z, c, u in zip(charges, concentrations, mobilities, strict=True))


def drift_velocity(mobility: Any, gradient: Any) -> Any:
    """v = -u ∇μ̄, m/s, relative to the medium, in a ``gradient`` of the electrochemical potential, J/(mol m).

    Without gradients of composition ∇μ̄ = -z F E, and v = μ^ep E. Raises `InputError`.
    """
    mobility, gradient = quantities(mobility=mobility, gradient=gradient)
    return -mobility * gradient
