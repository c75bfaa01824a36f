"""An electrolyte whose transport is known at some concentrations: measured, simulated, or modelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import ANY, POSITIVE
from ..core.data import C2
from ..core.errors import InputError, Problem
from ..core.expr import Expr
from ..core.law import Function
from ..core.parameters import parameter
from ..thermo.electrolytes import BatteryElectrolyte
from .frames import SOLVENT
from .newman import SaltTransport

_FEWEST = 3


@dataclass(frozen=True)
class TabulatedElectrolyte(BatteryElectrolyte):
    """κ, D, t_+ and χ of a salt at one temperature, by cubic splines through points, which `of` makes.

    ln κ and ln D are interpolated over ln c, t_+ and χ over c. Cells take it:
    ``cell.replace(electrolyte=TabulatedElectrolyte.of(points))``. Raises `InputError`.
    """

    amounts: tuple[float, ...] = parameter("c", "mol.m-3", "concentrations", POSITIVE, (), several=True)
    kappa: tuple[float, ...] = parameter(r"\kappa", "S.m-1", "conductivities", POSITIVE, (), several=True)
    diffusion: tuple[float, ...] = parameter("D", "m2.s-1", "diffusivities", POSITIVE, (), several=True)
    t_plus: tuple[float, ...] = parameter("t_+", "1", "transference numbers", ANY, (), several=True)
    factor: tuple[float, ...] = parameter(r"\chi", "1", "thermodynamic factors", ANY, (), several=True)
    temperature: float = parameter("T", "K", "temperature of the points", POSITIVE, 298.15)

    def __post_init__(self) -> None:
        super().__post_init__()
        n = len(self.amounts)
        if n < _FEWEST:
            raise InputError([Problem("TabulatedElectrolyte", f"{n} points", f"at least {_FEWEST}")])
        sizes = {name: len(getattr(self, name)) for name in ("kappa", "diffusion", "t_plus", "factor")}
        if {*sizes.values()} != {n}:
            found = ", ".join(f"{size} {name}" for name, size in sizes.items())
            raise InputError([Problem("TabulatedElectrolyte", found, f"{n} of each")])
        if not (np.diff(self.amounts) > 0.0).all():
            raise InputError.one("TabulatedElectrolyte.amounts", self.amounts, "rising concentrations")

    @classmethod
    def of(cls, points: Iterable[SaltTransport]) -> Self:
        """From transport of one salt at different concentrations and one temperature, in the solvent's frame.

        Raises `InputError`.
        """
        held = list(points)
        if not held or not all(isinstance(p, SaltTransport) for p in held):
            raise InputError.one("points", held, "SaltTransport at different concentrations")
        held.sort(key=lambda p: p.concentration)
        alike = {(p.salt, p.temperature, p.transference.frame) for p in held}
        if len(alike) > 1 or held[0].transference.frame != SOLVENT:
            expected = "one salt at one temperature, in the solvent's frame"
            raise InputError(
                [Problem("points", "; ".join(f"{s}, {T:g} K, {f}" for s, T, f in alike), expected)]
            )
        return cls(
            held[0].salt,
            tuple(p.concentration for p in held),
            tuple(p.conductivity for p in held),
            tuple(p.diffusivity for p in held),
            tuple(float(p.transference.values[0]) for p in held),
            tuple(p.thermodynamic_factor for p in held),
            held[0].temperature,
        )

    @property
    def concentrations(self) -> tuple[float, float]:  # type: ignore[override]
        """Lowest and highest concentration of the points, mol/m³."""
        return self.amounts[0], self.amounts[-1]

    @property
    def temperatures(self) -> tuple[float, float]:  # type: ignore[override]
        """The temperature of the points, twice."""
        return self.temperature, self.temperature

    def equations(self, c: Expr, T: Expr) -> Mapping[str, Any]:
        def through(x: Any, y: Any, at: Any) -> Any:
            return Function.from_data(x, y, C2(), input="x")(at)

        logarithm = np.log(self.amounts)
        return {
            "conductivity": np.exp(through(logarithm, np.log(self.kappa), np.log(c))),
            "diffusivity": np.exp(through(logarithm, np.log(self.diffusion), np.log(c))),
            "transference_number": through(self.amounts, self.t_plus, c),
            "thermodynamic_factor": through(self.amounts, self.factor, c),
        }
