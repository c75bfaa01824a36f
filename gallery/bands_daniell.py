"""Daniell cell with a salt bridge: V of zinc and copper ions, of the electrons in equilibrium with them.

Solutions of 0.1 mol/kg, taken as ideal; formation energies of the NBS tables (D. D. Wagman et al., J. Phys.
Chem. Ref. Data 11, Suppl. 2 (1982)).
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.thermo.equilibrium import Phase, SaltBridge, equilibrate


def compute():
    """The diagram, with the cell's voltage."""
    phases = [
        Phase("ZnSO₄", {"Zn+2": 0.1, "SO4-2": 0.1}),
        Phase("CuSO₄", {"Cu+2": 0.1, "SO4-2": 0.1}),
    ]
    conditions = [SaltBridge("ZnSO₄", "CuSO₄")]
    row = [
        Electrode("Zn", "ZnSO₄", "Zn+2 + 2 e- = Zn"),
        "ZnSO₄",
        "CuSO₄",
        Electrode("Cu", "CuSO₄", "Cu+2 + 2 e- = Cu"),
    ]
    found = equilibrate(phases, conditions)
    diagram = equilibrium_diagram("Daniell cell", found, row, conditions)
    return {"diagram": diagram, "voltage": diagram.readings[0].value}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
