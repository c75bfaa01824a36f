"""An ideal salt in a steady state between two ends: concentrations, voltages, what current it can carry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core.bounds import ANY, POSITIVE, Bounds
from ..core.constants import F, R
from ..core.errors import InputError
from ..core.parameters import Checked, parameter
from .arguments import quantities


@dataclass(frozen=True)
class BinarySalt(Checked):
    """An ideal 1:1 salt in steady diffusion and migration along x, between electrodes of its cation.

    κ = F² c D/(2RT t₊ t₋) (Nernst and Einstein), so that the profile of c is a straight line.
    """

    diffusivity: float = parameter("D", "m2.s-1", "salt diffusivity", POSITIVE)
    cation_share: float = parameter(
        "t_+", "1", "transference number of the cation", Bounds(0.0, 1.0, True, True)
    )
    length: float = parameter("L", "m", "distance of the ends", POSITIVE)
    left: float = parameter("c_l", "mol.m-3", "concentration at the left end", POSITIVE)
    right: float = parameter("c_r", "mol.m-3", "concentration at the right end", POSITIVE)
    current: float = parameter("I", "A.m-2", "current density along x", ANY, 0.0)
    temperature: float = parameter("T", "K", "temperature", POSITIVE, 298.15)

    @property
    def slope(self) -> float:
        """∂c/∂x, mol/m⁴."""
        return (self.right - self.left) / self.length

    @property
    def anion_current(self) -> float:
        """J₋ = F D ∂c/∂x + (1 - t₊) I, A/m²; zero where electrodes of the cation block the anion."""
        return F * self.diffusivity * self.slope + (1.0 - self.cation_share) * self.current

    def concentration(self, x: np.ndarray) -> np.ndarray:
        """mol/m³ at ``x``, m."""
        return self.left + self.slope * x

    def voltages(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """V of cation and anion at ``x``, V; both zero at the left end, at the concentration there."""
        RT_F, share = R * self.temperature / F, self.cation_share
        log = np.log(self.concentration(x) / self.left)
        # ∫ dx/c, which is x/c where the concentration is even
        path = log / self.slope if self.slope else x / self.left
        ohmic = self.current * path * 2.0 * RT_F * share * (1.0 - share) / (F * self.diffusivity)
        cation = -ohmic + (1.0 - share) * 2.0 * RT_F * log
        return cation, cation - 2.0 * RT_F * log

    def slopes(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """∇V of cation and anion at ``x``, V/m."""
        RT_F, share, c = R * self.temperature / F, self.cation_share, self.concentration(x)
        ohmic = self.current * 2.0 * RT_F * share * (1.0 - share) / (F * self.diffusivity * c)
        cation = -ohmic + (1.0 - share) * 2.0 * RT_F * self.slope / c
        return cation, cation - 2.0 * RT_F * self.slope / c


def limiting_current(diffusivity: float, cation_share: float, length: float, mean: float) -> float:
    """2 F D c̄/((1 - t₊) L), A/m²: between electrodes of the cation, what uses up the salt at one of them.

    ``diffusivity`` m²/s, ``length`` m, ``mean`` concentration mol/m³. Raises `InputError`.
    """
    quantities(diffusivity=diffusivity, length=length, mean=mean, anion_share=1.0 - cation_share)
    return 2.0 * F * diffusivity * mean / ((1.0 - cation_share) * length)


def plated_salt(
    diffusivity: float, cation_share: float, length: float, mean: float, current: float
) -> BinarySalt:
    """The salt between electrodes of its cation, the anion blocked, at ``current``, A/m², less than the
    `limiting_current`. Raises `InputError`.
    """
    most = limiting_current(diffusivity, cation_share, length, mean)
    if not abs(current) < most:
        raise InputError.one("current", current, f"less than the limiting current, {most:.4g} A/m²")
    tilt = mean * current / most
    return BinarySalt(diffusivity, cation_share, length, mean + tilt, mean - tilt, current)
