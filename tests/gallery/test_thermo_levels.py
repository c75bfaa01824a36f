"""The gallery's figures of species voltages and electron levels."""

import numpy as np
import pytest


def test_nernst_slope(gallery):
    """RT ln(10)/F = 59.16 mV at 25 °C for one electron, half that for two; E° of Fe+3/Fe+2 0.771 V (Bard,
    Parsons & Jordan 1985) where the activities are equal; V of the ions move by 59.16/3 and 59.16/2 mV.
    """
    found = gallery("nernst_slope").compute()
    assert found["slope"] == pytest.approx(0.05916, abs=1e-5)
    assert found["slopes"] == pytest.approx({"Ag+/Ag": 0.05916, "Cu+2/Cu": 0.02958}, abs=1e-5)
    assert found["electrons"][40] == pytest.approx(0.771, abs=3e-3)
    assert found["Fe+3"][10] - found["Fe+3"][0] == pytest.approx(0.05916 / 3, abs=2e-5)
    assert found["Fe+2"][-11] - found["Fe+2"][-1] == pytest.approx(0.05916 / 2, abs=2e-5)


def test_silver_chloride_in_potassium_chloride(gallery):
    """γ± of KCl at 1 mol/kg is 0.604 (Robinson & Stokes): 12.95 mV above an ideal solution's 0.2222 V."""
    found = gallery("nernst_slope").compute()
    assert found["real_at_1"] == pytest.approx(0.2222 - 0.025693 * np.log(0.604), abs=4e-4)


def test_stability_window_of_a_lithium_ion_cell(gallery):
    """Full graphite of Chen et al. 2020 stands at 0.2482 - 0.0909 - 0.04478 - 0.0205 = 0.0920 V; their
    charged NMC 4.2 V above that. The window reaches from 0.8 V to 4.7 V, so that graphite is 0.708 V below
    it, and LNMO at 4.9 V is 0.2 V above.
    """
    found = gallery("stability_window").compute()
    verdicts = found["verdicts"]
    assert verdicts["NMC 811"].highest - verdicts["graphite"].lowest == pytest.approx(4.2, abs=2e-3)
    assert verdicts["graphite"].reduces_by == pytest.approx(0.8 - 0.092, abs=2e-3)
    assert verdicts["Li"].reduces_by == pytest.approx(0.8, abs=1e-12)
    assert verdicts["LNMO"].oxidises_by == pytest.approx(0.2, abs=1e-12)
    assert [name for name, v in verdicts.items() if v.stable] == ["titanate", "LFP", "NMC 811"]
    assert found["water"].reduction == pytest.approx(3.040 - 0.414, abs=2e-3)
    assert found["water"].width == pytest.approx(1.229, abs=1e-3)


def test_pourbaix_diagram_of_copper(gallery):
    """M. Pourbaix, Atlas (1966), at 1e-6: Cu/Cu+2 at 0.337 - 0.177 V, Cu/Cu2O 0.471 V - 59 mV pH, Cu+2/Cu2O
    0.203 - 0.355 V + 59 mV pH; the last two and the first meet where all three are stable.
    """
    found = gallery("pourbaix_copper").compute()
    lines = found["lines"]
    assert lines["Cu", "Cu+2"].intercept == pytest.approx(0.337 - 0.177, abs=5e-3)
    assert lines["Cu", "Cu2O"].intercept == pytest.approx(0.471, abs=5e-3)
    assert lines["Cu+2", "Cu2O"].intercept == pytest.approx(0.203 - 0.355, abs=5e-3)
    meet = (lines["Cu", "Cu2O"].intercept - lines["Cu", "Cu+2"].intercept) / -lines["Cu", "Cu2O"].slope
    level = lines["Cu", "Cu+2"].intercept
    assert float(lines["Cu+2", "Cu2O"](meet)) == pytest.approx(level, abs=1e-9)
    assert set(np.unique(found["stable"])) == {0, 1, 2, 3}
