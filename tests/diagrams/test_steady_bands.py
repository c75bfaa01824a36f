"""Steady states drawn as band diagrams: transport laws by finite differences, balances, and bad numbers."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError, UnknownNameError
from mubar.diagrams.bands.equilibria import Electrode, equilibrium_diagram
from mubar.diagrams.bands.scale import broken
from mubar.diagrams.bands.steady import junction, plating, resistor, salt_diagram
from mubar.kinetics import ButlerVolmer, Diode
from mubar.kinetics.overpotential import overpotential
from mubar.thermo.equilibrium import Membrane, Phase, equilibrate
from mubar.transport import BinarySalt, plated_salt

LAW = ButlerVolmer(lambda x, c_plus, T: 10.0)


@pytest.mark.parametrize("right", [100.0, 999.999, 2500.0])
@pytest.mark.parametrize("current", [0.0, 300.0, -40.0])
def test_each_ion_follows_its_own_voltage(right, current):
    """J_i = -σ_i ∇V_i with σ_i = F² c D_i/RT, where D = 2 D₊D₋/(D₊ + D₋) and t₊ = D₊/(D₊ + D₋)."""
    D, share, L, T = 3e-10, 0.3, 50e-6, 310.0
    salt = BinarySalt(D, share, L, 1000.0, right, current, T)
    both = D / (2 * share * (1 - share))
    x = np.linspace(0.05, 0.95, 7) * L
    h = 1e-4 * L
    for J, D_i, i in (
        (current - salt.anion_current, share * both, 0),
        (salt.anion_current, (1 - share) * both, 1),
    ):
        slope = (salt.voltages(x + h)[i] - salt.voltages(x - h)[i]) / (2 * h)
        carried = -(F**2) * salt.concentration(x) * D_i / (R * T) * slope
        np.testing.assert_allclose(carried, J, rtol=1e-5, atol=1e-5 * (abs(J) + 1.0))


def test_salt_dissipates_what_its_voltages_take():
    salt = plated_salt(1e-10, 0.4, 25e-6, 1000.0, 500.0)
    diagram = salt_diagram(salt, "salt")
    readings = {r.name: r.value for r in diagram.readings}
    assert readings["dissipated"] == pytest.approx(-500.0 * diagram.traces[0].V[-1], rel=1e-9)
    density = sum(np.trapezoid(c.y, c.x) for c in diagram.below[1].curves)  # kW m⁻³ µm
    assert density * 1e-3 == pytest.approx(readings["dissipated"], rel=1e-2)


def test_plating_adds_up():
    diagram = plating("Cu+2", 5.0, 0.01, 200.0, LAW, LAW)
    readings = {r.name: r.value for r in diagram.readings}
    assert readings["all together"] == pytest.approx(
        sum(v for n, v in readings.items() if n != "all together")
    )
    assert diagram.reactions[0].equation == "Cu+2 + 2 e- = Cu"
    assert plating("Ag+", 5.0, 0.01, 20.0, LAW, LAW).reactions[0].equation == "Ag+ + e- = Ag"


def test_a_junction_blocks_one_way():
    diode = Diode(lambda x, c_plus, T: 1.0)
    diagram = junction(diode, 10.0, 1e-5, 100.0)
    assert np.ptp(diagram.traces[0].V) == pytest.approx(overpotential(diode, 100.0) + 1e-4)
    assert diagram.beside[0].points[0][1] == 100.0
    with pytest.raises(InputError, match="what the law carries"):
        junction(diode, 10.0, 1e-5, -2.0)


@pytest.mark.parametrize(
    "make",
    [
        lambda: resistor(0.0, 1e-4, 1.0),
        lambda: resistor(1.0, np.nan, 1.0),
        lambda: BinarySalt(1e-10, 1.0, 1e-5, 1.0, 1.0),
        lambda: BinarySalt(1e-10, 0.5, 1e-5, -1.0, 1.0),
        lambda: plated_salt(1e-10, 0.3, 25e-6, 1000.0, 1e5),
        lambda: plating("Cu+2", 5.0, 0.01, -1.0, LAW, LAW),
    ],
)
def test_impossible_numbers(make):
    with pytest.raises(InputError):
        make()


def equilibrium():
    bath = Phase("bath", {"Na+": 0.1, "Cl-": 0.1}, solvent_mass=1e6)
    gel = Phase("gel", {"Na+": 0.2, "Cl-": 0.0}, fixed_charge=-0.2)
    conditions = [Membrane("bath", "gel", ("Na+", "Cl-"))]
    return equilibrate([bath, gel], conditions), conditions


def test_what_passes_a_membrane_is_level():
    found, conditions = equilibrium()
    diagram = equilibrium_diagram("Donnan", found, ["bath", "gel"], conditions)
    for s in ("Na+", "Cl-"):
        levels = [t.V[0] for t in diagram.traces if t.species == s and t.kind.name == "V"]
        assert levels[0] == pytest.approx(levels[1], abs=1e-9)
    assert diagram.interfaces[0].passes == ("Na+", "Cl-")
    assert diagram.breaks, "between the ions nothing is of interest"
    assert broken(diagram).breaks == diagram.breaks


def test_rows_name_phases():
    found, _ = equilibrium()
    with pytest.raises(UnknownNameError, match="bath"):
        equilibrium_diagram("a", found, ["bth"])
    with pytest.raises(InputError, match="the phase itself"):
        equilibrium_diagram("a", found, [Electrode("Na", "gel", "Na+ + e- = Na"), "bath"])
    with pytest.raises(InputError, match="from left to right"):
        equilibrium_diagram("a", found, [])
