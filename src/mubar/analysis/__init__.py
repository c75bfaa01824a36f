"""Many runs, laws from data, transport from molecular dynamics.

::

    curve = PolarizationCurve(eta, current_density, x=0.5, error=0.05 * abs(current_density))
    found = fit_rate_law(CIET(1.0, 8.3 * kT(298.15)), curve, ["k0", "reorganization_energy"])
    print(compare({"CIET": found.fit, "Butler-Volmer": other.fit}))
"""

from ..transport import TemperatureData
from .comparison import Comparison, compare
from .least_squares import Fit, Unknown, least_squares
from .molecular_dynamics import (
    Ion,
    IonTransport,
    LangevinIons,
    Trajectory,
    einstein,
    green_kubo,
    open_arrays,
    read_trajectory,
)
from .ocp_fit import FitWarning, OCPFit, fit_ocp
from .rate_law_fit import RateLawFit, fit_rate_law
from .tafel import TafelLine, allen_hickling_line, oxidation_current, tafel_line
from .temperature_fit import ExtrapolationWarning, TemperatureFit, fit_temperature_law
from .transient_fit import TransientFit, TwoStepPopulation, fit_transient

__all__ = [
    "Comparison",
    "ExtrapolationWarning",
    "Fit",
    "FitWarning",
    "Ion",
    "IonTransport",
    "LangevinIons",
    "OCPFit",
    "RateLawFit",
    "TafelLine",
    "TemperatureData",
    "TemperatureFit",
    "Trajectory",
    "TransientFit",
    "TwoStepPopulation",
    "Unknown",
    "allen_hickling_line",
    "compare",
    "einstein",
    "fit_ocp",
    "fit_rate_law",
    "fit_temperature_law",
    "fit_transient",
    "green_kubo",
    "least_squares",
    "open_arrays",
    "oxidation_current",
    "read_trajectory",
    "tafel_line",
]
