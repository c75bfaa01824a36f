"""A Schottky junction forward and its I-V curve: nearly all of the voltage drops at the interface.

Shockley's law, j = j0 (e^{Fη/RT} - 1), with an assumed j0 of 1 A/m²; semiconductor of 10 S/m, 10 µm.
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import junction
from mubar.kinetics import Diode


def compute():
    """The diagram at 10 kA/m², with the drop at the interface in V."""
    diagram = junction(Diode(lambda x, c_plus, T: 1.0), 10.0, 10e-6, 1e4)
    return {"diagram": diagram, "drop": diagram.gaps[0].end - diagram.gaps[0].start}


def draw(found):
    """The band diagram, the I-V curve beside it."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
