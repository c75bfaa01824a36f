"""Ions that wait for the medium to move: Vogel, Fulcher, Tammann; Williams, Landel, Ferry."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ..core.bounds import ANY, NOT_NEGATIVE, POSITIVE
from ..core.errors import InputError, Problem
from ..core.parameters import parameter
from .temperature_law import TemperatureLaw

LN10 = math.log(10.0)
_TRIED = np.linspace(0.05, 0.97, 24)
"""T0 over the lowest temperature."""


@dataclass(frozen=True)
class VFT(TemperatureLaw):
    """κ = A T^-p exp[-B/(T - T0)], p = 0 or ½; nothing below T0.

    H. Vogel, Phys. Z. 22 (1921) 645; G. S. Fulcher, J. Am. Ceram. Soc. 8 (1925) 339; G. Tammann, W. Hesse,
    Z. Anorg. Allg. Chem. 156 (1926) 245. With p = ½ it is what free volume gives (M. H. Cohen, D. Turnbull,
    J. Chem. Phys. 31 (1959) 1164). ``prefactor``: in the unit of what the law describes, times K^p; B and T0
    in K. R B is often called a pseudo-activation energy.
    """

    conventional: ClassVar[tuple[str, ...]] = ("power",)
    prefactor: float = parameter("A", "", "value at infinite temperature, times K^p", POSITIVE)
    B: float = parameter("B", "K", "how steep it is", NOT_NEGATIVE)
    T0: float = parameter("T_0", "K", "where all motion would cease", NOT_NEGATIVE)
    power: float = parameter("p", "1", "power of 1/T in the prefactor", ANY, 0.0)

    def value(self, T: Any) -> Any:
        return self.prefactor * T**-self.power * np.exp(-self.B / (T - self.T0))

    @property
    def lowest(self) -> float:
        return self.T0

    def wlf(self, reference: float) -> WLF:
        """The same law (p = 0) written about the ``reference`` temperature, K. Raises `InputError`."""
        if self.power != 0.0:
            raise InputError.one("VFT.power", self.power, "0: with T^-p there is no equal WLF law")
        if not reference > self.T0:
            raise InputError.one("reference", reference, f"a temperature above T0 = {self.T0:g} K")
        C2 = reference - self.T0
        return WLF(float(self(reference)), self.B / (LN10 * C2), C2, reference)

    def strength(self) -> float:
        """Angell's B/T0, small for fragile and large for strong liquids: Science 267 (1995) 1924."""
        return self.B / self.T0 if self.T0 else math.inf

    @classmethod
    def near(cls, T: np.ndarray, value: np.ndarray, power: float = 0.0) -> Self:
        # linear in 1/(T - T0) once T0 is chosen
        y, best = np.log(value) + power * np.log(T), (np.inf, cls(1.0, 0.0, 0.0, power))
        for T0 in T.min() * _TRIED:
            x = 1.0 / (T - T0)
            slope, intercept = np.polyfit(x, y, 1)
            missed = float(np.sum((y - intercept - slope * x) ** 2))
            if missed < best[0]:
                best = missed, cls(float(np.exp(intercept)), max(-float(slope), 1.0), float(T0), power)
        return best[1]

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(30.0, 1100.0, 190.0), cls(400.0, 900.0, 200.0, 0.5)


@dataclass(frozen=True)
class WLF(TemperatureLaw):
    """κ = κ_r/a_T, log₁₀ a_T = -C1 (T - Tr)/(C2 + T - Tr).

    a_T is the ratio of relaxation times, so conductivity goes as its inverse. M. L. Williams, R. F. Landel,
    J. D. Ferry, J. Am. Chem. Soc. 77 (1955) 3701: about the glass transition C1 = 17.44, C2 = 51.6 K fit many
    polymers. ``reference_value`` in the unit of what the law describes.
    """

    conventional: ClassVar[tuple[str, ...]] = ("reference",)
    reference_value: float = parameter(r"\kappa_r", "", "value at the reference temperature", POSITIVE)
    C1: float = parameter("C_1", "1", "decades from the reference to infinite temperature", NOT_NEGATIVE)
    C2: float = parameter("C_2", "K", "distance of the reference from where motion ceases", POSITIVE)
    reference: float = parameter("T_r", "K", "reference temperature", POSITIVE)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.reference < self.C2:
            found, expected = f"{self.C2:g} K", f"at most the reference temperature, {self.reference:g} K"
            raise InputError([Problem("WLF.C2", found, expected)])

    def shift_factor(self, T: Any) -> Any:
        """a_T = τ(T)/τ(Tr)."""
        return self.reference_value / self(T)

    def value(self, T: Any) -> Any:
        distance = T - self.reference
        return self.reference_value * np.exp(LN10 * self.C1 * distance / (self.C2 + distance))

    @property
    def lowest(self) -> float:
        return self.reference - self.C2

    @classmethod
    def near(cls, T: np.ndarray, value: np.ndarray) -> Self:
        found = VFT.near(T, value).wlf(float(T.min()))
        return cls(found.reference_value, found.C1, found.C2, found.reference)

    def vft(self) -> VFT:
        """The same law exactly: B = ln(10) C1 C2, T0 = Tr - C2, A = κ_r 10^C1."""
        prefactor = self.reference_value * math.exp(LN10 * self.C1)
        return VFT(prefactor, LN10 * self.C1 * self.C2, self.lowest)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(1e-9, 17.44, 51.6, 230.0),)
