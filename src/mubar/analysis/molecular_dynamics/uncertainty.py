"""Uncertainties from blocks of a run that are independent of each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A number, its standard error, and the ends of its 95 % interval."""

    value: float
    standard_error: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.4g} ± {self.standard_error:.2g}"


def student(blocks: int, confidence: float = CONFIDENCE) -> float:
    """How many standard errors the interval reaches to either side: Student's t with blocks - 1."""
    from scipy.special import stdtrit

    return float(stdtrit(blocks - 1, 0.5 * (1.0 + confidence)))


def jackknife(
    function: Callable[..., np.ndarray], samples: Sequence[np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """``function`` of the blocks' means and its standard errors, by leaving out one block after the other.

    samples: arrays whose first axis is the block. B. Efron, The Jackknife, the Bootstrap and Other Resampling
    Plans (1982), chapters 2 and 3; of blocks of a time series H. R. Künsch, Ann. Statist. 17 (1989) 1217.
    """
    count = len(samples[0])
    means = [np.mean(s, axis=0) for s in samples]
    value = np.asarray(function(*means))
    left_out = np.stack(
        [
            np.asarray(function(*(m + (m - s[b]) / (count - 1) for m, s in zip(means, samples, strict=True))))
            for b in range(count)
        ]
    )
    spread = left_out - left_out.mean(axis=0)
    return value, np.sqrt((count - 1) / count * np.sum(spread**2, axis=0))


def estimates(function: Callable[..., np.ndarray], samples: Sequence[np.ndarray]) -> list[Estimate]:
    """`jackknife` of a function whose values are (n,), with intervals."""
    reach = student(len(samples[0]))
    value, error = jackknife(function, samples)
    return [
        Estimate(float(v), float(e), float(v - reach * e), float(v + reach * e))
        for v, e in zip(np.atleast_1d(value), np.atleast_1d(error), strict=True)
    ]
