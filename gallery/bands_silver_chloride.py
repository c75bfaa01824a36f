"""The silver / silver chloride electrode in 0.1 mol/kg KCl: why it measures chloride.

AgCl is neutral and pins the gap between V of silver (that of the electrons, as μ_Ag = 0) and V of chloride:
V_e - V_Cl = μ(AgCl)/F. Ideal solution; formation energies of the NBS tables (D. D. Wagman et al., J. Phys.
Chem. Ref. Data 11, Suppl. 2 (1982)).
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.thermo.equilibrium import Phase, equilibrate


def compute():
    """The diagram, with the electron level against SHE."""
    found = equilibrate([Phase("KCl", {"K+": 0.1, "Cl-": 0.1})])
    electrode = Electrode("Ag | AgCl", "KCl", "AgCl + e- = Ag + Cl-")
    diagram = equilibrium_diagram("Silver / silver chloride electrode", found, [electrode, "KCl"])
    return {"diagram": diagram, "level": float(diagram.traces[0].V[0])}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
