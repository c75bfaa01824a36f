"""The materials that MPET has by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...core.constants import F
from ...thermo import FormulaOCP, RegularSolution, TwoSublattice
from ...thermo.hosts.base import HostMaterial
from . import scales
from .settings import Settings

LFP_POTENTIAL, GRAPHITE_POTENTIAL = 3.422, 0.12
"""Of the half-filled hosts against lithium, V."""


STANDARD_POTENTIALS = {"LiFePO4": LFP_POTENTIAL, "LiC6_1param": GRAPHITE_POTENTIAL}
"""Where MPET's activity is one; other materials have none."""


def lithium_iron_phosphate(cfg: Settings) -> HostMaterial:
    """Regular solution: P. Bai, D. A. Cogswell, M. Z. Bazant, Nano Lett. 11 (2011) 4890."""
    omega = scales.molar(cfg.number("Material", "Omega_a"))
    return RegularSolution(omega=omega, mu0=-LFP_POTENTIAL * F)


def graphite(cfg: Settings) -> HostMaterial:
    """One filled fraction with the stages of graphite as plateaus, MPET's ``LiC6_1param``."""
    kT = scales.K * scales.T_REF
    a, b = cfg.number("Material", "Omega_a") / kT, cfg.number("Material", "Omega_b") / kT

    def potential(x: Any) -> Any:
        """-μ/e by pieces of μ/kT: both ends, two plateaus, the shoulders of dilute stages."""
        shoulders = 0.75 * (np.tanh((x - 0.17) / 0.02) - 1.0) + np.tanh((x - 0.22) / 0.04) - 1.0
        early = _down(x, 0.35, 0.05) * (shoulders - 40.0 * np.exp(-x / 0.015))
        middle = 1.8 * a * (0.4 - x**0.98) * _down(x, 0.49, 0.045) * _up(x, 0.35, 0.05)
        late = (0.4 * a * (0.74 - x) + 0.9 * b) * _up(x, 0.5, 0.02)
        ends = 10.0 * _up(x, 1.0, 0.045) - 0.05 / x**0.85
        mu = 0.18 + early + middle + late + ends
        return GRAPHITE_POTENTIAL - scales.K * scales.T_REF / scales.E * mu

    return FormulaOCP(potential)


def layered_graphite(cfg: Settings) -> HostMaterial:
    """Two layers, MPET's ``LiC6``: T. R. Ferguson, M. Z. Bazant, Electrochim. Acta 146 (2014) 89."""
    a, b, c = (scales.molar(cfg.number("Material", f"Omega_{name}")) for name in "abc")
    return TwoSublattice(omega_a=a, omega_b=b, omega_c=c, mu0=-GRAPHITE_POTENTIAL * F)


def _up(x: Any, at: float, width: float) -> Any:
    return 0.5 * (np.tanh((x - at) / width) + 1.0)


def _down(x: Any, at: float, width: float) -> Any:
    return 1.0 - _up(x, at, width)


def lionsimba_graphite(cfg: Settings) -> HostMaterial:
    """M. Torchio et al., J. Electrochem. Soc. 163 (2016) A1192, at its reference temperature."""
    return FormulaOCP(
        "0.7222 + 0.1387*x + 0.029*x^0.5 - 0.0172/x + 0.0019*x^(-1.5) + 0.2808*exp(0.9 - 15*x)"
        " - 0.7984*exp(0.4465*x - 0.4108)"
    )


def lionsimba_cobalt_oxide(cfg: Settings) -> HostMaterial:
    """M. Torchio et al., J. Electrochem. Soc. 163 (2016) A1192, at its reference temperature."""
    return FormulaOCP(
        "(-4.656 + 88.669*x^2 - 401.119*x^4 + 342.909*x^6 - 462.471*x^8 + 433.434*x^10)"
        "/(-1 + 18.933*x^2 - 79.532*x^4 + 37.311*x^6 - 73.083*x^8 + 95.96*x^10)"
    )


LAYERED = {"LiC6"}
"""Those with two order parameters."""

HOSTS: Mapping[str, Callable[[Settings], HostMaterial]] = {
    "LiFePO4": lithium_iron_phosphate,
    "LiC6": layered_graphite,
    "LiC6_1param": graphite,
    "LiC6_LIONSIMBA": lionsimba_graphite,
    "LiCoO2_LIONSIMBA": lionsimba_cobalt_oxide,
}
