"""Which of several models the same data support (Akaike's criterion), and how far apart their curves are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ..core.errors import InputError, Problem
from .least_squares import Fit

EQUAL, CLEAR = 2.0, 10.0
"""Differences of AICc: below the first both models have substantial support, above the second the worse has
essentially none (K. P. Burnham and D. R. Anderson, Model Selection and Multimodel Inference, 2nd ed.,
Springer 2002, section 2.6)."""
_FEW = 12
"""Degrees of freedom below which a scatter is known to no better than 20 %."""


@dataclass(frozen=True)
class Comparison:
    """Fits to the same data, best first.

    aicc: difference to the best, by name. separation: root mean square distance between the curves of two
    fits, in units of the data's scatter, by pair of names.
    """

    fits: Mapping[str, Fit]
    aicc: Mapping[str, float]
    separation: Mapping[tuple[str, str], float]

    @property
    def best(self) -> str:
        """The name with the lowest AICc."""
        return next(iter(self.fits))

    @property
    def undecided(self) -> tuple[str, ...]:
        """Those that the data don't tell from the best one."""
        return tuple(name for name, d in self.aicc.items() if name != self.best and d < EQUAL)

    def points_needed(self, one: str, other: str) -> float:
        """How many such points, equally scattered over the same conditions, would tell the two apart: Σ(Δr)²
        then is what `CLEAR` asks for.
        """
        apart = self.separation.get((one, other)) or self.separation.get((other, one)) or 0.0
        return math.ceil(CLEAR / apart**2) if apart else math.inf

    def __str__(self) -> str:
        width = max(map(len, self.fits))
        lines = [
            f"{name:<{width}}  ΔAICc {d:7.2f}  scatter {self.fits[name].scatter:.3g}  "
            f"Durbin-Watson {self.fits[name].durbin_watson:.2f}"
            for name, d in self.aicc.items()
        ]
        first = self.fits[self.best]
        n, free = first.residuals.size, first.residuals.size - len(first.values)
        for name, d in self.aicc.items():
            if name == self.best:
                continue
            if d < EQUAL:
                needed = float(f"{self.points_needed(self.best, name):.2g}")  # an estimate
                lines.append(
                    f"The data cannot tell {self.best} and {name} apart: {n} points, about {needed:g} are "
                    "needed. Measure where their predictions differ."
                )
            elif d < CLEAR:
                lines.append(f"The data favour {self.best} over {name}, not beyond doubt.")
            else:
                lines.append(f"The data speak clearly for {self.best} against {name}.")
        if not first.error_known and 0 < free < _FEW:
            vague = 100.0 / math.sqrt(2 * free)
            lines.append(
                f"From {free} degrees of freedom the scatter itself is known to {vague:.0f} % only, and "
                "chance decides much: give the error of the data if it is known."
            )
        return "\n".join(lines)


def compare(fits: Mapping[str, Fit]) -> Comparison:
    """The fits ranked; all of the same data with the same weights. Raises `InputError` where they aren't, and
    for a fit to so few points that it says nothing: one more than numbers are needed, three more where the
    error isn't known.
    """
    if len(fits) < 2:
        raise InputError([Problem("comparison", f"{len(fits)} fits", "at least two")])
    sizes = {name: (fit.residuals.size, fit.error_known) for name, fit in fits.items()}
    if len(set(sizes.values())) > 1:
        found = ", ".join(f"{name} {n} points" + " with errors" * known for name, (n, known) in sizes.items())
        raise InputError([Problem("comparison", found, "fits of the same data with the same errors")])
    for name, fit in fits.items():
        if fit.residuals.size <= len(fit.values) or not math.isfinite(fit.aicc):
            least = len(fit.values) + (1 if fit.error_known else 3)
            found = f"{fit.residuals.size} points for the {len(fit.values)} numbers of {name}"
            raise InputError([Problem("comparison", found, f"at least {least} points")])
    ranked = dict(sorted(fits.items(), key=lambda item: item[1].aicc))
    lowest = min(fit.aicc for fit in fits.values())
    scatter = 1.0 if next(iter(fits.values())).error_known else min(f.scatter for f in fits.values())
    separation = {
        (a, b): float(np.sqrt(np.mean((ranked[a].residuals - ranked[b].residuals) ** 2))) / scatter
        for a, b in combinations(ranked, 2)
    }
    return Comparison(ranked, {name: fit.aicc - lowest for name, fit in ranked.items()}, separation)
