"""Fixtures for all tests. That this file is here lets every folder of tests import `synthetic`."""

import pytest
from hypothesis import settings

from mubar.simulation.solution import Solution
from synthetic import discharge

# the same cases on every run and machine, however busy it is; what must end soon sets a deadline of its own
settings.register_profile("same", derandomize=True, deadline=None, database=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="store pictures of pages as the new references")


@pytest.fixture
def redraw(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--redraw"))


@pytest.fixture(scope="session")
def solution() -> Solution:
    """An LG M50-like cell on discharge; see `synthetic`."""
    return discharge()
