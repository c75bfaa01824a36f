"""The expression graph that laws are traced into.

A law is ordinary Python arithmetic with NumPy's functions. Called with arrays it computes; called with `Expr`
symbols it builds a graph, because `Expr` overloads Python's operators and NumPy's functions. The graph is
then evaluated on arrays (`evaluate`), differentiated exactly (`derivative`), printed (`printing`, `latex`)
and emitted as straight-line code (`source`).

Nodes are immutable and interned: structurally equal expressions are the same object, so that common
subexpressions are found by identity. What each operation means to every one of these stands in one place,
`mubar.core.ops`.
"""

from __future__ import annotations

import inspect
import math
import numbers
import threading
import weakref
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np

_interned: weakref.WeakValueDictionary[tuple, Expr] = weakref.WeakValueDictionary()
_lock = threading.Lock()
CONDITIONS = frozenset({"lt", "le", "and", "or", "not"})
"""Operations whose value is a truth, 1.0 or 0.0."""
NO_EQUALITY = "values are rarely equal exactly: compare by < or <="


class Expr:
    """A node: operation name, arguments, and a payload (a constant's value, a symbol's name, a table)."""

    __slots__ = ("__weakref__", "args", "op", "payload")
    op: str
    args: tuple[Expr, ...]
    payload: Any

    def __new__(cls, op: str, args: tuple[Expr, ...] = (), payload: Any = None) -> Expr:
        key = (op, tuple(id(a) for a in args), payload)
        with _lock:
            node = _interned.get(key)
            if node is None:
                node = object.__new__(cls)
                object.__setattr__(node, "op", op)
                object.__setattr__(node, "args", args)
                object.__setattr__(node, "payload", payload)
                _interned[key] = node
        return node

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("expressions are immutable")

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (flatten(self),))

    # construction -------------------------------------------------------------------------------------------
    @staticmethod
    def constant(value: float) -> Expr:
        """A number. -0.0 becomes 0.0, and all NaNs are one, so that equal constants are the same object."""
        v = float(value) + 0.0
        return Expr("const", (), v if v == v else math.nan)

    @staticmethod
    def symbol(name: str) -> Expr:
        """A named input."""
        return Expr("symbol", (), name)

    # arithmetic ---------------------------------------------------------------------------------------------
    def __add__(self, other: Any) -> Expr:
        return _binary("add", self, other)

    def __radd__(self, other: Any) -> Expr:
        return _binary("add", other, self)

    def __sub__(self, other: Any) -> Expr:
        return _binary("sub", self, other)

    def __rsub__(self, other: Any) -> Expr:
        return _binary("sub", other, self)

    def __mul__(self, other: Any) -> Expr:
        return _binary("mul", self, other)

    def __rmul__(self, other: Any) -> Expr:
        return _binary("mul", other, self)

    def __truediv__(self, other: Any) -> Expr:
        return _binary("div", self, other)

    def __rtruediv__(self, other: Any) -> Expr:
        return _binary("div", other, self)

    def __pow__(self, other: Any) -> Expr:
        return _binary("pow", self, other)

    def __rpow__(self, other: Any) -> Expr:
        return _binary("pow", other, self)

    def __neg__(self) -> Expr:
        return make("neg", self)

    def __pos__(self) -> Expr:
        return self

    def __abs__(self) -> Expr:
        return make("abs", self)

    # comparisons and what is made of them -------------------------------------------------------------------
    def __lt__(self, other: Any) -> Expr:
        return _binary("lt", self, other)

    def __le__(self, other: Any) -> Expr:
        return _binary("le", self, other)

    def __gt__(self, other: Any) -> Expr:
        return _binary("lt", other, self)

    def __ge__(self, other: Any) -> Expr:
        return _binary("le", other, self)

    def __and__(self, other: Any) -> Expr:
        return _binary("and", self, other)

    def __rand__(self, other: Any) -> Expr:
        return _binary("and", other, self)

    def __or__(self, other: Any) -> Expr:
        return _binary("or", self, other)

    def __ror__(self, other: Any) -> Expr:
        return _binary("or", other, self)

    def __invert__(self) -> Expr:
        return make("not", self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, numbers.Number):
            raise TypeError(f"a law compares a traced value with {other} by == or !=; {NO_EQUALITY}")
        return self is other

    __hash__ = object.__hash__

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a law branches on a traced value (`if`, `and`, `or`, `not`, `min`, a chain `a < x < b`); write "
            "np.where(condition, a, b), np.minimum or np.maximum, and join conditions with & and |"
        )

    # what only numbers can do -------------------------------------------------------------------------------
    def _no_number(self, *_: Any) -> NoReturn:
        raise TypeError(
            "a law uses float(), int(), round() or the math module on a traced value; "
            "use NumPy's functions instead, np.exp for math.exp"
        )

    __float__ = __int__ = __index__ = __complex__ = __round__ = __floor__ = __ceil__ = __trunc__ = _no_number

    # NumPy --------------------------------------------------------------------------------------------------
    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Expr:
        from .tracing import traced_function

        name = ufunc.__name__
        if method != "__call__":
            raise TypeError(f"np.{name}.{method} can't be used in a law")
        if kwargs:
            raise TypeError(f"np.{name} takes no {', '.join(kwargs)} in a law")
        return traced_function(name)(*inputs)

    def __array_function__(self, func: Callable, types: Any, args: tuple, kwargs: Mapping[str, Any]) -> Expr:
        from .tracing import traced_function

        known = traced_function(func.__name__)
        try:
            inspect.signature(known).bind(*args, **kwargs)
        except TypeError as e:
            raise TypeError(f"np.{func.__name__} in a law: {e}") from None
        return known(*args, **kwargs)

    def __repr__(self) -> str:
        from .printing import infix

        size = written_size(self)
        return f"Expr({infix(self)})" if size <= 1000 else f"Expr({size} operations)"


