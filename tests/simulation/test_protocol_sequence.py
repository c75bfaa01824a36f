"""Lists of steps: order, cycles, and every problem at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubar.core.errors import InputError
from mubar.simulation.protocol import (
    CRate,
    Current,
    Rest,
    Step,
    VoltageCutoff,
    parse_protocol,
    parse_step,
    resolve_protocol,
)

DOWN, UP, REST = "Discharge at 1C until 2.5 V", "Charge at 1C until 4.2 V", "Rest for 1 hour"
CELL = (5.0, 2.5, 4.2)


def cycles(steps):
    return [cycle for _, cycle in parse_protocol(steps)]


@pytest.mark.parametrize("one", [DOWN, Step(CRate(1), VoltageCutoff(2.5)), [DOWN], (DOWN,), [[DOWN]]])
def test_one_step(one):
    assert parse_protocol(one) == [(Step(CRate(1), VoltageCutoff(2.5)), 0)]


def test_strings_and_objects_mix_in_order():
    steps = [DOWN, Step(Rest(), duration=60), Current(-5)]
    assert [step for step, _ in parse_protocol(steps)] == [parse_step(DOWN), steps[1], Step(Current(-5))]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([DOWN, UP, REST], [0, 0, 0]),
        ([(DOWN, UP)] * 3, [0, 0, 1, 1, 2, 2]),
        ([DOWN, UP] * 3, [0, 0, 1, 1, 2, 2]),
        ([DOWN, UP, DOWN], [0, 0, 0]),
        ([DOWN, DOWN, UP] * 2, [0, 0, 0, 1, 1, 1]),
        ([REST, (DOWN, UP), [DOWN]], [0, 1, 1, 2]),
        ([DOWN] * 3, [0, 1, 2]),
        (["Discharge at 1C", "discharge 1C"], [0, 1]),
    ],
)
def test_cycles(steps, expected):
    assert cycles(steps) == expected


@given(st.lists(st.sampled_from([DOWN, UP, REST]), min_size=1, max_size=8), st.integers(1, 5))
def test_flat_list_is_split_at_its_shortest_period(block, count):
    steps = block * count
    found = cycles(steps)
    length = found.count(0)
    assert steps == steps[:length] * (len(steps) // length)
    assert found == [i // length for i in range(len(steps))]
    assert all(steps != steps[:n] * (len(steps) // n) for n in range(1, length) if len(steps) % n == 0)


def test_every_problem_is_told_once_with_its_step_numbers():
    with pytest.raises(InputError) as raised:
        parse_protocol([("dicharge at 1C", REST, "Rest")] * 10 + [5])
    first, second, third = raised.value.problems
    assert first.where == "steps 1, 4, 7, 10, 13 and 5 more"
    assert second.where == "steps 3, 6, 9, 12, 15 and 5 more 'Rest'"
    assert third.where == "step 31"
    assert str(raised.value).count("dicharge at 1C") == 1


@pytest.mark.parametrize(
    "steps", [[], (), [()], [[DOWN], []], None, 3, {}, [[[DOWN]]], [None], [Step, DOWN], b"Rest"]
)
def test_no_protocol(steps):
    with pytest.raises(InputError):
        parse_protocol(steps)


def test_list_in_itself_ends():
    steps = [DOWN]
    steps.append(steps)
    with pytest.raises(InputError, match="step 3"):
        parse_protocol(steps)


def test_many_different_problems_are_counted():
    with pytest.raises(InputError, match="950 more problems") as raised:
        parse_protocol([f"Dischrge at {n} A" for n in range(1000)])
    assert len(raised.value.problems) == 51


def test_resolving_tells_every_problem_with_its_step_number():
    steps = parse_protocol([DOWN, "Hold at 4.5 V for 1 h", UP, "Discharge at 1C until 2 V"])
    with pytest.raises(InputError) as raised:
        resolve_protocol(steps, *CELL)
    assert [p.where.split()[:2] for p in raised.value.problems] == [["step", "2"], ["step", "4"]]


def test_repeated_steps_are_resolved_once():
    resolved = resolve_protocol(parse_protocol([(DOWN, UP)] * 500), *CELL)
    assert [cycle for _, cycle in resolved] == [i // 2 for i in range(1000)]
    assert len({id(step) for step, _ in resolved}) == 2
