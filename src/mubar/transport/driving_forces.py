"""What moves ions besides -∇V_i: the medium's own flow, induction; and drift and diffusion told apart."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ..core.constants import F, R
from ..thermo.arguments import temperature
from .arguments import per_ion, quantities


def advected_currents(charges: Any, concentrations: Any, velocity: Any) -> np.ndarray:
    """z_i F c_i v, A/m², first axis the ion: what a frame that moves with v, m/s, adds to the currents in it.

    In a neutral solution they add up to nothing. Raises `InputError`.
    """
    per_ion(charges=charges, concentrations=concentrations)
    (v,) = quantities(velocity=velocity)
    return np.stack(
        np.broadcast_arrays(*[z * F * c * v for z, c in zip(charges, concentrations, strict=True)])
    )


class DriftDiffusion(NamedTuple):
    """Current densities, A/m²."""

    drift: Any
    diffusion: Any


def drift_diffusion(
    charge: float, concentration: Any, diffusivity: Any, T: Any, potential_gradient: Any, gradient: Any
) -> DriftDiffusion:
    """-σ ∇φ and -z F D ∇c of one ideal ion, whose sum is -σ ∇V for V = φ + RT/(zF) ln c (Nernst, Planck).

    ``potential_gradient``: ∇φ, V/m; ``gradient``: ∇c, mol/m⁴; σ = z²F²cD/RT. Only the sum can be measured: φ
    inside a phase whose composition varies can't, and at equilibrium both parts go on, equal and opposite. In
    a solution that isn't ideal, ∇c has to carry a thermodynamic factor that single ions don't have.
    Raises `InputError`.
    """
    charge, concentration, diffusivity, potential_gradient, gradient = quantities(
        charge=charge,
        concentration=concentration,
        diffusivity=diffusivity,
        potential_gradient=potential_gradient,
        gradient=gradient,
    )
    temperature(T)
    sigma = charge**2 * F**2 * concentration * diffusivity / (R * T)
    return DriftDiffusion(-sigma * potential_gradient, -charge * F * diffusivity * gradient)


def induced_emf(flux_rate: Any, turns: float = 1.0) -> Any:
    """∮ E·dl = -N dΦ/dt, V, along a loop with ``flux_rate`` dΦ/dt, Wb/s, through it (Faraday).

    It has no place on the loop and is no difference of potentials: gradients of V_i add up to zero around it.
    Raises `InputError`.
    """
    flux_rate, turns = quantities(flux_rate=flux_rate, turns=turns)
    return -turns * flux_rate


def loop_current(emf: Any, lengths: Any, areas: Any, conductivities: Any) -> Any:
    """I = emf/Σ l/(κ A), A, around a closed loop of parts of ``lengths``, m, ``areas``, m², and κ, S/m.

    ∮ J·dl/κ = emf: the loop form of Ohm's law, for conductors without concentration gradients. Where the
    induced field is not the I/(κA) that a part needs, the difference is a gradient of V. Raises `InputError`.
    """
    per_ion(lengths=lengths, areas=areas, conductivities=conductivities)
    (emf,) = quantities(emf=emf)
    parts = zip(lengths, areas, conductivities, strict=True)
    return emf / sum(length / (k * a) for length, a, k in parts)
