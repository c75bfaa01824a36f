"""A lithium-ion cell under load: a solution of the Doyle-Fuller-Newman model is a band diagram as it stands.

LG M50 cell (C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534) after 30 minutes at 1C. The numbers
below are the terms of the power balance.
"""

from _save import save

import mubar
from mubar.diagrams.bands.draw import band_figure


def compute():
    """The diagram, with its readings by name."""
    diagram = mubar.simulate("chen2020", "Discharge at 1C for 30 minutes").band_diagram(1800.0)
    return {"diagram": diagram, "readings": {r.name: r.value for r in diagram.readings}}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
