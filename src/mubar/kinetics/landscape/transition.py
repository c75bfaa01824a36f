"""The transition state: the lowest point of the line on which the two surfaces cross."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...core.errors import InputError
from .surfaces import Landscape

_POINTS = 801
"""Along the crossing, to find where its minima lie before they are refined."""


@dataclass(frozen=True)
class TransitionState:
    """A minimum of the barrier along the crossing line of a landscape, at one formal overpotential.

    polarization: x‡. ion: ξ‡. barrier: of reduction, J/mol above the oxidised state; oxidation has
    ``barrier - F η_f``. pinned: ξ‡ at an end of the ion's way, where the barrier is not stationary: the
    electron goes before or after the ion.
    """

    landscape: Landscape
    eta_f: float
    polarization: float
    ion: float
    barrier: float
    pinned: bool

    @property
    def transfer_coefficient(self) -> float:
        """∂(reduction barrier)/∂(F η_f), which is x‡ itself (x‡ is the multiplier of the crossing)."""
        return self.polarization

    @property
    def inverted(self) -> bool:
        """Beyond a minimum of the two parabolas: there more driving force makes the barrier higher."""
        return not 0.0 <= self.polarization <= 1.0

    @property
    def ion_barrier(self) -> float:
        """f_O(ξ‡), J/mol: the ion's share of the reduction barrier, α_ξ ΔE_IT."""
        return float(self.landscape.oxidized(self.ion))

    def hessian(self, coupling: float) -> np.ndarray:
        """(2, 2), J/mol, in (x, ξ): of the lower surface at its saddle, for weak ``coupling`` H > 0, J/mol.

        With s = x‡ and d = (μ_O - μ_R)/2 it is (1-s)∇²μ_O + s∇²μ_R - [4s(1-s)]^(3/2) ∇d∇dᵀ/H; terms that
        vanish with H are left out, and there is no saddle where the crossing is inverted.
        """
        s, lam = self.polarization, self.landscape.reorganization_energy
        (_, slope_o, bend_o), (_, slope_r, bend_r) = self.landscape.penalties
        along_ion = (1.0 - s) * bend_o(self.ion) + s * bend_r(self.ion)
        d = np.array([lam, 0.5 * (slope_o(self.ion) - slope_r(self.ion))])
        split = max(4.0 * s * (1.0 - s), 0.0) ** 1.5 / coupling
        return np.diag([2.0 * lam, along_ion]) - split * np.outer(d, d)

    @property
    def is_saddle(self) -> bool:
        """Whether the lower surface falls across the crossing and rises along it: one negative, one positive
        eigenvalue of its Hessian in the limit of weak coupling.
        """
        if self.pinned or self.inverted:
            return False
        falls, rises = np.linalg.eigvalsh(self.hessian(1e-6 * self.landscape.reorganization_energy))
        return bool(falls < 0.0 < rises)


def transition_states(landscape: Landscape, eta_f: float = 0.0) -> tuple[TransitionState, ...]:
    """All minima of the barrier along the crossing, lowest first, at the formal overpotential ``eta_f`` (V).

    One with ξ‡ at an end is a sequential path (electron first, or ion first), one within a concerted path.
    Raises `InputError` where ``eta_f`` is no finite number.
    """
    if not np.isfinite(eta_f):
        raise InputError.one("formal overpotential", eta_f, "a finite number of volts")
    xi = np.linspace(0.0, 1.0, _POINTS)
    energy = np.broadcast_to(landscape.crossing_energy(xi, eta_f), xi.shape)
    lower_than_left = np.concatenate([[True], energy[1:] < energy[:-1]])
    lower_than_right = np.concatenate([energy[:-1] <= energy[1:], [True]])
    at = (_refined(landscape, eta_f, xi, int(i)) for i in np.flatnonzero(lower_than_left & lower_than_right))
    found = (_state(landscape, eta_f, place, pinned) for place, pinned in at)
    return tuple(sorted(found, key=lambda state: state.barrier))


def transition_state(landscape: Landscape, eta_f: float = 0.0) -> TransitionState:
    """The lowest of the `transition_states`: the minimum of the surfaces' common energy over the crossing."""
    return transition_states(landscape, eta_f)[0]


def _refined(landscape: Landscape, eta_f: float, xi: np.ndarray, i: int) -> tuple[float, bool]:
    """The minimum next to the point ``i``, and whether it is the end of the ion's way."""
    from scipy.optimize import brentq

    _, slope, _ = landscape.crossing_jet
    left, right = xi[max(i - 1, 0)], xi[min(i + 1, xi.size - 1)]
    if slope(left, eta_f) < 0.0 < slope(right, eta_f):
        return float(brentq(slope, left, right, args=(eta_f,), xtol=1e-15)), False  # type: ignore[arg-type]  # a root only
    return float(xi[i]), i in (0, xi.size - 1)


def _state(landscape: Landscape, eta_f: float, xi: float, pinned: bool) -> TransitionState:
    x = float(landscape.crossing(xi, eta_f))
    return TransitionState(
        landscape, float(eta_f), x, float(xi), float(landscape.crossing_energy(xi, eta_f)), pinned
    )
