"""Rate laws as MPET has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ...core.constants import F
from ...kinetics import (
    ButlerVolmer,
    CoupledIonElectronTransfer,
    Donor,
    FilmResistance,
    InsertionExchange,
    Localized,
    PhaseFieldMarcusHushChidsey,
    ZengApproximation,
)
from ...kinetics.base import RateLaw
from ...kinetics.exchange import ActivityExchange, Exchange, RegularSolutionExchange
from ...thermo.activation import activation
from ...thermo.hosts.base import HostMaterial
from ...thermo.hosts.regular_solution import RegularSolution
from ...thermo.hosts.two_sublattice import TwoSublattice
from . import hosts, scales
from .settings import Settings


def activated(energy: float, T: float) -> float:
    """exp(E/R (1/T_ref - 1/T)); E in J/mol."""
    return float(activation(energy, scales.T_REF, T))


def rate_law(cfg: Settings, host: HostMaterial, T: float, surfaces: float = 1.0) -> RateLaw:
    """That of an electrode file, of particles with so many times their surface."""
    k0 = cfg.number("Reactions", "k0") * activated(cfg.number("Reactions", "E_A", 0.0), T)
    law = RATES[cfg.text("Reactions", "rxnType")](cfg, host, surfaces * k0)
    film = cfg.number("Reactions", "Rfilm", 0.0)
    return FilmResistance(law, film / surfaces) if film else law


def _phase_field(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """BV: k0 (1 - x) √(c a), a the whole activity of lithium; relative to x/(1 - x) where there is none."""
    if isinstance(host, RegularSolution | TwoSublattice):
        return ButlerVolmer(RegularSolutionExchange(k0 / F, interaction=_within(host)))
    standard = hosts.STANDARD_POTENTIALS.get(cfg.text("Material", "muRfunc"))
    if standard is None:
        return _insertion(cfg, host, k0)
    return ButlerVolmer(ActivityExchange(rate_constant=k0 / F, host=host, standard_potential=standard))


def _within(host: RegularSolution | TwoSublattice) -> float:
    """Ω of a layer."""
    return host.omega if isinstance(host, RegularSolution) else host.omega_a


@dataclass(frozen=True)
class OccupiedSiteExchange(RegularSolutionExchange):
    """j0 = F k(T) x (1 - x) sqrt(c_plus a): x times `RegularSolutionExchange`, MPET's ``BV_gMod01``."""

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        return x * super().__call__(x, c_plus, T)


def _occupied_site(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """BV_gMod01: k0 x (1 - x) √(c a)."""
    interaction = _within(host) if isinstance(host, RegularSolution | TwoSublattice) else 0.0
    exchange: Exchange = OccupiedSiteExchange(k0 / F, interaction=interaction)
    return ButlerVolmer(exchange)


def _insertion(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """BV_mod01: k0 √(c x (1 - x))."""
    return ButlerVolmer(InsertionExchange(k0 / F))


def _ciet(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """CIET in the approximation of Zeng et al., normalised by its plateau."""
    energy = cfg.number("Reactions", "lambda")
    normal = np.sqrt(4.0 * np.pi * energy / (scales.K * scales.T_REF))
    return CoupledIonElectronTransfer(k0 / normal, scales.molar(energy), ZengApproximation())


def _marcus(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """Marcus: k0 (1 - x) √(c x) (x/c)^{ln(c/x)/4λ} e^{-η²/4λ} [...], which is CIET from one level but for its
    barrier at equilibrium.
    """
    energy = cfg.number("Reactions", "lambda")
    normal = np.exp(-0.25 * energy / (scales.K * scales.T_REF))
    return CoupledIonElectronTransfer(k0 / normal, scales.molar(energy), Localized())


@dataclass(frozen=True)
class _Approximated(PhaseFieldMarcusHushChidsey):
    donor: ClassVar[Donor] = ZengApproximation()


def _mhc(cfg: Settings, host: HostMaterial, k0: float) -> RateLaw:
    """MHC in the approximation of Zeng et al., normalised by its value in equilibrium."""
    energy = cfg.number("Reactions", "lambda")
    interaction = _within(host) if isinstance(host, RegularSolution | TwoSublattice) else 0.0
    over = energy / (scales.K * scales.T_REF)
    normal = float(ZengApproximation().reduction(0.0, 1.0, over, 1.0))
    return _Approximated(k0 / normal, scales.molar(energy), interaction)


RATES: Mapping[str, Callable[[Settings, HostMaterial, float], RateLaw]] = {
    "BV": _phase_field,
    "BV_mod01": _insertion,
    "BV_gMod01": _occupied_site,
    "CIET": _ciet,
    "MHC": _mhc,
    "Marcus": _marcus,
}
