"""The typed cell as a BPX 1.1 document.

The document that a cell was read from is the template: only what differs from it is written, so that reading
and writing gives the same values. A law that BPX can't hold goes to ``User-defined > mubar``; the BPX field
then holds what comes nearest at the reference temperature, for other readers of the file.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from ..core import files
from ..core.constants import F, R
from ..core.data import C2, Monotone, interpolate
from ..core.errors import InputError, Problem
from ..core.expr import Expr, is_const, substitute, symbols, topological
from ..core.law import Function
from ..core.parser import MAX_LENGTH, written_size
from ..core.piecewise import PiecewisePolynomial
from ..core.printing import infix
from ..kinetics import ButlerVolmer, InsertionExchange
from . import pores
from .absent import Absent
from .bpx import GROUPS, rate_scale, read_document
from .cell import Cell, Electrode
from .entries import Entry, entries, interfaces, owned
from .functions import MAX_NODES
from .parameters import MATERIAL
from .ratelaws import ratelaw_to_file
from .sections import MUBAR, Path

_SAMPLES = 1001
_RATE_KEYS = ("reaction_rate_constant", "reaction_rate_activation_energy")
_RATE_FIELDS = {p.key: p.field for p in MATERIAL if p.key in _RATE_KEYS}


def to_document(cell: Cell) -> dict[str, Any]:
    """The BPX document of the cell. Raises `InputError` for what a file can't hold."""
    if not isinstance(cell.negative, Electrode):
        raise InputError(
            [Problem(cell.name, "a half cell", "a cell with two porous electrodes", "BPX has no half cells.")]
        )
    if cell.document is None:
        document, origin = _frame(cell), None
    else:
        document, origin = json.loads(json.dumps(cell.document)), read_document(cell.document, cell.name)
    writer = _Writer(cell, origin, document)
    for entry in entries(cell).values():
        if not entry.parameter.derived and not entry.parameter.path.startswith("kinetics"):
            writer.entry(entry)
    for prefix in interfaces(cell):
        writer.rate_law(prefix)
    for side in ("negative", "separator", "positive"):
        if not isinstance(owned(cell, (side,)), Absent):
            writer.pores(side)
    return document


def _frame(cell: Cell) -> dict[str, Any]:
    """An empty document for a cell that was put together in Python."""
    model = "SPM" if isinstance(cell.electrolyte, Absent) else "DFN"
    header = {"BPX": "1.1.0", "Title": cell.title or cell.name, "Model": model}
    header |= {k: v for k, v in (("Description", cell.description), ("References", cell.references)) if v}
    special = {
        block: {key: {"description": text} for key, text in texts.items()}
        for block, texts in (("sources", cell.sources), ("citations", cell.citations))
        if texts
    }
    parameters: dict[str, Any] = {"User-defined": {"mubar": special}} if special else {}
    return {"Header": header, "Parameterisation": parameters}


def write(document: dict[str, Any], path: str | FilePath) -> None:
    """Write the document as JSON, wholly or not at all. Raises `InputError` if that can't be done."""
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    files.write(path, text.encode("utf-8", errors="surrogatepass"))


