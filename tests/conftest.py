"""Fixtures for all tests. That this file is here lets every folder of tests import `synthetic`."""

import pytest

from mubar.simulation.solution import Solution
from synthetic import discharge


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--redraw", action="store_true", help="store pictures of pages as the new references")


@pytest.fixture
def redraw(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--redraw"))


@pytest.fixture(scope="session")
def solution() -> Solution:
    """An LG M50-like cell on discharge; see `synthetic`."""
    return discharge()
