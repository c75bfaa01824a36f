"""Constants and units against SciPy's CODATA values, and errors that travel."""

import pickle

import numpy as np
import pytest
import scipy.constants as sc

from mubar.core import constants as c
from mubar.core import units
from mubar.core.errors import (
    InputError,
    MubarError,
    Problem,
    SimulationError,
    UnknownNameError,
    clip,
    nearest,
)


def test_constants_are_codatas():
    exact = {
        c.K_B: sc.k, c.N_A: sc.N_A, c.E_CHARGE: sc.e, c.H_PLANCK: sc.h, c.ZERO_CELSIUS: sc.zero_Celsius,
    }  # fmt: skip
    for ours, theirs in exact.items():
        assert ours == theirs
    for ours, theirs in ((c.R, sc.R), (c.F, sc.value("Faraday constant")), (c.HBAR, sc.hbar)):
        assert ours == pytest.approx(theirs, rel=1e-15)
    # the edition of CODATA that SciPy has may be an older one
    assert pytest.approx(sc.epsilon_0, rel=1e-9) == c.EPS0


def test_units_are_factors_into_si():
    assert units.eV == pytest.approx(sc.e * sc.N_A, rel=1e-15)
    assert units.kT(298.15) == pytest.approx(sc.R * 298.15, rel=1e-15)
    np.testing.assert_allclose(units.kT(np.array([1.0, 2.0])), np.array([sc.R, 2 * sc.R]), rtol=1e-15)
    assert units.eV / units.kT(sc.e / sc.k) == pytest.approx(1.0, rel=1e-15)
    assert (units.hour, units.minute, units.nm, units.um, units.mA) == (
        sc.hour,
        sc.minute,
        sc.nano,
        sc.micro,
        sc.milli,
    )


def test_errors_hold_every_problem_and_can_be_pickled():
    problems = [Problem("a/b", "3", "at most 2", "Halve it."), Problem("c", "'x'", "a number")]
    for kind in (InputError, UnknownNameError):
        e = pickle.loads(pickle.dumps(kind(problems)))
        assert type(e) is kind
        assert isinstance(e, MubarError)
        assert e.problems == tuple(problems)
        assert str(e) == "a/b: found 3, expected at most 2. Halve it.\nc: found 'x', expected a number"
    s = pickle.loads(pickle.dumps(SimulationError("no", "out_of_range", "shorter steps")))
    assert (str(s), s.status, s.remedy) == ("no", "out_of_range", "shorter steps")


def test_unknown_names_meet_their_nearest_match():
    e = UnknownNameError.of("cell", "chen202", ["chen2020", "ecker2015"])
    assert str(e) == "cell: found 'chen202', expected one of: chen2020, ecker2015. Did you mean 'chen2020'?"
    assert isinstance(e, KeyError)
    assert nearest("Ecker", ["chen2020", "ecker2015"]) == "ecker2015"
    assert nearest("zzz", ["chen2020"]) is None


def test_long_values_are_shortened_in_messages():
    assert len(clip("x" * 10**6)) <= 120
    assert clip("short") == "'short'"
    assert clip(3) == "3"
