"""Species-voltage band diagrams: what they show (`BandDiagram`), and where they come from.

Drawing and files are in modules of their own, so that a description costs no Matplotlib.
"""

from .description import BandDiagram, Conventions
from .film import BandFilm, Track
from .kinds import ImpliedLevel, InnerPotential, Kind, StandardVoltage, Voltage
from .parts import (
    CurrentArrow,
    Curve,
    GapArrow,
    Interface,
    Level,
    Panel,
    ReactionMark,
    Reading,
    Region,
    Trace,
)

__all__ = [
    "BandDiagram",
    "BandFilm",
    "Conventions",
    "CurrentArrow",
    "Curve",
    "GapArrow",
    "ImpliedLevel",
    "InnerPotential",
    "Interface",
    "Kind",
    "Level",
    "Panel",
    "ReactionMark",
    "Reading",
    "Region",
    "StandardVoltage",
    "Trace",
    "Track",
    "Voltage",
]
