"""Many runs, and laws from data."""

from .comparison import Comparison, compare
from .least_squares import Fit, Unknown, least_squares
from .rate_law_fit import RateLawFit, fit_rate_law
from .tafel import TafelLine, allen_hickling_line, oxidation_current, tafel_line

__all__ = [
    "Comparison",
    "Fit",
    "RateLawFit",
    "TafelLine",
    "Unknown",
    "allen_hickling_line",
    "compare",
    "fit_rate_law",
    "least_squares",
    "oxidation_current",
    "tafel_line",
]
