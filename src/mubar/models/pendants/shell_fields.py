"""What is seen of particles made of shells: lithium over x and r, and their surfaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from ...core.expr import Expr
from ...core.fields import Field
from ...materials.keys import side_of
from ..equations import Names
from ..inspection import Inspection
from .by_volume import spread

if TYPE_CHECKING:
    from .shells import ShellPendants


def coordinates(group: ShellPendants, seen: Inspection, x: np.ndarray) -> Iterable[Field]:
    """Per particle its volume's x, and its shells' r."""
    name = group.name
    places = x[seen.layers.mask(side_of(name))]
    yield Field(f"x_{name}", (f"x_{name}",), places, "m", f"distance from the negative end, {name}")
    radii = group.shells.nodes * seen.material(name).particle_radius
    yield Field(f"r_{name}", (f"r_{name}",), radii, "m", f"distance from the particle's centre, {name}")


def fields(group: ShellPendants, seen: Inspection, g: int) -> Iterable[Field]:
    """Overpotential, current, potential and lithium."""
    x, v, z = Expr.symbol("x"), Names(), Names()
    m, name = seen.material(group.name), group.name
    count, on = seen.layers.count(side_of(name)), ("time", f"x_{name}")
    eta = spread(seen.at_particles(g, group.overpotential(x, v, z)), count)
    j = spread(seen.at_particles(g, group.exchange(x, v, z)), count)
    U = spread(m.open_circuit_potential(seen.particles(g)[:, -1, :], seen.temperature[:, None]), count)
    c_s = spread(np.swapaxes(seen.particles(g), 1, 2) * m.maximum_concentration, count)
    filled = spread(seen.particles(g)[:, -1, :], count)
    said = "oxidation positive"
    yield Field(f"overpotential_{name}", on, eta, "V", f"overpotential, {name}", said)
    yield Field(f"current_density_{name}", on, j, "A.m-2", f"interfacial current density, {name}", said)
    against = f"open-circuit potential against lithium at the particles' surface, {name}"
    yield Field(f"open_circuit_potential_{name}", on, U, "V", against)
    surface = f"filled fraction at the particles' surface, {name}"
    yield Field(f"surface_stoichiometry_{name}", on, filled, "1", surface)
    inside = f"lithium concentration in the particles, {name}"
    yield Field(f"c_s_{name}", (*on, f"r_{name}"), c_s, "mol.m-3", inside)
