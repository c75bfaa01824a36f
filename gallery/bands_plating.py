"""Electroplating of copper: where the voltage between two copper electrodes goes.

Butler-Volmer kinetics with an assumed exchange current density of 10 A/m², α = ½ per electron; a stirred
solution of 5 S/m between electrodes 1 cm apart, 200 A/m².
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import plating
from mubar.kinetics import ButlerVolmer


def compute():
    """The diagram, with what is dissipated where, W/m²."""
    law = ButlerVolmer(lambda x, c_plus, T: 10.0)
    diagram = plating("Cu+2", 5.0, 0.01, 200.0, law, law)
    return {"diagram": diagram, **{r.name: r.value for r in diagram.readings}}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
