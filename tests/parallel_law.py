"""A rate law as users write them, with its numbers in tuples and in a tuple of parts."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from mubar.core.bounds import NOT_NEGATIVE, POSITIVE, TEMPERATURE
from mubar.core.constants import F, R
from mubar.core.parameters import Checked, parameter
from mubar.kinetics import RateLaw


@dataclass(frozen=True)
class Pathway(Checked):
    """One of several ways to react."""

    rate: float = parameter("k", "mol.m-2.s-1", "rate constant of the pathway", POSITIVE)
    activation_energy: float = parameter("E", "J.mol-1", "activation energy", NOT_NEGATIVE, 0.0)
    reference_temperature: float = parameter("T_0", "K", "where the rate holds", TEMPERATURE, 298.15)


@dataclass(frozen=True)
class Parallel(RateLaw):
    """j = Σ w_i j_i of pathways that obey Butler and Volmer with the same transfer coefficients, ½:
    together they are one Butler-Volmer law of the rate constant Σ w_i k_i.
    """

    pathways: tuple[Pathway, ...]
    weights: tuple[float, ...] = parameter("w", "1", "share of the surface", NOT_NEGATIVE, several=True)

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        k = 0.0
        for w, pathway in zip(self.weights, self.pathways, strict=True):
            heat = 1.0 / pathway.reference_temperature - 1.0 / T
            k = k + w * pathway.rate * np.exp(pathway.activation_energy / R * heat)
        return 2.0 * F * k * np.sqrt(c_plus * x * (1.0 - x)) * np.sinh(F * eta / (2.0 * R * T))

    def rate_constant(self) -> float:
        """Σ w_i k_i, of the one law that this is at the reference temperature."""
        return sum(w * p.rate for w, p in zip(self.weights, self.pathways, strict=True))


LAW = Parallel((Pathway(2e-5), Pathway(6e-5), Pathway(1e-6)), (0.5, 0.25, 0.25))
