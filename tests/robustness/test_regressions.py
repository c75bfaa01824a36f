"""Cases that once broke a promise, each with what was wrong."""

import pytest
import verified_particles
from generated_cases import Case
from generated_particles import ParticleCase
from verified import carried_out

CASES = {
    # The current was outside the error test: in the first µs of a hold that begins with an absurd current it
    # was noise of both signs, and the noise met "until C/...".
    "a hold that noise in the current ended at once": Case(
        "chen2020",
        ("Hold at 2.767 V for 9.886 s or until C/1.148",),
        {"positive.thickness": 5.422e-05},
        {"negative.reaction_rate_constant": 0.003327},
        model="single-particle",
        temperature=273.15,
        mesh=(10, 4, 6, 12, 0.0),
        rtol=1e-6,
    ),
    # The same in the first ms: it took 20 000 steps without getting anywhere, or ended, by a rounding error.
    "a hold lost in noise of the current": Case(
        "chen2020",
        ("Hold at 2.922 V for 436.5 s or until C/25.88",),
        {"negative.thickness": 1.154e-05},
        {"negative.diffusivity": 12.36, "negative.reaction_rate_constant": 0.0227},
        model="single-particle",
        soc=0.477,
        temperature=333.15,
        mesh=(3, 2, 7, 5, 1.0),
        rtol=1e-6,
    ),
    # Between two states with hardly any salt the step's polynomial fell below none: a sample was NaN.
    "a sample where the salt is used up": Case(
        "chen2020",
        ("Hold at 2.505 V for 11.75 s or until C/3.793", "Hold at 2.542 V for 327.3 s (27.42 s period)"),
        {
            "negative.porosity": 0.1202,
            "negative.transport_efficiency": 0.0281,
            "separator.thickness": 2.15e-05,
            "negative.conductivity": 0.1169,
            "positive.conductivity": 0.03664,
            "electrolyte.transference_number": 0.01375,
            "electrolyte.initial_concentration": 647.3,
        },
        {
            "positive.particle_radius": 0.8166,
            "positive.diffusivity": 0.02729,
            "electrolyte.diffusivity": 0.1355,
            "electrolyte.conductivity": 2.028,
        },
        model="dfn",
        temperature=258.15,
        mesh=(3, 2, 7, 5, 1.0),
        rtol=1e-3,
    ),
    # Of a sample the unknowns outside of their bounds went straight from state to state, the others along the
    # polynomial: particles held 4e-7 of their lithium less than the charge that had passed.
    "samples of which some unknowns went another way": Case(
        "prada2013",
        ("Discharge at 0.2028C until 2 V", "Charge at 0.06281C until 3.6 V"),
        {
            "negative.thickness": 5.264e-05,
            "negative.porosity": 0.1665,
            "negative.transport_efficiency": 0.01923,
            "separator.porosity": 0.4537,
            "separator.transport_efficiency": 0.2152,
            "positive.porosity": 0.1156,
            "positive.transport_efficiency": 0.07068,
            "negative.conductivity": 330.8,
            "electrolyte.transference_number": 0.4638,
        },
        {
            "negative.particle_radius": 0.1253,
            "positive.particle_radius": 7.65,
            "electrolyte.diffusivity": 0.2065,
            "electrolyte.conductivity": 0.8636,
        },
        temperature=333.15,
        mesh=(3, 2, 7, 5, 1.0),
        period=10.0,
    ),
}


# Predictions beyond empty brought particles, step by step, so deep into what keeps them from being empty that
# Newton's method did not come out again.
EMPTIED = (
    ParticleCase(
        "Homogeneous", "ButlerVolmer", 4.647, (3.533e-06, 1.956e-06, 3.286e-06), 2.942, 2.351e-17, 0.999,
        ("Charge at 19.29C until 4.3 V",),
    ),
    ParticleCase(
        "LayeredHomogeneous", "ButlerVolmer", 5.075, (3.941e-6, 3.92e-6, 4.44e-6, 5.019e-6, 3.612e-6), 2.512,
        4.19e-17, 0.999, ("Charge at 4.14C until 4.3 V",),
    ),
)  # fmt: skip


@pytest.mark.parametrize("case", EMPTIED, ids=lambda case: case.kind)
def test_particles_that_were_emptied_too_far(case):
    assert verified_particles.carried_out(case).kind == "success"


@pytest.mark.parametrize("name", CASES)
def test_what_once_broke_a_promise(name):
    assert carried_out(CASES[name]).kind == "success"


def test_holds_last_as_long_as_they_should():
    """Neither ends before its time: at the true currents, C/0.05 and C/0.7, no limit is met."""
    for name, seconds in (
        ("a hold that noise in the current ended at once", 9.886),
        ("a hold lost in noise of the current", 436.5),
    ):
        result = CASES[name].simulate()
        assert result.time[-1] == pytest.approx(seconds)
        assert (result.current > 5.0).all()


def test_the_last_row_is_that_of_the_last_time():
    """It had the voltage of the last sample, 1.49 s before."""
    case = Case("marquis2019", ("Discharge at 2.75895 W for 51.49 s",), model="single-particle", soc=0.5)
    sampled, dense = case.simulate(period=10.0), case.simulate()
    assert sampled.time[-1] == dense.time[-1]
    assert sampled.voltage[-1] == pytest.approx(dense.voltage[-1], abs=1e-9)
    assert sampled.voltage[-1] < sampled.voltage[-2] - 1e-5


def test_a_message_does_not_grow_with_the_cycles():
    """Of a long run, interrupted or not, every step that met a limit was told: pages on stderr."""
    cycle = ("Discharge at 1C", "Charge at 1C")
    result = Case("chen2020", cycle * 50, model="single-particle").simulate(outputs=())
    assert len(result.message) < 2000
    assert result.message.endswith("notes more")
