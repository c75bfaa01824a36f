"""Words of the command line as values."""

import pytest

from mubar.cli import reading
from mubar.core.errors import InputError
from mubar.models import DFN
from mubar.numerics.mesh import Chebyshev, Uniform
from mubar.simulation.protocol.units import Kind


@pytest.mark.parametrize(
    ("text", "kelvin"),
    [("0degC", 273.15), ("-20 degC", 253.15), ("310", 310.0), ("310K", 310.0), ("45Celsius", 318.15)],
)
def test_temperature(text, kelvin):
    assert reading.temperature("--temperature", text) == pytest.approx(kelvin, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["25", "-3", "nan", "inf", "", "warm", "25degC 3", "25 degF", "1e400", "12 V"]
)
def test_no_temperature(text):
    with pytest.raises(InputError, match=r"^--temperature: found "):
        reading.temperature("--temperature", text)


def test_amount_with_and_without_unit():
    assert reading.amount("--voltage", "3700mV", Kind.VOLTAGE, "V") == 3.7
    assert reading.amount("--voltage", "3.7", Kind.VOLTAGE, "V") == 3.7
    assert reading.amount("--period", "1 h 30 min", Kind.TIME, "s") == 5400


def test_settings():
    given = ["negative.thickness=8e-5", " a = 1+x ", "b=none", "c=x=1"]
    assert reading.settings("--set", given) == {"negative.thickness": 8e-5, "a": "1+x", "b": None, "c": "x=1"}


@pytest.mark.parametrize("text", ["", "=", "=1", "a=", "a"])
def test_no_setting(text):
    with pytest.raises(InputError, match=r"^--set: found "):
        reading.settings("--set", [text])


def test_names():
    assert reading.names("c_e, V_Li,") == ("c_e", "V_Li")
    assert reading.names("none") == ()


def test_mesh():
    default = DFN.default_mesh
    assert reading.mesh("--mesh", "negative=9", default).negative == 9
    assert reading.mesh("--mesh", "negative=9", default).spacing == default.spacing
    both = reading.mesh("--mesh", "4/5/6/7, spacing=chebyshev", default)
    assert (both.negative, both.separator, both.positive, both.particle) == (4, 5, 6, 7)
    assert both.spacing == Chebyshev()
    assert reading.mesh("--mesh", "4/5/6/7", default).spacing == Uniform()


def test_gathering_reports_each_problem_once():
    gather = reading.Gathering()
    for _ in range(2):
        assert gather(reading.number, "--rtol", "x") is None
    assert gather(reading.number, "--atol", "1") == 1
    gather(reading.count, "--repeat", "0")
    with pytest.raises(InputError) as caught:
        gather.settle()
    assert [problem.where for problem in caught.value.problems] == ["--rtol", "--repeat"]
