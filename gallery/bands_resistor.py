"""V_e in a resistor: what drives the current is -∇V_e, here of a conductor of 1 S/cm under 1 A/cm²."""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import resistor


def compute():
    """The diagram; 100 S/m, 100 µm, 10 kA/m²."""
    diagram = resistor(100.0, 100e-6, 1e4)
    return {"diagram": diagram, "dissipated": diagram.readings[0].value}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
