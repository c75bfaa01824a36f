"""How a conductivity builds up with the time lag that motion is followed over in a simulation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class RunningConductivity:
    """A conductivity taken from fluctuations, over the lag: its way to the plateau, and the noise behind it.

    quantity: what it is, in words. time: (n,), s. value, margin: (n,), S/m, with half its 95 % interval.
    start, end: lags, s, that the result is taken from, the same where it is one. result, result_margin: S/m.
    offset: S s/m, of the line result·time + offset where that is what was fitted to value·time.
    """

    quantity: str
    time: np.ndarray
    value: np.ndarray
    margin: np.ndarray
    start: float
    end: float
    result: float
    result_margin: float
    offset: float = 0.0
