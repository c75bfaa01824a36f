"""The typed cell as a BPX 1.1 document.

The document that a cell was read from is the template: only what differs from it is written, so that reading
and writing gives the same values. A law that BPX can't hold goes to ``User-defined > mubar``; the BPX field
then holds what comes nearest at the reference temperature, for other readers of the file.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import numpy as np

from ..core import files
from ..core.constants import F, R
from ..core.errors import InputError, Problem
from ..core.expr import substitute
from ..core.law import Function
from ..kinetics import ButlerVolmer, InsertionExchange
from . import functions, particle_files, pores
from .absent import Absent
from .bpx import GROUPS, rate_scale, read_document
from .cell import Cell, Electrode
from .entries import Entry, entries, interfaces, owned
from .host_materials import host_to_file, is_known
from .keys import name_of, side_of
from .objects import write_object
from .parameters import MATERIAL
from .ratelaws import ratelaw_to_file
from .sections import MUBAR, Path
from .writing_functions import for_every_reader, plain, tree

_SAMPLES = 1001
_RATE_KEYS = ("reaction_rate_constant", "reaction_rate_activation_energy")
_OF_HOST = ("open_circuit_potential", "entropic_coefficient")
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
        writer.particles(prefix)
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
        side, name = side_of(prefix), name_of(prefix)
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
        if self.unchanged(entry, value):
            return
        prefix = entry.key.rpartition(".")[0]
        special: Path = (*MUBAR, *prefix.split(".", 1))
        home = p.section or self.home(prefix)
        self.remove(special, p.key)
        if value is None:
            self.remove(home, p.field)
        elif not isinstance(value, Function):
            default = entry.key not in self.known_before and value == p.default
            if p.field:
                self.put(home, p.field, value)
            elif not default:
                self.put(special, p.key, value)
        elif _of_host(self.cell, entry):
            self.put(home, p.field, self.nearest_plain(value, number_only=False))  # the host stands elsewhere
        else:
            self.law(entry, value, home, special)

    def unchanged(self, entry: Entry, value: Any) -> bool:
        """Whether the document says it as it is."""
        before = self.known_before.get(entry.key)
        if self.origin is None or before is None or before.value(self.origin) != value:
            return False
        return _of_host(self.cell, entry) or not _of_host(self.origin, before)

    def law(self, entry: Entry, law: Function, home: Path, special: Path) -> None:
        p = entry.parameter
        simple = None if is_known(law.origin) or law.depends_on("T") else plain(law)
        number_only = p.key == "transference_number"
        if not p.field:
            if not (law.is_constant and law.expr.payload == p.default):
                self.put(special, p.key, _whole(law, entry.key) if simple is None else simple)
            return
        if simple is None or not for_every_reader(simple) or (number_only and not law.is_constant):
            self.put(special, p.key, _whole(law, entry.key) if simple is None else simple)
            simple = self.nearest_plain(law, number_only)
        self.put(home, p.field, simple)

    def nearest_plain(self, law: Function, number_only: bool) -> Any:
        """What BPX can hold of a law that it can't: its course at the reference temperature."""
        T = self.cell.reference_temperature
        if number_only:
            return float(law(self.cell.electrolyte.initial_concentration, T))
        simple = plain(Function(law.inputs, substitute(law.expr, {"T": T})))
        if simple is not None and for_every_reader(simple):
            return simple
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

    def particles(self, prefix: str) -> None:
        """What particles are, under mubar; BPX's fields describe spheres of the same host and amount."""
        material = owned(self.cell, interfaces(self.cell)[prefix])
        before = None
        if self.origin is not None and prefix in interfaces(self.origin):
            before = owned(self.origin, interfaces(self.origin)[prefix])
        special: Path = (*MUBAR, *prefix.split(".", 1))
        for name in particle_files.OBJECTS:
            value = getattr(material, name, None)
            if value == getattr(before, name, None):
                continue
            if value is None:
                self.remove(special, name)
            else:
                self.put(special, name, particle_files.to_file(value, f"{prefix}.{name}"))

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


def _whole(law: Function, where: str) -> Any:
    """What keeps all of a law: the name and numbers of the object it was made from, or its operations."""
    if is_known(law.origin):
        return host_to_file(law.origin, where)
    laws = functions.temperature_laws()
    if laws.get(type(law.origin).__name__) is type(law.origin):
        return write_object(law.origin, where, laws, "law of temperature")
    return tree(law, where)


def _of_host(cell: Cell, entry: Entry) -> bool:
    """Whether the value is that of the particles' host, which stands elsewhere in the file."""
    particles = getattr(owned(cell, entry.owner), "particles", None)
    return entry.parameter.key in _OF_HOST and particles is not None and particles.host is not None


def _small_signal_rate(law: Any, T: float) -> float:
    """Rate constant of BPX's law with the same charge-transfer resistance at x = 0.5, c = 1000 mol/m³."""
    h = 1e-4
    j = [float(law.current_density(eta, x=0.5, c_plus=1.0, T=T)) for eta in (-h, h)]
    return (j[1] - j[0]) / (2.0 * h) * R * T / F / F / 0.5
