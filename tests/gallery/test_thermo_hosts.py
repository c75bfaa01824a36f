"""The gallery's figures of host materials: closed forms, and numbers of their sources."""

import numpy as np
import pytest

R, F, T = 8.314462618, 96485.33212, 298.15


def test_lattice_gas_and_its_tangent(gallery):
    """G = μ°X + RT [X ln X + (1-X) ln(1-X)] with μ° = -2 RT; the tangent at 0.3 ends at RT ln 0.7 and
    μ° + RT ln 0.3 (McKinnon, Haering 1983).
    """
    found = gallery("lattice_gas").compute()
    assert found["energy"] == pytest.approx(-0.6 + 0.3 * np.log(0.3) + 0.7 * np.log(0.7), rel=1e-12)
    assert found["slope"] == pytest.approx(-2.0 + np.log(3.0 / 7.0), rel=1e-12)
    assert found["empty"] == pytest.approx(np.log(0.7), rel=1e-12)
    assert found["filled"] == pytest.approx(-2.0 + np.log(0.3), rel=1e-12)
    assert (found["G"] >= found["energy"] + found["slope"] * (found["x"] - 0.3) - 1e-12).all()


def test_phase_diagram_of_lithium_iron_phosphate(gallery):
    """T_c = Ω/2R; at 298.15 K the plateau is at the standard potential, the spinodal at X(1-X) = RT/2Ω, and
    between its potentials lie 2Ω√ - 2RT ln[(1+√)/(1-√)], √ = √(1 - 2RT/Ω), over F.
    """
    found = gallery("lfp_phase_diagram").compute()
    assert found["critical_temperature"] == pytest.approx(11177.0 / (2.0 * R), rel=1e-9)
    assert found["plateau"] == pytest.approx(3.422, abs=1e-9)
    low, high = found["ends"]
    assert np.log(low / (1 - low)) == pytest.approx(-11177.0 / (R * T) * (1 - 2 * low), rel=1e-9)
    assert low + high == pytest.approx(1.0, rel=1e-12)
    assert low * (1 - low) < R * T / (2 * 11177.0)
    np.testing.assert_allclose(found["turns"] * (1 - found["turns"]), R * T / (2 * 11177.0), rtol=1e-9)
    root = np.sqrt(1.0 - 2.0 * R * T / 11177.0)
    gap = (2 * 11177.0 * root - 2 * R * T * np.log((1 + root) / (1 - root))) / F
    assert found["hysteresis"] == pytest.approx(gap, rel=1e-8)
    assert gap == pytest.approx(0.0738, abs=5e-5)
    products = found["spinodal"].prod(axis=1)
    np.testing.assert_allclose(products, R * found["temperatures"] / (2 * 11177.0), rtol=1e-7)


def test_stages_of_graphite(gallery):
    """Plateaus at about 0.12 and 0.085 V, stage 2 between them, around half filling (Dahn, Phys. Rev. B 44
    (1991) 9170); one layer full and the other empty there.
    """
    found = gallery("graphite_stages").compute()
    np.testing.assert_allclose(found["plateaus"], [0.12, 0.085], atol=2e-3)
    (_, begins), (ends, _) = found["gaps"]
    assert begins < 0.5 < ends
    middle = np.argmin(np.abs(found["x"] - 0.5))
    fuller, emptier = found["layers"]
    assert fuller[middle] == pytest.approx(1.0 - emptier[middle], abs=1e-9)
    assert emptier[middle] < 0.02
    np.testing.assert_allclose(0.5 * (fuller + emptier), found["x"], rtol=1e-12)
    np.testing.assert_allclose(fuller[:5], emptier[:5], rtol=1e-6)
