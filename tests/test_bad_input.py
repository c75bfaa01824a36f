"""One walk along all doors of the Python side with what is wrong: an `InputError` that says where, found and
expected, and no half file.
"""

import math

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.numerics.mesh import Chebyshev

STEP = "Discharge at 1C for 10 s"
MESH = mubar.Mesh(3, 2, 3, 4)
nan, inf = math.nan, math.inf


def simulated(**given):
    return mubar.simulate(**{"cell": "chen2020", "steps": STEP, "mesh": MESH, **given})


def swept(**given):
    return mubar.sweep(**{"cell": "chen2020", "steps": STEP, "changes": [{}], "mesh": MESH, **given})


def replaced(**changes):
    return mubar.load_cell("chen2020").replace(**changes)


def saved(path, how="save"):
    return getattr(mubar.simulate("chen2020", STEP, "single-particle"), how)(path)


DOORS = {  # what is called, with what, and words of the message
    simulated: [
        ({"cell": "chen2002"}, "Did you mean 'chen2020'?"),
        ({"steps": "Discharge at 1 Pa"}, "Pa"),
        ({"steps": "Hold at 4 V until 3 V"}, "3 V"),
        ({"steps": "Charge at 1C until 9 V"}, "9 V"),
        ({"steps": "Discharge at 1C until 4.5 V"}, "falls to its limit"),
        ({"steps": "Charge at 1C until 2.0 V"}, "rises to its limit"),
        ({"steps": "Discharge at 1C to 2.5V"}, "'until 2.5 V'"),
        ({"steps": []}, "step"),
        ({"model": "dfm"}, "Did you mean 'dfn'?"),
        ({"model": mubar.models.DFN}, "mubar.models.DFN()"),
        ({"soc": 50}, "0.5 for 50 %"),
        ({"voltage": 9.0}, "9 V"),
        ({"soc": 1.0, "voltage": 4.0}, "one of them"),
        ({"stoichiometries": {"anode": 0.5}}, "negative"),
        ({"stoichiometries": {"negative": 1.5, "positive": 0.5}}, "between 0 and 1"),
        ({"temperature": 25.0}, "150 to 500"),
        ({"rtol": 0.0}, "1e-12"),
        ({"atol": 0.0}, "1e-15"),
        ({"rtol": -1e-4}, "1e-12"),
        ({"period": -1.0}, "between recorded points"),
        ({"period": nan}, "between recorded points"),
        ({"period": 0.0}, "between recorded points"),
        ({"outputs": "V_e"}, "Write ['V_e']."),
        ({"outputs": ["V_ee"]}, "Did you mean 'V_e'?"),
        ({"model": "single-particle", "outputs": ["c_s_negative"], "mesh": None}, "half_cell('negative')"),
        ({"max_steps": 0}, "at least 1"),
    ],
    replaced: [
        ({"negative.particle_radus": 1e-6}, "Did you mean 'negative.particle_radius'?"),
        ({"anode.thickness": 1e-6}, "Did you mean 'negative.thickness'?"),
        ({"negative.thickness": -8e-5}, "m"),
        ({"negative.porosity": 1.2}, "at most 1"),
        ({"negative.porosity": 0.9}, "together at most 1"),
        ({"cell.nominal_capacity": 0.0}, "at least 1e-09"),
        ({"negative.open_circuit_potential": {"x": [0, 0.3, 0.6, 1], "y": [1, 0.2, 0.3, 0.1]}}, "falls"),
        ({"negative.open_circuit_potential": {"x": [0.2, 0.6, 1], "y": [1, 0.2, 0.1]}}, "window"),
    ],
    mubar.Mesh: [
        ({"negative": 0}, "from 1"),
        ({"particle": 1}, "from 2"),
        ({"positive": 2.5}, "whole number"),
        ({"spacing": "chebychev"}, "Did you mean 'chebyshev'?"),
        ({"spacing": None}, "Uniform()"),
        ({"particle_spacing": 3}, "Uniform()"),
    ],
    Chebyshev: [({"strength": s}, "0 to 1") for s in (-0.1, 1.5, nan, "1", None)],
    swept: [
        ({"changes": [{"negative.thicknes": 1e-4}]}, "change 1: negative.thicknes"),
        ({"changes": {"negative.thickness": 1e-4}}, "a list of changes"),
        ({"changes": [{}, 3]}, "change 2"),
        ({"threads": 0}, "at least 1"),
    ],
}
WRONG = [None, "abc", 3.5, nan, inf, -1, True, np.array([1.0, 2.0]), [None], {"a": 1}, object(), b"x", 1j]
"""What belongs nowhere, or almost: each keyword names those that it takes."""
TAKES = {
    (simulated, "cell"): (),
    (simulated, "steps"): (),
    (simulated, "model"): (),
    (simulated, "soc"): (None,),
    (simulated, "voltage"): (None, 3.5),
    (simulated, "stoichiometries"): (None,),
    (simulated, "start"): (None,),
    (simulated, "temperature"): (),
    (simulated, "mesh"): (None,),
    (simulated, "rtol"): (None,),
    (simulated, "atol"): (None,),
    (simulated, "outputs"): (None,),
    (simulated, "period"): (None, 3.5),
    (simulated, "max_steps"): (),
    (simulated, "progress"): (None,),
    (simulated, "announce"): (None,),
    (swept, "cell"): (),
    (swept, "changes"): (),
    (swept, "threads"): (None,),
    (swept, "progress"): (None,),
    (replaced, "negative.thickness"): (),
    (replaced, "negative.open_circuit_potential"): (3.5, -1),  # V, as a constant
    (replaced, "negative.kinetics"): (),
    (replaced, "cell.nominal_capacity"): (3.5,),
    (mubar.Mesh, "negative"): (),
    (mubar.Mesh, "particle"): (),
    (mubar.Mesh, "spacing"): (),
    (mubar.Mesh, "particle_spacing"): (None,),
}
PATHS = [None, "", "no-such-thing", "missing/a.nc", "a\0b.nc", 3.5, nan, [None], object(), 1j]


