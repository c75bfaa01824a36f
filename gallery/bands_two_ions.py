"""Two ions driven in opposite directions: a salt that diffuses without a current.

V of the cation falls and V of the anion rises towards the dilute side; the charges they carry flow in
opposite directions and cancel, both down their own voltage. Equal mobilities, 1 to 0.1 mol/L over 100 µm.
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import salt_diagram
from mubar.transport import BinarySalt


def compute():
    """The diagram, with the drop of the cation's voltage in V."""
    salt = BinarySalt(2e-9, 0.5, 100e-6, 1000.0, 100.0)
    diagram = salt_diagram(salt, "Two ions driven in opposite directions", "K+", "Cl-")
    return {"diagram": diagram, "drop": float(diagram.traces[0].V[-1])}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
