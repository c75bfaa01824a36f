"""Densities of states of any shape: a semiconductor's bands, points from a calculation or a file."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from ...core.bounds import ANY, NOT_NEGATIVE
from ...core.columns import Quantity, read_table
from ...core.data import faults
from ...core.errors import InputError, Problem
from ...core.parameters import Checked, parameter
from ...core.special import Orders, Positive, Range
from ...core.unit_names import MOLAR_ENERGY, NUMBER, Unit
from ...core.units import eV
from ...core.usual import ENERGY
from .donor import Donor, Levels
from .panels import Pieces, log_integral

_LOG_TINY = float(np.log(np.finfo(float).tiny))


class Bands(Positive, Donor):
    """Levels of a density ρ(ε) that is given piece by piece; energies in J/mol above the Fermi level.

    I(h) = e^{-h/2-Λ/4} S(h), S = ∫ ρ(ε) e^{-(h-x)²/4Λ}/(2 cosh(x/2)) dx, x = ε/RT, by Gauss' rule on panels
    no wider than what varies on them (`mubar.kinetics.donors.panels`): relative error below 1e-13.
    """

    label = "I"
    steep = True
    unit = 2
    """RT."""

    def span(self, *parameters: float | Range) -> Range:
        """150 RT/F, which is more than any cell sees, or to where both I(h) and e^h I(h), reduction and
        oxidation, are too small for a number.
        """
        h = np.arange(-150.0, 151.0)
        ends = product(*map(np.ravel, parameters))
        logs = [self.logarithms([(0, 0, 0)], h, *end)[0] for end in ends]
        seen = h[(np.max(logs, axis=0) + np.maximum(h, 0.0) > _LOG_TINY) | (h == 0.0)]
        return max(seen[0] - 1.0, h[0]), min(seen[-1] + 1.0, h[-1])

    @property
    @abstractmethod
    def pieces(self) -> Pieces:
        """The density, piece by piece."""

    def logarithms(self, wanted: Sequence[Orders], *args: Any) -> list[Any]:
        """``args``: h, λ and RT."""
        found: dict[Orders, Any] = {}
        for by_RT in {orders[2] for orders in wanted}:
            alike = [orders for orders in wanted if orders[2] == by_RT]
            found |= zip(alike, self._logarithms([o[:2] for o in alike], by_RT, *args), strict=True)
        return [found[orders] for orders in wanted]

    def _logarithms(self, wanted: Sequence[Orders], by_RT: int, h: Any, lam: Any, RT: Any) -> list[Any]:
        if by_RT == 0:
            found = log_integral(self.pieces, wanted, h, lam, RT)
            return [v + _log_I_per_S(o, h, lam, RT) for o, v in zip(wanted, found, strict=True)]
        if by_RT == 1 and not any(map(np.iscomplexobj, (h, lam, RT))):
            step = 1e-30 * np.asarray(RT)  # a complex step, exact to rounding
            return [v.imag / step for v in self._logarithms(wanted, 0, h, lam, RT + 1j * step)]
        # higher ones by differences of fourth order, right to about 1e-9
        step = 2e-3 * np.asarray(RT)
        around = [self._logarithms(wanted, by_RT - 1, h, lam, RT + i * step) for i in (-2, -1, 1, 2)]
        return [(a - 8.0 * b + 8.0 * c - d) / (12.0 * step) for a, b, c, d in zip(*around, strict=True)]

    def reduction(self, h: Any, ratio: Any, reorganization_energy: Any, RT: Any) -> Any:
        return self(ratio, reorganization_energy, RT)

    def stand_in(self, name: str) -> Levels:
        return Levels(super().stand_in(name))

    def log_slope(self, h: Any, reorganization_energy: Any, RT: Any) -> Any:
        """Also where I is too small for a number."""
        return self.logarithms([(1, 0, 0)], h, reorganization_energy, RT)[0]


def _log_I_per_S(orders: Orders, h: Any, reorganization_energy: Any, RT: Any) -> Any:
    """Derivatives by h and λ of ln(I/S) = -h/2 - λ/4RT."""
    if orders == (0, 0):
        return -0.5 * h - 0.25 * reorganization_energy / RT
    return -0.5 if orders == (1, 0) else -0.25 / RT if orders == (0, 1) else 0.0


@dataclass(frozen=True, eq=False)
class DensityOfStates(Bands):
    """A density of states through points, straight between them and zero beyond.

    ``energies`` J/mol above the Fermi level, increasing (`mubar.core.units.eV` is a factor); ``rho`` without
    unit, relative to the density that the rate constant belongs to. Raises `InputError` for what isn't
    finite, negative densities, energies that don't increase, and a density that is zero everywhere.
    """

    columns: ClassVar[tuple[str, str]] = ("energies", "rho")
    """What the columns of its table in a cell file are."""
    energies: Any
    rho: Any

    def __post_init__(self) -> None:
        problems = list(faults(self.energies, self.rho, "DensityOfStates"))
        problems = [_named(p) for p in problems]
        if not problems:
            for name in ("energies", "rho"):
                column = np.array(getattr(self, name), dtype=float)
                column.flags.writeable = False
                object.__setattr__(self, name, column)
            negative = np.flatnonzero(self.rho < 0.0)
            if negative.size:
                where, found = f"DensityOfStates.rho/{negative[0]}", f"{self.rho[negative[0]]:g}"
                problems.append(Problem(where, found, "a density of states, at least 0"))
            elif not self.rho.any():
                problems.append(Problem("DensityOfStates.rho", "0 everywhere", "a density above 0 somewhere"))
        if problems:
            raise InputError(problems)
        ENERGY.warn("the range of DensityOfStates.energies", np.ptp(self.energies))

    @classmethod
    def from_file(cls, path: str | Path, unit: float = eV) -> Self:
        """Read two columns, energy above the Fermi level and density, with or without a header.

        ``unit`` is that of energies (default eV) where the header names none; see `mubar.core.columns`.
        Raises `InputError` with the line of the first fault.
        """
        energy = Quantity(("energy", "E", "level"), MOLAR_ENERGY, Unit(unit, ("unit",)))
        rho = Quantity(("density of states", "density", "dos", "rho"), NUMBER)
        return cls(*read_table(path, energy, rho, headerless=True).numbers(energy, rho))

    @cached_property
    def pieces(self) -> Pieces:
        slope = np.diff(self.rho) / np.diff(self.energies)
        one, zero = np.ones_like(slope), np.zeros_like(slope)
        used = (self.rho[1:] > 0.0) | (self.rho[:-1] > 0.0)
        coefficients = np.stack([self.rho[:-1], slope, zero], axis=1)
        return Pieces(self.energies[:-1], one, one.astype(int), np.diff(self.energies), coefficients).of(used)

    @cached_property
    def _digest(self) -> bytes:
        return hashlib.blake2b(self.energies.tobytes() + self.rho.tobytes(), digest_size=16).digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DensityOfStates) and self._digest == other._digest

    def __hash__(self) -> int:
        return hash(self._digest)


def _named(p: Problem) -> Problem:
    where = p.where.replace("/x", ".energies").replace("/y", ".rho")
    return Problem(
        where, p.found, p.expected.replace("values of x", "energies"), p.hint.replace(" x", " energy")
    )


@dataclass(frozen=True)
class Semiconductor(Checked, Bands):
    """Two parabolic bands, ρ = g_c √((ε - E_c)/1 eV) above E_c and g_v √((E_v - ε)/1 eV) below E_v.

    The densities are those at one electronvolt into the band, relative to the density that the rate constant
    belongs to. (S. M. Sze, K. K. Ng, Physics of Semiconductor Devices, 3rd ed., ch. 1.) Raises `InputError`
    for numbers out of bounds and a conduction band below the valence band.
    """

    conduction_edge: float = parameter(
        r"E_{\mathrm{c}}", "J.mol-1", "lower edge of the conduction band", ANY, usual=ENERGY
    )
    valence_edge: float = parameter(
        r"E_{\mathrm{v}}", "J.mol-1", "upper edge of the valence band", ANY, usual=ENERGY
    )
    conduction_density: float = parameter(
        r"g_{\mathrm{c}}", "1", "density of states 1 eV into the conduction band", NOT_NEGATIVE, 1.0
    )
    valence_density: float = parameter(
        r"g_{\mathrm{v}}", "1", "density of states 1 eV into the valence band", NOT_NEGATIVE, 1.0
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.conduction_edge < self.valence_edge:
            raise InputError.one(
                "Semiconductor.conduction_edge",
                self.conduction_edge,
                f"at least {self.valence_edge:g} J.mol-1",
            )
        if self.conduction_density == self.valence_density == 0.0:
            raise InputError.one("Semiconductor.conduction_density", 0.0, "a band with levels in it")

    @cached_property
    def pieces(self) -> Pieces:
        # with ε = E ± s² the density's root is s, and dε = 2 s ds
        density = np.array([self.conduction_density, self.valence_density])
        coefficients = np.zeros((2, 3))
        coefficients[:, 2] = 2.0 * density / np.sqrt(eV)
        edges = np.array([self.conduction_edge, self.valence_edge])
        both = Pieces(edges, np.array([1.0, -1.0]), np.array([2, 2]), np.full(2, np.inf), coefficients)
        return both.of(density > 0.0)
