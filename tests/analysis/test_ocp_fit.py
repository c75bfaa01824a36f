"""Hosts fitted to potentials that they made: numbers, standard errors, and what data cannot tell."""

import warnings

import numpy as np
import pytest

from mubar.analysis.ocp_fit import FitWarning, fit_ocp
from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo import Gallery, MultiSiteMolarRegular, OCPData, RedlichKister, RegularSolution, TabulatedOCP

T = 298.15
X = np.linspace(0.02, 0.98, 120)
TRUE = RegularSolution(omega=4000.0, mu0=-3.3e5)
START = RegularSolution(omega=0.0, mu0=-3e5)


def measured(host, x=X, scatter=1e-3, seed=0, **given):
    noise = scatter * np.random.default_rng(seed).standard_normal(np.size(x))
    return OCPData(x, host(x, T) + noise, T, **given)


@pytest.fixture
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error", FitWarning)
        yield


@pytest.mark.usefixtures("no_warnings")
def test_numbers_come_back():
    found = fit_ocp(START, measured(TRUE, scatter=0.0)).host
    assert (found.omega, found.mu0) == pytest.approx((4000.0, -3.3e5), rel=1e-7)
    coefficients = (3000.0, -2000.0, 1500.0)
    found = fit_ocp(
        RedlichKister((0.0,) * 3, -3e5), measured(RedlichKister(coefficients, -3.2e5), scatter=0.0)
    )
    assert found.host.coefficients == pytest.approx(coefficients, rel=1e-5)


@pytest.mark.filterwarnings("ignore::mubar.analysis.ocp_fit.FitWarning")
def test_numbers_come_back_within_their_errors():
    """Pulls (found - true)/stated of 60 experiments: mean 0, standard deviation 1."""
    pulls = []
    for seed in range(60):
        fit = fit_ocp(START, measured(TRUE, seed=seed)).fit
        truth = {"omega": 4000.0, "mu0": -3.3e5}
        pulls.append([(fit.values[n] - v) / fit.standard_errors[n] for n, v in truth.items()])
    assert np.std(pulls, axis=0) == pytest.approx(1.0, abs=0.25)
    assert np.mean(pulls, axis=0) == pytest.approx(0.0, abs=0.35)


@pytest.mark.filterwarnings("ignore::mubar.analysis.ocp_fit.FitWarning")
def test_galleries_come_back():
    truth = MultiSiteMolarRegular((Gallery(0.35, 3.65, 0.9), Gallery(0.65, 4.0, 2.5)))
    start = MultiSiteMolarRegular((Gallery(0.5, 3.6, 1.5), Gallery(0.5, 4.1, 1.5)))
    found = fit_ocp(start, measured(truth, scatter=0.0))
    assert "galleries.0.share" not in found.fit.values  # shares count relative to their sum
    shares = np.array([g.share for g in found.host.galleries])
    assert shares / shares.sum() == pytest.approx([0.35, 0.65], rel=1e-6)
    for one, other in zip(found.host.galleries, truth.galleries, strict=True):
        assert (one.potential, one.width) == pytest.approx((other.potential, other.width), rel=1e-6)


def test_known_errors_make_the_scatter_one():
    found = fit_ocp(START, measured(TRUE, error=1e-3))
    assert found.fit.error_known
    assert found.fit.scatter == pytest.approx(1.0, abs=0.2)
    assert np.sqrt(np.mean(found.residuals**2)) == pytest.approx(1e-3, rel=0.2)
    assert "rms" in str(found)
    assert "omega" in str(found)


def test_what_the_data_cannot_tell_is_warned_of():
    """Six coefficients on a tenth of the range."""
    data = measured(RedlichKister((3000.0, -2000.0, 1500.0), -3e5), np.linspace(0.45, 0.55, 30))
    with pytest.warns(FitWarning, match="do not determine"):
        found = fit_ocp(RedlichKister((0.0,) * 6, -3e5), data)
    assert np.isinf(list(found.fit.standard_errors.values())).any()
    both = MultiSiteMolarRegular((Gallery(0.35, 3.65, 0.9), Gallery(0.65, 4.0, 2.5)))
    with pytest.warns(FitWarning, match=r"galleries\.0\.share and galleries\.1\.share"):
        fit_ocp(both, measured(both), ["galleries.0.share", "galleries.1.share"])


@pytest.mark.usefixtures("no_warnings")
def test_only_what_is_named_is_fitted():
    found = fit_ocp(RegularSolution(omega=4000.0, mu0=-3.2e5), measured(TRUE), ["mu0"])
    assert found.fit.values.keys() == {"mu0"}
    assert found.host.omega == 4000.0
    with pytest.raises(UnknownNameError, match="Did you mean 'omega'"):
        fit_ocp(START, measured(TRUE), ["omaga"])
    with pytest.raises(InputError, match="numbers to be fitted"):
        fit_ocp(TabulatedOCP([0.1, 0.9], [4.0, 3.0]), measured(TRUE))


# data from files --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "x,U\n0.1,3.9\n0.5,3.7\n",
        "U / V;cycle;x\n3.9;1;0.1\n\n3.7;1;0.5\n",
        "\ufeffx\tU [V]\n0.1\t3.9\n0.5\t3.7",
    ],
)
def test_columns_are_found(tmp_path, text):
    path = tmp_path / "ocp.csv"
    path.write_text(text, encoding="utf-8")
    data = OCPData.from_csv(path, T=310.0)
    np.testing.assert_array_equal(data.x, [0.1, 0.5])
    np.testing.assert_array_equal(data.U, [3.9, 3.7])
    assert (data.T, data.name) == (310.0, "ocp.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "an empty file"),
        ("a,b\n1,2\n", "a header that names x and U"),
        ("x,U\n0.1,3.9\n0.2,three\n", r"line 3, column 'U': found 'three', expected a number"),
        ("x,U\n0.1,3.9\n0.2\n", r"found 1 columns in the last line \('0\.2'\)"),
        ("x,U\n0.1,3.9\n1.2,3\n", r"ocp\.csv: x\[1\]: found 1\.2"),
        ("x,U\n0.1,nan\n", r"ocp\.csv, line 2, column 'U': found 'nan', expected a finite number"),
        ("x,U\n", "found no rows"),
    ],
)
def test_bad_files_are_named(tmp_path, text, message):
    path = tmp_path / "ocp.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        OCPData.from_csv(path)
    path.write_bytes(b"x,U\n\x81\x8d")
    with pytest.raises(InputError, match="not text"):
        OCPData.from_csv(path)
    with pytest.raises(InputError, match="a file that can be read"):
        OCPData.from_csv(tmp_path / "none.csv")


def test_data_are_kept_by_rising_x():
    data = OCPData([0.5, 0.1, 0.3], [3.7, 3.9, 3.8], error=[1e-3, 2e-3, 3e-3])
    np.testing.assert_array_equal(data.x, [0.1, 0.3, 0.5])
    np.testing.assert_array_equal(data.U, [3.9, 3.8, 3.7])
    np.testing.assert_array_equal(data.error, [2e-3, 3e-3, 1e-3])


def test_bad_data_are_named():
    for given, message in (
        ({"U": [3.9]}, "measured: U"),
        ({"U": ["a", "b"]}, "measured: U"),
        ({"T": -3.0}, "measured: T"),
        ({"error": [1e-3, 0.0]}, "measured: error"),
    ):
        with pytest.raises(InputError, match=message):
            OCPData(**{"x": [0.1, 0.2], "U": [3.9, 3.8], **given})
