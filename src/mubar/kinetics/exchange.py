"""Exchange current densities: how the prefactor of a rate law depends on composition and temperature."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import ANY, NOT_NEGATIVE, POSITIVE, TEMPERATURE
from ..core.constants import F, R
from ..core.parameters import Checked, parameter
from ..core.usual import ENERGY
from ..thermo.activation import activation
from ..thermo.hosts.base import HostMaterial


@dataclass(frozen=True)
class Exchange(Checked, ABC):
    """An exchange current density with an activated rate constant k(T) = rate_constant · exp(E/R (1/T_ref -
    1/T)).

    Raises `InputError` naming a number out of bounds.
    """

    rate_constant: float = parameter(
        "k", "mol.m-2.s-1", "rate constant at the reference temperature", POSITIVE
    )
    activation_energy: float = parameter(
        "E", "J.mol-1", "activation energy of the rate", NOT_NEGATIVE, 0.0, usual=ENERGY
    )
    reference_temperature: float = parameter(
        r"T_{\mathrm{ref}}", "K", "temperature at which the rate constant holds", TEMPERATURE, 298.15
    )

    def rate(self, T: Any) -> Any:
        """k(T), mol m^-2 s^-1, at ``T`` in K (Arrhenius)."""
        return self.rate_constant * activation(self.activation_energy, self.reference_temperature, T)

    @abstractmethod
    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""

    def beyond_uniform(self, excess: Any) -> Exchange | _InField:
        """This where the host's chemical potential differs by ``excess``, J/mol, from a uniform one's."""
        return self


@dataclass(frozen=True)
class _InField:
    """An exchange that goes as the square root of the host's activity, where gradients change that."""

    exchange: Exchange
    excess: Any

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        return self.exchange(x, c_plus, T) * np.exp(0.5 * self.excess / (R * T))


@dataclass(frozen=True)
class InsertionExchange(Exchange):
    """j0 = F k(T) sqrt(c_plus x (1 - x)).

    Doyle, Fuller, Newman, J. Electrochem. Soc. 140 (1993) 1526, in the normalised form of BPX 1.1.
    """

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""
        return F * self.rate(T) * np.sqrt(c_plus * x * (1.0 - x))


@dataclass(frozen=True)
class MetalExchange(Exchange):
    """j0 = F k(T) sqrt(c_plus), for a metal electrode that is always full (lithium foil)."""

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at cation activity ``c_plus`` and temperature ``T`` (K); ``x`` plays no part."""
        return F * self.rate(T) * np.sqrt(c_plus)


@dataclass(frozen=True)
class ExcludedSiteExchange(Exchange):
    """j0 = √3 F k(T) (1 - x) sqrt(c_plus x (1 - x)): the ion in transition excludes a site.

    What J. Lim et al., Science 353 (2016) 566 found in LiFePO4 particles, as in Table 1 of D. Fraggedakis et
    al., Electrochim. Acta 367 (2021) 137432. Largest at x = 1/4.
    """

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""
        return F * self.rate(T) * (1.0 - x) * np.sqrt(3.0 * c_plus * x * (1.0 - x))


@dataclass(frozen=True)
class RegularSolutionExchange(Exchange):
    """j0 = F k(T) (1 - x) sqrt(c_plus a), the host's activity a = x/(1 - x) exp[Ω(1 - 2x)/RT].

    M. Z. Bazant, Acc. Chem. Res. 46 (2013) 1144, for a regular solution whose ion in transition excludes a
    site: j0 = k (1 - x) e^{μ/2RT} with μ counted from that at half filling.
    """

    interaction: float = parameter(r"\Omega", "J.mol-1", "regular-solution parameter of the host", ANY, 0.0)

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""
        attraction = np.exp(self.interaction * (0.5 - x) / (R * T))
        return F * self.rate(T) * np.sqrt(c_plus * x * (1.0 - x)) * attraction

    def beyond_uniform(self, excess: Any) -> Exchange | _InField:
        """With the whole activity in place of the uniform host's: phase fields and strain add to it."""
        return _InField(self, excess)


@dataclass(frozen=True, kw_only=True)
class ActivityExchange(Exchange):
    """j0 = F k(T) (1 - x) sqrt(c_plus a), a = exp[(μ_h(x) + F U°)/RT] the activity of lithium in any host.

    M. Z. Bazant, Acc. Chem. Res. 46 (2013) 1144; for a regular solution with U° of its half-filled state it
    is `RegularSolutionExchange`. In a phase field the activity is that of the whole chemical potential.
    """

    host: HostMaterial
    standard_potential: float = parameter(r"U^{\circ}", "V", "potential against lithium where a = 1", ANY)

    def __call__(self, x: Any, c_plus: Any, T: Any) -> Any:
        """A/m² at filled fraction ``x``, cation activity ``c_plus``, ``T`` in K. Arrays broadcast."""
        RT = R * T
        log_activity = (self.host.chemical_potential(x, T) + F * self.standard_potential) / RT
        return F * self.rate(T) * (1.0 - x) * np.sqrt(c_plus) * np.exp(0.5 * log_activity)

    def beyond_uniform(self, excess: Any) -> Exchange | _InField:
        return _InField(self, excess)
