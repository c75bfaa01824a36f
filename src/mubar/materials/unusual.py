"""Values that are possible but that hardly a cell has, mostly slips of units: they are told, not refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..core.errors import Problem
from ..core.law import Function
from ..core.usual import UnusualValueWarning
from ..core.warned import warn
from .cell import ActiveMaterial, Cell
from .entries import entries, interfaces, owned
from .keys import side_of
from .object_keys import inside, object_key
from .parameters import CellParameter
from .slips import slip
from .whole_electrolyte import KEY as WHOLE


def warn_of(cell: Cell, keys: Iterable[str] | None = None) -> set[str]:
    """Warn of every unusual value under ``keys`` (default: all); whose they are."""
    found = list(unusual(cell, keys if keys is None else set(_declared(cell, keys))))
    for problem in found:
        warn(str(problem), UnusualValueWarning)
    return {problem.where for problem in found}


def _declared(cell: Cell, keys: Iterable[str]) -> Iterator[str]:
    """The declared keys that ``keys`` stand for, among them those of whole objects and of numbers in them."""
    known = entries(cell)
    for key in keys:
        if key in known:
            yield key
        elif key == WHOLE:
            yield from (k for k in known if side_of(k) == WHOLE)
        else:
            prefix, path = object_key(cell, key)
            if prefix is not None:
                yield from inside(known, interfaces(cell)[prefix], path)
                if side_of(path) == "particles":  # they bring the potential with them
                    yield f"{prefix}.open_circuit_potential"


def unusual(cell: Cell, keys: Iterable[str] | None = None) -> Iterator[Problem]:
    """The values under ``keys`` (default: all) that lie outside what cells have; of laws the one amid their
    range.
    """
    known = entries(cell)
    for entry in known.values() if keys is None else (known[k] for k in keys if k in known):
        p, held, owner = entry.parameter, entry.value(cell), owned(cell, entry.owner)
        if p.usual is None or held is None:
            continue
        value = _amid(held, cell, owner) if isinstance(held, Function) else float(held)
        if not (p.usual.admit(value) or value == p.default):
            unit = f" {p.unit}" if p.unit else ""
            expected = f"{p.usual.span}{unit}, which is what cells have"
            hint = _wrong_sign(p, held, owner) or slip(p, value)
            yield Problem(entry.key, f"{value:.6g}{unit}", expected, hint)


def _wrong_sign(p: CellParameter, law: Any, owner: Any) -> str:
    """What to do with the potential of a host whose chemical potential is positive."""
    if p.key != "open_circuit_potential":
        return ""
    host = law.origin or getattr(owner.particles, "host", None)
    mu0 = getattr(host, "mu0", 0.0)
    return f"It is -mu/F, so that mu is negative. Did you mean mu0={-mu0:.6g} J/mol?" if mu0 > 0.0 else ""


def _amid(law: Function, cell: Cell, owner: Any) -> float:
    """The law's value in the middle of the stoichiometry window, or at the salt's concentration at rest."""
    if law.is_constant:
        return law.expr.payload
    if isinstance(owner, ActiveMaterial):
        low, high = owner.minimum_stoichiometry, owner.maximum_stoichiometry
        at = 0.5 * ((0.0 if low is None else low) + (1.0 if high is None else high))
    else:
        at = cell.electrolyte.initial_concentration
    return float(law(at, cell.reference_temperature))
