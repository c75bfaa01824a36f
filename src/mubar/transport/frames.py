"""What velocities are measured against: the solvent, the volume, the mass, the laboratory, or an ion.

A frame is the mean of all species' velocities, solvent included, with weights φ_k: v = Σ φ_k v_k, Σ φ_k = 1.
In a melt, where no solvent takes the rest, the fluxes in a frame obey Σ φ_k J_k/(z_k c_k) = 0.
J. G. Kirkwood, R. L. Baldwin, P. J. Dunlop, L. J. Gosting, G. Kegeles, J. Chem. Phys. 33 (1960) 1505.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.constants import F
from ..core.errors import InputError, Problem
from ..core.structure import is_number
from .arguments import charge_numbers, expect, numbers
from .solution import Solution

_SUM = 1e-6
_ROUNDING = 1e-9


class Frame(ABC):
    """A mean velocity that others are measured against. Frames of one kind are equal."""

    @abstractmethod
    def weights(self, solution: Solution) -> np.ndarray:
        """φ_k of the ions, (n,); the solvent has the rest. Raises `InputError` where data are missing."""

    def from_solvent(self, solution: Solution) -> np.ndarray:
        """T of J' = T J, (n, n), from the solvent's frame: δ_ij - z_i c_i φ_j/(z_j c_j).

        In a melt it is that from any other frame.
        """
        moved = solution.charges * solution.concentrations
        return np.eye(len(moved)) - np.outer(moved, self.weights(solution) / moved)

    def fluxes_from(self, other: Frame, solution: Solution) -> np.ndarray:
        """The matrix (n, n) that takes current densities of the ions, A/m², from the ``other`` frame here.

        Raises `InputError` where the solution lacks volumes or masses, or the other frame has no weight on
        the solvent, which then can't be told from it.
        """
        weights, here = other.weights(solution), self.from_solvent(solution)
        if solution.is_melt:
            return here
        if not np.sum(weights) < 1.0:
            raise InputError.one("frame", other, "a frame that gives the solvent a weight")
        return here @ np.linalg.inv(other.from_solvent(solution))

    def forces_from(self, other: Frame, solution: Solution) -> np.ndarray:
        """The matrix (n, n) that takes gradients of the ions' voltages, V/m, from the ``other`` frame here.

        Σ J_i (-∇V_i) stays: ∇V' = T⁻ᵀ ∇V (Gibbs-Duhem); in a melt, where that already holds, ∇V' = ∇V.
        Raises `InputError`.
        """
        fluxes = self.fluxes_from(other, solution)
        return np.eye(len(fluxes)) if solution.is_melt else np.linalg.inv(fluxes).T

    def refuse_fluxes(self, fluxes: np.ndarray, solution: Solution, where: str) -> None:
        """Raises `InputError` where currents of a melt's ions, first axis (n,), can't be in this frame."""
        if not solution.is_melt:
            return
        weights = self.weights(solution)
        velocities = (fluxes.T / (solution.charges * solution.concentrations)).T  # times F
        if np.abs(weights @ velocities).max() > _ROUNDING * np.abs(weights).sum() * np.abs(velocities).max():
            found = f"currents that move the {type(self).__name__}"
            expected = "Σ φ_k J_k/(z_k c_k) = 0: a melt has no solvent that could make up for it"
            raise InputError([Problem(where, found, expected)])


def check_frame(frame: Any, solution: Any) -> None:
    """Raises `InputError` unless these are a frame and a solution."""
    expect(frame, Frame, "frame", "a frame: SOLVENT, VOLUME, MASS, LAB, LabFrame(...), IonFrame(i)")
    expect(solution, Solution, "solution", "a Solution(charges, concentrations, solvent, ...)")


@dataclass(frozen=True)
class SolventFrame(Frame):
    """The solvent stands still (Hittorf's frame; Newman's t_+^0). A melt has none."""

    def weights(self, solution: Solution) -> np.ndarray:
        if solution.is_melt:
            expected = "a frame of a melt, which has no solvent: MASS, VOLUME, LAB or IonFrame(i)"
            raise InputError.one("frame", self, expected)
        return np.zeros(len(solution.charges))


@dataclass(frozen=True)
class IonFrame(Frame):
    """One of the ions stands still: internal transference numbers of melts with a common anion.

    ``ion``: its place among them, from 0. Raises `InputError`.
    """

    ion: int

    def __post_init__(self) -> None:
        if isinstance(self.ion, bool) or not isinstance(self.ion, int) or self.ion < 0:
            raise InputError.one("IonFrame.ion", self.ion, "the place of an ion, from 0")

    def weights(self, solution: Solution) -> np.ndarray:
        n = len(solution.charges)
        if self.ion >= n:
            raise InputError.one("IonFrame.ion", self.ion, f"a place from 0 to {n - 1}")
        return np.eye(n)[self.ion]


@dataclass(frozen=True)
class VolumeFrame(Frame):
    """No net volume passes: φ_k = c_k V̄_k (Fick's frame)."""

    def weights(self, solution: Solution) -> np.ndarray:
        if solution.molar_volumes is None:
            raise InputError.one(
                "Solution.molar_volumes", None, "partial molar volumes, for the volume frame"
            )
        volumes = solution.molar_volumes * solution.amounts
        return (volumes / volumes.sum())[: len(solution.charges)]


@dataclass(frozen=True)
class MassFrame(Frame):
    """No net mass passes: φ_k is the mass fraction (the barycentric frame)."""

    def weights(self, solution: Solution) -> np.ndarray:
        if solution.molar_masses is None:
            raise InputError.one("Solution.molar_masses", None, "molar masses, for the mass frame")
        masses = solution.molar_masses * solution.amounts
        return (masses / masses.sum())[: len(solution.charges)]


@dataclass(frozen=True)
class LabFrame(Frame):
    """The walls stand still, and ``volume_per_charge``, m³/C, passes them with the current.

    It is v/J for the volume velocity v = Σ c_k V̄_k v_k: ΔV/F in a tube closed at one end, ΔV the change of
    volume, solids and ions together, in the oxidation at the electrode there, m³ per mole of electrons
    (L. G. Longsworth, J. Am. Chem. Soc. 54 (1932) 2741, corrects moving boundaries so). With 0, the default,
    this is the volume frame. Raises `InputError`.
    """

    volume_per_charge: float = 0.0

    def __post_init__(self) -> None:
        if not is_number(self.volume_per_charge) or not np.isfinite(self.volume_per_charge):
            raise InputError.one("LabFrame.volume_per_charge", self.volume_per_charge, "a number, m³/C")

    def weights(self, solution: Solution) -> np.ndarray:
        # v_lab = v_volume - a J, and J = Σ z_k c_k F v_k, which a common velocity doesn't change
        charge = F * solution.charges * solution.concentrations
        return VOLUME.weights(solution) - self.volume_per_charge * charge


SOLVENT = SolventFrame()
VOLUME = VolumeFrame()
MASS = MassFrame()
LAB = LabFrame()


@dataclass(frozen=True, eq=False)
class TransferenceNumbers:
    """Shares of the ions in the current of a uniform solution, which depend on the frame.

    values: (n,), sum one, any sign; charges: (n,); frame: what the ions move relative to. Raises
    `InputError`, above all where no frame is given: the number alone says nothing.
    """

    values: Any
    charges: Any
    frame: Frame

    def __post_init__(self) -> None:
        if not isinstance(self.frame, Frame):
            expected = "a frame: SOLVENT, VOLUME, MASS, LAB; a transference number without one is incomplete"
            raise InputError.one("TransferenceNumbers.frame", self.frame, expected)
        charges, values = charge_numbers(self.charges), numbers(self.values, "TransferenceNumbers.values")
        if values.shape != charges.shape or not np.isfinite(values).all():
            raise InputError.one("TransferenceNumbers.values", values.tolist(), "a number for each ion")
        if abs(values.sum() - 1.0) > _SUM:
            raise InputError.one("TransferenceNumbers.values", values.sum(), "shares that add up to 1")
        object.__setattr__(self, "charges", charges)
        object.__setattr__(self, "values", values)

    def in_frame(self, frame: Frame, solution: Solution) -> TransferenceNumbers:
        """The same shares against another frame. Raises `InputError` where volumes or masses are missing, or
        a melt can't have these shares in this frame.
        """
        check_frame(frame, solution)
        self.frame.refuse_fluxes(self.values, solution, "TransferenceNumbers.values")
        carried = frame.fluxes_from(self.frame, solution) @ self.values
        return TransferenceNumbers(carried, self.charges, frame)


def salt_diffusivity_in_frame(
    diffusivity: float, frame: Frame, new_frame: Frame, solution: Solution
) -> float:
    """D of a binary salt, m²/s, measured against ``frame``, against ``new_frame``: D φ'_0/φ_0.

    φ_0 is the solvent's weight; hence D⁰ = D^V/(c_0 V̄_0). Raises `InputError`, also for a melt, whose
    composition can't vary.
    """
    check_frame(frame, solution)
    check_frame(new_frame, solution)
    if solution.is_melt:
        raise InputError.one("solution", "a melt of one salt", "a solution; a melt's composition can't vary")
    if len(solution.charges) != 2:
        raise InputError.one("solution", len(solution.charges), "the two ions of one salt")
    old, new = (1.0 - float(np.sum(f.weights(solution))) for f in (frame, new_frame))
    if not old > 0.0:
        raise InputError.one("frame", frame, "a frame that gives the solvent a weight")
    return diffusivity * new / old


def melt_transference(solution: Solution, frame: Frame) -> TransferenceNumbers:
    """What the frame alone says of the two ions of a molten salt: t_+ = φ_-, t_- = φ_+.

    Against the mass M_-c_-/(M_+c_+ + M_-c_-), against the volume c_-V̄_-: no measurement in such a melt tells
    more of it than κ. Raises `InputError` unless it is a melt of two ions.
    """
    check_frame(frame, solution)
    if not solution.is_melt or len(solution.charges) != 2:
        found = f"{len(solution.charges)} ions" + ("" if solution.is_melt else " in a solvent")
        raise InputError([Problem("solution", found, "the two ions of a melt")])
    return TransferenceNumbers(frame.weights(solution)[::-1], solution.charges, frame)
