"""A model's equations as LaTeX, printed from the very expressions that are compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..core.constants import C_STANDARD, F, R
from ..core.expr import Expr, as_expr, make, topological
from ..core.latex import latex
from . import notation
from .control import control
from .equations import Equations, Faces, Names, Region
from .model import Model
from .symbolic import Readings, Traced
from .system import State

_CONSTANTS = {F: "F", R: "R", C_STANDARD: r"c^{\circ}"}


def describe(model: Model | str, cell: Any) -> list[tuple[str, str]]:
    """The equations of ``model`` for ``cell`` as (title, LaTeX): volumes k, faces k + 1/2, particles.

    ``model``: an object or its name. The cell's laws print as functions, U(x), its numbers by their usual
    letters (`mubar.models.notation`).
    Raises `InputError` for what is no model, and where the model doesn't fit the cell.
    """
    from . import chosen  # which knows every model, this module too

    model = chosen(model)
    layers = model.layers(cell, model.default_mesh)
    traced = Traced(State(cell, cell.reference_temperature), "", Readings())
    return _merged(_Lines(model.equations(traced, layers)).all())


@dataclass(frozen=True)
class _Line:
    what: str
    where: str
    latex: str


def _merged(lines: Iterator[_Line]) -> list[tuple[str, str]]:
    """Lines with their titles; equations that hold in several places come once."""
    places: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        places.setdefault((line.what, line.latex), []).append(line.where)
    return [(", ".join([what, *filter(None, where)]), text) for (what, text), where in places.items()]


@dataclass(frozen=True)
class _Lines:
    eq: Equations

    def all(self) -> Iterator[_Line]:
        eq = self.eq
        for name in (*eq.unknowns, *eq.border):
            yield _Line("unknown", notation.MEANINGS.get(name, name), notation.symbol(name))
        first = 0
        for region in eq.regions:
            yield from self._volume(region, range(first, first + region.count))
            first += region.count
        for faces in eq.faces:
            yield from self._face(faces)
        yield from self._ends()
        for name, value in eq.properties(Names()).items():
            shown, text = notation.symbol(name), _latex(value, self._properties(but=name))
            if text.replace("(", "").replace(")", "") != shown:  # ln c is its own name
                yield _Line("volume", "", f"{shown} = {text}")
        for group in eq.pendants:
            yield from (_Line(title, group.name, text) for title, text in group.printed(_latex))
        for name, value in eq.border_terms(Names(), Names()).items():
            yield _Line(notation.title(name), "", f"{_latex(value)} = 0")
        for name in eq.functionals:
            yield _Line(notation.title(name), "", self._functional(name))
        yield _Line("control", "", f"{_latex(control(Names(), Names()))} = 0")

    def _volume(self, region: Region, volumes: range) -> Iterator[_Line]:
        """Balances, and the region's parts of functionals."""
        terms = region.terms(Names(), Names())
        for name in self.eq.unknowns:
            if name in self.eq.inactive and self.eq.inactive[name][volumes].all():
                continue
            total = as_expr(terms.get(name, 0.0))
            touching = [
                f for f in self.eq.faces if f.start <= volumes[-1] and volumes[0] <= f.start + f.count
            ]
            if any(name in _terms(f) for f in touching):
                total = total + Expr.symbol(f"{name}@out") - Expr.symbol(f"{name}@in")
            for group in self.eq.pendants:
                if {*map(int, group.home)} & {*volumes}:
                    total = group.with_surfaces(total, name)
            yield _Line(notation.title(name), region.name, f"{_latex(total)} = 0")
        for name in self.eq.functionals:
            if name in terms:
                text = f"{notation.part(name)} = {_latex(terms[name])}"
                yield _Line(notation.title(name), region.name, text)

    def _face(self, faces: Faces) -> Iterator[_Line]:
        terms = {name: as_expr(value) for name, value in _terms(faces).items()}
        conserved = [name for name in self.eq.unknowns if name not in self.eq.algebraic]
        known: dict[Expr, str] = {}
        # what others are made of comes first
        for name in sorted(terms, key=lambda name: (name in conserved, name in self.eq.functionals)):
            shown = notation.flux(name)
            yield _Line(
                f"{notation.title(name)} through faces", faces.name, f"{shown} = {_latex(terms[name], known)}"
            )
            if terms[name].args:
                known[terms[name]] = shown

    def _ends(self) -> Iterator[_Line]:
        """Nothing flows through the ends of the chain."""
        for name in self.eq.unknowns:
            if any(name in _terms(f) for f in self.eq.faces):
                idle = self.eq.inactive.get(name, [False])
                ends = [f for f, skip in (("1/2", idle[0]), ("n+1/2", idle[-1])) if not skip]
                text = " = ".join(notation.flux(name, face) for face in ends)
                yield _Line(notation.title(name), "at the ends", f"{text} = 0")

    def _properties(self, but: str) -> dict[Expr, str]:
        found = {as_expr(v): notation.symbol(k) for k, v in self.eq.properties(Names()).items() if k != but}
        return {e: s for e, s in found.items() if e.args}

    def _functional(self, name: str) -> str:
        parts = []
        if any(name in region.terms(Names(), Names()) for region in self.eq.regions):
            parts.append(rf"\sum_k {notation.part(name)}")
        if any(name in _terms(faces) for faces in self.eq.faces):
            parts.append(rf"\sum_k {notation.flux(name)}")
        surfaces = as_expr(0.0)
        for group in self.eq.pendants:
            surfaces = group.with_surfaces(surfaces, name)
        if surfaces.args:
            parts.append(_latex(surfaces))
        return f"{notation.symbol(name)} = {' + '.join(parts)}"


def _terms(faces: Faces) -> Mapping[str, Any]:
    return faces.flux(Names("@left"), Names("@right"), Names())


def _latex(value: Any, known: Mapping[Expr, str] | None = None) -> str:
    """In the notation of this package, with ``known`` parts under their names."""
    final = {*_CONSTANTS.values(), *(known or {}).values()}
    expression = _renamed(as_expr(value), known or {})
    names = {n.payload for n in topological(expression) if n.op == "symbol"}
    return latex(expression, {name: name if name in final else notation.symbol(name) for name in names})


@dataclass(frozen=True)
class _Law:
    """Stands for a table in print."""

    label: str


def _renamed(root: Expr, known: Mapping[Expr, str]) -> Expr:
    """With known parts and constants as symbols, and tables under their laws' letters."""
    new: dict[int, Expr] = {}
    for n in topological(root):
        if n in known:
            new[id(n)] = Expr.symbol(known[n])
        elif n.op == "const" and n.payload in _CONSTANTS:
            new[id(n)] = Expr.symbol(_CONSTANTS[n.payload])
        elif n.op == "table":
            slot, order = n.payload
            law = _Law(notation.symbol(slot.name))
            new[id(n)] = make("table", new[id(n.args[0])], payload=(law, order))
        elif n.args:
            new[id(n)] = make(n.op, *(new[id(a)] for a in n.args), payload=n.payload)
        else:
            new[id(n)] = n
    return new[id(root)]
