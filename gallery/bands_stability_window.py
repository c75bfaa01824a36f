"""Stability window of a carbonate electrolyte as levels of electrons: what drives the films on electrodes.

Dashed are the levels below which the electrolyte takes electrons (0.8 V: K. Leung, arXiv:1502.00187, 2015)
and above which it gives them (4.7 V: J. B. Goodenough, Y. Kim, Chem. Mater. 22 (2010) 587), onsets rather
than constants; against lithium. Electrodes: lithiated graphite at 0.1 V, LiNi0.5Mn1.5O4 charged to 4.9 V.
"""

from _save import save

from mubar.diagrams.bands import (
    BandDiagram,
    Conventions,
    GapArrow,
    ImpliedLevel,
    Interface,
    Region,
    Trace,
)
from mubar.diagrams.bands.draw import band_figure
from mubar.thermo import StabilityWindow

WINDOW = StabilityWindow("LiPF6 in carbonates", 0.8, 4.7)
LEVELS = {"graphite": 0.1, "LNMO": 4.9}


def compute():
    """The diagram, with the verdicts on both electrodes."""
    low, high = WINDOW.reduction, WINDOW.oxidation
    verdicts = WINDOW.assess(LEVELS)
    traces = [
        Trace("e-", [0.0, 2.0], [LEVELS["graphite"]] * 2, where="graphite"),
        Trace("e-", [2.5, 6.5], [low, low], ImpliedLevel("reduction"), label="reduction"),
        Trace("e-", [2.5, 6.5], [high, high], ImpliedLevel("oxidation"), label="oxidation"),
        Trace("Li+", [0.0, 9.0], [0.0, 0.0]),
        Trace("e-", [7.0, 9.0], [LEVELS["LNMO"]] * 2, where="LNMO"),
    ]
    regions = (
        Region("graphite", 0.0, 2.0, "negative"),
        Region("SEI", 2.0, 2.5, "film"),
        Region("electrolyte", 2.5, 6.5, "electrolyte"),
        Region("CEI", 6.5, 7.0, "film"),
        Region("LNMO", 7.0, 9.0, "positive"),
    )
    gaps = (
        GapArrow(2.25, LEVELS["graphite"], low, f"{verdicts[0].reduces_by:.2f} V"),
        GapArrow(6.75, high, LEVELS["LNMO"], f"{verdicts[1].oxidises_by:.2f} V"),
        GapArrow(4.5, low, high, f"window {WINDOW.width:.1f} V"),
    )
    diagram = BandDiagram(
        "Stability window",
        regions=regions,
        traces=tuple(traces),
        gaps=gaps,
        interfaces=tuple(Interface(r.left) for r in regions[1:]),
        conventions=Conventions("V_Li = 0 everywhere", "V_Li against lithium metal"),
    )
    return {"diagram": diagram, "verdicts": {v.name: v for v in verdicts}}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
