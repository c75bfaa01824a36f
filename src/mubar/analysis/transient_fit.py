"""Potential steps of electrodes whose particles transform one after the other: activation, then filling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..core.bounds import POSITIVE, Bounds
from ..core.errors import InputError, Problem, clip
from ..core.parameters import Checked, parameter
from .least_squares import Fit, Unknown, least_squares

_SHARE = Bounds(0.0, 1.0)
_EXCHANGEABLE = (
    "activation and transformation exchanged describe the current as well; of the two the one with more "
    "particles active at the start is given"
)


@dataclass(frozen=True)
class TwoStepPopulation(Checked):
    """Particles wait to be activated, at the rate n, then fill, at the rate m: df0/dt = -n f0, df1/dt = n f0
    - m f1, and the current is m f1 times the population's capacity.

    P. Bai, G. Tian, Electrochim. Acta 89 (2013) 644; P. Bai, M. Z. Bazant, Nat. Commun. 5 (2014) 3585 take m
    of potential steps for the rate constant of a Tafel plot. At the start f1 = ``active``, f0 = 1 - f1.
    Raises `InputError` naming a number out of bounds.
    """

    activation: float = parameter("n", "s-1", "rate at which waiting particles are activated", POSITIVE)
    transformation: float = parameter("m", "s-1", "rate at which active particles are filled", POSITIVE)
    active: float = parameter("f_1(0)", "1", "share of the particles that is active at the start", _SHARE)

    def waiting(self, time: Any) -> np.ndarray:
        """f0 at ``time`` in s from the step."""
        return (1.0 - self.active) * np.exp(-self.activation * np.asarray(time, dtype=float))

    def filling(self, time: Any) -> np.ndarray:
        """f1 at ``time`` in s from the step; the formula of the theory page, without its quotient's 0/0."""
        return _filling(self.activation, self.transformation, self.active, np.asarray(time, dtype=float))

    def current(self, time: Any) -> np.ndarray:
        """Current over capacity, 1/s, at ``time`` in s from the step."""
        return self.transformation * self.filling(time)

    @property
    def exchanged(self) -> TwoStepPopulation | None:
        """The population with both rates exchanged and the same current at all times, where there is one."""
        active = self.active * self.transformation / self.activation
        return TwoStepPopulation(self.transformation, self.activation, active) if active <= 1.0 else None


@dataclass(frozen=True, eq=False)
class TransientFit:
    """``population`` with the rates that describe a current best, of the given ``capacity`` (that of the
    current times s); how well, in ``fit``. ``misfit``: root mean square of what is left of the current, over
    the root mean square of the current, both over time.
    """

    population: TwoStepPopulation
    capacity: float
    misfit: float
    fit: Fit

    def current(self, time: Any) -> np.ndarray:
        """As it was given, at ``time`` in s."""
        return self.capacity * self.population.current(time)

    def __str__(self) -> str:
        return f"two-step population, misfit {self.misfit:.2g}\n{self.fit}"


def fit_transient(time: Any, current: Any, capacity: float | None = None) -> TransientFit:
    """The two-step population for which ∫(model - data)² dt is least.

    ``time``: (n,) s from the step, rising, spaced as you like; ``current``: (n,), of either sign. Of the
    ``capacity``, by default the charge that has passed, all goes through both steps: give it where the
    transient isn't over. Raises `InputError`.
    """
    t, i = _series(time, current)
    width = np.gradient(t)
    charge = float(width @ i) if capacity is None else float(capacity)
    if not charge * float(width @ i) > 0.0:
        raise InputError.one("capacity", charge, "a charge of the current's sign, not zero")
    rate = i / charge
    size = np.sqrt(width @ rate**2)

    def residuals(values: Mapping[str, float]) -> np.ndarray:
        n, m, active = values["activation"], values["transformation"], values["active"]
        return np.sqrt(width) / size * (m * _filling(n, m, active, t) - rate)

    typical = abs(float(width @ i)) / abs(float(width @ (i * (t - t[0]))))
    starts = [TwoStepPopulation(n * typical, m * typical, 0.3) for n, m in ((2, 4), (30, 1.2))]
    found = min(
        (_searched(residuals, s) for s in starts), key=lambda fit: float(fit.residuals @ fit.residuals)
    )
    other = TwoStepPopulation(**found.values).exchanged
    if other is not None and other.active > found.values["active"]:
        found = _searched(residuals, other)
    population = TwoStepPopulation(**found.values)
    if population.exchanged is not None:
        found = replace(found, warnings=(*found.warnings, _EXCHANGEABLE))
    return TransientFit(population, charge, float(np.sqrt(found.residuals @ found.residuals)), found)


def _filling(n: float, m: float, active: float, t: np.ndarray) -> np.ndarray:
    apart = np.maximum(np.abs(m - n) * t, 1e-15)
    activated = (1.0 - active) * n * t * np.exp(-min(m, n) * t) * (-np.expm1(-apart) / apart)
    return active * np.exp(-m * t) + activated


def _searched(residuals: Any, start: TwoStepPopulation) -> Fit:
    return least_squares(
        residuals,
        {
            "activation": Unknown(start.activation, POSITIVE),
            "transformation": Unknown(start.transformation, POSITIVE),
            "active": Unknown(start.active, _SHARE),
        },
    )


def _series(time: Any, current: Any) -> tuple[np.ndarray, np.ndarray]:
    try:
        t, i = np.asarray(time, dtype=float), np.asarray(current, dtype=float)
    except (TypeError, ValueError):
        raise InputError([Problem("transient", clip(time), "times in s and currents, numbers")]) from None
    if t.ndim != 1 or t.shape != i.shape or t.size < 4:
        found = f"times {t.shape} and currents {i.shape}"
        raise InputError([Problem("transient", found, "as many times as currents, at least 4")])
    if not (np.isfinite(t).all() and np.isfinite(i).all() and (np.diff(t) > 0.0).all()):
        at = int(np.argmin(np.isfinite(t) & np.isfinite(i) & (np.diff(t, prepend=-np.inf) > 0.0)))
        found = f"{i[at]:g} at {t[at]:g} s, row {at + 1}"
        raise InputError([Problem("transient", found, "finite numbers, times that rise")])
    return t, i
