"""A labelled array: what models hand up and formats write down."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Field:
    """One labelled array of a solution.

    dims: names of its axes, such as ``("time", "x")``; () for a scalar.
    values: float64, int64 or text, one axis per name.
    units: in the notation of UDUNITS, ``mol.m-3``; "1" for pure numbers, "" for text.
    """

    name: str
    dims: tuple[str, ...]
    values: np.ndarray
    units: str
    long_name: str
    description: str = ""
