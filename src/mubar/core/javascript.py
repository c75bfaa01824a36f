"""Laws as JavaScript: what a page in a browser computes with is printed from the laws themselves.

The text of a set of laws is one function of a runtime, the few routines that a browser's `Math` lacks (error
functions, tables, roots, sums of exponentials; `web/src/laws/runtime.js`). Called with it, the function gives
the laws as an object; every law takes its inputs by name::

    const laws = mubarLaws(runtime);
    laws.current({eta: 0.1, x: 0.5, c_plus: 1, T: 298.15});
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping

from .expr import Expr, topological
from .implicit import Residual
from .law import Function
from .ops import OPS
from .piecewise import PiecewisePolynomial
from .special import LogIntegral

RUNTIME = ("erf", "erfc", "lookUp", "logIntegral", "root")
"""The routines that the text needs."""
_CODE = {
    "where": "({0} ? {1} : {2})",
    "and": "({0} && {1})",
    "or": "({0} || {1})",
    "not": "(!{0})",
    "erf": "erf({0})",
    "erfc": "erfc({0})",
}
"""Where JavaScript says it otherwise than Python; what remains are calls, of `Math`, and signs."""


def javascript(laws: Mapping[str, Function]) -> str:
    """An expression whose value is a function of the runtime that returns ``laws``, each under its name.

    Numbers keep all their digits, tables are data of the text. Values agree with `Function.__call__` within
    rounding. Raises `TypeError` for a name that can't be one in JavaScript, and for special functions that
    are no plain sums.
    """
    tables: dict[PiecewisePolynomial, str] = {}
    bodies = [_law(name, law, tables) for name, law in laws.items()]
    data = [
        f"const {name} = {json.dumps([t.knots.tolist(), t.coefficients.tolist()])};"
        for t, name in tables.items()
    ]
    needed, given = f"const {{ {', '.join(RUNTIME)} }} = runtime;", f"return {{ {', '.join(laws)} }};"
    return "\n".join(["(runtime) => {", needed, *data, *bodies, given, "}"])


def _law(name: str, law: Function, tables: dict[PiecewisePolynomial, str]) -> str:
    if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
        raise TypeError(f"{name!r} can't be the name of a function in JavaScript")
    names = {symbol: f"i{k}" for k, symbol in enumerate(law.inputs)}
    taken = ", ".join(f"{json.dumps(symbol)}: {short}" for symbol, short in names.items())
    block = _Block(tables)
    value = block.value(law.expr, names)
    return "\n".join([f"function {name}({{ {taken} }}) {{", *block.lines, f"return +{value};", "}"])


class _Block:
    """Statements that compute expressions one after the other; nested ones see the names of the outer."""

    def __init__(self, tables: dict[PiecewisePolynomial, str], prefix: str = "v") -> None:
        self.lines: list[str] = []
        self.tables, self.prefix = tables, prefix

    def value(self, root: Expr, symbols: Mapping[str, str]) -> str:
        """Adds what ``root`` needs, its symbols called by ``symbols``; returns what stands for its value."""
        names: dict[int, str] = {}
        for n in topological(root):
            if n.op == "symbol":
                names[id(n)] = symbols[n.payload]
            elif n.op == "const":
                names[id(n)] = _literal(n.payload)
            else:
                code = self._code(n, [names[id(a)] for a in n.args])
                names[id(n)] = f"{self.prefix}{len(self.lines)}"
                self.lines.append(f"const {names[id(n)]} = {code};")
        return names[id(root)]

    def _code(self, n: Expr, args: list[str]) -> str:
        if n.op == "table":
            table, order = n.payload
            known = self.tables.setdefault(table, f"table{len(self.tables)}")
            return f"lookUp({known}, {args[0]}, {order})"
        if n.op == "special":
            function, orders = n.payload
            if any(orders):
                raise TypeError(f"derivatives of {function.label} can't be written in JavaScript")
            code = self._integral(function.log_integral, args)
            return f"Math.exp({code})" if function.positive else code
        if n.op == "root":
            return self._root(n.payload, args)
        if n.op in _CODE:
            return _CODE[n.op].format(*args)
        code = OPS[n.op].code.format(*args)
        return f"Math.{code}" if OPS[n.op].precedence == 9 else code

    def _integral(self, terms: LogIntegral, args: list[str]) -> str:
        """ln ∫ e^term du; start, step and count are found before."""
        given = dict(zip(terms.inputs, args, strict=True))
        start, step, count = (self.value(e, given) for e in (terms.start, terms.step, terms.count))
        u = f"{self.prefix}{len(self.lines)}u"
        return f"logIntegral({start}, {step}, {count}, {self._lambda(u, (terms.term,), {**given, 'u': u})})"

    def _root(self, equation: Residual, args: list[str]) -> str:
        y = f"{self.prefix}{len(self.lines)}y"
        given = {equation.unknown: y, **dict(zip(equation.names, args[3:], strict=True))}
        both = self._lambda(y, (equation.expression, equation.slope), given)
        return f"root({', '.join(args[:3])}, {both})"

    def _lambda(self, argument: str, roots: Iterable[Expr], given: Mapping[str, str]) -> str:
        """A function of ``argument``; with two ``roots`` it returns an array."""
        inner = _Block(self.tables, argument)
        values = [inner.value(e, given) for e in roots]
        result = values[0] if len(values) == 1 else f"[{', '.join(values)}]"
        return f"({argument}) => {{ {' '.join(inner.lines)} return {result}; }}"


def _literal(v: float) -> str:
    if math.isnan(v):
        return "NaN"
    if math.isinf(v):
        return "Infinity" if v > 0 else "(-Infinity)"
    return f"({v!r})" if v < 0 else repr(v)
