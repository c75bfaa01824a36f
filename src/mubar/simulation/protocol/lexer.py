"""Step strings cut into numbers, words and symbols; a cursor over them that can say what is wrong where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from mubar.core.errors import InputError, Problem, clip, nearest

from . import slips

_TOKEN = re.compile(
    r"(?P<NUMBER>[+−-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<WORD>°?[^\W\d_]+(?:[.·][^\W\d_]+)*)"
    r"|(?P<SYMBOL>\S)"
)


class TokenKind(Enum):
    NUMBER = "number"
    WORD = "word"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True)
class Token:
    """A piece of the text and where it stands in it."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def number(self) -> float:
        """The value of a number; infinite when it is too large for a float."""
        return float(self.text.replace("−", "-"))


def tokenize(text: str) -> list[Token]:
    """All tokens of ``text``, in time linear in its length; the last one is of kind END."""
    found = [Token(TokenKind[str(m.lastgroup)], m[0], m.start()) for m in _TOKEN.finditer(text)]
    return [*found, Token(TokenKind.END, "", len(text.rstrip()))]


class Cursor:
    """A place in the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0

    @property
    def token(self) -> Token:
        """The token to read next."""
        return self.tokens[self.index]

    @property
    def at_end(self) -> bool:
        return self.token.kind is TokenKind.END

    def take(self) -> Token:
        """The next token, stepping over it."""
        token = self.token
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        """Step over the next token if it is this word (in any case) or symbol."""
        if self.at_end or self.token.text.lower() != text:
            return False
        self.index += 1
        return True

    def next_are(self, *wanted: TokenKind | str) -> bool:
        """Whether the next tokens are of these kinds, or these texts in lower case."""
        ahead = self.tokens[self.index : self.index + len(wanted)]
        return len(ahead) == len(wanted) and all(
            w in (t.kind, t.text.lower()) for w, t in zip(wanted, ahead, strict=True)
        )

    def expected(self, expected: str, options: Sequence[str] = (), hint: str = "") -> InputError:
        """The error that the next token is not ``expected``; it may be a slip of one of ``options``."""
        token = self.token
        hint = hint or self._slip()
        if not hint and token.kind is TokenKind.WORD:
            close = nearest(token.text, options)
            hint = f"Did you mean {close!r}?" if close and close.lower() != token.text.lower() else ""
        found = "the end of the text" if self.at_end else clip(token.text)
        return self.error(token.start, token.end, found, expected, hint)

    def _slip(self) -> str:
        """What is known about the next token in such a place."""
        token = self.token
        before = self.tokens[self.index - 1] if self.index else None
        if before is None or before.kind is not TokenKind.NUMBER:
            return slips.hint(token.text)
        after = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        touching = before.end == token.start and token.end == after.start
        return slips.hint(token.text, before.text, after.text if touching else "")

    def error(self, start: int, end: int, found: str, expected: str, hint: str = "") -> InputError:
        """An error about the characters from ``start`` to ``end``, which it shows."""
        return InputError([Problem("step", found, expected, hint + _pointer(self.text, start, end))])


def _pointer(text: str, start: int, end: int) -> str:
    """Two lines: the text around ``start``, and carets under ``start`` to ``end``."""
    first, last = max(0, start - 60), min(len(text), start + 60)
    before, after = "..." if first else "", "..." if last < len(text) else ""
    carets = "^" * max(1, min(end, last) - start)
    shown = "".join(map(_one_column, text[first:last]))
    return f"\n    {before}{shown}{after}\n    {' ' * (len(before) + start - first)}{carets}"


def _one_column(character: str) -> str:
    """The character if a terminal shows it in exactly one column, else a space or a question mark."""
    if character.isspace():
        return " "
    wide = unicodedata.east_asian_width(character) in "WF" or unicodedata.combining(character)
    return character if character.isprintable() and not wide else "?"
