"""A redox couple at an inert electrode: V_e = 3 V(Fe⁺³) - 2 V(Fe⁺²), whatever the metal.

Fe⁺³ 0.01 and Fe⁺² 0.05 mol/kg in HCl, ideal; formation energies of the NBS tables (D. D. Wagman et al., J.
Phys. Chem. Ref. Data 11, Suppl. 2 (1982)).
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.thermo.equilibrium import Phase, equilibrate


def compute():
    """The diagram, with the levels of both ions and of the electrons."""
    ions = {"Fe+3": 0.01, "Fe+2": 0.05, "Cl-": 0.13}
    found = equilibrate([Phase("solution", ions)])
    electrode = Electrode("Pt", "solution", "Fe+3 + e- = Fe+2")
    diagram = equilibrium_diagram("Iron ions at platinum", found, [electrode, "solution"]).only(
        ["e-", "Fe+3", "Fe+2"]
    )
    levels = {s: found.voltage(s, "solution") for s in ("Fe+3", "Fe+2")}
    return {"diagram": diagram, "e-": float(diagram.traces[0].V[0]), **levels}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
