"""Donnan equilibrium: a gel with fixed negative charge of 0.2 mol/kg in a large bath of 0.1 mol/kg NaCl.

Both ions pass, so V of each is flat; V° of both shifts by the Donnan potential, -(RT/F) arsinh(X/2c) (F. G.
Donnan, Z. Elektrochem. 17 (1911) 572). Ideal solutions.
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.equilibria import equilibrium_diagram
from mubar.thermo.equilibrium import Membrane, Phase, equilibrate


def compute():
    """The diagram, with the Donnan potential in mV."""
    bath = Phase("bath", {"Na+": 0.1, "Cl-": 0.1}, solvent_mass=1e6)
    gel = Phase("gel", {"Na+": 0.2, "Cl-": 0.0}, fixed_charge=-0.2)
    conditions = [Membrane("bath", "gel", ("Na+", "Cl-"))]
    found = equilibrate([bath, gel], conditions)
    diagram = equilibrium_diagram("Donnan equilibrium of a charged gel", found, ["bath", "gel"], conditions)
    return {"diagram": diagram, "donnan": diagram.readings[0].value}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
