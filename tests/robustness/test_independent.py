"""Runs of several models and cells against IDA on the same residual."""

from dataclasses import replace

import numpy as np
import pytest
from generated_cases import Case
from independent import Residual, consistent, recomputed

from mubar.models.system import System

CASES = {
    "dfn, discharge and charge": Case(
        "chen2020",
        ("Discharge at 1.3C for 600 s", "Charge at 0.7C for 300 s"),
        {"positive.thickness": 6e-5, "electrolyte.transference_number": 0.35},
        {"negative.reaction_rate_constant": 0.5},
        soc=0.83,
        temperature=288.15,
        mesh=(3, 2, 4, 4, 0.8),
    ),
    "dfn, concentration-dependent diffusivity, charge and hold": Case(
        "ecker2015",
        ("Charge at 1C until 4.1 V", "Hold at 4.1 V for 400 s"),
        scales={"negative.particle_radius": 0.6, "electrolyte.conductivity": 0.7},
        soc=0.6,
        mesh=(3, 2, 4, 4, 0.8),
    ),
    "spme, power and resistance": Case(
        "marquis2019",
        ("Discharge at 2 W for 200 s", "Discharge at 4 Ohm for 200 s", "Rest for 100 s"),
        {"cell.contact_resistance": 0.02},
        model="spme",
        soc=0.7,
        temperature=308.15,
        mesh=(4, 3, 4, 5, 0.0),
    ),
    "spm, current profile": Case(
        "prada2013",
        (("current", (0.0, 100.0, 200.0, 500.0), (0.2, 2.0, -1.0, 1.0)),),
        scales={"positive.diffusivity": 3.0},
        model="spm",
        soc=0.55,
        mesh=(3, 2, 3, 8, 0.0),
    ),
    "single particle, to the limit of a voltage": Case(
        "chen2020", ("Discharge at 0.8C until 3.6 V",), model="single-particle", soc=0.9
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_the_solution_of_the_residual(name):
    """IDA at a hundredth of the tolerance; apart by no more than rtol of 1 V and of the largest current."""
    case, rtol = CASES[name], 1e-6
    result = case.simulate(rtol=rtol)
    assert result.success
    steps = list(recomputed(case, result, rtol / 100, most=12))
    assert [step.number for step in steps] == list(range(1, len(case.steps) + 1))
    for step in steps:
        assert step.reached == step.ended
        assert step.voltage_apart() < rtol
        assert step.current_apart() < rtol


def test_a_wrong_curve_is_found():
    """That of a cell with 3 % more of one parameter."""
    case = CASES["single particle, to the limit of a voltage"]
    other = replace(case, scales={"positive.diffusivity": 1.03})
    (step,) = recomputed(case, other.simulate(rtol=1e-6), 1e-8, most=12)
    assert step.voltage_apart() > 1e-5


def test_the_residual_is_that_of_a_consistent_start():
    """What the solver calls consistent solves the residual that is summed up here."""
    case = CASES["dfn, discharge and charge"]
    profiles = case.simulate().solution.profiles
    system = System(profiles.model, profiles.cell, profiles.mesh)
    system.bind(case.temperature)
    system.control(current=1.0, setpoint=1.3 * profiles.cell.nominal_capacity / profiles.cell.area)
    residual = Residual(system)
    given = profiles.states[0, : residual.n]
    y, _ = consistent(residual, 0.0, given, given)
    assert np.abs(y - given).max() < 1e-9
