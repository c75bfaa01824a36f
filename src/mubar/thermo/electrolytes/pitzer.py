"""Pitzer's equations, with the published coefficients of 51 salts."""

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
from .salt import Salt
from .solvent import WATER, Solvent

_B = 1.2
"""kg^½ mol^-½, the same for all salts."""
_ALPHA = (2.0, 0.0)
"""kg^½ mol^-½, for salts with a univalent ion, which have no third term."""
_ALPHA_DIVALENT = (1.4, 12.0)
"""The same where neither ion is univalent."""


@dataclass(frozen=True)
class PitzerCoefficients(Checked):
    """Second and third virial coefficients of a cation with an anion at 25 °C; β⁽²⁾ only where both have two
    charges or more.
    """

    cation: str
    anion: str
    beta0: float = parameter(r"\beta^{(0)}", "kg.mol-1", "second virial coefficient", ANY)
    beta1: float = parameter(
        r"\beta^{(1)}", "kg.mol-1", "second virial coefficient at low ionic strength", ANY
    )
    c_phi: float = parameter(r"C^{\phi}", "kg2.mol-2", "third virial coefficient", ANY, 0.0)
    beta2: float = parameter(r"\beta^{(2)}", "kg.mol-1", "second virial coefficient of ion pairs", ANY, 0.0)

    @property
    def at_low_strength(self) -> tuple[tuple[float, float], ...]:
        """Each β that fades with ionic strength, and its α."""
        univalent = 1 in (charge(self.cation), -charge(self.anion))
        return tuple(zip((self.beta1, self.beta2), _ALPHA if univalent else _ALPHA_DIVALENT, strict=True))

    def second(self, root: Any) -> Any:
        """B at the root of the ionic strength."""
        return self.beta0 + sum(b * 2.0 * _moment(1, a * root) for b, a in self.at_low_strength)

    def second_slope(self, root: Any) -> Any:
        """B' = dB/dI."""
        return sum(-b * a * _moment(2, a * root) for b, a in self.at_low_strength) / root

    def second_osmotic(self, root: Any) -> Any:
        """B^φ = B + I B'."""
        return self.beta0 + sum(b * np.exp(-a * root) for b, a in self.at_low_strength)


@dataclass(frozen=True)
class Pitzer(ActivityModel):
    """Ion interaction model of K. S. Pitzer, J. Phys. Chem. 77 (1973) 268, up to several mol/kg.

    Excess free energy per kg of solvent, over RT: f(I) + Σ m_c m_a (2 B_ca + Z C_ca), the sum over cations
    and anions, with f = -(4 A_φ I/1.2) ln(1 + 1.2 √I), B = β⁰ + β¹ g(2√I), g(x) = 2[1 - (1+x) e^-x]/x²,
    Z = Σ m|z|, C = C^φ/(2√|z_c z_a|). Ions that both have two charges, B = β⁰ + β¹ g(1.4√I) + β² g(12√I)
    (K. S. Pitzer, G. Mayorga, J. Solution Chem. 3 (1974) 539). A solution of one salt is exact to the
    published form; in mixtures the small terms between ions of like sign are left out. Pairs without
    coefficients raise `InputError`. Temperature enters by A_φ alone.
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
        common = debye + sum(m_c * m_a * p.second_slope(root) for p, m_c, m_a, _ in terms)
        third = sum(m_c * m_a * c for _, m_c, m_a, c in terms)
        found = {name: charge(name) ** 2 * common + abs(charge(name)) * third for name in molalities}
        for p, m_c, m_a, c in terms:
            second = 2.0 * p.second(root) + z_sum * c
            found[p.cation] = found[p.cation] + m_a * second
            found[p.anion] = found[p.anion] + m_c * second
        return found

    def osmotic_coefficient(self, molalities: Molalities, T: Any) -> Any:
        strength = ionic_strength(molalities)
        root = np.sqrt(strength)
        a_phi = self.solvent.debye_huckel_slope(T) / 3.0
        z_sum = sum(abs(charge(name)) * m for name, m in molalities.items())
        virial = sum(
            m_c * m_a * (p.second_osmotic(root) + z_sum * c) for p, m_c, m_a, c in self._terms(molalities)
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
        mixture = cls.for_ions("Na+", "K+", "Cl-")
        return (mixture, *(cls.for_ions(*s) for s in (("Ca+2", "Cl-"), ("Na+", "SO4-2"), ("Zn+2", "SO4-2"))))


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
    found = {}
    for name in ("pitzer1973.csv", "pitzer1974.csv"):
        text = files("mubar.thermo.electrolytes").joinpath(name).read_text("utf-8")
        for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
            c, a = row["cation"], row["anion"]
            second, third = _MULTIPLES[Salt(c, a).nu_plus * Salt(c, a).nu_minus]
            beta0, beta1, beta2 = (float(row.get(key, 0.0)) / second for key in ("beta0", "beta1", "beta2"))
            found[c, a] = PitzerCoefficients(c, a, beta0, beta1, float(row["c_phi"]) / third, beta2)
    return found


_MULTIPLES = {1: (1.0, 1.0), 2: (4.0 / 3.0, 2.0**2.5 / 3.0), 3: (3.0 / 2.0, 3.0**1.5 / 2.0)}
"""What the papers tabulate are multiples of β and C^φ, 2ν₊ν₋/ν and 2(ν₊ν₋)^1.5/ν, by ν₊ν₋."""


def _moment(k: int, x: Any) -> Any:
    """∫ t^k e^(-xt) dt from 0 to 1, k = 1 or 2: by quadrature up to x = 4, where the closed form cancels."""
    near, far = np.minimum(x, _FAR), np.maximum(x, _FAR)
    quadrature = sum(w * t**k * np.exp(-near * t) for t, w in zip(_POINTS, _WEIGHTS, strict=True))
    rest = (1.0 + far if k == 1 else 2.0 + 2.0 * far + far**2) * np.exp(-far)
    return np.where(x < _FAR, quadrature, (k - rest) / far ** (k + 1))


_FAR = 4.0
_NODES, _HALF = np.polynomial.legendre.leggauss(20)
_POINTS, _WEIGHTS = 0.5 * (1.0 + _NODES), 0.5 * _HALF
