"""Pitzer's equations, with the published coefficients of 46 salts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Self

import numpy as np

from ...core.bounds import ANY
from ...core.errors import InputError, UnknownNameError
from ...core.parameters import Checked, parameter
from ..species import charge
from .activity import ActivityModel, Molalities, SaltSolution, ionic_strength
from .solvent import WATER, Solvent

_B = 1.2
"""kg^½ mol^-½, the same for all salts."""
_ALPHA = 2.0
"""kg^½ mol^-½, for salts with a univalent ion."""


@dataclass(frozen=True)
class PitzerCoefficients(Checked):
    """Second and third virial coefficients of a cation with an anion at 25 °C."""

    cation: str
    anion: str
    beta0: float = parameter(r"\beta^{(0)}", "kg.mol-1", "second virial coefficient", ANY)
    beta1: float = parameter(
        r"\beta^{(1)}", "kg.mol-1", "second virial coefficient at low ionic strength", ANY
    )
    c_phi: float = parameter(r"C^{\phi}", "kg2.mol-2", "third virial coefficient", ANY, 0.0)


@dataclass(frozen=True)
class Pitzer(ActivityModel):
    """Ion interaction model of K. S. Pitzer, J. Phys. Chem. 77 (1973) 268, up to several mol/kg.

    Excess free energy per kg of solvent, over RT: f(I) + Σ m_c m_a (2 B_ca + Z C_ca), the sum over cations
    and anions, with f = -(4 A_φ I/1.2) ln(1 + 1.2 √I), B = β⁰ + β¹ g(2√I), g(x) = 2[1 - (1+x) e^-x]/x²,
    Z = Σ m|z|, C = C^φ/(2√|z_c z_a|). A solution of one salt is exact to the published form; in mixtures the
    small terms between ions of like sign are left out. Salts of two divalent ions need a further term and
    are not among them. Pairs without coefficients raise `InputError`. Temperature enters by A_φ alone.
    """

    pairs: tuple[PitzerCoefficients, ...]
    solvent: Solvent = field(default=WATER)

    @classmethod
    def for_salt(cls, cation: str, anion: str) -> SaltSolution:
        """A solution of one salt with the coefficients of `pitzer_salts`. Raises `UnknownNameError`."""
        return cls.for_ions(cation, anion).of(cation, anion)

    @classmethod
    def for_ions(cls, *ions: str) -> Self:
        """A mixture of these ions. Raises `UnknownNameError` for a pair without published coefficients."""
        return cls(tuple(_published(c, a) for c, a in _pairs(ions)))

    def log_gammas(self, molalities: Molalities, T: Any) -> dict[str, Any]:
        strength = ionic_strength(molalities)
        root = np.sqrt(strength)
        a_phi = self.solvent.debye_huckel_slope(T) / 3.0
        debye = -a_phi * (root / (1.0 + _B * root) + 2.0 / _B * np.log1p(_B * root))
        z_sum = sum(abs(charge(name)) * m for name, m in molalities.items())
        terms = list(self._terms(molalities))
        common = debye + sum(m_c * m_a * p.beta1 * _g_slope(root) for p, m_c, m_a, _ in terms)
        third = sum(m_c * m_a * c for _, m_c, m_a, c in terms)
        found = {name: charge(name) ** 2 * common + abs(charge(name)) * third for name in molalities}
        for p, m_c, m_a, c in terms:
            second = 2.0 * (p.beta0 + p.beta1 * _g(root)) + z_sum * c
            found[p.cation] = found[p.cation] + m_a * second
            found[p.anion] = found[p.anion] + m_c * second
        return found

    def osmotic_coefficient(self, molalities: Molalities, T: Any) -> Any:
        strength = ionic_strength(molalities)
        root = np.sqrt(strength)
        a_phi = self.solvent.debye_huckel_slope(T) / 3.0
        z_sum = sum(abs(charge(name)) * m for name, m in molalities.items())
        virial = sum(
            m_c * m_a * (p.beta0 + p.beta1 * np.exp(-_ALPHA * root) + z_sum * c)
            for p, m_c, m_a, c in self._terms(molalities)
        )
        debye = -a_phi * strength * root / (1.0 + _B * root)
        return 1.0 + 2.0 / sum(molalities.values()) * (debye + virial)

    def _terms(self, molalities: Molalities) -> Iterator[tuple[PitzerCoefficients, Any, Any, float]]:
        """Every pair of ions with its coefficients, two molalities, and C."""
        known = {(p.cation, p.anion): p for p in self.pairs}
        for cation, anion in _pairs(molalities):
            p = known.get((cation, anion))
            if p is None:
                listed = ", ".join(f"{c} {a}" for c, a in known)
                raise InputError.one("Pitzer.pairs", f"none for {cation} {anion}", f"one of: {listed}")
            c = p.c_phi / (2.0 * abs(charge(cation) * charge(anion)) ** 0.5)
            yield p, molalities[cation], molalities[anion], c

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls.for_ions("Na+", "K+", "Cl-"), cls.for_ions("Ca+2", "Cl-"), cls.for_ions("Na+", "SO4-2"))


def pitzer_salts() -> tuple[tuple[str, str], ...]:
    """Cations and anions of the salts with published coefficients."""
    return tuple(_table())


def _pairs(ions: Any) -> list[tuple[str, str]]:
    return [(c, a) for c in ions if charge(c) > 0 for a in ions if charge(a) < 0]


def _published(cation: str, anion: str) -> PitzerCoefficients:
    table = _table()
    if (cation, anion) not in table:
        known = (f"{c} {a}" for c, a in table)
        raise UnknownNameError.of("Pitzer coefficients", f"{cation} {anion}", known)
    return table[cation, anion]


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], PitzerCoefficients]:
    text = files("mubar.thermo.electrolytes").joinpath("pitzer1973.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    found = {}
    for row in rows:
        c, a = row["cation"], row["anion"]
        second, third = _MULTIPLES[abs(charge(c) * charge(a))]
        found[c, a] = PitzerCoefficients(
            c, a, float(row["beta0"]) / second, float(row["beta1"]) / second, float(row["c_phi"]) / third
        )
    return found


_MULTIPLES = {1: (1.0, 1.0), 2: (4.0 / 3.0, 2.0**2.5 / 3.0), 3: (3.0 / 2.0, 3.0**1.5 / 2.0)}
"""What the paper tabulates are multiples of β and C^φ, for 1:1, 2:1, 3:1 salts 2ν₊ν₋/ν and 2(ν₊ν₋)^1.5/ν."""


def _g(root: Any) -> Any:
    """g(α√I); 2[1 - (1+x) e^-x]/x² is 2 ∫ t e^(-xt) dt from 0 to 1, where nothing cancels."""
    x = _ALPHA * root
    return 2.0 * sum(w * t * np.exp(-x * t) for t, w in zip(_POINTS, _WEIGHTS, strict=True))


def _g_slope(root: Any) -> Any:
    """B' of the paper over β¹: dg/dI = [e^-x - g]/I, written as -(α²/x) ∫ t² e^(-xt) dt, finite times √I."""
    x = _ALPHA * root
    integral = sum(w * t**2 * np.exp(-x * t) for t, w in zip(_POINTS, _WEIGHTS, strict=True))
    return -_ALPHA * integral / root


_NODES, _HALF = np.polynomial.legendre.leggauss(20)
_POINTS, _WEIGHTS = 0.5 * (1.0 + _NODES), 0.5 * _HALF
