"""Hosts whose potential depends on where they come from: two branches and a state between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import POSITIVE
from ..core.errors import InputError, Problem
from ..core.parameters import Checked, parameter
from .arguments import branch_state, filled_fraction
from .hosts.base import HostMaterial


@dataclass(frozen=True)
class OneStateHysteresis(Checked):
    """U = (1+h)/2 U_delithiation + (1-h)/2 U_lithiation, dh/dt = -γ (dx/dt + |dx/dt| h).

    The state h is 1 on the branch of delithiation and -1 on that of lithiation. It relaxes towards the branch
    of the present direction as lithium passes, by a factor e for every Δx = 1/γ, and stays at rest.
    Plett, J. Power Sources 134 (2004) 262; for one electrode Axén et al., J. Energy Storage 48 (2022) 103985,
    here with one γ for both directions.
    """

    lithiation: HostMaterial
    delithiation: HostMaterial
    decay: float = parameter(r"\gamma", "1", "decay of the state per filled fraction passed", POSITIVE)

    def __post_init__(self) -> None:
        super().__post_init__()
        problems = [
            Problem(f"OneStateHysteresis.{name}", repr(getattr(self, name))[:80], "a host material")
            for name in ("lithiation", "delithiation")
            if not isinstance(getattr(self, name), HostMaterial)
        ]
        if problems:
            raise InputError(problems)

    def open_circuit_potential(self, x: Any, T: Any, h: Any) -> Any:
        """U, V, at filled fraction ``x``, ``T`` in K and state ``h``. Arrays broadcast, symbols trace.

        Raises `InputError` for ``h`` outside [-1, 1] and as `HostMaterial` does.
        """
        return self._between(self.lithiation(x, T), self.delithiation(x, T), h)

    def entropy_coefficient(self, x: Any, T: Any, h: Any) -> Any:
        """∂U/∂T at constant x and h, V/K, likewise."""
        down, up = (b.entropy_coefficient(x, T) for b in (self.lithiation, self.delithiation))
        return self._between(down, up, h)

    def _between(self, down: Any, up: Any, h: Any) -> Any:
        branch_state(h)
        return 0.5 * (1.0 + h) * up + 0.5 * (1.0 - h) * down

    def rate(self, h: Any, rate_of_filling: Any) -> Any:
        """dh/dt, 1/s, at state ``h`` while the host fills at dx/dt = ``rate_of_filling``, 1/s.

        It keeps h within [-1, 1]. Arrays broadcast, symbols trace.
        """
        return -self.decay * (rate_of_filling + np.abs(rate_of_filling) * h)

    def states(self, x: Any, start: float) -> np.ndarray:
        """h at the filled fractions ``x`` (n,), passed in this order from the state ``start``; shape (n,).

        Exact where x changes in one direction between neighbours. Raises `InputError`.
        """
        filled_fraction(x)
        path = np.asarray(x, dtype=float)
        if path.ndim != 1:
            raise InputError.one("x", x, "filled fractions in the order in which they are passed")
        branch_state(start, "start")
        h = np.full(path.shape, float(start))
        for i, step in enumerate(np.diff(path)):
            branch = -np.sign(step)
            h[i + 1] = branch + (h[i] - branch) * np.exp(-self.decay * abs(step))
        return h
