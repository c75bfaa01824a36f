"""The cell as symbols: models read `cell.negative.conductivity` as always and get an expression.

A `Traced` view stands before a cell (or a part of it). Reading a number gives a symbol named by its dotted
path; calling a law gives a table slot, or a symbol where the law doesn't depend on its first input; a rate
law comes back with symbols for its numbers. What was read is remembered, so that binding a cell later is
looking up the same paths.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np

from ..core.errors import InputError, Problem
from ..core.expr import Expr, make
from ..core.law import Function
from ..core.piecewise import PiecewisePolynomial
from ..core.special import Special, SpecialSlot
from ..core.structure import structure_of, with_symbols
from ..core.tabulated import SpecialTable, TableSlot
from ..kinetics.base import RateLaw
from ..materials.absent import Absent
from ..materials.connection import Connection
from ..materials.film import Film
from ..materials.particle_type import ParticleType
from ..materials.population import Population

RANGES = {"x": (0.0, 1.0), "c": (1.0, 5000.0)}
"""Where laws are tabulated: filled fraction, salt concentration in mol/m³; linear beyond."""

Getter = Callable[[Any], Any]


class Reader:
    """Many dotted paths read at once, in the order of ``paths``: what owns several is looked up once."""

    def __init__(self, paths: Iterable[str]) -> None:
        owners: dict[str, list[str]] = {}
        for path in paths:
            owner, _, name = path.rpartition(".")
            owners.setdefault(owner, []).append(name)
        self.paths = tuple(f"{o}.{name}" if o else name for o in owners for name in owners[o])
        self._owners = [(_at(owner), _attributes(names)) for owner, names in owners.items()]

    def __call__(self, value: Any) -> list[Any]:
        found: list[Any] = []
        for owner, attributes in self._owners:
            found += attributes(owner(value))
        return found


@dataclass
class Readings:
    """What a model read from a cell while it was traced: dotted paths to numbers, laws' values and tables.

    Binding a cell later looks up the same paths, by readers that are made once all has been read.
    """

    numbers: dict[str, None] = field(default_factory=dict)
    laws: dict[str, None] = field(default_factory=dict)
    """Laws that are constant in their first input; their symbol is the path."""
    tables: dict[str, bool] = field(default_factory=dict)
    """Path -> whether the table is of the law's integral."""
    specials: dict[str, SpecialTable] = field(default_factory=dict)
    """Special functions that kernels read tables of."""

    @cached_property
    def _readers(self) -> tuple[Reader, Reader, Reader]:
        """Of numbers, of flat laws, of laws with tables."""
        tables = dict.fromkeys(slot.removeprefix("∫") for slot in self.tables)
        return Reader(path for path in self.numbers if path != TEMPERATURE), Reader(self.laws), Reader(tables)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Symbols of `values`, in order."""
        numbers, flat, _ = self._readers
        return (*numbers.paths, *flat.paths, TEMPERATURE)

    def values(self, cell: Any, T: float) -> np.ndarray:
        """The numbers of ``cell`` for every symbol that was read, in the order of `names`."""
        numbers, flat, _ = self._readers
        return np.array([*numbers(cell), *[_flat(f, T) for f in flat(cell)], T], dtype=float)

    @property
    def slots(self) -> tuple[str, ...]:
        """Names of the tables of `table_data`, in order."""
        return *self.tables, *self.specials

    def table_data(self, cell: Any, T: float, values: np.ndarray) -> tuple[Any, ...]:
        """The tables of ``cell``, in the order of `slots`; ``values``: its numbers, from `values`."""
        reader = self._readers[2]
        laws = dict(zip(reader.paths, reader(cell), strict=True))
        found: list[Any] = [
            _tabulated(laws[slot.removeprefix("∫")], integral, T) for slot, integral in self.tables.items()
        ]
        if self.specials:
            numbers = dict(zip(self.names, values, strict=True))
            for table in self.specials.values():
                found.append(special_of(table.function, cell).table(table.orders, *table.at(numbers)))
        return tuple(found)


_PLACED = Population, Connection, Film
"""What is looked at where particles are placed only."""
TEMPERATURE = "temperature"
"""The only number that isn't the cell's own."""


def _attributes(names: list[str]) -> Getter:
    in_tuple = names[0].isdecimal()
    get = operator.itemgetter(*map(int, names)) if in_tuple else operator.attrgetter(*names)
    return get if len(names) > 1 else lambda value: (get(value),)


def special_of(function: Special, cell: Any) -> Special:
    """The special function of ``cell`` that stands where ``function`` says."""
    return _at(function.name)(cell) if isinstance(function, SpecialSlot) else function


@lru_cache(maxsize=1024)
def _tabulated(f: Function, integral: bool, T: float) -> PiecewisePolynomial:
    first = f.inputs[0]
    tabulate = f.integral_table if integral else f.table
    return tabulate(first, *RANGES[first], **({"T": T} if "T" in f.inputs else {}))


def _flat(f: Function, T: float) -> float:
    """Value of a law that doesn't vary with its first input."""
    return f.expr.payload if f.is_constant else _flat_at(f, T)


@lru_cache(maxsize=1024)
def _flat_at(f: Function, T: float) -> float:
    return float(f(0.5 * sum(RANGES[f.inputs[0]]), T))


