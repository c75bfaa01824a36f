"""MPET's rounded constants, and numbers that mean the same with the exact ones.

MPET 1.0.1 computes with k = 1.381e-23 J/K, e = 1.602e-19 C and N_A = 6.022e23 1/mol
(mpet/config/constants.py). What counts is kT/e, the charge e per lithium, and energies over kT; so
temperature, energies and concentrations are scaled such that these stay as they are.
"""

from __future__ import annotations

from ...core.constants import F, R

K, E, N_A = 1.381e-23, 1.602e-19, 6.022e23
T_REF = 298.0
"""K"""


def temperature(T: float) -> float:
    """T with RT/F equal to MPET's kT/e."""
    return K * T / E * F / R


def molar(energy: float) -> float:
    """J/mol of an energy per particle, J."""
    return energy * F / E


SALT = E * N_A / F
"""What porosity and salt diffusivity are times such that (1 - t_+) i/F in the salt's balance is with E N_A:
seventh parts of a µV, but particles that compete make it 1e-3 of their filling.
"""


def concentration(density: float) -> float:
    """mol/m³ of particles per m³, with as much charge."""
    return density * E / F
