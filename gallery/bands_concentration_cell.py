"""Concentration cell: silver in 0.01 and 0.1 mol/kg AgNO3, with a membrane that passes nitrate.

V of nitrate is the same on both sides, so that φ jumps by (RT/F) ln 10; V of silver differs by twice that,
118 mV. With a salt bridge it would be 59 mV. Ideal solutions.
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.thermo.equilibrium import Membrane, Phase, SaltBridge, equilibrate

_ROW = [
    Electrode("Ag", "dilute", "Ag+ + e- = Ag"),
    "dilute",
    "concentrated",
    Electrode("Ag", "concentrated", "Ag+ + e- = Ag"),
]


def compute():
    """The diagram, and the voltages with membrane and with bridge."""
    phases = [
        Phase("dilute", {"Ag+": 0.01, "NO3-": 0.01}),
        Phase("concentrated", {"Ag+": 0.1, "NO3-": 0.1}),
    ]
    found = {}
    for name, condition in (
        ("bridge", SaltBridge("dilute", "concentrated")),
        ("membrane", Membrane("dilute", "concentrated", ("NO3-",))),
    ):
        title = "Concentration cell with an anion membrane"
        diagram = equilibrium_diagram(title, equilibrate(phases, [condition]), _ROW, [condition], False)
        found |= {"diagram": diagram, name: diagram.readings[0].value}
    return found


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
