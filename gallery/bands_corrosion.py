"""Corrosion as a mixed potential: iron dissolves as fast as it evolves hydrogen.

Levels of both couples by Nernst's equation (Fe⁺² at 1e-6, pH 4; formation energies of the NBS tables, D. D.
Wagman et al. 1982); Butler-Volmer kinetics with assumed exchange current densities, 1e-3 A/m² for iron and
1e-2 A/m² for hydrogen on it. Far from both levels E = (E1 + E2)/2 + (RT/F) ln(j2/j1) for α = ½ (C. Wagner, W.
Traud, Z. Elektrochem. 44 (1938) 391).
"""

import numpy as np
from _save import save

from mubar.diagrams.bands import (
    BandDiagram,
    Conventions,
    Curve,
    GapArrow,
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
from mubar.kinetics import ButlerVolmer
from mubar.kinetics.mixed_potential import Couple, mixed_potential
from mubar.thermo import couple

_IRON, _HYDROGEN = "Fe+2/Fe", "H+/H2"
_SHOWN = {_IRON: "Fe²⁺/Fe", _HYDROGEN: "H⁺/H₂"}
EXCHANGE = {_IRON: 1e-3, _HYDROGEN: 1e-2}


def compute():
    """The diagram; both equilibrium levels and the mixed one, V, and the corrosion current, A/m²."""
    levels = {
        _IRON: float(couple(_IRON).potential({"Fe+2": 1e-6})),
        _HYDROGEN: float(couple(_HYDROGEN).potential({"H+": 1e-4})),
    }
    couples = [Couple(n, levels[n], ButlerVolmer(lambda x, c, T, j0=EXCHANGE[n]: j0)) for n in levels]
    found = mixed_potential(couples)
    V = np.linspace(levels[_IRON] - 0.1, levels[_HYDROGEN] + 0.1, 400)
    curves = tuple(
        Curve(_SHOWN[c.name], V, [abs(c.current_density(v, 298.15)) or np.nan for v in V], s)
        for c, s in zip(couples, ("Fe+2", "H+"), strict=True)
    )
    iron, hydrogen, mixed = levels[_IRON], levels[_HYDROGEN], found.level
    diagram = BandDiagram(
        "Corrosion of iron as a mixed potential",
        regions=(Region("Fe", 0.0, 2.0, "metal"), Region("water, pH 4", 2.0, 6.0, "electrolyte")),
        traces=(
            Trace("e-", [0.0, 2.0], [mixed, mixed]),
            Trace(
                "e-",
                [2.0, 6.0],
                [hydrogen, hydrogen],
                ImpliedLevel("2 H+ + 2 e- = H2"),
                label=_SHOWN[_HYDROGEN],
            ),
            Trace("e-", [2.0, 6.0], [iron, iron], ImpliedLevel("Fe+2 + 2 e- = Fe"), label=_SHOWN[_IRON]),
        ),
        interfaces=(Interface(2.0),),
        reactions=(
            ReactionMark(2.0, (Level("e-", mixed, -1.0), Level("e-", hydrogen, 1.0)), "2 H+ + 2 e- = H2", 1),
            ReactionMark(2.0, (Level("e-", mixed, 1.0), Level("e-", iron, -1.0)), "Fe+2 + 2 e- = Fe", -1),
        ),
        gaps=(
            GapArrow(4.3, hydrogen, mixed, f"η = −{1e3 * (hydrogen - mixed):.0f} mV"),
            GapArrow(4.3, iron, mixed, f"η = +{1e3 * (mixed - iron):.0f} mV"),
        ),
        beside=(Panel("|j| / A m⁻²", curves, "V_e / V", True, ((mixed, found.corrosion_current),)),),
        readings=(
            Reading("corrosion potential", mixed, "V"),
            Reading("current", found.corrosion_current, "A m⁻²"),
        ),
        conventions=Conventions("standard hydrogen electrode", "25 °C"),
    )
    return {"diagram": diagram, "level": mixed, "current": found.corrosion_current, "levels": levels}


def draw(found):
    """The band diagram, with Evans' diagram beside it."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
