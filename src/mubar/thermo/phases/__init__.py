"""Phases of a host: where it is unstable, what coexists, and the potentials that follow.

Everything here is asked of any host through its `gibbs`, `chemical_potential` and `d_chemical_potential`, at
one temperature. Filled fractions nearer to 0 and 1 than `sampling.EDGE` are not told from them.
"""

from .binodal import binodal
from .critical import critical_temperature
from .plateau import hysteresis_gaps, plateau_potential, tie_line_potentials
from .spinodal import spinodal

__all__ = [
    "binodal",
    "critical_temperature",
    "hysteresis_gaps",
    "plateau_potential",
    "spinodal",
    "tie_line_potentials",
]
