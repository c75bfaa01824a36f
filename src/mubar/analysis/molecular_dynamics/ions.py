"""The ions of a trajectory: their part of the moments of all particles, and the result that it becomes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.constants import E_CHARGE, K_B
from ...core.errors import InputError
from ...transport import Frame, RunningConductivity
from .blocks import Blocks
from .plateau import Curves
from .result import IonTransport
from .trajectory import Trajectory
from .uncertainty import jackknife, student


class Ions:
    """The charged species of a ``trajectory`` in the order of its names."""

    def __init__(self, trajectory: Trajectory) -> None:
        charges = np.array([float(trajectory.charges[name]) for name in trajectory.names])
        self._run = trajectory
        self._chosen = np.flatnonzero(charges)
        self.charges = charges[self._chosen]
        self.names = tuple(trajectory.names[i] for i in self._chosen)

    def own(self, blocks: Blocks) -> np.ndarray:
        """Moments of single ions, (blocks, n, lags + 1)."""
        return blocks.own[:, self._chosen]

    def sums(self, blocks: Blocks) -> np.ndarray:
        """Moments of sums over each kind, (blocks, n, n, lags + 1)."""
        return blocks.sums[:, self._chosen[:, None], self._chosen]

    def charge(self, sums: np.ndarray) -> np.ndarray:
        """Those of the charge, Σ z_i z_j of ``sums``, (blocks, lags + 1)."""
        return np.einsum("i,bijn,j->bn", self.charges, sums, self.charges)

    def curves(self, own: np.ndarray, sums: np.ndarray, step: float) -> Curves:
        """What has to be straight: displacements of each kind of ion, singly and summed, and the charge's."""
        growth = {"the charge": self.charge(sums)}
        for i, name in enumerate(self.names):
            growth[name] = own[:, i]
            growth[f"all {name} together"] = sums[:, i, i]
        return Curves(growth, frozenset(self.names), step)

    def running(
        self, quantity: str, curve: np.ndarray, lags: tuple[int, int], charge: np.ndarray, offset: float = 0.0
    ) -> RunningConductivity:
        """From the ``curve`` of the charge, (blocks, lags + 1) in m²/s, and what is read from it between
        ``lags``: ``charge`` (blocks,), m²/s, and ``offset``, m².
        """
        scale = E_CHARGE**2 / (self._run.mean_volume * K_B * self._run.T)
        reach = scale * student(len(curve))
        value, error = jackknife(lambda x: x, (curve[:, 1:],))
        result, result_error = jackknife(lambda x: x, (charge,))
        return RunningConductivity(
            quantity,
            np.arange(1, curve.shape[-1]) * self._run.step,
            scale * value,
            reach * error,
            lags[0] * self._run.step,
            lags[1] * self._run.step,
            scale * float(result),
            reach * float(result_error),
            scale * offset,
        )

    def result(
        self,
        route: str,
        frame: Frame,
        own: np.ndarray,
        sums: np.ndarray,
        exponents: dict[str, tuple[float, float]],
        running: RunningConductivity,
    ) -> IonTransport:
        """Diffusivities, m²/s, of the blocks with what else belongs to the result."""
        run = self._run
        concentrations = run.concentrations[self._chosen]
        return IonTransport(
            route, self.names, self.charges, concentrations, float(run.T), run.mean_volume, frame,
            own, sums, exponents, running,
        )  # fmt: skip


def frames_of(time: Any, step: float, where: str) -> int:
    """A lag, s, in frames. Raises `InputError`."""
    if not isinstance(time, (int, float)) or not np.isfinite(time) or time <= 0:
        raise InputError.one(where, time, "times above 0, s")
    return round(time / step)
