"""LaTeX of formulas read back: an independent check that brackets stand where they must."""

from __future__ import annotations

import re

import numpy as np
from scipy import special

_TOKEN = re.compile(
    r"\s*(\\operatorname\{\w+\}|\\left[\(\[|]|\\right[\)\]|]|\\log_\{10\}|\\[A-Za-z]+|\\,|\d+(?:\.\d+)?|[A-Za-z]|.)"
)
_FUNCTIONS = {
    r"\exp": np.exp, r"\ln": np.log, r"\log_{10}": np.log10, r"\sinh": np.sinh, r"\cosh": np.cosh,
    r"\tanh": np.tanh, r"\operatorname{arsinh}": np.arcsinh, r"\arctan": np.arctan, r"\sin": np.sin,
    r"\cos": np.cos, r"\tan": np.tan, r"\operatorname{erf}": special.erf, r"\operatorname{sgn}": np.sign,
    r"\operatorname{erfc}": special.erfc, r"\min": np.minimum, r"\max": np.maximum,
}  # fmt: skip
_CLOSING = {"(": ")", "[": "]", r"\left(": r"\right)", r"\left[": r"\right]"}
_BARS = {"|": "|", r"\left|": r"\right|"}


class Reader:
    """Value of LaTeX text as a human reads it: factors side by side multiply, ^ binds to what is before."""

    def __init__(self, text: str, values: dict[str, float]):
        self.tokens = [t for t in _TOKEN.findall(text) if t != r"\,"]
        self.values = values
        self.at = 0

    def value(self) -> float:
        found = self.sum()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return found

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.next
        assert expected is None or token == expected, (token, expected)
        self.at += 1
        return token

    def sum(self) -> float:
        total = -self.product() if self.next == "-" and self.take() else self.product()
        while self.next in ("+", "-"):
            total = total + self.product() if self.take() == "+" else total - self.product()
        return total

    def product(self) -> float:
        total = self.power()
        while self.next in (r"\cdot", r"\times") or self.starts_factor():
            if self.next in (r"\cdot", r"\times"):
                self.take()
            total = total * self.power()
        return total

    def starts_factor(self) -> bool:
        t = self.next
        known = t in self.values or t in _FUNCTIONS or t in _CLOSING or t in (r"\frac", r"\sqrt", "e")
        return known or t.isdigit() or (t in _BARS and not self.inside_bars)

    inside_bars = 0

    def power(self) -> float:
        base = self.atom()
        if self.next == "^":
            self.take()
            exponent = self.group()
            assert self.next != "^", "a double exponent"
            return base**exponent
        return base

    def group(self) -> float:
        self.take("{")
        found = self.sum()
        self.take("}")
        return found

    def atom(self) -> float:
        t = self.take()
        if t in _CLOSING:
            bars, self.inside_bars = self.inside_bars, 0
            found = self.sum()
            self.inside_bars = bars
            self.take(_CLOSING[t])
            return found
        if t in _BARS:
            self.inside_bars += 1
            found = abs(self.sum())
            self.inside_bars -= 1
            self.take(_BARS[t])
            return found
        if t == r"\frac":
            above = self.group()
            return above / self.group()
        if t == r"\sqrt":
            return np.sqrt(self.group())
        if t == "e":
            assert self.next == "^"
            return np.e
        if t in _FUNCTIONS:
            exponent = 1.0
            if self.next == "^":
                self.take()
                exponent = self.group()
            opening = self.take()
            arguments = [self.sum()]
            while self.next == ",":
                self.take()
                arguments.append(self.sum())
            self.take(_CLOSING[opening])
            return _FUNCTIONS[t](*arguments) ** exponent
        if t in self.values:
            return self.values[t]
        return float(t)
