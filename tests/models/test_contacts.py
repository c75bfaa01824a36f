"""Contacts between particles and matrix: Ohm's law particle by particle, and along chains."""

import numpy as np
import pytest

import mubar
from lfp_cells import C_MAX, HOST, lfp
from mubar.core.constants import F
from mubar.core.errors import InputError
from mubar.materials.connection import GivenConductances, LogNormalConductances
from mubar.materials.population import Sizes
from mubar.materials.shapes import Platelet, Sphere
from mubar.models import SingleParticle
from mubar.models.inspection import Inspection
from mubar.models.particles import AllenCahn, CahnHilliard, ContactChain, Contacts, Homogeneous

RADII = np.array([80e-9, 50e-9, 110e-9])
G = np.array([3e-14, 1e-14, 2e-14])
RUN = {"model": SingleParticle(), "stoichiometries": {"positive": 0.02}, "rtol": 1e-6, "atol": 1e-7}


def nodes(result):
    """The group's unknowns, (rows, nodes) by name; its numbers; and V_e - V_Li of the matrix."""
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    group, states = seen.structure.eq.pendants[0], seen.structure.pendant(seen.states, 0)
    return dict(zip(group.unknowns, np.moveaxis(states, 1, 0), strict=True)), group, seen.unknown("u")[:, 0]


def simulated(kind, connection, steps="Discharge at 2C for 20 minutes", sizes=RADII, **options):
    result = mubar.simulate(lfp(kind, Sizes(sizes), **{"positive.connection": connection}), steps,
                            **{**RUN, **options})  # fmt: skip
    assert result.success
    return result


def test_a_contact_takes_ohms_law():
    """V of one particle differs by I/G from the same without a contact, whatever is inside."""
    for kind in (Homogeneous(HOST, Sphere()), CahnHilliard(HOST, gradient_energy=1e-8, spacing=6e-9)):
        free, held = (
            simulated(kind, c, sizes=[42e-9], period=60.0, rtol=1e-7) for c in (None, Contacts(1e-14))
        )
        charge = F * C_MAX * 4.0 / 3.0 * np.pi * 42e-9**3
        filled = {f.name: f.values for f in free.solution.fields()}["filling_fraction_positive"]
        current = charge * (filled[-1] - filled[0]) / free.time[-1]
        np.testing.assert_allclose(free.voltage - held.voltage, current / 1e-14, atol=5e-6)


def passed(current, grid):
    """Charge since the start, (rows, particles), by the trapezoidal rule."""
    return np.concatenate([0.0 * current[:1], np.cumsum(0.5 * (current[1:] + current[:-1]) * grid, axis=0)])


def test_currents_through_given_contacts():
    found, _, _ = nodes(simulated(Homogeneous(HOST, Sphere()), Contacts(G), period=2.0))
    charge = F * C_MAX * 4.0 / 3.0 * np.pi * RADII**3
    x = found["x"]
    np.testing.assert_allclose(passed(found["fallen"] * G, 2.0)[1:] / charge, (x[0] - x)[1:], atol=2e-3)


@pytest.mark.parametrize("kind", [
    Homogeneous(HOST, Platelet(face=1.2263)), AllenCahn(HOST, Platelet(), gradient_energy=4e-9, spacing=5e-9),
])  # fmt: skip
def test_a_chain_is_a_ladder_of_resistors(kind):
    """The n-th contact carries the current of all particles from the n-th on."""
    sizes, grid = np.array([35e-9, 20e-9, 50e-9]), 2.0
    chained = simulated(kind, ContactChain(G), sizes=sizes, period=grid)
    found, group, _ = nodes(chained)
    first = group.numbers(chained.solution.profiles.cell)["first"].astype(bool)
    fallen = found["fallen"][:, first]
    current = np.diff(fallen, axis=1, prepend=0.0) * G
    assert abs(fallen[:, -1]).max() > 0.01
    x = {f.name: f.values for f in chained.solution.fields()}["filling_positive"]
    held = F * C_MAX * kind.shape.volume(sizes) * (x[0] - x)
    carried = np.cumsum(held[:, ::-1], axis=1)[:, ::-1]
    np.testing.assert_allclose(passed(current, grid)[1:], carried[1:], atol=2e-3 * abs(held).max())


def test_perfect_contacts_change_nothing():
    kind = AllenCahn(HOST, Platelet(), gradient_energy=4e-9, coherency=0.19e9, spacing=5e-9)
    plain, single, chain = (
        simulated(kind, connection, sizes=[35e-9, 20e-9], period=30.0, rtol=1e-7)
        for connection in (None, Contacts(1e-3), ContactChain(1e-3))
    )
    for other in (single, chain):
        np.testing.assert_allclose(other.voltage, plain.voltage, atol=1e-6)
        for name in ("filling_positive", "stoichiometry_positive"):
            one, two = ({f.name: f.values for f in r.solution.fields()}[name] for r in (plain, other))
            np.testing.assert_allclose(two, one, atol=1e-5)


def test_drawn_conductances():
    drawn = LogNormalConductances(1e-12, 3e-13, seed=5).table(3, 20_000)
    assert drawn.mean() == pytest.approx(1e-12, rel=5e-3)
    assert drawn.std() == pytest.approx(3e-13, rel=2e-2)
    np.testing.assert_array_equal(drawn, LogNormalConductances(1e-12, 3e-13, seed=5).table(3, 20_000))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Contacts(-1.0), "above 0 S"),
        (lambda: Contacts("many"), "conductances in S"),
        (lambda: LogNormalConductances(0.0), "mean conductance"),
        (lambda: LogNormalConductances(1e-9, seed=-1), "whole number"),
        (lambda: GivenConductances([1e-9, 2e-9]).table(2, 3), "3 for the particles"),
        (lambda: lfp(None, None, **{"positive.connection": Contacts(1e-9)}), "particles as well"),
        (lambda: lfp(Homogeneous(HOST), None, **{"positive.connection": 3.0}), "contacts"),
    ],
)
def test_bad_input(make, says):
    with pytest.raises(InputError, match=says):
        make()
