"""A resistive film between host and electrolyte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import NOT_NEGATIVE
from ..core.errors import InputError
from ..core.expr import Expr, substitute
from ..core.implicit import root
from ..core.latex import latex
from ..core.parameters import declared, parameter
from ..core.structure import letters_of, symbolic
from .base import Branches, RateLaw, traced
from .butler_volmer import ButlerVolmer
from .exchange import InsertionExchange
from .marcus_hush_chidsey import MarcusHushChidsey
from .tafel import Tafel


@dataclass(frozen=True)
class FilmResistance(RateLaw):
    """j = law(η - j R): the law sees the overpotential that the film leaves to it.

    Such films bend Tafel lines as electron transfer does (M. Doyle et al., J. Electrochem. Soc. 143 (1996)
    1890 have them in the Doyle-Fuller-Newman model). The one equation that this is at every interface
    is solved where the law is evaluated, on arrays and in compiled models. Where a law falls with η more
    steeply than 1/R there are several states, of which one comes out.

    ``law``: any rate law; ``resistance``: R of the film, Ω m². Raises `InputError` for what is neither.
    """

    law: RateLaw
    resistance: float = parameter(
        r"R_{\mathrm{film}}", "ohm.m2", "resistance of the film times its area", NOT_NEGATIVE
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if not isinstance(self.law, RateLaw):
            raise InputError.one("FilmResistance.law", self.law, "a rate law, such as ButlerVolmer(...)")

    @classmethod
    def behind(cls, resistance: Any, law: RateLaw) -> Self:
        """``law`` behind a film in an equation, whose resistance is a symbol that no bounds hold."""
        made = object.__new__(cls)
        object.__setattr__(made, "law", law)
        object.__setattr__(made, "resistance", resistance)
        return made

    def _behind_film(self, eta: Any, x: Any, c_plus: Any, T: Any) -> Any:
        """The overpotential y that is left to the law: y + R j(y) = η."""
        y = Expr.symbol("eta_s")
        names = ("eta", "x", "c_plus", "T")
        symbols = dict(zip(names, map(Expr.symbol, names), strict=True))
        state = {name: symbols[name] for name in names[1:]}
        residual = y + self.resistance * self.law.current_density(y, **state) - symbols["eta"]
        low, high = np.minimum(eta, 0.0), np.maximum(eta, 0.0)
        if not self.law.reversible:  # what flows nearer to zero than η flows at y at most
            least, most = (self.law.current_density(end, x=x, c_plus=c_plus, T=T) for end in (low, high))
            low = low - self.resistance * np.maximum(least, 0.0)
            high = high - self.resistance * np.minimum(most, 0.0)
        start = 0.0 * eta if self.law.reversible else eta
        given = {"eta": eta, "x": x, "c_plus": c_plus, "T": T}
        return root(residual, "eta_s", low, high, start, given)

    def current_density(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Any:
        y = self._behind_film(eta, x, c_plus, T)
        return self.law.current_density(y, x=x, c_plus=c_plus, T=T)

    def partial_currents(self, eta: Any, *, x: Any, c_plus: Any, T: Any) -> Branches:
        y = self._behind_film(eta, x, c_plus, T)
        return self.law.partial_currents(y, x=x, c_plus=c_plus, T=T)

    def limiting_current(self, x: Any, c_plus: Any, T: Any) -> Branches:
        return self.law.limiting_current(x, c_plus, T)

    @property
    def reversible(self) -> bool:  # type: ignore[override]  # depends on its fields
        return self.law.reversible

    @property
    def monotone(self) -> bool:  # type: ignore[override]  # depends on its fields
        return self.law.monotone

    @property
    def domain(self) -> Any:  # type: ignore[override]  # depends on its fields
        return self.law.domain

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        insertion = InsertionExchange(rate_constant=7e-6, activation_energy=3e4)
        metal = MarcusHushChidsey.examples()[0]
        return cls(ButlerVolmer(insertion), 7e-3), cls(metal, 2e-3), cls(Tafel(insertion), 0.1)

    def latex(self) -> str:
        inner = substitute(traced(symbolic(self.law)), {"eta": Expr.symbol("eta_s")})
        letter = declared(type(self))["resistance"].symbol
        return rf"j = {latex(inner, letters_of(self.law))}, \quad \eta_{{s}} = \eta - j\,{letter}"
