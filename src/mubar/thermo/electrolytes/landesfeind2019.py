"""LiPF6 in three solvents: J. Landesfeind, H. A. Gasteiger, J. Electrochem. Soc. 166 (2019) A3079."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ...core.constants import C_STANDARD
from ...core.expr import Expr
from .battery import BatteryElectrolyte

Coefficients = tuple[float, ...]


@dataclass(frozen=True)
class Landesfeind2019(BatteryElectrolyte):
    """LiPF6 in ``solvent``, mixed by weight.

    κ = p₁ [1 + (T - p₂)] c [1 + p₃ √c + p₄ (1 + p₅ e^(1000/T)) c]/[1 + c⁴ p₆ e^(1000/T)] mS/cm,
    D = p₁ exp(p₂ c + p₃/T + p₄ c/T) 10⁻¹⁰ m²/s; t₊ and χ are polynomials p₁ + p₂ c + p₃ T + p₄ c² + p₅ c T +
    p₆ T² + p₇ c³ + p₈ c² T + p₉ c T²; c in mol/L.
    """

    solvent: str = "EC:EMC 3:7"
    kappa: Coefficients = (5.21e-1, 2.28e2, -1.06, 3.53e-1, -3.59e-3, 1.48e-3)
    diffusion: Coefficients = (1.01e3, 1.01, -1.56e3, -4.87e2)
    transference: Coefficients = (
        -1.28e1, -6.12, 8.21e-2, 9.04e-1, 3.18e-2, -1.27e-4, 1.75e-2, -3.12e-3, -3.96e-5,
    )  # fmt: skip
    factor: Coefficients = (
        2.57e1, -4.51e1, -1.77e-1, 1.94, 2.95e-1, 3.08e-4, 2.59e-1, -9.46e-3, -4.54e-4,
    )  # fmt: skip
    concentrations: ClassVar[tuple[float, float]] = (100.0, 3000.0)
    temperatures: ClassVar[tuple[float, float]] = (263.15, 323.15)
    source: ClassVar[str] = "J. Landesfeind, H. A. Gasteiger, J. Electrochem. Soc. 166 (2019) A3079"

    def equations(self, c: Expr, T: Expr) -> Mapping[str, Any]:
        n = c / C_STANDARD
        hot = np.exp(1000.0 / T)
        p1, p2, p3, p4, p5, p6 = self.kappa
        rise = 1.0 + p3 * np.sqrt(n) + p4 * (1.0 + p5 * hot) * n
        d1, d2, d3, d4 = self.diffusion
        return {
            "conductivity": 0.1 * p1 * (1.0 + (T - p2)) * n * rise / (1.0 + n**4 * p6 * hot),
            "diffusivity": 1e-10 * d1 * np.exp(d2 * n + d3 / T + d4 * n / T),
            "transference_number": _polynomial(self.transference, n, T),
            "thermodynamic_factor": _polynomial(self.factor, n, T),
        }

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(), cls.ec_dmc(), cls.emc_fec()

    @classmethod
    def ec_dmc(cls) -> Self:
        """LiPF6 in EC:DMC 1:1."""
        return cls(
            solvent="EC:DMC 1:1",
            kappa=(7.98e-1, 2.28e2, -1.22, 5.09e-1, -4e-3, 3.79e-3),
            diffusion=(1.47e3, 1.33, -1.69e3, -5.63e2),
            transference=(-7.91, 2.45e-1, 5.28e-2, 6.98e-1, -1.08e-2, -8.21e-5, 7.43e-4, -2.22e-3, 3.07e-5),
            factor=(-5.58, 7.17, 3.80e-2, 1.91, -6.65e-2, -5.08e-5, 1.1e-1, -6.10e-3, 1.51e-4),
        )

    @classmethod
    def emc_fec(cls) -> Self:
        """LiPF6 in EMC:FEC 19:1."""
        return cls(
            solvent="EMC:FEC 19:1",
            kappa=(2.51e-2, 1.75e2, 1.23, 2.05e-1, -8.81e-2, 2.83e-3),
            diffusion=(5.86e2, 1.33, -1.38e3, -5.82e2),
            transference=(-1.22e1, -3.05, 8.38e-2, 1.78, 1.51e-3, -1.37e-4, -2.45e-2, -5.15e-3, 2.14e-5),
            factor=(3.22, -1.01e1, -1.58e-2, 6.12, 2.96e-2, 2.42e-5, -2.22e-1, -1.57e-2, 6.30e-6),
        )


def _polynomial(p: Coefficients, n: Any, T: Any) -> Any:
    p1, p2, p3, p4, p5, p6, p7, p8, p9 = p
    constant, first = p1 + p3 * T + p6 * T**2, p2 + p5 * T + p9 * T**2
    return constant + first * n + (p4 + p8 * T) * n**2 + p7 * n**3
