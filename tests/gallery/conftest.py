"""The gallery's scripts as modules: ``gallery("nernst_slope").compute()``."""

import importlib.util
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "gallery"


@pytest.fixture(scope="session")
def gallery():
    sys.path.insert(0, str(FOLDER))
    try:

        def load(name):
            spec = importlib.util.spec_from_file_location(f"gallery_{name}", FOLDER / f"{name}.py")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module

        yield load
    finally:
        sys.path.remove(str(FOLDER))
