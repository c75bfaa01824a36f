"""Fixtures for all tests. That this file is here lets every folder of tests import `synthetic`."""

import pytest

from mubar.simulation.solution import Solution
from synthetic import discharge


@pytest.fixture(scope="session")
def solution() -> Solution:
    """An LG M50-like cell on discharge; see `synthetic`."""
    return discharge()
