"""LiPF6 in PC:EC:DMC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from ...core.bounds import Bounds
from ...core.constants import C_STANDARD
from ...core.expr import Expr
from ...core.parameters import parameter
from .battery import BatteryElectrolyte


@dataclass(frozen=True)
class ValoenReimers2005(BatteryElectrolyte):
    """LiPF6 in PC:EC:DMC (10:27:63 by volume).

    L. O. Valøen, J. N. Reimers, J. Electrochem. Soc. 152 (2005) A882, with c in mol/L:
    κ = c [-10.5 + 0.0740 T - 6.96e-5 T² + c (0.668 - 0.0178 T + 2.80e-5 T²) + c² (0.494 - 8.86e-4 T)]² mS/cm,
    log₁₀ D = -4.43 - 54/(T - 229 - 5c) - 0.22 c (cm²/s), t₊ = 0.38,
    (1 - t₊) χ = 0.601 - 0.24 √c + 0.982 [1 - 0.0052 (T - 294)] c^1.5.
    """

    t_plus: float = parameter("t_+", "1", "transference number of the cation", Bounds(0.0, 0.99), 0.38)
    concentrations: ClassVar[tuple[float, float]] = (100.0, 3000.0)
    temperatures: ClassVar[tuple[float, float]] = (263.0, 333.0)
    source: ClassVar[str] = "L. O. Valøen, J. N. Reimers, J. Electrochem. Soc. 152 (2005) A882"

    def equations(self, c: Expr, T: Expr) -> Mapping[str, Any]:
        n = c / C_STANDARD
        root = (
            (-10.5 + 0.0740 * T - 6.96e-5 * T**2)
            + n * (0.668 - 0.0178 * T + 2.80e-5 * T**2)
            + n**2 * (0.494 - 8.86e-4 * T)
        )
        log_diffusivity = -4.43 - 54.0 / (T - 229.0 - 5.0 * n) - 0.22 * n
        factor = 0.601 - 0.24 * np.sqrt(n) + 0.982 * (1.0 - 0.0052 * (T - 294.0)) * n**1.5
        return {
            "conductivity": 0.1 * n * root**2,
            "diffusivity": 1e-4 * np.exp(np.log(10.0) * log_diffusivity),
            "transference_number": self.t_plus,
            "thermodynamic_factor": factor / (1.0 - self.t_plus),
        }

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)
