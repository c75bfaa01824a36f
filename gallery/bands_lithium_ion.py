"""A lithium-ion cell at rest, empty, half full and full: V of lithium is flat, the electrons' levels move.

Open-circuit potentials of the LG M50 cell (C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534).
"""

from _save import save

from mubar.diagrams.bands import BandDiagram, Conventions, GapArrow, Interface, Region, Trace
from mubar.diagrams.bands.draw import band_figure
from mubar.materials.library import load_cell

_STATES = (0.0, 0.5, 1.0)


def _potential(material, share):
    """U at a share of the way from the least to the largest filling, V against lithium."""
    low, high = material.minimum_stoichiometry, material.maximum_stoichiometry
    return float(material.open_circuit_potential(low + share * (high - low), 298.15))


def compute():
    """The diagram, with the open-circuit voltages, V."""
    cell = load_cell("chen2020")
    regions, traces, gaps, interfaces, voltages = [], [], [], [], []
    for k, soc in enumerate(_STATES):
        x = 5.0 * k
        U_n, U_p = _potential(cell.negative.material, soc), _potential(cell.positive.material, 1.0 - soc)
        voltages.append(U_p - U_n)
        regions += [
            Region("graphite", x, x + 1.5, "negative"),
            Region(f"{100 * soc:.0f} %", x + 1.5, x + 3.0, "electrolyte"),
            Region("NMC", x + 3.0, x + 4.5, "positive"),
        ]
        traces += [
            Trace("e-", [x, x + 1.5], [U_n, U_n], where="graphite"),
            Trace("Li+", [x, x + 4.5], [0.0, 0.0], where=f"the cell at {100 * soc:.0f} %"),
            Trace("e-", [x + 3.0, x + 4.5], [U_p, U_p], where="NMC"),
        ]
        gaps.append(GapArrow(x + 2.0, U_n, U_p, f"{U_p - U_n:.2f} V"))
        interfaces += [Interface(x + 1.5), Interface(x + 3.0)]
    diagram = BandDiagram(
        "Lithium-ion cell at rest at three states of charge",
        regions=tuple(regions),
        traces=tuple(traces),
        gaps=tuple(gaps),
        interfaces=tuple(interfaces),
        conventions=Conventions("V_Li = 0 in the electrolyte", "V_Li against lithium metal"),
    )
    return {"diagram": diagram, "voltages": voltages}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
