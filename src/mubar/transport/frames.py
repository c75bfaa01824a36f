"""What velocities are measured against: the solvent, the volume, the mass, or the laboratory.

A frame is the mean of all species' velocities, solvent included, with weights φ_k: v = Σ φ_k v_k, Σ φ_k = 1.
J. G. Kirkwood, R. L. Baldwin, P. J. Dunlop, L. J. Gosting, G. Kegeles, J. Chem. Phys. 33 (1960) 1505.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.constants import F
from ..core.errors import InputError, Problem
from .arguments import charge_numbers, neutral, numbers, per_ion

_SUM = 1e-6


@dataclass(frozen=True, eq=False)
class Solution:
    """A neutral solution of ions in one solvent.

    charges, concentrations: (n,), mol/m³, of the ions; solvent: mol/m³. molar_volumes (n + 1,), partial molar
    volumes in m³/mol, and molar_masses (n + 1,), kg/mol, have the solvent last; only the frames that count
    volume or mass need them. How a salt's volume is shared between its ions is a convention,
    on which t in the volume frame depends; D and t in the laboratory's do not. Raises `InputError`.
    """

    charges: Any
    concentrations: Any
    solvent: float
    molar_volumes: Any = None
    molar_masses: Any = None

    def __post_init__(self) -> None:
        n = per_ion(charges=self.charges, amounts=self.concentrations)
        per_ion(solvent=[self.solvent])
        charges, concentrations = charge_numbers(self.charges), np.array(self.concentrations, dtype=float)
        neutral(charges, concentrations)
        object.__setattr__(self, "charges", charges)
        object.__setattr__(self, "concentrations", concentrations)
        for name, quantity in (("molar_volumes", "volumes"), ("molar_masses", "masses")):
            given = getattr(self, name)
            if given is None:
                continue
            given = numbers(given, name)
            if given.shape != (n + 1,) or not np.isfinite(given).all():
                found = f"{given.tolist()}"
                raise InputError([Problem(name, found, f"{n + 1} {quantity}, the solvent's last")])
            object.__setattr__(self, name, given)
        if self.molar_volumes is not None:
            total = float(self.molar_volumes @ self.amounts)
            if abs(total - 1.0) > _SUM:
                raise InputError.one("molar_volumes", total, "Σ c V = 1, the volume of 1 m³ of solution")

    @property
    def amounts(self) -> np.ndarray:
        """Concentrations with the solvent's last, mol/m³, (n + 1,)."""
        return np.append(self.concentrations, self.solvent)


class Frame(ABC):
    """A mean velocity that others are measured against. Frames of one kind are equal."""

    @abstractmethod
    def weights(self, solution: Solution) -> np.ndarray:
        """φ_k of the ions, (n,); the solvent has the rest. Raises `InputError` where data are missing."""

    def from_solvent(self, solution: Solution) -> np.ndarray:
        """T of J' = T J, (n, n), from the solvent's frame: δ_ij - z_i c_i φ_j/(z_j c_j)."""
        moved = solution.charges * solution.concentrations
        return np.eye(len(moved)) - np.outer(moved, self.weights(solution) / moved)

    def fluxes_from(self, other: Frame, solution: Solution) -> np.ndarray:
        """The matrix (n, n) that takes current densities of the ions, A/m², from the ``other`` frame here.

        Raises `InputError` where the solution lacks volumes or masses, or the other frame has no weight on
        the solvent, which then can't be told from it.
        """
        back = other.from_solvent(solution)
        if not np.sum(other.weights(solution)) < 1.0:
            raise InputError.one("frame", other, "a frame that gives the solvent a weight")
        return self.from_solvent(solution) @ np.linalg.inv(back)


@dataclass(frozen=True)
class SolventFrame(Frame):
    """The solvent stands still (Hittorf's frame; Newman's t_+^0)."""

    def weights(self, solution: Solution) -> np.ndarray:
        return np.zeros(len(solution.charges))


@dataclass(frozen=True)
class VolumeFrame(Frame):
    """No net volume passes: φ_k = c_k V̄_k (Fick's frame)."""

    def weights(self, solution: Solution) -> np.ndarray:
        if solution.molar_volumes is None:
            raise InputError.one(
                "Solution.molar_volumes", None, "partial molar volumes, for the volume frame"
            )
        return (solution.molar_volumes * solution.amounts)[:-1]


@dataclass(frozen=True)
class MassFrame(Frame):
    """No net mass passes: φ_k is the mass fraction (the barycentric frame)."""

    def weights(self, solution: Solution) -> np.ndarray:
        if solution.molar_masses is None:
            raise InputError.one("Solution.molar_masses", None, "molar masses, for the mass frame")
        masses = solution.molar_masses * solution.amounts
        return (masses / masses.sum())[:-1]


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
        if not isinstance(self.volume_per_charge, (int, float)) or not np.isfinite(self.volume_per_charge):
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
        """The same shares against another frame. Raises `InputError` where volumes or masses are missing."""
        carried = frame.fluxes_from(self.frame, solution) @ self.values
        return TransferenceNumbers(carried, self.charges, frame)


def salt_diffusivity_in_frame(
    diffusivity: float, frame: Frame, new_frame: Frame, solution: Solution
) -> float:
    """D of a binary salt, m²/s, measured against ``frame``, against ``new_frame``: D φ'_0/φ_0.

    φ_0 is the solvent's weight; hence D⁰ = D^V/(c_0 V̄_0). Raises `InputError`.
    """
    if len(solution.charges) != 2:
        raise InputError.one("solution", len(solution.charges), "the two ions of one salt")
    old, new = (1.0 - float(np.sum(f.weights(solution))) for f in (frame, new_frame))
    if not old > 0.0:
        raise InputError.one("frame", frame, "a frame that gives the solvent a weight")
    return diffusivity * new / old
