"""Step strings in the syntax the field uses, read by recursive descent.

    step    = control { clause | "(" option { "," option } ")" }
    control = ("Discharge" | "Charge") ["at"] (current | rate | power | resistance)
            | "Hold" ["at"] voltage
            | "Rest"
    clause  = ["or"] "for" time | ["or"] "until" limit | "or" limit | "at" temperature | time (of a rest)
    limit   = voltage | current | rate | capacity | time | charge
    charge  = number ("%" ["SOC"] | "SOC") | "SOC" number ["%"]
    option  = time "period" | temperature
    rate    = [number ["/" number]] "C" ["/" number]
    time    = number unit { number unit }

Words are free in case, spaces are free. Only a discharge can have a resistance. Voltages and temperatures
may be negative, a state of charge zero, everything else is positive: the first word gives the direction.
"""

from __future__ import annotations

from functools import lru_cache

from mubar.core.errors import InputError

from .amounts import Amount, either, read_amount, read_charge, starts_amount
from .controls import Control, CRate, Current, Power, Resistance, Rest, Voltage
from .lexer import Cursor, TokenKind
from .step import Step
from .terminations import CapacityCutoff, CRateCutoff, CurrentCutoff, SOCCutoff, Termination, VoltageCutoff
from .units import Kind

MAX_LENGTH = 1000
"""Longest step string that is read, in characters; one that says all it can takes about 200."""

_ACTIONS = ("Discharge", "Charge", "Hold", "Rest")
_FLOWS: dict[Kind, type[Current | CRate | Power]] = {
    Kind.CURRENT: Current,
    Kind.C_RATE: CRate,
    Kind.POWER: Power,
}
_CUTOFFS: dict[Kind, type[Termination]] = {
    Kind.VOLTAGE: VoltageCutoff,
    Kind.CURRENT: CurrentCutoff,
    Kind.C_RATE: CRateCutoff,
    Kind.CAPACITY: CapacityCutoff,
    Kind.SOC: SOCCutoff,
}
_CELSIUS = {Kind.C_RATE: "C alone is a C-rate; a temperature is written 25 degC."}


def parse_step(text: str) -> Step:
    """The step that ``text`` describes, e.g. ``"Charge at C/3 for 2 hours or until 4.2 V (10 s period)"``.

    Raises InputError: for a syntax error with the text, carets under the place, what was found, what was
    expected and the nearest right word; for a step that contradicts itself as `Step` does. Takes time linear
    in the length of the text, of which at most `MAX_LENGTH` characters are read.
    """
    if not isinstance(text, str):
        raise InputError.one("step", text, "a text such as 'Discharge at 1C until 2.5 V'")
    if len(text) > MAX_LENGTH:
        raise InputError.one("step", text, f"at most {MAX_LENGTH} characters (it has {len(text)})")
    return _read(text)


@lru_cache(maxsize=256)
def _read(text: str) -> Step:
    """Steps are immutable, and a fit simulates the same few texts thousands of times."""
    return _StepReader(text).step()


class _StepReader:
    """One method per rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.terminations: list[Termination] = []
        self.settings: dict[str, float] = {}

    def step(self) -> Step:
        control = self.control()
        while not self.cursor.at_end:
            if self.cursor.accept("("):
                self.options()
            else:
                self.clause(control)
        return Step(control, tuple(self.terminations), text=self.cursor.text.strip(), **self.settings)

    def control(self) -> Control:
        accept = self.cursor.accept
        if accept("rest"):
            return Rest()
        if accept("hold"):
            accept("at")
            return Voltage(read_amount(self.cursor, Kind.VOLTAGE).value)
        if accept("discharge"):
            return self.flow(1, Kind.RESISTANCE)
        if accept("charge"):
            return self.flow(-1)
        hint = "A drive cycle is not text: give Profile.from_csv(path)." if accept("run") else ""
        self.cursor.index = 0
        raise self.cursor.expected(either([*_ACTIONS]), _ACTIONS, hint)

    def flow(self, sign: int, *more: Kind) -> Control:
        self.cursor.accept("at")
        hints = {
            Kind.VOLTAGE: "A constant voltage is written 'Hold at 4.2 V'.",
            Kind.RESISTANCE: "A load resistance can only discharge.",
            Kind.SOC: "Where a step ends stands last, as in 'Discharge at 1C until 20% SOC'.",
        }
        amount = read_amount(self.cursor, *_FLOWS, *more, hints=hints)
        if amount.kind is Kind.RESISTANCE:
            return Resistance(amount.value)
        return _FLOWS[amount.kind](sign * amount.value)

    def clause(self, control: Control) -> None:
        limited = bool(self.terminations) or "duration" in self.settings
        joined = limited and self.cursor.accept("or")
        bare = isinstance(control, Rest) and not limited and self.cursor.token.kind is TokenKind.NUMBER
        if self.cursor.accept("for") or bare:
            self.set("duration", read_amount(self.cursor, Kind.TIME))
        elif self.cursor.accept("until") or (joined and self.starts_limit()):
            self.limit()
        elif joined:
            raise self.cursor.expected("'for', 'until' or a limit such as 2.5 V", ("for", "until"))
        elif self.cursor.accept("at"):
            hints = dict.fromkeys(Kind, "A rest draws no current.") if isinstance(control, Rest) else _CELSIUS
            self.set("temperature", read_amount(self.cursor, Kind.TEMPERATURE, hints=hints))
        else:
            words = ["'for'", "'until'", "'at'", *(["'or'"] if limited else []), "'('", "the end"]
            raise self.cursor.expected(either(words), ("for", "until", "at", "or"))

    def starts_limit(self) -> bool:
        return starts_amount(self.cursor) or self.cursor.next_are("soc")

    def limit(self) -> None:
        if self.cursor.next_are("soc", TokenKind.NUMBER):
            amount = read_charge(self.cursor)
        else:
            amount = read_amount(self.cursor, *_CUTOFFS, Kind.TIME)
        if amount.kind is Kind.TIME:
            self.set("duration", amount)
        else:
            self.terminations.append(_CUTOFFS[amount.kind](amount.value))

    def options(self) -> None:
        while True:
            amount = read_amount(self.cursor, Kind.TIME, Kind.TEMPERATURE, hints=_CELSIUS)
            if amount.kind is Kind.TEMPERATURE:
                self.set("temperature", amount)
            elif self.cursor.accept("period"):
                self.set("period", amount)
            else:
                raise self.cursor.expected("'period'", ("period",))
            if self.cursor.accept(")"):
                return
            if not self.cursor.accept(","):
                raise self.cursor.expected("',' or ')'")

    def set(self, name: str, amount: Amount) -> None:
        if name in self.settings:
            raise self.cursor.error(amount.start, amount.end, f"a second {name}", f"only one {name}")
        self.settings[name] = amount.value
