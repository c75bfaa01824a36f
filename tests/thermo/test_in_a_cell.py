"""Hosts as the open-circuit potential of an electrode."""

import numpy as np
import pytest

import mubar
from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo import MultiSiteMolarRegular, RegularSolution, TwoSublattice

KEY = "positive.open_circuit_potential"
T = 298.15


@pytest.fixture(scope="module")
def lfp():
    return mubar.load_cell("prada2013")


# without the attraction that would separate it: below 2RT
HOST = RegularSolution(omega=1.8 * R * T, mu0=-F * 3.422)


def test_a_host_is_the_potential_that_the_cell_reads(lfp):
    x = np.linspace(0.05, 0.95, 7)[:, None]
    for given in (HOST, HOST.open_circuit_potential, MultiSiteMolarRegular.examples()[1]):
        law = lfp.replace(**{KEY: given}).positive.material.open_circuit_potential
        host = HOST if given == HOST.open_circuit_potential else given
        at = np.array([280.0, 298.15, 315.0])
        np.testing.assert_allclose(law(x, at), host.open_circuit_potential(x, at), rtol=1e-12)


def test_its_entropy_replaces_the_cells(lfp):
    material = lfp.replace(**{KEY: HOST}).positive.material
    assert material.entropic_coefficient.is_constant
    slope = material.open_circuit_potential.derivative("T")
    assert slope(0.3, T) == pytest.approx(HOST.entropy_coefficient(0.3, T), rel=1e-12)


def test_a_cell_with_a_host_discharges(lfp):
    """The DFN's open-circuit potential is the host's at every particle surface, at all times."""
    result = mubar.simulate(lfp.replace(**{KEY: HOST}), "Discharge at 1C until 2.5 V")
    assert result.status == "success"
    data = result.data
    x, U = data["surface_stoichiometry_positive"].values, data["open_circuit_potential_positive"].values
    known = np.isfinite(x)
    assert np.ptp(x[known]) > 0.5
    np.testing.assert_allclose(U[known], HOST(x[known], T), atol=1e-8)


@pytest.mark.parametrize("host", [MultiSiteMolarRegular.examples()[0], TwoSublattice.examples()[0]])
def test_a_host_that_is_an_equation_simulates(host):
    """Graphite of LG M50 replaced: the potential is an equation solved, not a formula."""
    cell = mubar.load_cell("chen2020").replace(**{"negative.open_circuit_potential": host})
    scaled = cell.replace(**{"negative.open_circuit_potential": lambda x, T: 1.01 * host(x, T)})
    with pytest.raises(InputError, match="an equation solved"):
        scaled.to_bpx()
    data = mubar.simulate(cell, "Discharge at 1C until 2.5 V").data
    x, U = data["surface_stoichiometry_negative"].values, data["open_circuit_potential_negative"].values
    known = np.isfinite(x)
    np.testing.assert_allclose(U[known], host(x[known], T), atol=1e-7)
