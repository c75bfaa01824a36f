"""Many runs on several threads."""

import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError

STEP = "Discharge at 1C for 5 minutes or until 2.5 V"
RADII = np.geomspace(1e-6, 1e-5, 7)
CHANGES = [{"negative.particle_radius": r} for r in RADII]


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("chen2020")


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_runs_come_in_order_and_are_those_of_simulate(cell, threads):
    found = mubar.sweep(cell, STEP, CHANGES, "spm", threads=threads)
    for result, change in zip(found, CHANGES, strict=True):
        alone = mubar.simulate(cell.replace(**change), STEP, "spm", outputs=())
        np.testing.assert_array_equal(result.solution.voltage, alone.solution.voltage)


def test_a_run_that_ends_at_once_leaves_the_others(cell):
    """A particle of 1 mm holds its lithium inside: the surface is used up at once."""
    changes = [CHANGES[0], {"negative.particle_radius": 1e-3}, CHANGES[1]]
    ends = [r.solution.time[-1] for r in mubar.sweep(cell, "Discharge at 3C for 10 minutes", changes, "spm")]
    assert ends[1] < 60.0
    assert ends[0] == ends[2] == 600.0


def test_progress_ends_with_all(cell):
    seen = []
    mubar.sweep(cell, STEP, CHANGES, "spm", progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(CHANGES), len(CHANGES))
    assert seen == sorted(seen)


def test_no_changes_no_runs(cell):
    assert mubar.sweep(cell, STEP, []) == []


def test_what_a_run_refuses_is_raised(cell):
    """A lower cut-off above the one that the step asks for."""
    changes = [CHANGES[0], {"cell.lower_cutoff": 3.0}]
    with pytest.raises(InputError, match="expected a voltage between the cell's cut-offs, 3 V"):
        mubar.sweep(cell, STEP, changes, "spm")


def test_a_change_that_is_no_key_names_its_number(cell):
    with pytest.raises(InputError, match=r"change 2: .*negative.particle_radius"):
        mubar.sweep(cell, STEP, [CHANGES[0], {"negative.particle_radiu": 1e-6}])