class _Writer:
    def __init__(self, cell: Cell, origin: Cell | None, document: dict[str, Any]) -> None:
        self.cell, self.origin, self.document = cell, origin, document
        self.known_before = {} if origin is None else entries(origin)

    # places in the document ---------------------------------------------------------------------------------
    def home(self, prefix: str) -> Path:
        """The section of a group or material."""
        side, _, name = prefix.partition(".")
        return (*GROUPS[side], "Particle", name) if name else GROUPS[side]

    def put(self, path: Path, field: str, value: Any) -> None:
        here = self.document
        for step in path:
            here = here.setdefault(step, {})
        here[field] = value

    def remove(self, path: Path, field: str) -> None:
        self.section(path).pop(field, None)

    def has(self, path: Path, field: str) -> bool:
        return field in self.section(path)

    def section(self, path: Path) -> dict[str, Any]:
        """The section at ``path``; an empty one, not of the document, where there is none."""
        here: Any = self.document
        for step in path:
            here = here.get(step) if isinstance(here, dict) else None
        return here if isinstance(here, dict) else {}

    # values -------------------------------------------------------------------------------------------------
    def entry(self, entry: Entry) -> None:
        p, value = entry.parameter, entry.value(self.cell)
        before = self.known_before.get(entry.key)
        if before is not None and self.origin is not None and before.value(self.origin) == value:
            return
        prefix = entry.key.rpartition(".")[0]
        special: Path = (*MUBAR, *prefix.split(".", 1))
        home = p.section or self.home(prefix)
        self.remove(special, p.key)
        if value is None:
            self.remove(home, p.field)
        elif not isinstance(value, Function):
            default = before is None and value == p.default
            if p.field:
                self.put(home, p.field, value)
            elif not default:
                self.put(special, p.key, value)
        else:
            self.law(entry, value, home, special)

    def law(self, entry: Entry, law: Function, home: Path, special: Path) -> None:
        p = entry.parameter
        plain = None if law.depends_on("T") else _plain(law)
        number_only = p.key == "transference_number"
        if not p.field:
            if not (law.is_constant and law.expr.payload == p.default):
                self.put(special, p.key, _tree(law, entry.key) if plain is None else plain)
            return
        if plain is None or (number_only and not law.is_constant):
            self.put(special, p.key, _tree(law, entry.key) if plain is None else plain)
            plain = self.nearest_plain(law, number_only)
        self.put(home, p.field, plain)

    def nearest_plain(self, law: Function, number_only: bool) -> Any:
        """What BPX can hold of a law that it can't: its course at the reference temperature."""
        T = self.cell.reference_temperature
        if number_only:
            return float(law(self.cell.electrolyte.initial_concentration, T))
        plain = _plain(Function(law.inputs, substitute(law.expr, {"T": T})))
        if plain is not None:
            return plain
        x = np.linspace(0.0, 1.0, _SAMPLES) if law.inputs[0] == "x" else np.linspace(1.0, 4000.0, _SAMPLES)
        y = law(x, T)
        good = np.isfinite(y)
        return {"x": x[good].tolist(), "y": y[good].tolist()}

    def rate_law(self, prefix: str) -> None:
        """BPX's own rate law in its fields; any other under mubar, with the nearest BPX one in the fields."""
        owner = interfaces(self.cell)[prefix]
        law = owned(self.cell, owner).kinetics
        concentration = self.cell.electrolyte.initial_concentration
        if self.origin is not None and prefix in interfaces(self.origin):
            same_salt = self.origin.electrolyte.initial_concentration == concentration
            if owned(self.origin, interfaces(self.origin)[prefix]).kinetics == law and same_salt:
                return
        special: Path = (*MUBAR, *prefix.split(".", 1))
        for key in (*_RATE_KEYS, "kinetics"):
            self.remove(special, key)
        exchange = law.exchange if isinstance(law, ButlerVolmer) else None
        T = self.cell.reference_temperature
        if isinstance(exchange, InsertionExchange) and law == ButlerVolmer(
            replace(exchange, reference_temperature=T)
        ):
            rate, energy = exchange.rate_constant, exchange.activation_energy
        else:
            self.put(special, "kinetics", ratelaw_to_file(law, f"{prefix}.kinetics"))
            rate, energy = _small_signal_rate(law, T), 0.0
        home = self.home(prefix)
        self.put(home, _RATE_FIELDS["reaction_rate_constant"], rate / rate_scale(concentration))
        if energy:
            self.put(home, _RATE_FIELDS["reaction_rate_activation_energy"], energy)
        else:
            self.remove(home, _RATE_FIELDS["reaction_rate_activation_energy"])

    def pores(self, side: str) -> None:
        """The law that a transport efficiency follows, under mubar; the number stands in BPX's field."""
        layer, special = owned(self.cell, (side,)), (*MUBAR, side)
        law = getattr(layer, pores.LAW, None)
        origin = None if self.origin is None else owned(self.origin, (side,))
        before = None if isinstance(origin, Absent) else getattr(origin, pores.LAW, None)
        if law is None and before is not None:
            self.remove(special, pores.KEY)
            self.put(self.home(side), "Transport efficiency", layer.transport_efficiency)
        elif law is not None and (law != before or not self.has(special, pores.KEY)):
            self.put(special, pores.KEY, pores.to_file(law, f"{side}.{pores.KEY}"))


