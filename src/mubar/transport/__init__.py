"""Laws of ion transport, one file each: mobilities, correlations, frames, temperature, crystals, pores.

::

    matrix = OnsagerMatrix([[0.5, 0.1], [0.1, 0.6]], [1, -1])  # S/m
    matrix.conductivity(), matrix.transference()
"""

from typing import TYPE_CHECKING

from ..core.later import exporting

if TYPE_CHECKING:
    from .names import *  # noqa: F403

__getattr__, __dir__ = exporting(__name__)
