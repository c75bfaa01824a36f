"""What a step can't mean: terminations that are never met, steps that never end, degC given as K."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mubar.core.errors import Problem, clip

from .controls import Rest
from .quantities import Quantity, written

if TYPE_CHECKING:
    from .step import Step

_TEMPERATURES = (173.15, 473.15)
"""K; no cell works outside -100 to 200 degC, so what lies there was meant on the other scale."""


def contradictions(step: Step) -> list[Problem]:
    """Everything in ``step`` that contradicts something else in it, whatever the cell."""
    where = f"step {clip(step.text or str(step))}"
    checks = (_never_met, _masked, _endless, _wrong_scale)
    return [problem for check in checks for problem in check(step, where)]


def _never_met(step: Step, where: str) -> list[Problem]:
    directions = step.control.directions
    allowed = " or ".join([*(quantity.value for quantity in directions), "a duration"])
    why = {
        Quantity.VOLTAGE: "The step itself prescribes the voltage.",
        Quantity.CURRENT: "The step itself prescribes the current.",
        Quantity.CAPACITY: "A rest passes no charge.",
        Quantity.SOC: "A rest passes no charge.",
    }
    return [
        Problem(where, f"'until {t}', a {t.quantity.value}", f"a limit on {allowed}", why[t.quantity])
        for t in step.terminations
        if t.quantity not in directions
    ]


def _masked(step: Step, where: str) -> list[Problem]:
    """Two cut-offs on one quantity that is met from one side only: the second one could never act."""
    problems = []
    for kind, count in Counter(type(t) for t in step.terminations).items():
        alike = [t for t in step.terminations if type(t) is kind]
        direction = step.control.directions.get(alike[0].quantity)
        if direction is None or count < 2 or (direction == 0 and len(set(alike)) == count):
            continue
        first = (max if direction < 0 else min)(alike, key=lambda t: t.value)
        found = " and ".join(f"'until {t}'" for t in alike)
        problems.append(Problem(where, found, f"only 'until {first}', which is met first"))
    return problems


def _endless(step: Step, where: str) -> list[Problem]:
    end = step.control.end
    if end is not None:
        if step.duration is not None and step.duration > end:
            found = f"a duration of {written(step.duration)} s"
            return [Problem(where, found, f"at most the profile's {written(end)} s")]
        return []
    if step.duration is not None or step.control.directions.get(Quantity.VOLTAGE):
        return []  # the cell's voltage limits end what drives the voltage one way
    if isinstance(step.control, Rest):
        return [Problem(where, "a rest without a duration", "a duration, as in 'Rest for 1 hour'")]
    if not step.terminations:
        return [Problem(where, "neither a duration nor a limit", "one, as in 'until C/20' or 'for 1 hour'")]
    return []


def _wrong_scale(step: Step, where: str) -> list[Problem]:
    lowest, highest = _TEMPERATURES
    if step.temperature is None or lowest <= step.temperature <= highest:
        return []
    expected = f"a temperature from {lowest} K to {highest} K (-100 degC to 200 degC)"
    hint = "A Step's temperature is in K: 25 degC is 298.15."
    return [Problem(where, f"{written(step.temperature)} K", expected, hint)]
