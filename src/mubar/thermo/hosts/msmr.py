"""The multi-site, multi-reaction host (MSMR)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar, Self

import numpy as np

from ...core.bounds import ANY, POSITIVE
from ...core.constants import F, R
from ...core.errors import InputError
from ...core.expr import Expr
from ...core.implicit import root
from ...core.parameters import Checked, parameter
from .base import HostMaterial

_LARGEST = 300.0
"""Exponents beyond this change nothing, and their squares would overflow."""


@dataclass(frozen=True)
class Gallery(Checked):
    """One kind of site, filled to 1/(1 + exp[F (U - U°)/(w RT)]); w = 1 is a lattice gas."""

    share: float = parameter("X", "1", "share of the host's sites", POSITIVE)
    potential: float = parameter(r"U^{\circ}", "V", "potential at which it is half full", ANY)
    width: float = parameter("w", "1", "width in potential, in units of RT/F", POSITIVE)

    def exponent(self, U: Any, T: Any) -> Any:
        """F (U - U°)/(w RT)."""
        return F * (U - self.potential) / (self.width * R * T)

    def potential_at(self, x: Any, T: Any) -> Any:
        """U at which this gallery is filled to ``x``, V."""
        return self.potential + self.width * R * T / F * (np.log(1.0 - x) - np.log(x))


@dataclass(frozen=True)
class MultiSiteMolarRegular(HostMaterial):
    """Galleries of sites at one potential: x(U) = Σ x_j, x_j = X_j/(1 + exp[F (U - U°_j)/(w_j RT)]).

    The shares X_j count relative to their sum. U(x) solves that equation, exactly and differentiably in x and
    T; the free energy follows by the Legendre transform G = Φ - F U x with ∂Φ/∂U = F x. Never separates.
    Verbrugge, Baker, Koch, Xiao, Gu, J. Electrochem. Soc. 164 (2017) E3243.
    """

    closed_form: ClassVar[bool] = False
    conventional: ClassVar[tuple[str, ...]] = ("galleries.0.share",)
    galleries: tuple[Gallery, ...]

    def __post_init__(self) -> None:
        where = "MultiSiteMolarRegular.galleries"
        if not isinstance(self.galleries, (tuple, list)) or not self.galleries:
            raise InputError.one(where, self.galleries, "a tuple of at least one Gallery")
        for i, gallery in enumerate(self.galleries):
            if not isinstance(gallery, Gallery):
                raise InputError.one(f"{where}/{i}", gallery, "a Gallery(share, potential, width)")
        object.__setattr__(self, "galleries", tuple(self.galleries))

    def filled_fraction(self, U: Any, T: Any) -> Any:
        """x at the potential ``U`` against lithium metal, V: the law as it is written. Arrays broadcast."""
        filled, empty = self._contents(U, T)
        return filled / (filled + empty)

    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        # logarithms, so that it is as exact near the ends; at the lowest of the galleries' own potentials at
        # x every gallery is filled to x at least, at the highest to x at most
        filled, empty = self._contents(Expr.symbol("U"), T)
        residual = np.log(empty) - np.log(filled) + np.log(x) - np.log(1.0 - x)
        alone = [gallery.potential_at(x, T) for gallery in self.galleries]
        low, high = reduce(np.minimum, alone), reduce(np.maximum, alone)
        U = root(residual, "U", low, high, 0.5 * (low + high), {})
        return self._grand_energy(U, T) - F * U * x, -F * U

    def _contents(self, U: Any, T: Any) -> tuple[Any, Any]:
        """Sites that are filled, and empty, in the unit of the shares."""
        filled = empty = 0.0
        for gallery in self.galleries:
            z = np.clip(gallery.exponent(U, T), -_LARGEST, _LARGEST)
            filled = filled + gallery.share / (1.0 + np.exp(z))
            empty = empty + gallery.share / (1.0 + np.exp(-z))
        return filled, empty

    def _grand_energy(self, U: Any, T: Any) -> Any:
        """Φ(U) = G + F U x, J/mol: -RT Σ X_j w_j ln(1 + exp(-z_j)), written so that it can't overflow."""
        total = shares = 0.0
        for gallery in self.galleries:
            z = gallery.exponent(U, T)
            logarithm = np.maximum(-z, 0.0) + np.log1p(np.exp(-np.abs(z)))
            total = total - gallery.share * gallery.width * logarithm
            shares = shares + gallery.share
        return R * T * total / shares

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(tuple(Gallery(*g) for g in GRAPHITE)), cls(tuple(Gallery(*g) for g in NMC622))


# Verbrugge et al. 2017, table 1: X, U° in V, w
GRAPHITE = (
    (0.43336, 0.08843, 0.08611),
    (0.23963, 0.12799, 0.08009),
    (0.15018, 0.14331, 0.72469),
    (0.05462, 0.16984, 2.53277),
    (0.06744, 0.21446, 0.09470),
    (0.05476, 0.36325, 5.97354),
)
NMC622 = (
    (0.13442, 3.62274, 0.96710),
    (0.32460, 3.72645, 1.39712),
    (0.21118, 3.90575, 3.50500),
    (0.32980, 4.22955, 5.52757),
)