@lru_cache(maxsize=1024)
def _at(path: str) -> Getter:
    """Getter of a dotted path; a mapping's entry is written ``materials[name]``, one of a tuple ``.0``."""
    if not path:
        return lambda value: value
    head, bracket, rest = path.partition("[")
    mapping = _through(head.split("."))
    if not bracket:
        return mapping
    key, _, rest = rest.partition("]")
    if not rest:
        return lambda value: mapping(value)[key]
    inner = _at(rest[1:])
    return lambda value: inner(mapping(value)[key])


def _through(steps: list[str]) -> Getter:
    """Getter through attributes and places in tuples."""
    place = next((i for i, step in enumerate(steps) if step.isdecimal()), None)
    if place is None:
        return operator.attrgetter(".".join(steps))
    outer, i, inner = _through(steps[:place]), int(steps[place]), _at(".".join(steps[place + 1 :]))
    return lambda value: inner(outer(value)[i])


class Traced:
    """A view of a dataclass whose attributes come out as symbols."""

    def __init__(self, value: Any, path: str, readings: Readings) -> None:
        self._value, self._path, self._readings = value, path, readings

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        return _trace(value, f"{self._path}.{name}" if self._path else name, self._readings)


def _trace(value: Any, path: str, readings: Readings) -> Any:
    if isinstance(value, (int, float)):
        readings.numbers[path] = None
        return Expr.symbol(path)
    if isinstance(value, Function):
        return TracedFunction(value, path, readings)
    if isinstance(value, (RateLaw, ParticleType)):
        law, numbers = with_symbols(value, path)
        readings.numbers |= dict.fromkeys(numbers)
        return law
    if value is None or isinstance(value, _PLACED):
        return value
    if isinstance(value, Mapping):
        return {k: _trace(v, f"{path}[{k}]", readings) for k, v in value.items()}
    if is_dataclass(value):
        return Traced(value, path, readings)
    if isinstance(value, Absent):  # says itself what is missing
        return value
    raise TypeError(f"{path} is a {type(value).__name__}, which has no place in an equation")


def untraced(view: Any) -> Any:
    """What a `Traced` view stands before: for what decides a structure."""
    return view._value if isinstance(view, Traced) else view


class TracedFunction:
    """A law of the cell inside an equation: ``f(x, T)`` and ``f.integral(x, T)``."""

    def __init__(self, f: Function, path: str, readings: Readings) -> None:
        self.f, self.path, self.readings = f, path, readings

    def __call__(self, at: Any, T: Any) -> Expr:
        if not self.f.varies:
            self.readings.laws[self.path] = None
            return Expr.symbol(self.path)
        self.readings.tables[self.path] = False
        return make("table", at, payload=(TableSlot(self.path), 0))

    def integral(self, at: Any, T: Any) -> Expr:
        """∫f from the lower end of its range: a gradient of it is f times the gradient of ``at``."""
        if not self.f.varies:
            return self(at, T) * at
        slot = "∫" + self.path
        self.readings.tables[slot] = True
        return make("table", at, payload=(TableSlot(slot), 0))


def signature(value: Any) -> Any:
    """What of a cell decides the structure of its equations: which laws of it vary, rate laws but for their
    numbers, names.

    Remembered on every part, so that a cell with one part changed costs that part only. Raises `InputError`
    for a rate law that can't be compared with others.
    """
    memory = value.__dict__
    cached = memory.get("_signature")
    if cached is None:
        cached = memory["_signature"] = tuple(_signatures(value))
    return cached


def _signatures(part: Any) -> Iterator[Any]:
    yield type(part)
    held = part.__dict__
    for name in _not_plain(type(part)):
        inner = held[name]
        if inner is None:
            continue
        known = _signature_of(type(inner))
        if known is not None:
            yield name, known(inner)
        elif isinstance(inner, Mapping) and all(_signature_of(type(v)) is signature for v in inner.values()):
            yield name, tuple((k, signature(v)) for k, v in inner.items())


@cache
def _signature_of(kind: type) -> Callable[[Any], Any] | None:
    """What values of a class contribute to a signature; None for those that may be left out."""
    if kind is Function:
        return operator.attrgetter("varies")
    if issubclass(kind, RateLaw):
        return _of_rate_law
    if issubclass(kind, (ParticleType, *_PLACED)):  # their numbers decide how many nodes there are
        return lambda inner: inner
    return signature if is_dataclass(kind) else None


def _of_rate_law(law: RateLaw) -> Any:
    name = type(law).__name__
    if not is_dataclass(law) or not law.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        hint = f"Put @dataclass(frozen=True) above class {name}."
        raise InputError([Problem("kinetics", f"{name}, which is none", "a frozen dataclass", hint)])
    try:
        return structure_of(law)
    except TypeError as error:
        expected = "a rate law whose fields are numbers, tuples, functions or such laws"
        raise InputError([Problem("kinetics", str(error), expected)]) from None


@cache
def _not_plain(kind: type) -> tuple[str, ...]:
    """Fields that are not declared as numbers or text."""
    return tuple(f.name for f in fields(kind) if f.type not in _PLAIN)


_PLAIN = frozenset({"float", "int", "str", "bool", "float | None"})
