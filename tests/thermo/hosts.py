"""Every host material that mubar.thermo exports, with the examples it gives of itself."""

import inspect

import pytest

from mubar import thermo
from mubar.thermo import HostMaterial

HOSTS = [
    kind
    for kind in (getattr(thermo, name) for name in thermo.__all__)
    if inspect.isclass(kind) and issubclass(kind, HostMaterial) and not inspect.isabstract(kind)
]
EXAMPLES = [(f"{kind.__name__} {i}", host) for kind in HOSTS for i, host in enumerate(kind.examples())]
CASES = [pytest.param(host, id=name) for name, host in EXAMPLES]
