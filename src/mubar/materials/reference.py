"""The table of all parameters, as docs/cells.md has it."""

from __future__ import annotations

from collections.abc import Iterator

from .parameters import CELL, ELECTRODE, ELECTROLYTE, FOIL, MATERIAL, REQUIRED, SEPARATOR, CellParameter

_GROUPS = (
    ("Cell", "cell.", CELL),
    ("Electrodes, `negative.` and `positive.`", "negative.", ELECTRODE),
    (
        "Active materials, `negative.`, `positive.`, or `positive.nmc.` in a blend of several",
        "negative.",
        MATERIAL,
    ),
    ("Separator", "separator.", SEPARATOR),
    ("Electrolyte", "electrolyte.", ELECTROLYTE),
    ("Lithium metal of a half cell, `negative.`", "negative.", FOIL),
)


def markdown() -> str:
    """Tables of every key's declaration, one for each part of a cell."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for heading, prefix, table in _GROUPS:
        yield f"\n### {heading}\n"
        yield "| key | unit | meaning | bounds | cells have | default | BPX field |"
        yield "|---|---|---|---|---|---|---|"
        for p in table:
            if not p.unused:
                field = "none: BPX has no half cells" if table is FOIL else _field(p)
                usual = "" if p.usual is None else p.usual.span
                ranges = (str(p.bounds), usual, _default(p))
                yield f"| {' | '.join((f'`{prefix}{p.key}`', p.unit, _meaning(p), *ranges, field))} |"


def _meaning(p: CellParameter) -> str:
    return f"{p.meaning} (law of {p.law_of} and T)" if p.law_of else p.meaning


def _default(p: CellParameter) -> str:
    if p.default is REQUIRED:
        return ""
    return "none" if p.default is None else f"{p.default:g}"


def _field(p: CellParameter) -> str:
    if p.derived:
        return "none: follows from the others"
    return " > ".join((*p.section[1:], p.field)) if p.field else "under User-defined > mubar"
