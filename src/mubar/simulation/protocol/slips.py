"""What people write where a step is written otherwise, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping

_ONE_STEP = "every step is a text of its own."


def _table(*rows: tuple[str, str]) -> Mapping[str, str]:
    return {word: hint for words, hint in rows for word in words.split()}


_HINTS = _table(
    ("to down up till til while bis", "A limit is written 'until 2.5 V', after the current."),
    ("for", "What is prescribed comes first, as in 'Discharge at 1C for 1 hour'."),
    ("until", "What is prescribed comes first, as in 'Charge at 1C until 80% SOC'."),
    ("with by using mit @ =", "Did you mean 'at'?"),
    ("and &", "Did you mean 'or'? The first limit that is met ends the step."),
    (
        "fully full empty completely cutoff cut",
        "'Discharge at 1C' alone goes on to the cell's own cut-off voltage.",
    ),
    ("soc state", "A state of charge is written 'until 20% SOC'."),
    ("dod", "A depth of discharge of 80 % is 'until 20% SOC'."),
    (
        "pulse pulses gitt hppc",
        "A pulse is two steps, 'Discharge at 1C for 30 s' and 'Rest for 10 minutes'; [...] * 20, or "
        "--repeat 20 on the command line, repeats them.",
    ),
    ("pause wait idle relax ocv", "Did you mean 'Rest'?"),
    (
        "cc cv cccv constant",
        "A constant current is 'Charge at 1C until 4.2 V', a constant voltage 'Hold at 4.2 V until C/20'.",
    ),
    ("voltage current power v i u < > ≤ ≥", "Values stand alone, as in 'Hold at 4.2 V' and 'until 2.5 V'."),
    ("a an one half", "Numbers are written in digits, as in 'for 0.5 hours'."),
    ("then", f"Write two steps: {_ONE_STEP}"),
    (", ;", f"Nothing stands between the parts of a step, and {_ONE_STEP}"),
    ("/ cm m", "Currents and powers are those of the whole cell, as in 5 A and 20 W."),
    (". ! \" ' “ ” „", "The text of a step has no full stop and no quotation marks."),
)
"""In lower case, where no number stands before it."""
_AFTER_NUMBER = _table(
    (":", "Times are written '1 hour 30 minutes'."),
)


def hint(word: str, number: str = "", following: str = "") -> str:
    """How to write ``word``, which nobody expected, after ``number`` if there is one and, with no space
    between, before ``following``; empty where that isn't known.
    """
    if not number:
        return _HINTS.get(word.lower(), "")
    if word == "," and following[:1].isdecimal():
        return f"Decimals are written with a point: {number}.{following}"
    return _AFTER_NUMBER.get(word, "")
