"""A redox shuttle in an overcharged cell: a dissolved couple carries charge down from 4.2 to 0.1 V.

Between an electrode that oxidises all of it and one that reduces all of it the couple's shares are straight
lines, and the level that it implies, E° + (RT/F) ln(c_O/c_R), falls. The current is that of diffusion,
F D c/L: here 0.1 mol/L of a couple at 3.9 V against lithium, D = 1e-10 m²/s, 25 µm (assumed numbers).
"""

import numpy as np
from _save import save

from mubar.core.constants import F, R
from mubar.diagrams.bands import (
    BandDiagram,
    Conventions,
    CurrentArrow,
    Curve,
    ImpliedLevel,
    Interface,
    Level,
    Panel,
    ReactionMark,
    Reading,
    Region,
    Trace,
)
from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.scale import broken

LEVEL, TOTAL, D, L, T = 3.9, 100.0, 1e-10, 25e-6, 298.15
NEGATIVE, POSITIVE = 0.1, 4.2
_ALL = 0.999
"""Share that is turned over at each electrode; the level of all of it would be infinite."""


def compute():
    """The diagram, with the shuttle's current density, A/m²."""
    x = np.linspace(0.0, 25.0, 101)
    oxidised = 1.0 - _ALL + (2.0 * _ALL - 1.0) * x / 25.0
    implied = LEVEL + R * T / F * np.log(oxidised / (1.0 - oxidised))
    current = F * D * TOTAL * (2.0 * _ALL - 1.0) / L
    a, b = 65, 35
    diagram = BandDiagram(
        "Redox shuttle in an overcharged cell",
        regions=(
            Region("negative", -8.0, 0.0, "negative"),
            Region("separator", 0.0, 25.0, "electrolyte"),
            Region("positive", 25.0, 33.0, "positive"),
        ),
        traces=(
            Trace("e-", [-8.0, 0.0], [NEGATIVE, NEGATIVE]),
            Trace("e-", x, implied, ImpliedLevel("O + e- = R"), label="V_e- by the couple"),
            Trace("Li+", [-8.0, 33.0], [0.0, 0.0]),
            Trace("e-", [25.0, 33.0], [POSITIVE, POSITIVE]),
        ),
        interfaces=(Interface(0.0), Interface(25.0)),
        reactions=(
            ReactionMark(0.0, (Level("e-", NEGATIVE, -1.0), Level("e-", implied[0], 1.0)), "O + e- = R", 1),
            ReactionMark(
                25.0, (Level("e-", POSITIVE, 1.0), Level("e-", implied[-1], -1.0)), "O + e- = R", -1
            ),
        ),
        currents=(CurrentArrow("e-", x[a], implied[a], x[b], implied[b], f"{current:.1f} A m⁻²"),),
        below=(
            Panel(
                "Couple / mol L⁻¹",
                (
                    Curve("oxidised", x, oxidised * TOTAL / 1000.0),
                    Curve("reduced", x, (1.0 - oxidised) * TOTAL / 1000.0),
                ),
            ),
        ),
        readings=(Reading("shuttle current", current, "A m⁻²"),),
        conventions=Conventions("V_Li = 0", "V_Li against lithium metal"),
        x_label="Position / µm",
    )
    return {"diagram": broken(diagram), "current": current}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
