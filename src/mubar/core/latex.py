"""An expression as LaTeX, as it would be typeset in a paper."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .constants import E_CHARGE, EPS0, H_PLANCK, K_B, N_A, F, R
from .expr import Expr, substitute
from .ops import OPS

CONSTANTS = {
    F: "F",
    R: "R",
    K_B: r"k_{\mathrm{B}}",
    E_CHARGE: "e",
    N_A: r"N_{\mathrm{A}}",
    H_PLANCK: "h",
    EPS0: r"\varepsilon_{0}",
    math.pi: r"\pi",
}
"""Numbers that print as letters."""


def latex(root: Expr, names: Mapping[str, str] | None = None) -> str:
    """LaTeX of ``root`` in math mode; ``names`` gives the LaTeX of symbols (default: see `name`).

    Sums, products and fractions are gathered as one writes them by hand: c_plus becomes c_{+}, x*x x^{2}.
    """
    printed: dict[Expr, _Text] = {}
    stack = [root]
    while stack:  # arguments before users, without recursion
        n = stack[-1]
        waiting = [p for p in _parts(n) if p not in printed]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        if n not in printed:
            printed[n] = _typeset(n, printed, names or {})
    return printed[root].text


def name(symbol: str) -> str:
    """LaTeX of a name in code: Greek letters spelt out, indices after _ or as digits, words upright."""
    head, _, tail = symbol.rpartition(".")[2].partition("_")
    digits = re.fullmatch(r"([A-Za-z]+)(\d+)", head)
    if digits and not tail:
        head, tail = digits.groups()
    if head.lower() in _GREEK:
        head = "\\" + head
    elif len(head) > 1:
        return _upright(symbol.rpartition(".")[2])
    if not tail:
        return head
    short = len(tail) == 1 or tail.isdigit()
    index = {"plus": "+", "minus": "-"}.get(tail) or (tail if short else _upright(tail))
    return f"{head}_{{{index}}}"


def number(v: float) -> str:
    """Six significant digits; a power of ten where Python would write an exponent."""
    if v in CONSTANTS:
        return CONSTANTS[v]
    if not math.isfinite(v):
        return r"\mathrm{NaN}" if v != v else r"\infty" if v > 0 else r"-\infty"
    mantissa, e, exponent = f"{v:.6g}".partition("e")
    if not e:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return {"1": power, "-1": "-" + power}.get(mantissa) or rf"{mantissa} \times {power}"


_GREEK = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}$&#%_^~]")


def _upright(word: str) -> str:
    return rf"\mathrm{{{_SPECIAL.sub(' ', word).strip().replace(' ', chr(92) + ' ')}}}"


# pieces of text ---------------------------------------------------------------------------------------------
_CONDITION, _SUM, _PRODUCT, _POWER, _ATOM = range(1, 6)


@dataclass(frozen=True)
class _Text:
    """``level``: how strongly it binds. ``tall``: its brackets must grow. ``negative``: it begins with a
    minus.
    """

    text: str
    level: int = _ATOM
    tall: bool = False
    negative: bool = False

    def at(self, level: int) -> str:
        """In brackets unless it binds at least as strongly as ``level``."""
        enough = self.level >= level and not (self.negative and level > _SUM)
        return self.text if enough else self.bracketed()

    def bracketed(self, of_function: bool = False) -> str:
        left, right = "()" if of_function or "(" not in self.text else "[]"
        return rf"\left{left}{self.text}\right{right}" if self.tall else f"{left}{self.text}{right}"


@dataclass(frozen=True)
class _Product:
    """coefficient · Π numerator / Π denominator."""

    coefficient: float
    numerator: tuple[Expr, ...]
    denominator: tuple[Expr, ...]


def _terms(root: Expr) -> Iterator[tuple[bool, Expr]]:
    """(is subtracted, term) of a sum. What is subtracted as a whole stays together."""
    stack = [(False, root)]
    while stack:
        minus, n = stack.pop()
        if n.op in ("add", "sub") and not minus:
            stack += [(n.op == "sub", n.args[1]), (False, n.args[0])]
        else:
            yield minus, n


def _product(root: Expr) -> _Product:
    coefficient, numerator, denominator = 1.0, [], []
    stack = [root]
    while stack:
        n = stack.pop()
        if n.op == "mul" and not _is_square(n):
            stack += [n.args[1], n.args[0]]
        elif n.op == "div" and _log10(n) is None:
            denominator += _factors(n.args[1])
            stack.append(n.args[0])
        elif n.op == "neg":
            coefficient = -coefficient
            stack.append(n.args[0])
        elif n.op == "const" and n.payload not in CONSTANTS:
            coefficient *= n.payload
        else:
            numerator.append(n)
    return _Product(coefficient, tuple(numerator), tuple(denominator))


def _factors(root: Expr) -> list[Expr]:
    found, stack = [], [root]
    while stack:
        n = stack.pop()
        if n.op == "mul" and not _is_square(n):
            stack += [n.args[1], n.args[0]]
        else:
            found.append(n)
    return found


def _is_square(n: Expr) -> bool:
    """Whether ``n`` is the square of a fraction, which stays one."""
    return n.op == "mul" and n.args[0] is n.args[1] and n.args[0].op == "div"


def _log10(n: Expr) -> Expr | None:
    """The x of ln(x)/ln(10)."""
    if n.op == "div" and n.args[0].op == "log" and n.args[1] is Expr.constant(math.log(10.0)):
        return n.args[0].args[0]
    return None


def _rewritten(n: Expr) -> Expr | None:
    """The form in which people write log1p and expm1."""
    if n.op == "log1p":
        return Expr("log", (1.0 + n.args[0],))
    if n.op == "expm1":
        return Expr("sub", (Expr("exp", n.args), Expr.constant(1.0)))
    return None


def _equation(n: Expr) -> Expr:
    """What is zero at a root."""
    return substitute(n.payload.expression, dict(zip(n.payload.names, n.args[3:], strict=True)))


def _parts(n: Expr) -> tuple[Expr, ...]:
    """The expressions whose text the text of ``n`` is made of."""
    rewritten, decadic = _rewritten(n), _log10(n)
    if rewritten is not None:
        return (rewritten,)
    if decadic is not None:
        return (decadic,)
    if n.op in ("add", "sub"):
        return tuple(t for _, t in _terms(n))
    if n.op in ("mul", "div", "neg") and not _is_square(n):
        p = _product(n)
        return p.numerator + p.denominator
    if n.op == "where":
        return tuple(part for row in _rows(n) for part in row if part is not None)
    if n.op == "root":
        return (_equation(n),)
    return n.args


def _typeset(n: Expr, printed: Mapping[Expr, _Text], names: Mapping[str, str]) -> _Text:
    rewritten, decadic = _rewritten(n), _log10(n)
    if rewritten is not None:
        return printed[rewritten]
    if decadic is not None:
        return _call(r"\log_{10}", [printed[decadic]])
    args = [printed[p] for p in n.args if p in printed]
    match n.op:
        case "const":
            text = number(n.payload)
            return _Text(text, _POWER if "^" in text else _ATOM, negative=text[0] == "-")
        case "symbol":
            text = names.get(n.payload) or name(n.payload)
            return _Text(text, _POWER if "^" in text or text.startswith(r"\partial") else _ATOM)
        case "table":
            law, order = n.payload
            label = law.label if _SPECIAL.search(law.label.replace("_", "")) else name(law.label)
            return _call(label + "'" * order, args)
        case "root":
            unknown = names.get(n.payload.unknown) or name(n.payload.unknown)
            return _call(rf"\operatorname{{root}}_{{{unknown}}}", [printed[_equation(n)]])
        case "special":
            function, orders = n.payload
            raised = rf"^{{({','.join(map(str, orders))})}}" if any(orders) else ""
            return _call(function.label + raised, args)
        case "add" | "sub":
            return _sum(n, printed)
        case "mul" if _is_square(n):
            return _power(n.args[0], Expr.constant(2.0), args[0], _Text("2"))
        case "mul" | "div" | "neg":
            return _quotient(_product(n), printed)
        case "pow":
            return _power(n.args[0], n.args[1], *args)
        case "exp" if not args[0].tall and len(args[0].text) <= 40:
            return _Text(f"e^{{{args[0].text}}}", _POWER)
        case "sqrt":
            return _Text(rf"\sqrt{{{args[0].text}}}", _ATOM, args[0].tall)
        case "abs":
            left, right = (r"\left|", r"\right|") if args[0].tall else "||"
            return _Text(f"{left}{args[0].text}{right}", _ATOM, args[0].tall)
        case "lt" | "le" | "and" | "or":
            own = _SUM if n.op in ("lt", "le") else _CONDITION
            sign = OPS[n.op].latex.strip()
            return _Text(f"{args[0].at(own)} {sign} {args[1].at(own)}", _CONDITION, any(a.tall for a in args))
        case "where":
            return _cases(n, printed)
    return _call(OPS[n.op].latex, args)


def _call(function: str, args: list[_Text]) -> _Text:
    inside = _Text(", ".join(a.text for a in args), tall=any(a.tall for a in args))
    return _Text(function + inside.bracketed(of_function=True), _ATOM, inside.tall)


def _sum(n: Expr, printed: Mapping[Expr, _Text]) -> _Text:
    parts, tall, negative = [], False, False
    for minus, term in _terms(n):
        own = printed[term]
        tall |= own.tall
        text = own.text
        if minus and own.level <= _SUM:
            text = own.bracketed()
        elif own.negative and own.level > _SUM:
            minus, text = not minus, text[1:].lstrip()
        if parts:
            parts.append((" - " if minus else " + ") + text)
        else:
            parts.append(("-" if minus else "") + text)
            negative = minus
    return _Text("".join(parts), _SUM, tall, negative)


def _quotient(p: _Product, printed: Mapping[Expr, _Text]) -> _Text:
    """A number, a fraction, and behind it the factors that would tower in it."""
    size = abs(p.coefficient)
    front = [number(size)] if size != 1.0 else []
    inside, behind = p.numerator, ()
    if p.denominator and (front or len(inside) > 1):
        low = tuple(f for f in inside if not printed[f].tall)
        inside = tuple(f for f in low if printed[f].level > _SUM) or (low if not front else ())
        behind = tuple(f for f in p.numerator if f not in inside)
    if p.denominator:
        above = _juxtaposed(inside, printed, alone=True) or (front.pop() if front else "1")
        below = _juxtaposed(p.denominator, printed, alone=True)
        texts = [*front, rf"\frac{{{above}}}{{{below}}}", _juxtaposed(behind, printed)]
    else:
        texts = [*front, _juxtaposed(inside, printed)]
    text = _joined([t for t in texts if t] or ["1"])
    tall = bool(p.denominator) or any(printed[f].tall for f in p.numerator)
    minus = p.coefficient < 0.0
    return _Text("-" + text if minus else text, _PRODUCT, tall, minus)


def _juxtaposed(factors: tuple[Expr, ...], printed: Mapping[Expr, _Text], alone: bool = False) -> str:
    """A product; equal factors become a power. ``alone``: a single factor needs no brackets."""
    counts = Counter(factors)
    parts = []
    for f, count in counts.items():
        own = printed[f]
        if count > 1:
            own = _power(f, Expr.constant(count), own, _Text(str(count)))
        parts.append(own.text if alone and len(counts) == 1 else own.at(_PRODUCT if alone else _POWER))
    return _joined(parts)


def _joined(factors: list[str]) -> str:
    """Numbers are kept apart by a dot, other factors by a thin space."""
    text = ""
    for factor in factors:
        text += (r" \cdot " if factor[0].isdigit() else r"\,") + factor if text else factor
    return text


_POWERED_NAMES = {"sin", "cos", "tan", "sinh", "cosh", "tanh", "log"}


def _power(base: Expr, exponent: Expr, base_text: _Text, exponent_text: _Text) -> _Text:
    positive_whole = exponent.op == "const" and exponent.payload > 0 and exponent.payload.is_integer()
    if base.op in _POWERED_NAMES and positive_whole:
        function = OPS[base.op].latex
        argument = base_text.text.removeprefix(function)
        return _Text(f"{function}^{{{exponent_text.text}}}{argument}", _ATOM, base_text.tall)
    inner = base_text.at(_ATOM) if not base_text.tall or base.op == "sqrt" else base_text.bracketed()
    return _Text(f"{inner}^{{{exponent_text.text}}}", _POWER, base_text.tall)


def _rows(n: Expr) -> list[tuple[Expr, Expr | None]]:
    """(value, condition) of nested choices; the last has none."""
    found: list[tuple[Expr, Expr | None]] = []
    while n.op == "where":
        found.append((n.args[1], n.args[0]))
        n = n.args[2]
    return [*found, (n, None)]


def _cases(n: Expr, printed: Mapping[Expr, _Text]) -> _Text:
    lines = []
    for value, condition in _rows(n):
        when = rf"\text{{if }} {printed[condition].text}" if condition is not None else r"\text{otherwise}"
        lines.append(f"{printed[value].text} & {when}")
    body = r" \\ ".join(lines)
    return _Text(rf"\begin{{cases}} {body} \end{{cases}}", _PRODUCT, tall=True)
