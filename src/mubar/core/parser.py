"""Function strings, as cell files carry them, parsed by operator precedence. Nothing is ever executed.

Grammar (BPX 1.1: Python's arithmetic in the declared inputs): numbers, inputs, + - * / ** ^, brackets, and
the functions listed in `FUNCTIONS`. Length, depth, exponents and the size of the written-out formula are
bounded, so that hostile input costs bounded time and memory.
"""

from __future__ import annotations

import math
import re
from typing import NoReturn

import numpy as np

from .errors import InputError, Problem, clip, nearest
from .expr import Expr, is_const, make, written_size

MAX_LENGTH = 20_000
MAX_DEPTH = 60
MAX_EXPONENT = 1000.0
MAX_SIZE = 100_000
"""Operations in the formula when no part of it is shared: x**2 is x*x, so that squares of squares double."""

FUNCTIONS = {
    "exp": np.exp, "expm1": np.expm1, "log": np.log, "ln": np.log, "log10": np.log10, "log1p": np.log1p,
    "sqrt": np.sqrt, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "asinh": np.arcsinh,
    "arcsinh": np.arcsinh, "atan": np.arctan, "arctan": np.arctan,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "abs": np.abs, "sign": np.sign, "min": np.minimum,
    "max": np.maximum, "erf": lambda x: make("erf", x), "erfc": lambda x: make("erfc", x),
}  # fmt: skip
_TWO = {"min", "max"}
_CONSTANTS = {"pi": math.pi}
_SPACE = re.compile(r"\s*", re.ASCII)
_TOKEN = re.compile(
    r"\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|[-+*/^(),]))", re.ASCII
)
_BINARY = {
    "+": (1, "add"),
    "-": (1, "sub"),
    "*": (2, "mul"),
    "/": (2, "div"),
    "**": (4, "pow"),
    "^": (4, "pow"),
}
_SIGN = 3


def parse(text: str, inputs: tuple[str, ...], where: str = "function") -> Expr:
    """The expression that ``text`` writes in the names ``inputs``. `InputError` tells column and fix."""
    if not isinstance(text, str):
        raise InputError.one(where, text, 'a text such as "0.2*tanh(x - 0.5)"')
    if len(text) > MAX_LENGTH:
        hint = "Give a long function as a table of x and y."
        raise InputError([Problem(where, f"a text of {len(text)} characters", f"at most {MAX_LENGTH}", hint)])
    expr = _Parser(text, inputs, where).whole()
    size = written_size(expr)
    if size > MAX_SIZE:
        raise InputError([Problem(where, "powers of powers", f"a formula of at most {MAX_SIZE} operations")])
    return expr


class _Parser:
    def __init__(self, text: str, inputs: tuple[str, ...], where: str) -> None:
        self.text, self.inputs, self.where = text, inputs, where
        self.end, self.depth = 0, 0
        self.advance()

    def fail(self, found: str, expected: str, hint: str = "") -> NoReturn:
        around = clip(self.text[max(0, self.start - 30) : self.start + 20], 80)
        place = f"{found} at column {self.start + 1}, near {around}"
        raise InputError([Problem(self.where, place, expected, hint)])

    def advance(self) -> None:
        """Read the next token into ``kind`` (number, name, an operator, or end) and ``value``."""
        blank = _SPACE.match(self.text, self.end)
        self.start = blank.end() if blank else self.end
        if self.start == len(self.text):
            self.kind, self.value = "end", ""
            return
        m = _TOKEN.match(self.text, self.end)
        if not m:
            self.fail(f"character {self.text[self.start]!a}", "a number, a name, an operator or a bracket")
        number, name, operator = m.groups()
        self.kind = "number" if number else "name" if name else operator
        self.value = number or name or operator
        self.end = m.end()

    def whole(self) -> Expr:
        e = self.expression(0)
        if self.kind != "end":
            self.fail(repr(self.value), "an operator or the end of the text")
        return e

    def expression(self, strength: int) -> Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"brackets or signs nested deeper than {MAX_DEPTH}", "a flatter formula")
        left = self.prefix()
        while self.kind in _BINARY and _BINARY[self.kind][0] > strength:
            power, op = _BINARY[self.kind]
            self.advance()
            # ** binds to the right, the others to the left
            right = self.expression(power - 1 if op == "pow" else power)
            if op == "pow" and is_const(right) and not abs(right.payload) <= MAX_EXPONENT:
                limits = f"an exponent between -{MAX_EXPONENT:g} and {MAX_EXPONENT:g}"
                self.fail(f"the exponent {right.payload:g}", limits)
            left = self.finite(make(op, left, right))
        self.depth -= 1
        return left

    def finite(self, e: Expr) -> Expr:
        if is_const(e) and not math.isfinite(e.payload):
            self.fail(f"a constant that evaluates to {e.payload}", "a finite number")
        return e

    def prefix(self) -> Expr:
        kind, value = self.kind, self.value
        if kind == "number":
            self.advance()
            return self.finite(Expr.constant(float(value)))
        if kind in ("-", "+"):
            self.advance()
            operand = self.expression(_SIGN)
            return -operand if kind == "-" else operand
        if kind == "(":
            self.advance()
            e = self.expression(0)
            self.expect(")")
            return e
        if kind == "name":
            return self.name(value)
        self.fail(repr(value) if value else "the end of the text", "a number, a name or an opening bracket")

    def name(self, name: str) -> Expr:
        if name in self.inputs:
            self.advance()
            return Expr.symbol(name)
        if name in _CONSTANTS:
            self.advance()
            return Expr.constant(_CONSTANTS[name])
        known = [*self.inputs, *_CONSTANTS, *FUNCTIONS]
        if name not in FUNCTIONS:
            close = nearest(name, known) if len(name) > 1 else None  # one letter is like too many
            self.fail(
                f"unknown name {clip(name, 40)}",
                f"one of {', '.join(self.inputs)} or a function ({', '.join(FUNCTIONS)})",
                f"Did you mean {close!r}?" if close else "",
            )
        self.advance()
        self.expect("(")
        arguments = [self.expression(0)]
        while self.kind == "," and name in _TWO and len(arguments) < 2:
            self.advance()
            arguments.append(self.expression(0))
        if name in _TWO and len(arguments) != 2:
            self.fail(f"{name} with one argument", f"{name}(a, b)")
        self.expect(")")
        return self.finite(FUNCTIONS[name](*arguments))

    def expect(self, kind: str) -> None:
        if self.kind != kind:
            self.fail(repr(self.value) if self.value else "the end of the text", repr(kind))
        self.advance()
