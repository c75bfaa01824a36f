"""Liquid junction of two solutions of one salt whose cation is slow: 1 against 0.1 mol/L, t₊ = 0.39.

Without a current t₊∇V₊ + t₋∇V₋ = 0, so that the slower ion's voltage falls more: by 2t₋(RT/F) ln 10 for the
cation. t₊ of NaCl in water is near 0.39 (R. A. Robinson, R. H. Stokes, Electrolyte Solutions, 2nd ed.).
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import salt_diagram
from mubar.transport import BinarySalt


def compute():
    """The diagram, with what the voltages of both ions change by, V."""
    salt = BinarySalt(1.6e-9, 0.39, 100e-6, 1000.0, 100.0)
    diagram = salt_diagram(salt, "Liquid junction of NaCl", "Na+", "Cl-")
    plus, minus = (float(t.V[-1] - t.V[0]) for t in diagram.traces)
    return {"diagram": diagram, "cation": plus, "anion": minus}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
