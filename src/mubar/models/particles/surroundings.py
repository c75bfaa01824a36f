"""What particles see around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..equations import Names


@dataclass(frozen=True)
class Surroundings:
    """What the particles of an electrode see, as functions of their volume ``v`` and the border ``z``."""

    home: np.ndarray
    """Volumes with one particle of each material."""
    u: Callable[[Names, Names], Any]
    """V_e - V_Li around the particle."""
    c_plus: Callable[[Names, Names], Any]
    """Activity of the cation."""
    thickness: Callable[[Names], Any]
    """Of the electrode that one particle stands for, m; of ``v``."""
    gain: Mapping[str, float]
    """Where the current of their surfaces goes (`mubar.models.pendants.base.Pendants.gain`)."""
