"""Generated particles and protocols: success or typed failure; lithium is conserved, free energy falls."""

import pytest
from generated_particles import KINDS, ParticleCase, drawn
from verified import Report
from verified_particles import carried_out

CASES = tuple(drawn(1, 6 * len(KINDS), ["ButlerVolmer"]))
"""One rate law, since each compiles kernels of its own; the benchmark has others as well."""


@pytest.mark.parametrize("case", CASES, ids=[f"{i}-{case.kind}" for i, case in enumerate(CASES)])
def test_every_run_keeps_its_promises(case: ParticleCase):
    assert isinstance(carried_out(case), Report)


@pytest.mark.parametrize("kind", KINDS)
def test_the_cases_rest(kind):
    """Each kind is left alone in at least one of them: then its free energy is looked at."""
    assert any("Rest for 1 hour" in case.steps for case in CASES if case.kind == kind)
