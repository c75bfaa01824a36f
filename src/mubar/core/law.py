"""Functions as laws: named inputs in, one value out, written once.

A `Function` holds one expression. It evaluates on arrays, gives its exact derivative as another `Function`,
prints as LaTeX or as text, and becomes a table or a piece of a compiled kernel. Cell files, our own material
laws and a user's lambda all arrive as `Function`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .derivative import derivative
from .errors import InputError, Problem
from .evaluate import evaluate, evaluate_all
from .expr import Expr, as_expr, is_const, make, substitute, symbols, topological
from .latex import latex
from .piecewise import Jet, PiecewisePolynomial, tabulate
from .printing import infix

if TYPE_CHECKING:
    from .data import Interpolation

_PLAIN = frozenset({float, int, np.float64})
_Fixed = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Function:
    """A law of named ``inputs`` with one value, given by ``expr``.

    ``f(x, T)`` evaluates with NumPy broadcasting (or, given `Expr` arguments, composes graphs). Two functions
    are equal when their graphs are.
    """

    inputs: tuple[str, ...]
    expr: Expr
    label: str = field(default="f", compare=False)
    description: str = field(default="", compare=False)
    """Where the law comes from, in words; travels with the cell file."""
    text: str | None = field(default=None, compare=False)
    """The text this was parsed from, kept so that a file is written back as it was read."""
    origin: Any = field(default=None, compare=False)
    """The law object that this was traced from, if any, so that a file can name it with its numbers."""

    def __post_init__(self) -> None:
        if self.expr.op == "const":
            return
        extra = sorted(symbols(self.expr) - set(self.inputs))
        if extra:
            allowed = f"only {', '.join(self.inputs) or 'numbers'}"
            raise InputError([Problem(self.label, f"the unknown name {extra[0]!r}", allowed)])

    # making one ---------------------------------------------------------------------------------------------
    @classmethod
    def from_python(cls, f: Callable[..., Any], label: str | None = None, description: str = "") -> Function:
        """Trace a Python function of scalars, written with arithmetic and NumPy's functions.

        Its argument names are the inputs; what is keyword-only stays at its default. Raises `TypeError` where
        it can't be traced.
        """
        title = label or getattr(f, "__name__", "f")
        names = []
        for p in inspect.signature(f).parameters.values():
            if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD):
                names.append(p.name)
            elif p.kind is not p.KEYWORD_ONLY or p.default is p.empty:
                raise TypeError(f"{title}: the arguments of a law have plain names, found {p}")
        value = as_expr(f(*map(Expr.symbol, names)))
        said = inspect.getdoc(f) if inspect.isroutine(f) else None
        origin = f if is_dataclass(f) and not isinstance(f, (type, Function)) else None
        return cls(tuple(names), value, title, description or said or "", origin=origin)

    @classmethod
    def from_text(
        cls, text: str, inputs: tuple[str, ...] = ("x",), label: str = "f", description: str = ""
    ) -> Function:
        """Parse a function string such as ``"0.2*tanh(x - 0.5)"``; never executes anything.

        Raises `InputError`.
        """
        from .parser import parse

        return cls(inputs, parse(text, inputs, where=label), label, description, text)

    @classmethod
    def constant(
        cls, value: float, inputs: tuple[str, ...] = (), label: str = "f", description: str = ""
    ) -> Function:
        """The law that is ``value`` everywhere."""
        return cls(inputs, Expr.constant(value), label, description)

    @classmethod
    def from_data(
        cls,
        x: Any,
        y: Any,
        kind: Interpolation | None = None,
        input: str = "x",
        label: str = "f",
        description: str = "",
    ) -> Function:
        """The curve through measured points: `mubar.core.data.Monotone` (default) or `C2`.

        Raises `InputError`.
        """
        from .data import interpolate

        return cls.from_table(interpolate(x, y, kind, label), input, description)

    @classmethod
    def from_table(cls, table: PiecewisePolynomial, input: str = "x", description: str = "") -> Function:
        """The law that a piecewise polynomial is."""
        return cls((input,), make("table", Expr.symbol(input), payload=(table, 0)), table.label, description)

    # using one ----------------------------------------------------------------------------------------------
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Value at ``args``, in the order of `inputs` or by name.

        float64 (complex128 where an argument is complex) of the arguments' broadcast shape; what is undefined
        is NaN. `Expr` arguments give an `Expr`. Raises `TypeError` where arguments are missing, too many or
        unknown.
        """
        values = self._named(args, kwargs)
        numbers = values.values()
        if _PLAIN.issuperset(map(type, numbers)):
            return evaluate(self.expr, values)
        if any(isinstance(v, Expr) for v in numbers):
            return substitute(self.expr, values)
        shape = np.broadcast_shapes(*(np.shape(v) for v in numbers))
        result = evaluate(self.expr, values)
        if np.shape(result) != shape or self.expr.op == "symbol":  # doesn't see every input; is one
            return np.array(np.broadcast_to(result, shape))
        return result

    def _named(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        values = dict(zip(self.inputs, args, strict=False)) | kwargs
        if len(args) + len(kwargs) == len(self.inputs) == len(values) and values.keys() <= {*self.inputs}:
            return values
        unknown = [n for n in kwargs if n not in self.inputs]
        missing = [n for n in self.inputs if n not in values]
        if unknown:
            fault = f"has no input {unknown[0]!r}"
        else:
            fault = f"needs {missing[0]!r}" if missing else f"got {len(args) + len(kwargs)} values"
        raise TypeError(f"{self.label}({', '.join(self.inputs)}) {fault}")

    @property
    def is_constant(self) -> bool:
        """Whether the law is one number."""
        return is_const(self.expr)

    def depends_on(self, name: str) -> bool:
        """Whether the input ``name`` plays a part."""
        return not self.is_constant and name in symbols(self.expr)

    @cached_property
    def varies(self) -> bool:
        """Whether the first input plays a part."""
        return bool(self.inputs) and self.depends_on(self.inputs[0])

    def derivative(self, name: str) -> Function:
        """The exact partial derivative with respect to the input ``name``."""
        return Function(self.inputs, derivative(self.expr, name), f"d({self.label})/d{name}")

    def scaled(self, factor: float) -> Function:
        """``factor`` times this law."""
        return Function(self.inputs, factor * self.expr, self.label, self.description)

    def latex(self, names: Mapping[str, str] | None = None) -> str:
        """LaTeX in math mode; ``names`` gives that of inputs (default: `mubar.core.latex.name`)."""
        return latex(self.expr, names)

    def __str__(self) -> str:
        return self.text if self.text is not None else infix(self.expr)

    def table(
        self, name: str, lo: float, hi: float, tolerance: float = 1e-9, **fixed: float
    ) -> PiecewisePolynomial:
        """This law of ``name`` on [lo, hi], the other inputs fixed, as pieces of fifth degree.

        The error is below ``tolerance`` × the law's range (see `mubar.core.piecewise.tabulate`).
        """
        return _table(self, name, float(lo), float(hi), tolerance, tuple(sorted(fixed.items())))

    def integral_table(self, name: str, lo: float, hi: float, **fixed: float) -> PiecewisePolynomial:
        """The integral of this law over ``name`` from ``lo``, on the knots of `table`."""
        return _integral(self, name, float(lo), float(hi), tuple(sorted(fixed.items())))


@lru_cache(maxsize=512)
def _table(
    f: Function, name: str, lo: float, hi: float, tolerance: float, fixed: _Fixed
) -> PiecewisePolynomial:
    """Cached, so that a fit which changes only numbers never tabulates twice."""
    jets = _jet(f, name)

    def jet(x: np.ndarray) -> Jet:
        return tuple(np.broadcast_to(v, x.shape) for v in evaluate_all(jets, {**dict(fixed), name: x}))

    return tabulate(jet, lo, hi, tolerance, f.label, _kinks(f))


@lru_cache(maxsize=512)
def _integral(f: Function, name: str, lo: float, hi: float, fixed: _Fixed) -> PiecewisePolynomial:
    """Integrals between the knots of the law's own table, and on from them, by Gauss' rule of order 10."""
    knots = _table(f, name, lo, hi, 1e-9, fixed).knots
    nodes, weights = np.polynomial.legendre.leggauss(5)
    first = _jet(f, name)[:2]

    def between(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        points = a[:, None] + 0.5 * (b - a)[:, None] * (1.0 + nodes)
        values = np.broadcast_to(evaluate(f.expr, {**dict(fixed), name: points}), points.shape)
        return 0.5 * (b - a) * (values @ weights)

    total = np.concatenate([[0.0], np.cumsum(between(knots[:-1], knots[1:]))])

    def jet(x: np.ndarray) -> Jet:
        i = np.searchsorted(knots[1:-1], x, side="right")
        slopes = evaluate_all(first, {**dict(fixed), name: x})
        return total[i] + between(knots[i], x), *(np.broadcast_to(v, x.shape) for v in slopes)

    return tabulate(jet, lo, hi, 1e-9, f"∫{f.label}", _kinks(f))


def _kinks(f: Function) -> np.ndarray:
    """Where the tables in a law of their own variable may jump in a derivative."""
    return np.concatenate([[], *(n.payload[0].knots for n in topological(f.expr) if n.op == "table")])


@lru_cache(maxsize=512)
def _jet(f: Function, name: str) -> tuple[Expr, Expr, Expr]:
    first = derivative(f.expr, name)
    return f.expr, first, derivative(first, name)
