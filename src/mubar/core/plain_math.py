"""LaTeX of formulas as one line of plain text, for terminals: ``\\frac{i}{F}\\,t_{-}`` becomes ``i/F·t₋``.

It reads what `mubar.core.latex` and the models print. Products are written with ·, which binds as / does,
from left to right; indices of places stand in brackets, c_{k+1} as c[k+1].
"""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_&]|\s+|[0-9.]+|.", re.DOTALL)
_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi pi rho sigma tau phi chi psi omega"
)
_GREEK = {name: unicodedata.lookup(f"GREEK SMALL LETTER {name.upper()}") for name in _NAMES.split(" ")}
_GREEK |= {"lambda": "λ", "upsilon": "υ", "varepsilon": "ε"}
_SIGNS = _GREEK | {
    **{name.capitalize(): sign.upper() for name, sign in _GREEK.items()},
    "ell": "ℓ", "partial": "∂", "sum": "∑", "int": "∫", "infty": "∞", "langle": "⟨", "rangle": "⟩",
    "cdot": "·", ",": "·", "times": "×", "le": " ≤ ", "quad": "  ", "!": "", " ": " ",
    "left": "", "right": "", "circ": "°",
}  # fmt: skip
_WRAPPERS = {"mathrm", "mathbf", "mathcal", "text"}
_RAISED = str.maketrans("0123456789+-°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻°")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_WORD_END = "\0"


def plain(latex: str) -> str:
    """The formula as a line of text with the letters of Unicode."""
    text = _Reader(latex).sequence()
    text = re.sub(rf" *{_WORD_END} *(?=[(\[{{^_⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀-₉]|$)", "", text).replace(_WORD_END, " ")
    return re.sub(r" *([·×]) *", r"\1", re.sub(r" +", " ", text)).strip()


class _Reader:
    def __init__(self, latex: str) -> None:
        self.tokens = _TOKEN.findall(latex)
        self.at = 0

    def sequence(self, *ends: str) -> str:
        """Up to one of ``ends``, which is stepped over, or the end of the text."""
        parts: list[str] = []
        while self.at < len(self.tokens):
            token = self.take()
            if token in ends:
                break
            if token in "^_" and parts:
                parts[-1] += (
                    _raised(self.argument()) if token == "^" else _lowered(parts[-1], self.argument())
                )
            else:
                parts.append(self.piece(token))
                if token[1:] in _SIGNS and self.next.isspace() and re.match(r"[A-Za-z\\{]", self.after):
                    self.at += 1  # what ends a command's name, as in \\Delta x
        return "".join(parts)

    @property
    def next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    @property
    def after(self) -> str:
        """The token after the next one."""
        return self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def argument(self) -> str:
        """A group, or a single token."""
        while self.next.isspace():
            self.at += 1
        return self.piece(self.take()) if self.next else ""

    def piece(self, token: str) -> str:
        if token == "{":
            return self.sequence("}")
        if token[0] != "\\" or len(token) == 1:
            return " " if token.isspace() else token
        command = token[1:]
        if command in _WRAPPERS:
            return self.argument()
        match command:
            case "frac":
                above, below = self.argument(), self.argument()
                return f"{_bracketed(above, sums=True)}/{_bracketed(below)}"
            case "sqrt":
                return f"√{_bracketed(self.argument(), always=True)}"
            case "hat":
                return unicodedata.normalize("NFC", self.argument() + "\N{COMBINING CIRCUMFLEX ACCENT}")
            case "operatorname":
                return self.argument() + _WORD_END
            case "begin":
                return self.cases()
        return _SIGNS[command] if command in _SIGNS else command + _WORD_END

    def cases(self) -> str:
        """``{a if ...; b otherwise}``"""
        self.argument()
        rows = self.sequence("\\end").replace("&", " ").split("\\" + _WORD_END)
        self.argument()
        return f"{{{'; '.join(row.strip() for row in rows)}}}"


def _lowered(base: str, index: str) -> str:
    """Numbers and signs below the line, words after an underscore, places in brackets."""
    if base in ("∑", "∂"):
        return f"_{index}"
    low, words, places = "", [], []
    for part in index.split(","):
        part = part.strip()
        if re.fullmatch(r"[0-9]+|[+-]", part):
            low += part.translate(_LOWERED)
        elif part == "k" or not part.replace(" ", "").isalpha():
            places.append(part)
        else:
            words.append(part)
    return low + (f"_{','.join(words)}" if words else "") + (f"[{','.join(places)}]" if places else "")


def _raised(exponent: str) -> str:
    if re.fullmatch(r"[+-]?[0-9]*|°", exponent):
        return exponent.translate(_RAISED)
    return f"^{_bracketed(exponent)}"


def _bracketed(text: str, *, sums: bool = False, always: bool = False) -> str:
    """In brackets unless it is one piece, or with ``sums`` at least no sum."""
    depth, loose = 0, always and not text.isalnum()
    for before, c in zip("(" + text, text, strict=False):
        depth += (c in "([{⟨") - (c in ")]}⟩")
        if depth == 0:
            loose |= (c in "+-" and before == " ") if sums else (c in " ·/+-×")
    return f"({text})" if loose else text
