"""Transport coefficients from molecular dynamics, with uncertainties: Einstein's route and Green and Kubo's.

::

    run = Trajectory(positions, names, {"Li": 1, "TFSI": -1, "EC": 0}, timestep=1e-12, T=353.0, box=box)
    print(einstein(run, SOLVENT))
"""

from .einstein import einstein
from .files import open_arrays
from .green_kubo import green_kubo
from .langevin import LangevinIons
from .particles import Ion
from .result import IonTransport
from .trajectory import Trajectory
from .uncertainty import Estimate
from .universe import read_trajectory

__all__ = [
    "Estimate",
    "Ion",
    "IonTransport",
    "LangevinIons",
    "Trajectory",
    "einstein",
    "green_kubo",
    "open_arrays",
    "read_trajectory",
]