def as_expr(value: Any) -> Expr:
    """``value`` as an expression: an `Expr` itself, or a real scalar as a constant."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return as_expr(value.item())
    if isinstance(value, (numbers.Real, np.bool_)):
        return Expr.constant(float(value))
    what = f"array of shape {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
    raise TypeError(f"a law takes numbers and traced values, found: {what}")


def _binary(op: str, a: Any, b: Any) -> Any:
    if any(isinstance(v, np.ndarray) and v.ndim for v in (a, b)):
        return NotImplemented  # the array makes an array of expressions
    return make(op, a, b)


def make(op: str, *args: Any, payload: Any = None) -> Expr:
    """A node of ``op``, with the simplifications that keep derivatives small (0·x, 1·x, x+0, constants
    folded).
    """
    from .ops import OPS

    nodes = tuple(as_expr(a) for a in args)
    if op in _OF_CONDITIONS and all(n.op in CONDITIONS for n in nodes):
        op = _OF_CONDITIONS[op]
    spec = OPS[op]
    if spec.foldable and all(n.op == "const" for n in nodes):
        with np.errstate(all="ignore"):
            return Expr.constant(float(spec.numpy(*(np.float64(n.payload) for n in nodes))))
    simpler = _simplify(op, nodes)
    return simpler if simpler is not None else Expr(op, nodes, payload)


_OF_CONDITIONS = {"add": "or", "mul": "and"}
"""As NumPy has it for arrays of truth values."""


def is_const(e: Expr, value: float | None = None) -> bool:
    """Whether ``e`` is a number (and equal to ``value``)."""
    return e.op == "const" and (value is None or e.payload == value)


def _simplify(op: str, a: tuple[Expr, ...]) -> Expr | None:
    match op:
        case "add":
            if is_const(a[0], 0.0):
                return a[1]
            if is_const(a[1], 0.0):
                return a[0]
        case "sub":
            if is_const(a[1], 0.0):
                return a[0]
            if is_const(a[0], 0.0):
                return make("neg", a[1])
            if a[0] is a[1]:
                return Expr.constant(0.0)
        case "mul":
            for x, y in (a, a[::-1]):
                if is_const(x, 0.0):
                    return Expr.constant(0.0)
                if is_const(x, 1.0):
                    return y
                if is_const(x, -1.0):
                    return make("neg", y)
        case "div":
            if is_const(a[0], 0.0):
                return Expr.constant(0.0)
            if is_const(a[1], 1.0):
                return a[0]
        case "pow":
            if is_const(a[1], 1.0):
                return a[0]
            if is_const(a[1], 0.0):
                return Expr.constant(1.0)
            if is_const(a[1], 2.0):
                return make("mul", a[0], a[0])
            if is_const(a[1], 0.5):
                return make("sqrt", a[0])
        case "neg":
            if a[0].op == "neg":
                return a[0].args[0]
        case "log":  # of an exponential, or a product with one: nothing overflows
            if a[0].op == "exp":
                return a[0].args[0]
            if a[0].op == "mul":
                for x, y in (a[0].args, a[0].args[::-1]):
                    if y.op == "exp":
                        return make("log", x) + y.args[0]
        case "where":
            if a[1] is a[2]:
                return a[1]
            if a[0].op == "const":
                return a[1] if a[0].payload else a[2]
        case "min" | "max":
            if a[0] is a[1]:
                return a[0]
    return None


def where(condition: Any, a: Any, b: Any) -> Expr:
    """``a`` where the condition holds, else ``b`` (both are evaluated)."""
    return make("where", condition, a, b)


# walking the graph ------------------------------------------------------------------------------------------
def topological(*roots: Expr) -> list[Expr]:
    """Every node under ``roots``, arguments before users. Iterative, so that depth is bounded by memory
    alone.
    """
    order: list[Expr] = []
    seen: set[int] = set()
    stack: list[tuple[Expr, bool]] = [(r, False) for r in reversed(roots)]
    while stack:
        node, expanded = stack.pop()
        if expanded:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((a, False) for a in reversed(node.args) if id(a) not in seen)
    return order


def symbols(*roots: Expr) -> set[str]:
    """Names of the inputs that ``roots`` depend on."""
    return {n.payload for n in topological(*roots) if n.op == "symbol"}


def written_size(root: Expr) -> int:
    """Number of operations when every shared part is written out as often as it is used."""
    sizes: dict[int, int] = {}
    for n in topological(root):
        sizes[id(n)] = 1 + sum(sizes[id(a)] for a in n.args)
    return sizes[id(root)]


def substitute(root: Expr, replacements: Mapping[str, Any]) -> Expr:
    """``root`` with symbols replaced by expressions or numbers."""
    new: dict[int, Expr] = {}
    for n in topological(root):
        if n.op == "symbol" and n.payload in replacements:
            new[id(n)] = as_expr(replacements[n.payload])
        elif n.args:
            args = tuple(new[id(a)] for a in n.args)
            same = all(a is b for a, b in zip(args, n.args, strict=True))
            new[id(n)] = n if same else make(n.op, *args, payload=n.payload)
        else:
            new[id(n)] = n
    return new[id(root)]


def flatten(root: Expr) -> list[tuple[str, tuple[int, ...], Any]]:
    """The graph as a flat list (op, argument positions, payload): what pickling and hashing use."""
    order = topological(root)
    index = {id(n): i for i, n in enumerate(order)}
    return [(n.op, tuple(index[id(a)] for a in n.args), n.payload) for n in order]


def _rebuild(flat: list[tuple[str, tuple[int, ...], Any]]) -> Expr:
    nodes: list[Expr] = []
    for op, args, payload in flat:
        nodes.append(Expr(op, tuple(nodes[i] for i in args), payload))
    return nodes[-1]
