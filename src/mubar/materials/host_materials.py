"""Host materials as open-circuit potentials in a cell file, see `mubar.materials.objects`.

    "open_circuit_potential": {"RegularSolution": {"omega": 4000.0, "mu0": -330175.0}}

Every dataclass that `mubar.thermo.hosts` exports is known by its name, and the ways to draw a table's curve.
"""

from __future__ import annotations

from typing import Any

from ..core.data import C2, Monotone
from ..thermo import hosts
from ..thermo.hosts.base import HostMaterial
from .objects import exported, read_object, write_object


def known() -> dict[str, type]:
    """Name -> class of everything that can stand in a file as a host material or a part of one."""
    return exported(hosts) | {kind.__name__: kind for kind in (Monotone, C2)}


def is_known(host: Any) -> bool:
    """Whether a file can hold it by its name."""
    return isinstance(host, HostMaterial) and known().get(type(host).__name__) is type(host)


def names_a_host(value: Any) -> bool:
    """Whether a value of a file is an object named by a class, such as hosts are: operations of functions
    begin with a small letter and are called by single ones.
    """
    names = [k for k in value if k != "description"] if isinstance(value, dict) else []
    return len(names) == 1 and len(names[0]) > 1 and names[0][0].isupper()


def host_from_file(value: Any, where: str) -> HostMaterial:
    """The host that stands at ``where``. Raises `InputError`."""
    return read_object(value, where, known(), HostMaterial)


def host_to_file(host: Any, where: str) -> dict[str, Any]:
    """How a file holds the host. Raises `InputError` for hosts that can't be found by name."""
    return write_object(host, where, known(), "host material")
