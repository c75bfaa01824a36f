"""Langevin ions whose transport is known exactly: what the analysis is held to.

Velocities of each mode are an Ornstein-Uhlenbeck process, advanced together with its integral without error
in the time step (D. T. Gillespie, Phys. Rev. E 54 (1996) 2084).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.constants import E_CHARGE, K_B, R
from ...core.errors import InputError, Problem
from ...transport import SOLVENT, OnsagerMatrix
from ...transport.arguments import charge_numbers, neutral, per_ion, square
from .trajectory import Trajectory


def ornstein_uhlenbeck(
    rate: Any, variance: Any, timestep: float, shape: tuple[int, ...], rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Velocities and positions (from 0), both of ``shape`` (frames, ...), of dv = -rate v dt + noise.

    ``rate``, 1/s, and ``variance`` ⟨v²⟩, m²/s², broadcast with ``shape[1:]``.
    """
    from scipy.signal import lfilter

    decay = np.exp(-rate * timestep)
    passed = -np.expm1(-rate * timestep) / rate
    # of ∫v dt over a step, given v at its start: variance, and covariance with v at its end
    spread = variance * (2.0 * (timestep - passed) / rate - passed**2)
    shared = variance * rate * passed**2
    kick = variance * (1.0 - decay**2)
    noise = np.sqrt(kick) * rng.standard_normal(shape)
    along = shared / kick
    extra = np.sqrt(np.maximum(spread - shared * along, 0.0)) * rng.standard_normal(shape)
    noise[0] = np.sqrt(variance) * rng.standard_normal(shape[1:])
    v = np.empty(shape)
    flat_decay = np.broadcast_to(decay, shape[1:])
    for value in np.unique(flat_decay):
        chosen = flat_decay == value
        v[:, chosen] = lfilter([1.0], [1.0, -float(value)], noise[:, chosen], axis=0)
    x = np.zeros(shape)
    x[1:] = np.cumsum(passed * v[:-1] + along * noise[1:] + extra[1:], axis=0)
    return v, x


@dataclass(frozen=True, eq=False)
class LangevinIons:
    """Ions that each diffuse by themselves and drag each other along, kind by kind.

    charges, counts: (n,) of the kinds of ions; self_diffusivities: (n,), m²/s, of the motion relative to the
    mean of the own kind. correlations: (n, n), m²/s, positive definite, N_i^-1/2 N_j^-1/2 ⟨ΔR_i ΔR_j⟩/2t of
    the sums R_i over a kind; the diagonal of self_diffusivities would be that of independent ions. T, K;
    volume, m³; mass: kg/mol of every particle. Raises `InputError`.
    """

    charges: Any
    counts: Any
    self_diffusivities: Any
    correlations: Any
    T: float
    volume: float
    mass: float

    def __post_init__(self) -> None:
        n = per_ion(charges=self.charges, counts=self.counts, self_diffusivities=self.self_diffusivities)
        per_ion(T=[self.T], volume=[self.volume], mass=[self.mass])
        neutral(charge_numbers(self.charges), np.array(self.counts, dtype=float), "counts")
        matrix = square(self.correlations, "correlations")
        if len(matrix) != n:
            raise InputError([Problem("correlations", f"{len(matrix)} rows", f"one for each of {n} ions")])
        if not np.allclose(matrix, matrix.T) or np.linalg.eigvalsh(matrix)[0] <= 0.0:
            raise InputError.one("correlations", matrix.tolist(), "a symmetric, positive definite matrix")

    @property
    def names(self) -> list[str]:
        """Names of the kinds: "ion 1", "ion 2", ..."""
        return [f"ion {i + 1}" for i in range(len(self.counts))]

    def onsager(self) -> OnsagerMatrix:
        """The exact matrix: σ_ij = z_i z_j e² √(N_i N_j) C_ij/(V k_B T)."""
        z, root = np.array(self.charges, dtype=float), np.sqrt(self.counts)
        scale = E_CHARGE**2 / (self.volume * K_B * self.T)
        return OnsagerMatrix(scale * np.outer(z * root, z * root) * np.array(self.correlations), z, SOLVENT)

    def diffusivities(self) -> np.ndarray:
        """The exact self-diffusivities, m²/s, (n,): a share 1/N_i of each comes from the common motion."""
        share = 1.0 / np.array(self.counts)
        return (1.0 - share) * np.array(self.self_diffusivities) + share * np.diag(self.correlations)

    def trajectory(self, frames: int, timestep: float, rng: np.random.Generator) -> Trajectory:
        """A run from equilibrium, unwrapped, in a cube of a solvent that is not seen and stands still."""
        variance = R * self.T / self.mass
        rates, modes = np.linalg.eigh(np.linalg.inv(np.array(self.correlations)))
        common = ornstein_uhlenbeck(variance * rates, variance, timestep, (frames, 3, len(rates)), rng)
        parts: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
        for i, (count, D) in enumerate(zip(self.counts, self.self_diffusivities, strict=True)):
            own = ornstein_uhlenbeck(variance / D, variance, timestep, (frames, int(count), 3), rng)
            for series, one, shared in zip(parts, own, common, strict=True):
                mean = (shared @ modes[i])[:, None, :] / np.sqrt(count)
                series.append(one - one.mean(axis=1, keepdims=True) + mean)
        velocities, positions = (np.concatenate(series, axis=1) for series in parts)
        edge = self.volume ** (1 / 3)
        return Trajectory(
            positions,
            [name for name, count in zip(self.names, self.counts, strict=True) for _ in range(count)],
            dict(zip(self.names, map(float, self.charges), strict=True)),
            timestep=timestep,
            T=self.T,
            box=[edge, edge, edge],
            velocities=velocities,
            masses=dict.fromkeys(self.names, self.mass),
            frame=SOLVENT,
        )
