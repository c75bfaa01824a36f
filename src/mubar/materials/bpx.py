"""BPX 1.1 cell files (JSON) read into the typed cell. Format: https://github.com/FaradayInstitution/BPX.

Nothing is assumed about a file: every problem in it is collected, each with its place (a JSON pointer), and
all are raised together as one `InputError`. What a file may hold stands in `mubar.materials.parameters`. What
BPX has no field for stands under ``User-defined > mubar`` by the same keys, and goes before the BPX field.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.constants import C_STANDARD
from ..core.errors import InputError, Problem
from ..core.law import Function
from ..core.structure import is_number
from ..kinetics import ButlerVolmer, InsertionExchange
from . import checks, functions, particle_files, pores
from .absent import Absent
from .cell import ActiveMaterial, Cell, CellElectrolyte, Electrode, Separator
from .document import pointer
from .host_materials import host_from_file, names_a_host
from .keys import SIDES, material_key
from .parameters import CELL, ELECTRODE, ELECTROLYTE, MATERIAL, REQUIRED, SEPARATOR, CellParameter
from .ratelaws import ratelaw_from_file
from .sections import MUBAR, NOTHING, Path, Sections

GROUPS: dict[str, Path] = {
    "cell": ("Parameterisation", "Cell"),
    "electrolyte": ("Parameterisation", "Electrolyte"),
    "negative": ("Parameterisation", "Negative electrode"),
    "positive": ("Parameterisation", "Positive electrode"),
    "separator": ("Parameterisation", "Separator"),
}
_HEADER = ("BPX", "Title", "Description", "References", "Model")
_HYSTERESIS = ("Initial hysteresis state: Negative electrode", "Initial hysteresis state: Positive electrode")
_DEGRADATION = ("LLI", "LAM: Negative electrode", "LAM: Positive electrode")
_EXPERIMENT = ("Time [s]", "Current [A]", "Voltage [V]", "Temperature [K]")
_MATRIX = ("porosity", "transport_efficiency", "conductivity")


def read_document(document: Mapping[str, Any], name: str) -> Cell:
    """The cell that a BPX document describes. Raises `InputError` with everything that is wrong with it."""
    return _Reader(document).cell(name)


def rate_scale(initial_concentration: float) -> float:
    """Our rate constant over BPX's: BPX refers the salt to its concentration at rest, we to 1000 mol/m³."""
    return math.sqrt(C_STANDARD / initial_concentration)


def unused_fields(document: Mapping[str, Any]) -> list[str]:
    """Fields that are checked and kept but that no model reads, as JSON pointers."""
    sections = Sections(document)
    places: list[Path] = []
    for side in SIDES:
        blend = (*GROUPS[side], "Particle")
        places += [GROUPS[side], *((*blend, name) for name in sections.section(blend))]
    fields = [(place, p.field) for place in places for p in MATERIAL if p.unused]
    fields += [(("State", "Initial conditions"), name) for name in _HYSTERESIS]
    return [pointer(*place, name) for place, name in fields if sections.section(place).get(name) is not None]


def _dry(name: str) -> tuple[Any, Any]:
    """What stands for electrolyte and separator in a file for the single-particle model."""
    return Absent(name, "electrolyte", initial_concentration=C_STANDARD), Absent(name, "separator")