def _small_signal_rate(law: Any, T: float) -> float:
    """Rate constant of BPX's law with the same charge-transfer resistance at x = 0.5, c = 1000 mol/m³."""
    h = 1e-4
    j = [float(law.current_density(eta, x=0.5, c_plus=1.0, T=T)) for eta in (-h, h)]
    return (j[1] - j[0]) / (2.0 * h) * R * T / F / F / 0.5


# laws as values of a file ---------------------------------------------------------------------------------
_NO_TEXT = {"where", "lt", "le", "table", "root", "special"}
_DEEPEST = 100
"""Operations within operations; Python's own limit lies not far beyond."""


def _plain(law: Function) -> Any:
    """A law of one variable as number, text of x, or table; None where none of these holds it exactly."""
    if is_const(law.expr):
        return law.expr.payload
    if law.expr.op == "table":
        table = _table(law.expr)
        return table if table is not None and "x" in table else None
    return _text(law.expr, law.text, law.inputs[0])


def _text(expr: Expr, given: str | None, variable: str) -> str | None:
    """The law as BPX's function of x, in the words it was given in where BPX allows them."""
    if any(n.op in _NO_TEXT for n in topological(expr)):
        return None
    if given is not None and not re.search(r"\^|\bpi\b", given):
        return re.sub(rf"\b{variable}\b", "x", given)
    if written_size(expr) > MAX_LENGTH // 4:
        return None
    text = infix(substitute(expr, {name: Expr.symbol("x") for name in symbols(expr)}))
    return text if len(text) <= MAX_LENGTH else None


def _table(expr: Expr) -> dict[str, Any] | None:
    """The points that a table was drawn through, if a file's interpolations give the same curve."""
    curve, order = expr.payload
    if order or expr.args[0].op != "symbol":
        return None
    points = {"x": curve.knots.tolist(), "y": curve(curve.knots).tolist()}
    for kind in (Monotone(), C2()):
        if _same(interpolate(points["x"], points["y"], kind), curve):
            return points if isinstance(kind, Monotone) else {"c2": points}
    return None


def _same(a: PiecewisePolynomial, b: PiecewisePolynomial) -> bool:
    return a.coefficients.shape == b.coefficients.shape and bool(
        np.allclose(a.coefficients, b.coefficients, rtol=1e-12, atol=0.0)
    )


def _tree(law: Function, where: str) -> Any:
    """A law as the tree of operations that `mubar.materials.functions` reads. `InputError` if too large."""
    count = 0

    def node(e: Expr, depth: int = 0) -> Any:
        nonlocal count
        count += 1
        if count > MAX_NODES or depth > _DEEPEST:
            hint = "Simplify it, or give a table."
            raise InputError([Problem(where, "a law of very many operations", f"at most {MAX_NODES}", hint)])
        if is_const(e):
            return e.payload
        if e.op in ("root", "special"):
            found, expected = (
                "an equation solved or an integral inside a law",
                "operations that a file can hold",
            )
            raise InputError([Problem(where, found, expected)])
        if e.op == "table":
            table = _table(e)
            if table is None:
                raise InputError(
                    [Problem(where, "a table inside a law", "points interpolated by Monotone or C2")]
                )
            return {e.args[0].payload: table}
        names = symbols(e)
        if len(names) == 1:
            (name,) = names
            text = _text(e, None, name)
            if text is not None:
                return {name: text}
        return {e.op: {str(i + 1): node(a, depth + 1) for i, a in enumerate(e.args)}}

    return node(law.expr)
