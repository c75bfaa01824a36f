"""Where motion has become diffusive, and the refusal where it has not.

Curves M(t), (blocks, lags + 1), are halves of mean squared displacements: their slope is the coefficient of
diffusion once the motion has forgotten itself. Lags are counted in frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import NoReturn

import numpy as np

from ...core.errors import InputError, Problem
from .uncertainty import jackknife, student

_SEARCH = 0.99
_REFUSE = 0.999
"""Confidence that a window is bent: in the search for a straight one, and for one that was asked for."""


@dataclass(frozen=True)
class Window:
    """Lags between which the curves are straight, in frames; the middle is their geometric mean."""

    start: int
    end: int

    @property
    def middle(self) -> int:
        """In frames."""
        return round(sqrt(self.start * self.end))


@dataclass(frozen=True, eq=False)
class Curves:
    """M(t) by name, (blocks, lags + 1), with the time between frames in s.

    single: names of those of single particles, which have to leave their cage.
    """

    growth: Mapping[str, np.ndarray]
    single: frozenset[str]
    step: float

    @property
    def lags(self) -> int:
        """The longest lag, in frames."""
        return next(iter(self.growth.values())).shape[-1] - 1

    def find(self) -> Window:
        """The earliest window [a, 4a] behind one that is straight too, [a/2, 2a].

        Straight: slopes before and after the middle agree for every curve within their 99 % interval. What is
        left of a relaxation by exp(-t/τ) when that can't be seen any more is squared by the second half.
        Raises `InputError`: subdiffusive, too short.
        """
        for early in _starts(self.lags // 8):
            if not self._bent(Window(early, 4 * early), _SEARCH):
                window = Window(2 * early, 8 * early)
                if not self._bent(window, _SEARCH):
                    return window
        self._refuse()

    def require(self, window: Window, where: str) -> None:
        """Raise `InputError` unless the window lies within the lags and no curve is bent, 99.9 % surely."""
        if not 1 <= window.start < window.middle < window.end <= self.lags:
            found = f"{self._span(window)}"
            expected = f"lags from {self.step:.3g} s to {self.lags * self.step:.3g} s, half a block"
            raise InputError([Problem(where, found, expected)])
        bent = self._bent(window, _REFUSE)
        if bent:
            raise InputError([self._problem(name, window, where) for name in bent])

    def exponent(self, name: str, window: Window) -> tuple[float, float]:
        """α of slopes that go as t^(α-1) from the first half of the window to the second, and its standard
        error; NaN where a slope isn't positive.

        That of ⟨Δr²⟩ ∝ t^α, and 1 for ⟨Δr²⟩ = 2Dt + const, which log ⟨Δr²⟩ over log t shows later.
        """
        first, second = self._slopes(name, window)
        ratio = log(window.middle / window.start)
        with np.errstate(all="ignore"):
            value, error = jackknife(lambda a, b: 1.0 + np.log(b / a) / ratio, (first, second))
        return float(value), float(error)

    def _slopes(self, name: str, window: Window) -> tuple[np.ndarray, np.ndarray]:
        """Before and after the middle, (blocks,) each."""
        at = [window.start, window.middle, window.end]
        M = self.growth[name][:, at]
        slopes = np.diff(M, axis=1) / (np.diff(at) * self.step)
        return slopes[:, 0], slopes[:, 1]

    def _bent(self, window: Window, confidence: float) -> list[str]:
        """Names of the curves that aren't straight there, or of particles that haven't left their cage."""
        found = []
        for name, growth in self.growth.items():
            first, second = self._slopes(name, window)
            change = second - first
            error = change.std(ddof=1) / sqrt(len(change))
            if abs(change.mean()) > student(len(change), confidence) * error or (
                name in self.single and self._caged(growth, window)
            ):
                found.append(name)
        return found

    def _caged(self, growth: np.ndarray, window: Window) -> bool:
        """Whether less than half of the displacement up to the window's end is diffusion."""
        M = growth.mean(axis=0)
        slope = (M[window.end] - M[window.start]) / (window.end - window.start)
        return bool(slope * window.end < 0.5 * M[window.end])

    def _refuse(self) -> NoReturn:
        last = Window(max(1, self.lags // 4), 4 * max(1, self.lags // 4))
        bent = self._bent(last, _SEARCH)
        if bent:
            raise InputError([self._problem(name, last, "diffusion") for name in bent])
        found = f"straight curves at lags of {self._span(last)} only, the longest there are"
        raise InputError([Problem("diffusion", found, "a straight part at shorter lags", _LONGER)])

    def _problem(self, name: str, window: Window, where: str) -> Problem:
        alpha, error = self.exponent(name, window)
        span = self._span(window)
        if name in self.single and self._caged(self.growth[name], window):
            found = f"{name} still in its cage at lags of {span}: most of its displacement does not grow"
            return Problem(where, found, "particles that diffuse", _LONGER)
        power = f"growing as t^{alpha:.2f} ± {error:.2f}" if np.isfinite(alpha) else "with a changing slope"
        first, second = (float(s.mean()) for s in self._slopes(name, window))
        if second < first:
            found = f"mean squared displacement of {name} {power} at lags of {span}: subdiffusive"
            return Problem(where, found, "t^1", _LONGER)
        found = f"mean squared displacement of {name} {power} at lags of {span}: faster than diffusion"
        hint = f"Motion that still gathers speed, or a drift that the frame doesn't take away. {_LONGER}"
        return Problem(where, found, "t^1", hint)

    def _span(self, window: Window) -> str:
        return f"{window.start * self.step:.3g} to {window.end * self.step:.3g} s"


_LONGER = "Simulate longer, or divide the run into fewer blocks: lags go up to half a block."


def _starts(largest: int) -> Iterator[int]:
    """1, 2, 3, 4, 6, 8, 12, ... up to ``largest``."""
    a = 1
    while a <= largest:
        yield a
        if a > 1 and 3 * a // 2 <= largest:
            yield 3 * a // 2
        a *= 2
