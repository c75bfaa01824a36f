"""Amounts in step strings: numbers with units, C-rates, and times of several parts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mubar.core.errors import clip

from .lexer import Cursor, TokenKind
from .units import Kind, find_unit, spellings, usual_spellings

_UNSIGNED = "The first word gives the direction, and the number has no sign."


@dataclass(frozen=True)
class Amount:
    """A value in V, A, W, Ohm, s, A h, K or nominal capacities per hour, and where it stands in the text."""

    kind: Kind
    value: float
    start: int
    end: int


def either(names: list[str]) -> str:
    """``a, b or c``."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def starts_amount(cursor: Cursor) -> bool:
    return cursor.token.kind is TokenKind.NUMBER or _starts_rate(cursor)


def read_amount(cursor: Cursor, *kinds: Kind, hints: Mapping[Kind, str] | None = None) -> Amount:
    """The amount at the cursor, of one of ``kinds``; finite, and positive but for voltages and temperatures.

    ``hints`` say what to write instead where an amount of another kind is found.
    """
    start = cursor.token.start
    kind, value = _read_part(cursor, kinds)
    while kind is Kind.TIME and cursor.token.kind is TokenKind.NUMBER:  # 1 hour 30 minutes
        more_start = cursor.token.start
        more, seconds = _read_part(cursor, (Kind.TIME,))
        if more is not Kind.TIME:
            raise _wrong(cursor, more_start, more, "more of the time")
        value += seconds
    if kind not in kinds:
        raise _wrong(cursor, start, kind, either([str(k) for k in kinds]), (hints or {}).get(kind, ""))
    end = cursor.tokens[cursor.index - 1].end
    signed = kind in (Kind.VOLTAGE, Kind.TEMPERATURE, Kind.SOC)
    if not math.isfinite(value) or (value <= 0 and not signed):
        expected = "a finite number" if signed else "a positive, finite number"
        hint = _UNSIGNED if kind in (Kind.CURRENT, Kind.C_RATE, Kind.POWER) and value < 0 else ""
        raise cursor.error(start, end, clip(cursor.text[start:end]), expected, hint)
    amount = Amount(kind, value, start, end)
    return _possible(cursor, amount) if kind is Kind.SOC else amount


def read_charge(cursor: Cursor) -> Amount:
    """A state of charge with the word before the number: ``SOC 20%``, ``SOC 0.2``."""
    start = cursor.take().start
    number = cursor.take().number
    value = number / 100.0 if cursor.accept("%") else number
    return _possible(cursor, Amount(Kind.SOC, value, start, cursor.tokens[cursor.index - 1].end))


def _possible(cursor: Cursor, charge: Amount) -> Amount:
    """The state of charge, if it is one."""
    if 0.0 <= charge.value <= 1.0:
        return charge
    found = clip(cursor.text[charge.start : charge.end])
    hint = f"Did you mean {charge.value:g}% SOC?" if 1.0 < charge.value <= 100.0 and "%" not in found else ""
    raise cursor.error(charge.start, charge.end, found, "a state of charge from 0 to 1, or to 100%", hint)


def _wrong(cursor: Cursor, start: int, kind: Kind, expected: str, hint: str = "") -> Exception:
    end = cursor.tokens[cursor.index - 1].end
    return cursor.error(start, end, f"{clip(cursor.text[start:end])}, which is {kind.noun}", expected, hint)


def _read_part(cursor: Cursor, kinds: tuple[Kind, ...]) -> tuple[Kind, float]:
    """A C-rate or a number with any unit; ``kinds`` only serve the messages."""
    if _starts_rate(cursor):
        return _read_rate(cursor, 1.0)
    if cursor.token.kind is not TokenKind.NUMBER:
        raise cursor.expected(either([str(k) for k in kinds]))
    number = cursor.take()
    if _starts_rate(cursor):
        return _read_rate(cursor, number.number)
    if cursor.next_are("/", TokenKind.NUMBER, "c"):  # 1/3C
        cursor.take()
        divisor = _divisor(cursor)
        return _read_rate(cursor, number.number / divisor)
    found = find_unit(cursor.token.text)
    if found is None:
        wanted = f"a unit after {clip(number.text)}: {', '.join(usual_spellings(*kinds))}"
        raise cursor.expected(wanted, spellings(*kinds))
    cursor.take()
    kind, unit = found
    charge = kind is Kind.CURRENT and cursor.accept("h")  # 2 A h
    if kind is Kind.SOC:
        cursor.accept("soc")  # 20% SOC
    return Kind.CAPACITY if charge else kind, unit.to_si(number.number)


def _starts_rate(cursor: Cursor) -> bool:
    return cursor.token.text in ("C", "c")


def _read_rate(cursor: Cursor, rate: float) -> tuple[Kind, float]:
    """``C`` or ``C/20``, the number before it being ``rate``."""
    cursor.take()
    if not cursor.accept("/"):
        return Kind.C_RATE, rate
    return Kind.C_RATE, rate / _divisor(cursor)


def _divisor(cursor: Cursor) -> float:
    token = cursor.token
    if token.kind is not TokenKind.NUMBER or not 0 < token.number < math.inf:
        raise cursor.expected("a positive, finite number, as in C/20")
    return cursor.take().number
