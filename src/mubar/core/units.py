"""Units as factors into SI: ``8.3 * kT(298.15)`` and ``0.2 * eV`` are molar energies in J/mol."""

from typing import Any

from .constants import E_CHARGE, N_A, R

eV = E_CHARGE * N_A
"""One electronvolt per particle, in J/mol."""
hour = 3600.0
minute = 60.0
nm = 1e-9
um = 1e-6
mA = 1e-3


def kT(temperature: Any) -> Any:
    """Thermal energy RT, J/mol (k_B T per particle), at ``temperature`` in K (a number, an array)."""
    return R * temperature
