"""Near the limiting current: V of lithium dives where the salt is used up, V of the blocked anion is flat.

A separator of 25 µm between two lithium electrodes at 95 % of 2FDc̄/((1 - t₊)L), D = 1e-10 m²/s, t₊ = 0.3,
1 mol/L.
"""

from _save import save

from mubar.diagrams.bands.draw import band_figure
from mubar.diagrams.bands.steady import salt_diagram
from mubar.transport import limiting_current, plated_salt

_SALT = (1e-10, 0.3, 25e-6)


def compute():
    """The diagram, with the limiting current (A/m²) and the fall of both voltages (V)."""
    most = limiting_current(*_SALT, 1000.0)
    salt = plated_salt(*_SALT, 1000.0, 0.95 * most)
    diagram = salt_diagram(salt, "95 % of the limiting current")
    plus, minus = (float(t.V[-1] - t.V[0]) for t in diagram.traces)
    return {"diagram": diagram, "limit": most, "cation": plus, "anion": minus}


def draw(found):
    """The band diagram."""
    return band_figure(found["diagram"])


if __name__ == "__main__":
    save(draw(compute()), __file__)
