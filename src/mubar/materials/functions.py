"""Laws made from what a cell file or `Cell.replace` gives: numbers, texts, tables, Python functions.

A file's texts and tables are functions of one variable, which BPX calls x. A law of two variables stands in
the file as a tree of operations over functions of one variable, for example κ(c, T) = f(c) g(T) as

    {"mul": {"1": {"c": "0.1 + 2*x"}, "2": {"T": "296/x"}}}

because BPX allows nothing else in its user-defined block: numbers, functions of x, tables, nested objects.
The operations have the names of `mubar.core.ops`. A law of temperature of `mubar.transport` may stand in a
tree by its name: {"VFT": {"prefactor": 40, "B": 600, "T0": 190}}. Tables are interpolated monotonically
(PCHIP); ``{"c2": table}`` asks for a cubic spline with continuous curvature.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .. import transport
from ..core.data import C2, faults
from ..core.errors import InputError, Problem, clip, nearest
from ..core.expr import Expr, as_expr, make, substitute
from ..core.law import Function
from ..core.ops import OPS
from ..core.parser import MAX_SIZE, parse, written_size
from ..core.structure import is_number
from ..thermo.hosts.base import HostMaterial
from ..transport.temperature_law import TemperatureLaw
from .parameters import CellParameter

MAX_NODES = 1000
_LEAVES = {"const", "symbol", "table", "special", "root"}
_ARITY = {name: len(set(re.findall(r"\{(\d)\}", op.code))) for name, op in OPS.items() if name not in _LEAVES}


def constant(value: Any, p: CellParameter) -> Function:
    """The law that is ``value`` everywhere."""
    return Function.constant(value, (p.law_of, "T"), p.key)


def is_table(value: Any) -> bool:
    """Whether ``value`` is a table of x and y as BPX has it."""
    return isinstance(value, dict) and {"x", "y"} <= value.keys()


def from_file(value: Any, variable: str, label: str, where: str) -> Function:
    """A law of (``variable``, T) from what stands in a file at ``where``. Raises `InputError`."""
    text = re.sub(r"\bx\b", variable, value) if isinstance(value, str) else None
    expr = _Tree(variable, label).expression(value, where)
    if written_size(expr) > MAX_SIZE:
        raise _error(where, "powers of powers", f"a law of at most {MAX_SIZE} operations")
    origin = None
    if isinstance(value, dict) and not temperature_laws().keys().isdisjoint(value):
        origin = _temperature_law(value, where)
    return Function((variable, "T"), expr, label, text=text, origin=origin)


def knows_temperature(law: Function) -> bool:
    """Whether the law says by itself how it changes with T: it names T, or is a material's free energy."""
    return isinstance(law.origin, HostMaterial) or law.depends_on("T")


def _error(where: str, found: str, expected: str, hint: str = "") -> InputError:
    return InputError([Problem(where, found, expected, hint)])


@cache
def temperature_laws() -> dict[str, type]:
    """Name -> class of the laws of temperature that can stand in a file."""
    from .objects import exported  # whose own functions are read here

    return {n: c for n, c in exported(transport).items() if issubclass(c, TemperatureLaw)}


def _temperature_law(content: dict[str, Any], where: str) -> TemperatureLaw:
    """The law of temperature that stands at ``where`` by its name. Raises `InputError`."""
    from .objects import read_object

    return read_object(content, where, temperature_laws())