class _Reader(Sections):
    def __init__(self, document: Mapping[str, Any]) -> None:
        super().__init__(document)
        self.places: dict[str, str] = {}

    def cell(self, name: str) -> Cell:
        self.only_known((), ("Header", "Parameterisation", "State", "Validation"))
        header = self.section(("Header",), required=True)
        complete = self.header(header)
        self.section(("Parameterisation",), required=True)
        self.only_known(("Parameterisation",), [*(p[1] for p in GROUPS.values()), "User-defined"])
        self.only_known(MUBAR, (*GROUPS, "sources", "citations"))
        self.state()
        self.validation()

        values = self.group("cell", CELL)
        reference = values.get("reference_temperature")
        electrolyte, separator = self.salt(reference) if complete else _dry(name)
        scale = rate_scale(getattr(electrolyte, "initial_concentration", C_STANDARD))
        electrodes = {side: self.electrode(side, complete, reference, scale) for side in SIDES}
        sources, citations = self.texts((*MUBAR, "sources")), self.texts((*MUBAR, "citations"))
        if self.problems:
            raise InputError(self.problems)
        for key in ("initial_temperature", "ambient_temperature"):
            values[key] = reference if values[key] is None else values[key]
        made = Cell(
            name=name,
            separator=separator,
            electrolyte=electrolyte,
            title=header.get("Title") or "",
            description=header.get("Description") or "",
            references=header.get("References") or "",
            sources=sources,
            citations=citations,
            document=self.document,
            **electrodes,
            **values,
        )
        problems = [self.placed(p) for check in (checks.numbers, checks.laws) for p in check(made)]
        if problems:
            raise InputError(problems)
        return made

    def salt(self, reference: Any) -> tuple[Any, Any]:
        """Electrolyte and separator."""
        fields = self.group("electrolyte", ELECTROLYTE)
        electrolyte = self.build(CellElectrolyte, fields, reference_temperature=reference)
        return electrolyte, self.build(Separator, self.group("separator", SEPARATOR))

    def placed(self, problem: Problem) -> Problem:
        """A problem that names keys, told with the place in the file."""
        place = self.places.get(problem.where, problem.where)
        return Problem(place, problem.found, problem.expected, problem.hint)

    # sections without parameters --------------------------------------------------------------------
    def header(self, header: Mapping[str, Any]) -> bool:
        """Check the header; whether the file has to describe an electrolyte."""
        if header is NOTHING:
            return True
        self.only_known(("Header",), _HEADER)
        for key in ("Title", "Description", "References"):
            if not isinstance(header.get(key), (str, type(None))):
                self.bad(("Header", key), header[key], "a text")
        version = header.get("BPX")
        text = str(version) if is_number(version) else version
        if not isinstance(text, str) or not re.fullmatch(r"\d{1,9}\.\d{1,9}(\.\d{1,9})?", text, re.ASCII):
            self.bad(("Header", "BPX"), version, 'the version of the format, such as "1.1.0"')
        elif not text.startswith("1."):
            convert = "bpx.parse_bpx_file(path).model_dump_json(by_alias=True, exclude_none=True)"
            hint = f"The Python package bpx converts older files: {convert}."
            self.bad(("Header", "BPX"), version, "BPX 1.x", hint)
        model = header.get("Model")
        if model not in ("DFN", "SPMe", "SPM"):
            hint = "A partial file does not describe a whole cell." if model == "Partial" else ""
            self.bad(("Header", "Model"), model, "DFN, SPMe or SPM", hint)
        return model != "SPM"

    def state(self) -> None:
        self.only_known(("State",), ("Initial conditions", "Thermal environment", "Degradation"))
        known: dict[Path, list[str]] = {
            ("State", "Initial conditions"): list(_HYSTERESIS),
            ("State", "Degradation"): list(_DEGRADATION),
        }
        for p in (*CELL, *ELECTROLYTE):
            if p.section:
                known.setdefault(p.section, []).append(p.field)
        for path, fields in known.items():
            self.only_known(path, fields)
        for path, value in self.by_material(("State", "Initial conditions"), _HYSTERESIS):
            if not is_number(value):
                self.bad(path, value, "a number, or a number for each material")
        for path, value in self.by_material(("State", "Degradation"), _DEGRADATION):
            if not is_number(value) or value != 0:
                hint = "Degraded states are not supported; change the cell's parameters instead."
                self.bad(path, value, "0", hint)

    def by_material(self, path: Path, fields: Iterable[str]) -> Iterator[tuple[Path, Any]]:
        """Values that stand alone or in an object with one for each material."""
        section = self.section(path)
        for field in fields:
            value = section.get(field)
            if isinstance(value, dict):
                yield from (((*path, field, name), item) for name, item in value.items())
            elif value is not None:
                yield (*path, field), value

    def validation(self) -> None:
        for name in self.section(("Validation",)):
            path = ("Validation", name)
            run = self.section(path)
            self.only_known(path, _EXPERIMENT)
            lengths = set()
            for column in _EXPERIMENT:
                values = run.get(column)
                if isinstance(values, list) and all(is_number(v) for v in values):
                    lengths.add(len(values))
                elif values is not None or column != "Temperature [K]":
                    self.bad((*path, column), values, "a list of numbers")
            if len(lengths) > 1:
                found = f"lists of {' and '.join(map(str, sorted(lengths)))} values"
                self.note(path, found, "lists of equal length")

    # groups of parameters ---------------------------------------------------------------------------
    def group(
        self,
        prefix: str,
        table: tuple[CellParameter, ...],
        path: Path | None = None,
        optional: Iterable[str] = (),
        also: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Attribute -> value of one group of parameters, those with problems left out.

        ``optional`` keys may be missing in the file; ``also`` names fields of the section that others read.
        """
        path, special_path = path or GROUPS[prefix], (*MUBAR, *prefix.split(".", 1))
        section, special = self.section(path, required=True), self.section(special_path)
        self.only_known(path, [*(p.field for p in table if p.field and not p.section), *also])
        objects = ["kinetics", *particle_files.OBJECTS] if MATERIAL[0] in table else []
        own_keys = [p.key for p in table if not p.unused and not p.derived]
        self.only_known(special_path, [*own_keys, *objects, *(k for k in also if k != "Particle")])
        found: dict[str, Any] = {}
        for p in table:
            if p.derived:
                continue
            fields = self.section(p.section) if p.section else section
            place = (*(p.section or path), p.field) if p.field else (*special_path, p.key)
            raw = fields.get(p.field) if p.field else None
            if special.get(p.key) is not None:
                if raw is not None:
                    self.value(p, raw, place)  # unused, but it has to be right for other readers of the file
                place, raw = (*special_path, p.key), special[p.key]
            self.places[f"{prefix}.{p.key}"] = pointer(*place)
            if raw is not None:
                found[p.path] = self.value(p, raw, place)
            elif p.default is not REQUIRED:
                constant = p.law_of and p.default is not None
                found[p.path] = functions.constant(p.default, p) if constant else p.default
            elif p.key not in optional and section is not NOTHING:
                self.note(place, "nothing", p.expected)
        self.take_heat_out(table, found, special)
        return {p.path: found[p.path] for p in table if p.path in found and not p.unused}

    def take_heat_out(
        self, table: tuple[CellParameter, ...], found: dict[str, Any], special: Mapping
    ) -> None:
        """A law that knows its T is complete: no activation energy or entropic term is added."""
        for p in table:
            law = found.get(p.path) if p.heated_by else None
            if isinstance(law, Function) and functions.knows_temperature(law) and p.heated_by not in special:
                heater = next(q for q in table if q.key == p.heated_by)
                found[heater.path] = functions.constant(0.0, heater) if heater.law_of else 0.0

    def value(self, p: CellParameter, raw: Any, place: Path) -> Any:
        """One value, checked against its declaration; None after noting a problem."""
        where = pointer(*place)
        try:
            if p.path == pores.KEY and isinstance(raw, dict) and place[: len(MUBAR)] == MUBAR:
                return pores.from_file(raw, where)
            if not p.law_of:
                return checks.number(p, raw, where)
            if p.key == "open_circuit_potential" and names_a_host(raw):
                host = host_from_file(raw, where)
                return functions.from_user(host, p.law_of, p.key, where)
            checks.no_unit(p, raw, where)
            law = functions.from_file(raw, p.law_of, p.key, where)
            checks.constant(p, law, where)
            return law
        except InputError as e:
            self.problems += e.problems
            return None

    def build(self, kind: Any, fields: Mapping[str, Any], **more: Any) -> Any:
        """An object of ``kind``; None while there are problems."""
        return None if self.problems else kind(**pores.resolved(fields), **more)

    def electrode(self, side: str, complete: bool, reference: Any, scale: float) -> Any:
        optional = () if complete else _MATRIX
        blend_path = (*GROUPS[side], "Particle")
        materials: dict[str, Any] = {}
        if "Particle" not in self.section(GROUPS[side]):
            found = self.group(side, (*ELECTRODE, *MATERIAL), optional=optional)
            own = {p.path: found.pop(p.path) for p in MATERIAL if p.path in found}
            materials[""] = self.material(side, own, reference, scale)
            return self.build(Electrode, found, materials=materials)
        names = self.section(blend_path)
        found = self.group(side, ELECTRODE, optional=optional, also=["Particle", *names])
        if not names:
            self.note(blend_path, "no materials", "an object with a section for each material")
        for name in names:
            if not name or "." in name:
                self.note((*blend_path, name), f"the name {name[:40]!r}", "a name without a dot, such as nmc")
            key = material_key(side, name)
            own = self.group(key, MATERIAL, (*blend_path, name))
            materials[name] = self.material(key, own, reference, scale)
        return self.build(Electrode, found, materials=materials)

    def material(self, key: str, found: dict[str, Any], reference: Any, scale: float) -> Any:
        rate = found.pop("kinetics.exchange.rate_constant", None)
        energy = found.pop("kinetics.exchange.activation_energy", None)
        special = (*MUBAR, *key.split(".", 1))
        objects = {
            name: self.object(name, raw, (*special, name))
            for name in ("kinetics", *particle_files.OBJECTS)
            if (raw := self.section(special).get(name)) is not None
        }
        if "kinetics" not in objects and rate is not None and energy is not None and not self.problems:
            objects["kinetics"] = ButlerVolmer(InsertionExchange(rate * scale, energy, reference))
        self.places |= {f"{key}.{name}": pointer(*special, name) for name in objects}
        made = self.build(ActiveMaterial, found, reference_temperature=reference, **objects)
        if made is not None:
            self.problems += map(self.placed, particle_files.alone(made, key))
        return made and particle_files.with_host(made)

    def object(self, name: str, raw: Any, place: Path) -> Any:
        """An object under mubar; None after noting a problem."""
        where = pointer(*place)
        try:
            if name == "kinetics":
                return ratelaw_from_file(raw, where)
            return particle_files.from_file(name, raw, where)
        except InputError as e:
            self.problems += e.problems
            return None
