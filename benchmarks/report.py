"""What a benchmark hands in: claims, asked beside measured, and its text with tables."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from .machine import Meanwhile


@dataclass(frozen=True)
class Claim:
    what: str
    asked: str
    measured: str
    met: bool


@dataclass(frozen=True)
class Section:
    """One benchmark's results; `text` is Markdown."""

    title: str
    claims: tuple[Claim, ...]
    text: str
    measured: str = ""
    """When, and what else the machine did meanwhile."""


def at_least(what: str, asked: float, measured: float, unit: str = "") -> Claim:
    return Claim(what, f"≥ {asked:g}{unit}", f"{significant(measured)}{unit}", measured >= asked)


def at_most(what: str, asked: float, measured: float, unit: str = "") -> Claim:
    return Claim(what, f"≤ {asked:.3g}{unit}", f"{significant(measured)}{unit}", measured <= asked)


def significant(value: float) -> str:
    """Three significant digits, never in powers of ten where plain digits are as short."""
    return f"{value:.0f}" if 1000 <= abs(value) < 1e6 else f"{value:.3g}"


def table(header: Sequence[str], rows: Sequence[Sequence[object]], words: int = 1) -> str:
    """Markdown; the first `words` columns stand left, the others right. Floats get three digits."""
    rule = ["---"] * words + ["---:"] * (len(header) - words)
    cells = [[significant(c) if isinstance(c, float) else str(c) for c in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in [header, rule, *cells])


def filled(markdown: str) -> str:
    """Paragraphs wrapped anew, whatever numbers stand in them; tables, figures and headings as they are."""
    blocks = [block.strip("\n") for block in markdown.strip().split("\n\n")]
    prose = [textwrap.fill(b, 120) if b[0] not in "|!#" and b[:4] != "    " else b for b in blocks]
    return "\n\n".join(prose) + "\n"


def verdict(claim: Claim) -> str:
    return "yes" if claim.met else "**no**"


def claims_table(claims: Sequence[Claim]) -> str:
    if not claims:
        return "Nothing was asked for."
    rows = [(c.what, c.asked, c.measured, verdict(c)) for c in claims]
    return table(("", "asked", "measured", "met"), rows, words=1)


def main(measure: Callable[[bool, Path], Section]) -> None:
    """The command line of one benchmark: prints its section, or hands it on to the runner."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="fewer repeats, to try the benchmark itself")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder for files")
    parser.add_argument("--json", type=Path, help="write the section here")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    meanwhile = Meanwhile()
    section = measure(given.quick, given.out)
    section = replace(section, measured=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {meanwhile}")
    if given.json:
        given.json.write_text(json.dumps(asdict(section), ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        print(f"# {section.title}\n\n{section.measured}\n\n{claims_table(section.claims)}\n")
        print(filled(section.text))