class _Tree:
    """Reads one law; counts its nodes, so that a hostile file costs bounded time."""

    def __init__(self, variable: str, label: str) -> None:
        self.variable, self.label, self.nodes = variable, label, 0

    def expression(self, value: Any, where: str) -> Expr:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _error(where, f"more than {MAX_NODES} operations", "a shorter law, or a table")
        if not isinstance(value, dict) or is_table(value) or "c2" in value:
            return self.leaf(value, self.variable, where)
        content = {k: v for k, v in value.items() if k != "description"}
        laws = temperature_laws()
        known = [self.variable, "T", *_ARITY, *laws]
        name = next(iter(content), "")
        if len(content) != 1 or name not in known:
            close = nearest(name, known)
            hint = f"Did you mean {close!r}?" if close and close != name else ""
            expected = f"a number, a function of x, a table of x and y, or one of {', '.join(known)}"
            raise _error(where, clip(", ".join(content)) if content else "an empty object", expected, hint)
        inner = content[name]
        if name in (self.variable, "T"):
            return self.leaf(inner, name, f"{where}/{name}")
        if name in laws:
            return as_expr(_temperature_law(content, where).value(Expr.symbol("T")))
        arity = _ARITY[name]
        slots = [str(i + 1) for i in range(arity)]
        if not isinstance(inner, dict) or [k for k in inner if k != "description"] != slots:
            expected = f"an object with the arguments {', '.join(slots)} in order"
            raise InputError.one(f"{where}/{name}", inner, expected)
        return make(name, *(self.expression(inner[s], f"{where}/{name}/{s}") for s in slots))

    def leaf(self, value: Any, variable: str, where: str) -> Expr:
        if is_number(value):
            return Expr.constant(value)
        if isinstance(value, str):
            return substitute(parse(value, ("x",), where=where), {"x": Expr.symbol(variable)})
        smooth = isinstance(value, dict) and list(value) == ["c2"] and is_table(value["c2"])
        table = value["c2"] if smooth else value
        if is_table(table):
            problems = faults(table["x"], table["y"], where)
            if problems:
                raise InputError(problems)
            kind = C2() if smooth else None
            return Function.from_data(table["x"], table["y"], kind, variable, self.label).expr
        raise InputError.one(where, value, "a number, a function of x, or a table of x and y")


def from_user(value: Any, variable: str, label: str, where: str) -> Function:
    """A law of (``variable``, T) from what `Cell.replace` is given. Raises `InputError`.

    Numbers, texts (of ``variable`` or x, and T), tables as in a file, `Function`, and Python functions
    written with NumPy. Their arguments are called x (or c, of the electrolyte) and T, in any order.
    """
    inputs = (variable, "T")
    if is_number(value):
        return Function.constant(float(value), inputs, label)
    if isinstance(value, str):
        text = re.sub(r"\bx\b", variable, value)
        return Function(inputs, parse(text, inputs, where), label, text=text)
    if isinstance(value, dict):
        return from_file(value, variable, label, where)
    if not isinstance(value, Function) and callable(value):
        value = _traced(value, label, where)
    if isinstance(value, Function):
        return _named(value, inputs, label, where)
    raise InputError.one(where, value, "a number, a function text, a table, a Function or a Python function")


def _traced(f: Any, label: str, where: str) -> Function:
    try:
        return Function.from_python(f, label)
    except InputError:
        raise
    except Exception as e:  # whatever a user's function raises becomes a message about that function
        name = getattr(f, "__name__", "function")
        found = f"{name}, which failed with {type(e).__name__}: {e}"
        raise _error(where, found, "arithmetic and NumPy functions of (x, T) or (c, T)") from e


def _named(law: Function, inputs: tuple[str, ...], label: str, where: str) -> Function:
    """The law with its inputs named ``inputs``; x stands for the first, as in files."""
    if law.inputs == inputs:
        return law
    known = {"x": inputs[0], inputs[0]: inputs[0], "T": "T"}
    for name in law.inputs:
        if name not in known:
            raise _unknown_argument(name, inputs, where)
    renamed = {n: Expr.symbol(known[n]) for n in law.inputs if known[n] != n}
    expr = substitute(law.expr, renamed) if renamed else law.expr
    text = law.text if law.text is not None and not renamed else None
    return Function(inputs, expr, label, law.description, text, None if renamed else law.origin)


_MEANING = {"x": "the filled fraction", "c": "the concentration in mol/m3", "T": "the temperature in K"}


def _unknown_argument(name: str, inputs: tuple[str, ...], where: str) -> InputError:
    """``name`` is no argument of a law of ``inputs``."""
    close = nearest(name, inputs)
    hint = f"Did you mean {close!r}?" if close else ""
    expected = " and perhaps ".join(f"{n} ({_MEANING[n]})" for n in inputs)
    return _error(where, f"a law of {clip(name)}", f"one of {expected}", hint)