def refused(call, *given, **named):
    with pytest.raises(InputError) as caught:
        call(*given, **named)
    for problem in caught.value.problems:
        assert problem.where
        assert problem.found
        assert problem.expected
    assert len(str(caught.value)) < 1500
    return str(caught.value)


@pytest.mark.parametrize(
    ("call", "given", "words"), [(call, *row) for call, rows in DOORS.items() for row in rows]
)
def test_what_is_wrong_is_said(call, given, words):
    assert words in refused(call, **given)


@pytest.mark.parametrize(("call", "name"), TAKES, ids=lambda part: getattr(part, "__name__", part))
def test_wrong_types(call, name):
    for value in WRONG:
        if not any(value is taken for taken in TAKES[call, name]):
            refused(call, **{name: value})


@pytest.mark.parametrize("call", [mubar.load_cell, mubar.open_result, saved], ids=lambda call: call.__name__)
def test_paths_that_lead_nowhere(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path in PATHS:
        refused(call, path)
    assert not list(tmp_path.iterdir())


def test_measured_data_that_lead_nowhere():
    for path in PATHS:
        refused(saved, path, how="compare")


@pytest.mark.parametrize("content", [b"", b"{", b"\x89HDF\r\n\x1a\n", b"\0" * 1000, b"not json"])
def test_unreadable_files(content, tmp_path):
    for call, name in ((mubar.load_cell, "a.json"), (mubar.open_result, "a.nc")):
        path = tmp_path / name
        path.write_bytes(content)
        assert name in refused(call, path)


def test_a_period_may_be_whole():
    """It was handed to the compiled solver as an integer, which that does not take."""
    assert simulated(period=5).time.tolist() == [0.0, 5.0, 10.0]
