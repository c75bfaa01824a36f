"""Generated cells and protocols: a run ends as success, refusal or typed failure, and keeps its promises."""

import pytest
from generated_cases import Case, drawn
from verified import Report, carried_out

CASES = tuple(drawn(1, 100))


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.model}" for i, case in enumerate(CASES)])
def test_every_run_keeps_its_promises(case: Case):
    assert isinstance(carried_out(case), Report)
