"""Electrolytes with known transport, generated; and what is done to their trajectories."""

from dataclasses import replace

import numpy as np

from mubar.analysis import LangevinIons, Trajectory
from mubar.core.constants import R

T, MASS = 300.0, 0.05
D0 = 1e-9
RELAXATION = D0 * MASS / (R * T)
"""s, of an ion with the diffusivity D0."""
EDGE = 2e-9


def dragging(count=12):
    """Anions that drag few cations along: t_+ = -1/8."""
    return LangevinIons(
        [1, -1], [count, count], [D0, 2 * D0], D0 * np.array([[1.0, 1.3], [1.3, 4.0]]), T, EDGE**3, MASS
    )


def coupled(count=6):
    """Ions that move a little together, t_+ = 1/7."""
    return LangevinIons(
        [1, -1], [count, count], [D0, 1.5 * D0], D0 * np.array([[1.0, 0.8], [0.8, 2.0]]), T, EDGE**3, MASS
    )


def divalent():
    """M2+ and twice as many anions, both slower together than alone."""
    return LangevinIons(
        [2, -1], [6, 12], [0.5 * D0, D0], D0 * np.array([[0.4, 0.2], [0.2, 0.7]]), T, EDGE**3, MASS
    )


def in_solvent(run, rng, drift=0.0):
    """The same ions in a solvent of five particles that wander and take the ions along."""
    wander = np.cumsum(0.01 * EDGE * rng.standard_normal((run.frames, 1, 3)), axis=0)
    wander += drift * np.arange(run.frames)[:, None, None]
    own = np.cumsum(0.005 * EDGE * rng.standard_normal((run.frames, 5, 3)), axis=0)
    own -= own.mean(axis=1, keepdims=True)
    return replace(
        run,
        positions=np.concatenate([run.positions, own], axis=1) + wander,
        velocities=None,
        species=[*run.species, *["water"] * 5],
        charges={**run.charges, "water": 0.0},
        masses={**dict(run.masses), "water": 0.018},
        frame=None,
    )


def bare(positions, timestep=1.0, **options):
    """Half of the particles cations, half anions, in a big box, their positions relative to the solvent."""
    n = positions.shape[1] // 2
    given = {"T": T, "volume": 1e9, "charges": {"+": 1, "-": -1}, **options}
    return Trajectory(positions, ["+"] * n + ["-"] * n, timestep=timestep, **given)
