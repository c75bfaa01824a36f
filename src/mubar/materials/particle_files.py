"""Particles in a cell file: their kind, sizes, contacts and noise, see `mubar.materials.objects`.

    "particles": {"Homogeneous": {"host": {"RegularSolution": {"omega": 11177, "mu0": -330175}}}},
    "population": {"LogNormal": {"mean": 1e-7, "deviation": 2e-8, "count": 5}}

A host of particles is the open-circuit potential as well; the file does not repeat it. Kinds of particles and
of contacts are equations and stand above this layer: what defines them makes them `nameable`, and is loaded
when a file first names one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..core.errors import Problem
from ..core.expr import Expr, as_expr
from ..core.law import Function
from ..core.structure import remade
from ..thermo.hysteresis import OneStateHysteresis
from . import host_materials, shapes
from .cell import ActiveMaterial
from .connection import Connection, GivenConductances, LogNormalConductances
from .film import Film, GivenFilm, LogNormalFilm
from .noise import Langevin
from .objects import read_object, write_object
from .particle_type import ParticleType
from .population import LogNormal, Population, Sizes

OBJECTS: dict[str, type] = {
    "particles": ParticleType,
    "population": Population,
    "connection": Connection,
    "film": Film,
    "noise": Langevin,
}
"""Attributes of a material that say what its particles are, and what of."""
_PARTS = (
    shapes.Sphere, shapes.Cylinder, shapes.Plate, shapes.Platelet, shapes.Flake, Sizes, LogNormal,
    GivenConductances, LogNormalConductances, GivenFilm, LogNormalFilm, Langevin, OneStateHysteresis,
)  # fmt: skip
_KINDS: dict[str, type] = {}
_LATER: list[Callable[[], object]] = []


def nameable(*kinds: type) -> None:
    """Make kinds of particles and of contacts known to cell files, by their names."""
    _KINDS.update({kind.__name__: kind for kind in kinds})


def later(load: Callable[[], object]) -> None:
    """Have ``load``, which makes kinds `nameable`, called as soon as a file names a kind."""
    _LATER.append(load)


def known() -> dict[str, type]:
    """Name -> class of everything that can stand in a file as one of `OBJECTS` or a part of one."""
    while _LATER:
        _LATER.pop()()
    return _KINDS | {kind.__name__: kind for kind in _PARTS} | host_materials.known()


def from_file(name: str, value: Any, where: str) -> Any:
    """The object that stands at ``where`` as the attribute ``name``. Raises `InputError`."""
    return read_object(value, where, known(), OBJECTS[name])


def to_file(value: Any, where: str) -> dict[str, Any]:
    """How a file holds the object. Raises `InputError` for one that can't be found by name."""
    return write_object(value, where, known(), "kind of particle")


def with_host(material: ActiveMaterial) -> ActiveMaterial:
    """The material with the open-circuit potential of its particles' host, if they have one."""
    kind = material.particles
    if kind is None or kind.host is None:
        return material
    x, T = Expr.symbol("x"), Expr.symbol("T")
    potential = Function(("x", "T"), as_expr(kind.open_circuit_potential(x, T)), "U")
    none = Function.constant(0.0, ("x", "T"), "entropic_coefficient")
    return remade(material, {"reference_potential": potential, "entropic_coefficient": none})


def alone(material: ActiveMaterial, key: str) -> list[Problem]:
    """What the material, of that ``key``, has of particles without having a kind of them."""
    words = {"population": "sizes", "connection": "contacts", "film": "films", "noise": "noise"}
    expected = f"{key}.particles as well, the kind of particle whose they are"
    return [
        Problem(f"{key}.{name}", f"{what} alone", expected)
        for name, what in words.items()
        if material.particles is None and getattr(material, name) is not None
    ]
