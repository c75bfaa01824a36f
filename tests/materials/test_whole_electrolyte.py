"""An electrolyte given to a cell as one object: published, of another cell, or from a matrix of ions."""

import numpy as np
import pytest

import mubar
from mubar.core.constants import F
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Landesfeind2019, Salt, ValoenReimers2005
from mubar.transport import VFT, AssociatedSalt, Cluster, SaltTransport, TabulatedElectrolyte

T = 298.15
C, AT = np.array([300.0, 1000.0, 2100.0])[:, None], np.array([275.0, 298.15, 320.0])
LAWS = ("conductivity", "diffusivity", "transference_number", "thermodynamic_factor")
LIPF6 = Salt("Li+", "PF6-")


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("ecker2015")  # its own laws have activation energies


@pytest.fixture(scope="module")
def clusters():
    """Free ions, pairs and [Li(PF6)2]-; diffusivities chosen, not measured."""
    made = (
        Cluster(1, 0, 1e-10),
        Cluster(0, 1, 3e-10),
        Cluster(1, 1, 2e-10, 0.5),
        Cluster(1, 2, 2.5e-10, 2.5),
    )
    return AssociatedSalt(LIPF6, made)


@pytest.mark.parametrize("given", [Landesfeind2019(), Landesfeind2019.emc_fec(), ValoenReimers2005()])
def test_a_published_electrolyte(cell, given):
    """Its laws at every concentration and temperature, nothing added; its publication is the source."""
    made = cell.replace(electrolyte=given)
    assert made.electrolyte.initial_concentration == cell.electrolyte.initial_concentration
    for name in LAWS:
        np.testing.assert_allclose(getattr(made.electrolyte, name)(C, AT), getattr(given, name)(C, AT))
        assert made.parameters()[f"electrolyte.{name}"].source == given.source
    assert "(20" in given.source
    back = mubar.materials.bpx.read_document(made.to_bpx(), cell.name)
    for name in LAWS:
        law = getattr(back.electrolyte, name)
        np.testing.assert_allclose(law(C, AT), getattr(given, name)(C, AT), rtol=1e-12)


def test_the_electrolyte_of_another_cell(cell):
    other = mubar.load_cell("chen2020")
    made = cell.replace(electrolyte=other.electrolyte)
    assert made.electrolyte.initial_concentration == other.electrolyte.initial_concentration
    for name in LAWS:
        theirs = getattr(other.electrolyte, name)
        np.testing.assert_allclose(getattr(made.electrolyte, name)(C, AT), theirs(C, AT))


def test_keys_beside_it_hold(cell):
    law = VFT(40.0, 600.0, 190.0)
    made = cell.replace(
        electrolyte=Landesfeind2019(),
        **{"electrolyte.conductivity": law, "electrolyte.initial_concentration": 1500.0},
    )
    np.testing.assert_allclose(made.electrolyte.conductivity(C, AT), np.broadcast_to(law(AT), (3, 3)))
    assert made.electrolyte.initial_concentration == 1500.0
    assert made.parameters()["electrolyte.conductivity"].source != Landesfeind2019.source


def test_points_of_a_matrix_are_an_electrolyte(clusters):
    """Splines through 24 points against the matrix itself between them; t_+ falls below zero."""
    points = [clusters.transport(c, T) for c in np.geomspace(1.0, 3000.0, 24)]
    made = TabulatedElectrolyte.of(points[::-1])
    for c in (2.0, 70.0, 900.0, 2500.0):
        exact = clusters.transport(c, T)
        assert made.conductivity(c, T) == pytest.approx(exact.conductivity, rel=1e-4)
        assert made.diffusivity(c, T) == pytest.approx(exact.diffusivity, rel=1e-4)
        assert made.transference_number(c, T) == pytest.approx(exact.transference.values[0], abs=1e-3)
        assert made.thermodynamic_factor(c, T) == pytest.approx(exact.thermodynamic_factor, rel=2e-3)
    assert made.transference_number(2500.0, T) < 0.0 < made.transference_number(10.0, T)
    again = SaltTransport.of(made, 1000.0, T)
    np.testing.assert_allclose(again.onsager().sigma, clusters.onsager(1000.0, T).sigma, rtol=1e-3)


def test_a_cell_runs_on_ions_that_drag_each_other(cell, clusters):
    """DFN with t_+ < 0: in the uniform solution cations carry t_+ of the current, the wrong way; at steady
    state all of it, by diffusion, dc/dx = -(1 - t_+) i/(F B D).
    """
    made = TabulatedElectrolyte.of([clusters.transport(c, T) for c in np.geomspace(1.0, 3000.0, 24)])
    working = cell.replace(electrolyte=made)
    data = mubar.simulate(working, "Discharge at C/20 for 1 hour").data
    inside = data["region"].values == "separator"
    i = float(data["current"][0]) / working.area
    carried = data["cation_current_density"].values[:, inside] / i
    assert made.transference_number(1000.0, T) < -0.1
    np.testing.assert_allclose(carried[0], made.transference_number(1000.0, T), rtol=1e-6)
    np.testing.assert_allclose(carried[-1], 1.0, rtol=1e-3)
    c = data["c_e"].values[-1, inside]
    slope = np.diff(c) / np.diff(data["x"].values[inside])
    efficiency, mean = working.separator.transport_efficiency, c.mean()
    expected = -(1 - made.transference_number(mean, T)) * i / (F * efficiency * made.diffusivity(mean, T))
    np.testing.assert_allclose(slope, expected, rtol=1e-3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("LiPF6", "a battery electrolyte"),
        (None, "a battery electrolyte"),
        (Landesfeind2019, "a battery electrolyte"),
        (Landesfeind2019(salt=Salt("Ca+2", "Cl-")), "univalent"),
    ],
)
def test_what_is_no_electrolyte(cell, given, said):
    with pytest.raises(InputError, match=said):
        cell.replace(electrolyte=given)
    with pytest.raises(InputError, match="100 to 3000 mol/m³"):
        cell.replace(electrolyte=Landesfeind2019(), **{"electrolyte.initial_concentration": 5000.0})


def test_a_misspelt_electrolyte(cell):
    with pytest.raises(InputError, match="Did you mean 'electrolyte'"):
        cell.replace(Electrolite=Landesfeind2019())
    with pytest.raises(InputError, match=r"Did you mean 'electrolyte\.conductivity'"):
        cell.replace(**{"electrolyte.conductivty": 1.0})


def test_what_are_no_points(clusters):
    point, other = clusters.transport(100.0, T), clusters.transport(100.0, 310.0)
    for points, said in (
        ([], "SaltTransport"),
        ([1.0, 2.0], "SaltTransport"),
        ([point, clusters.transport(200.0, T)], "at least 3"),
        ([point, point, point], "rising"),
        ([point, other, point], "one temperature"),
    ):
        with pytest.raises(InputError, match=said):
            TabulatedElectrolyte.of(points)
    with pytest.raises(InputError, match="of each"):
        TabulatedElectrolyte(LIPF6, (1.0, 2.0, 3.0), (1.0, 1.0, 1.0))
