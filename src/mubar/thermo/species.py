"""Names of species: formula and charge, as in ``Fe+3``, ``SO4-2``, ``Zn(OH)4-2``, ``O2(aq)``, ``e-``.

The charge stands behind its sign, so that no formula is ambiguous: Hg+2 is Hg²⁺, Hg2+2 is Hg₂²⁺.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from ..core.errors import InputError

ELECTRON = "e-"
_NAME = re.compile(r"(?P<formula>[A-Z][A-Za-z0-9()]*?)(?P<state>\((?:aq|s|l|g)\))?(?P<charge>[+-]\d*)?")
_PART = re.compile(r"(?P<element>[A-Z][a-z]?)|(?P<open>\()|(?P<close>\))|(?P<count>\d+)")
_EXPECTED = "a formula with the charge behind its sign, such as Na+, Fe+3, SO4-2 or O2(aq)"


@lru_cache(maxsize=4096)
def charge(name: str) -> int:
    """Charge number of a species, from its name. Raises `InputError` for what is no name."""
    sign = _parts(name)["charge"] or ""
    return int(sign + "1") if sign in ("+", "-") else int(sign or 0)


@lru_cache(maxsize=4096)
def composition(name: str) -> tuple[tuple[str, int], ...]:
    """Atoms of a species, (element, count) in alphabetical order; none for the electron.

    Raises `InputError` for what is no name.
    """
    if name == ELECTRON:
        return ()
    formula = _parts(name)["formula"] or ""
    stack: list[Counter[str]] = [Counter()]
    last: Counter[str] = Counter()  # what a number that follows multiplies
    for part in _PART.finditer(formula):
        if part["element"]:
            last = Counter({part["element"]: 1})
        elif part["open"]:
            stack.append(Counter())
            continue
        elif part["close"]:
            if len(stack) < 2:
                raise InputError.one("species", name, _EXPECTED)
            last = stack.pop()
        else:  # one of it is counted already
            last = Counter({element: n * (int(part["count"]) - 1) for element, n in last.items()})
        stack[-1].update(last)
    if len(stack) != 1:
        raise InputError.one("species", name, _EXPECTED)
    return tuple(sorted(stack[0].items()))


def _parts(name: str) -> dict[str, str | None]:
    if name == ELECTRON:
        return {"formula": "", "charge": "-"}
    found = _NAME.fullmatch(name) if isinstance(name, str) else None
    if found is None:
        raise InputError.one("species", name, _EXPECTED)
    return found.groupdict()
