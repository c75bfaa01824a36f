"""Band diagrams of equilibria: solutions beside each other, and the electrodes that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mubar.core.constants import F
from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo.equilibrium import Condition, Equilibrium, Membrane, SaltBridge
from mubar.thermo.levels import Reaction, formation_energy
from mubar.thermo.species import ELECTRON, charge

from .description import BandDiagram, Conventions
from .kinds import ImpliedLevel, StandardVoltage, Voltage
from .parts import GapArrow, Interface, Level, ReactionMark, Reading, Region, Trace
from .scale import broken

_WIDE, _NARROW = 2.0, 1.0
"""Of a solution and of an electrode."""
_FILLS = ("electrolyte", "electrolyte 2")


@dataclass(frozen=True)
class Electrode:
    """A metal ``name`` in the solution ``phase``, reversible to ``reaction`` (electrons on the left)."""

    name: str
    phase: str
    reaction: Reaction | str

    @property
    def equation(self) -> Reaction:
        """The reaction, parsed."""
        return self.reaction if isinstance(self.reaction, Reaction) else Reaction.parse(self.reaction)


def equilibrium_diagram(
    title: str,
    found: Equilibrium,
    row: Sequence[str | Electrode],
    conditions: Sequence[Condition] = (),
    standards: bool = True,
) -> BandDiagram:
    """Levels of phases at equilibrium, from left to right as ``row`` names them, electrodes at their places.

    ``conditions``: those of the equilibrium, for the names of membranes. ``standards``: whether V° is drawn.
    An electrode's electrons are also drawn, dashed, in its solution; a neutral substance that takes part with
    one ion is the gap from the ion's level to the electrons'. Between the first and the last electrode the
    voltage is read. Raises InputError for phases that are not there.
    """
    at = _places(found, row)
    traces, reactions, gaps, levels = [], [], [], []
    for each, (left, right) in zip(row, at, strict=True):
        if isinstance(each, str):
            traces += _solution(found, each, left, right, standards)
            continue
        V_e = float(found.electron_level(each.equation, each.phase))
        levels.append((each.name, V_e, 0.5 * (left + right)))
        traces.append(Trace(ELECTRON, [left, right], [V_e, V_e], Voltage(), where=each.name))
        a, b = at[row.index(each.phase)]
        traces.append(Trace(ELECTRON, [a, b], [V_e, V_e], ImpliedLevel(str(each.equation)), where=""))
        x = left if a < left else right
        reactions.append(_mark(found, each, x, V_e))
        gaps += _neutral_gap(found, each, x, a, b, V_e)
    readings = []
    if len(levels) > 1:
        (_, low, x), (_, high, _) = levels[0], levels[-1]
        gaps.append(GapArrow(levels[-1][2], low, high, f"E = {high - low:.3f} V".replace("-", "−")))
        readings.append(Reading("cell voltage", high - low, "V"))
    for one, other in _joined(row):
        readings.append(Reading(f"φ({other}) − φ({one})", 1e3 * found.junction(one, other), "mV"))
    diagram = BandDiagram(
        title,
        regions=tuple(_regions(row, at)),
        traces=tuple(traces),
        interfaces=tuple(_interfaces(row, at, conditions)),
        reactions=tuple(reactions),
        gaps=tuple(gaps),
        readings=tuple(readings),
        conventions=Conventions(
            "inner potential zero in the first solution", "elements and H⁺(aq) at unit activity, 25 °C"
        ),
    )
    return broken(diagram)


def _places(found: Equilibrium, row: Sequence[str | Electrode]) -> list[tuple[float, float]]:
    if not row:
        raise InputError.one("row", "nothing", "phases and electrodes, from left to right")
    places, x = [], 0.0
    for each in row:
        phase = each if isinstance(each, str) else each.phase
        if phase not in found.phases:
            raise UnknownNameError.of("phase", phase, found.phases)
        if phase not in row:
            raise InputError.one(f"electrode in {phase}", "no such solution in the row", "the phase itself")
        width = _WIDE if isinstance(each, str) else _NARROW
        places.append((x, x + width))
        x += width
    return places


def _solution(found: Equilibrium, phase: str, left: float, right: float, standards: bool) -> Iterable[Trace]:
    for s in found.phases[phase].molalities:
        if charge(s):
            V = found.voltage(s, phase)
            yield Trace(s, [left, right], [V, V], Voltage(), where=phase)
            if standards:
                V = found.standard_voltage(s, phase)
                yield Trace(s, [left, right], [V, V], StandardVoltage(), where=phase)


def _mark(found: Equilibrium, electrode: Electrode, x: float, V_e: float) -> ReactionMark:
    ions = [
        s for s in electrode.equation.species if charge(s) and s in found.phases[electrode.phase].molalities
    ]
    levels = [Level(s, float(found.voltage(s, electrode.phase))) for s in ions]
    return ReactionMark(x, (Level(ELECTRON, V_e), *levels), str(electrode.equation))


def _neutral_gap(
    found: Equilibrium, electrode: Electrode, x: float, a: float, b: float, V_e: float
) -> Iterable[GapArrow]:
    """From the only ion's level to the electrons', where that is one neutral substance's μ per charge."""
    terms = [(s, nu) for s, nu in electrode.equation.terms if s != ELECTRON]
    ions = [s for s, _ in terms if charge(s)]
    heavy = [s for s, _ in terms if not charge(s) and formation_energy(s)]
    if len(ions) == 1 and len(heavy) == 1 and abs(charge(ions[0])) == electrode.equation.electrons:
        V = float(found.voltage(ions[0], electrode.phase))
        name = f"μ({heavy[0]})/F = {formation_energy(heavy[0]) / F:.3f} V".replace("-", "−")
        yield GapArrow(0.5 * (a + b), V, V_e, name)


def _regions(row: Sequence[str | Electrode], at: Sequence[tuple[float, float]]) -> Iterable[Region]:
    solutions = [each for each in row if isinstance(each, str)]
    for each, (left, right) in zip(row, at, strict=True):
        if isinstance(each, str):
            yield Region(each, left, right, _FILLS[solutions.index(each) % 2])
        else:
            yield Region(each.name, left, right, "metal")


def _joined(row: Sequence[str | Electrode]) -> Iterable[tuple[str, str]]:
    """Solutions beside each other."""
    for one, other in pairwise(row):
        if isinstance(one, str) and isinstance(other, str):
            yield one, other


def _interfaces(
    row: Sequence[str | Electrode], at: Sequence[tuple[float, float]], conditions: Sequence[Condition]
) -> Iterable[Interface]:
    for one, other, (x, _) in zip(row, row[1:], at[1:], strict=False):
        between = [
            c
            for c in conditions
            if isinstance(c, (Membrane, SaltBridge)) and {c.one, c.other} == {one, other}
        ]
        if between and isinstance(between[0], Membrane):
            yield Interface(x, "membrane", between[0].passes)
        else:
            yield Interface(x, "salt bridge" if between else "")
