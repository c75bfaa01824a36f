"""Potentials of hosts that separate: plateaus, and how far behind them lithiation and delithiation begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.constants import F
from .binodal import binodal, chord
from .spinodal import spinodal

if TYPE_CHECKING:
    from ..hosts.base import HostMaterial


def tie_line_potentials(host: HostMaterial, T: float) -> np.ndarray:
    """U = -ΔG/(F Δx) along every tie line at ``T``, V, shape (miscibility gaps,)."""
    return _along(host, binodal(host, T), T)


def plateau_potential(host: HostMaterial, x: Any, T: float) -> Any:
    """U of the host in equilibrium at ``x``, V: Maxwell's plateaus inside the gaps, the law outside."""
    U, at, gaps = host.open_circuit_potential(x, T), np.asarray(x), binodal(host, T)
    for (a, b), plateau in zip(gaps, _along(host, gaps, T), strict=True):
        U = np.where((at > a) & (at < b), plateau, U)[()]
    return U


def _along(host: HostMaterial, gaps: np.ndarray, T: float) -> np.ndarray:
    return np.array([-chord(host, a, b, T) / F for a, b in gaps])


def hysteresis_gaps(host: HostMaterial, T: float) -> np.ndarray:
    """U at the end of every unstable range less U at its beginning, V, shape (ranges,).

    Many uniform particles, slowly filled, each wait for the beginning of the range; slowly emptied, for its
    end: a hysteresis that remains at no current. Dreyer et al., Nat. Mater. 9 (2010) 448.
    """
    ends = spinodal(host, T)
    return host.open_circuit_potential(ends[:, 1], T) - host.open_circuit_potential(ends[:, 0], T)
