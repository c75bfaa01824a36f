"""Band diagrams of a run: what a model's own unknowns, species voltages, look like at its stored times."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from mubar.core.errors import InputError, UnknownNameError
from mubar.simulation.solution import Solution
from mubar.simulation.voltage_losses import volume_widths

from .description import BandDiagram, Conventions
from .film import BandFilm, Path, Track
from .kinds import ImpliedLevel, Kind, Voltage
from .parts import (
    CurrentArrow,
    Curve,
    GapArrow,
    Interface,
    Level,
    Panel,
    ReactionMark,
    Reading,
    Region,
    Trace,
    charged,
)

ANION = "X-"
"""The salt's anion, whichever it is."""
SPECIES = ("e-", "Li+")
_KNOWN = (*SPECIES, ANION)
_CARRIERS = (("electrons", "electron", "e-"), ("cations", "cation", "Li+"), ("anions", "anion", ANION))
_PLATING = "Li+ + e- = Li"
_MICRO = 1e6
_COLLECTOR = 0.05
"""Width of a collector, drawn as a share of what is between them."""
_PARTICLE_LEVELS = (
    (1, "surface", "open_circuit_potential"),
    (2, "core", "core_potential"),
    (2, "surface", "lowest_potential"),
    (2, "surface", "highest_potential"),
)
"""Rank, place and field of lithium's levels V_e - U."""
_EXTREMES = ("lowest_potential", "highest_potential")
_SEVERAL = {
    "open_circuit_potential": "mean",
    "core_potential": "mean",
    "lowest_potential": "highest",
    "highest_potential": "lowest",
}
"""Which of many particles' levels on a volume a field of potentials gives."""
_THIN = 1e-4
"""V; levels never farther apart are one line."""
_FILLING = "filling_"
_SHARES = ((0.2, 0.55), (0.45, 0.8))
"""Where U and η are drawn in the electrodes, as shares of the way through: off the reaction's mark."""
_MOST = 1000
"""Frames of a film."""

Moving = tuple[Any, Mapping[Path, Any]]
"""A part of the first diagram, and by path what stands there in every frame."""


def band_diagram(solution: Solution, time: float, species: Sequence[str] = SPECIES) -> BandDiagram:
    """The diagram at the stored time nearest to ``time``, s.

    ``species``: whose voltages are drawn; ``X-`` is the salt's anion, V_Li - μ_salt/F. Raises InputError for
    a time outside the run, species without charge or not in the run, and a run that kept no profiles.
    """
    times = solution.time
    number = isinstance(time, (int, float, np.number)) and not isinstance(time, bool)
    if not number or not times[0] <= time <= times[-1]:
        raise InputError.one("time", time, f"a time within the run, from {times[0]:g} to {times[-1]:g} s")
    return _Run(solution, species, np.array([np.abs(times - time).argmin()])).film().first


def band_film(solution: Solution, species: Sequence[str] = SPECIES) -> BandFilm:
    """The diagrams of all stored times, thinned evenly where there are more than a thousand.

    Raises InputError as `band_diagram` does.
    """
    count = solution.time.size
    rows = np.unique(np.linspace(0, count - 1, min(count, _MOST)).round().astype(int))
    return _Run(solution, species, rows).film()


class _Run:
    """The rows of a solution as parts of diagrams. Positions in µm."""

    def __init__(self, solution: Solution, species: Sequence[str], rows: np.ndarray) -> None:
        self._species = (species,) if isinstance(species, str) else tuple(species)
        for s in self._species:
            charged(s, "species")
            if s not in _KNOWN:
                raise UnknownNameError.of("species", s, _KNOWN)
        self._title, self._time = solution.title or "Run", solution.time[rows]
        self._voltage, self._current = solution.voltage[rows], solution.current[rows]
        self._axes = {f.name: f.values for f in solution.coordinates()}
        self._f, self._fillings, ends = {}, {}, {}
        for f in solution.fields():
            name, _, material = f.name.partition("_potential_")
            if f"{name}_potential" in _EXTREMES:  # of all times, so that a film has one layout
                ends.setdefault(material, []).append(f.values)
            along = f.dims[1] if len(f.dims) == 2 else ""
            if len(f.dims) == 1 or along == "x" or along.startswith(("x_", "volume_")):
                self._f[f.name] = f.values[rows]
            elif along.startswith("particle_") and f.name.startswith(_FILLING):
                material = f.name.removeprefix(_FILLING)
                self._fillings[material] = self._by_volume(material, f.values[rows])
        missing = [n for n in ("V_e", "V_Li") if n not in self._f] + ["x"] * ("x" not in self._axes)
        if missing:
            expected = "a run with all outputs (the default), saved as .nc"
            raise InputError.one("band diagram", f"a run without {', '.join(missing)}", expected)
        self._spread = {m: float(np.abs(low - high).max()) for m, (low, high) in ends.items()}
        self._x = _MICRO * self._axes["x"]
        region = self._axes["region"]
        self._sides = {str(name): np.flatnonzero(region == name) for name in dict.fromkeys(region)}
        edges = np.concatenate([[0.0], np.cumsum(volume_widths(self._x))])
        self._ends = {n: (float(edges[at[0]]), float(edges[at[-1] + 1])) for n, at in self._sides.items()}
        self._length, self._width = float(edges[-1]), _COLLECTOR * float(edges[-1])
        prefix = "open_circuit_potential_"
        self._materials = [name.removeprefix(prefix) for name in self._f if name.startswith(prefix)]
        self._foil = "negative" not in self._sides and "separator" in self._sides
        self._bath = not {"negative", "separator"} & set(self._sides)

    def film(self) -> BandFilm:
        parts: dict[str, list[Moving]] = {
            "traces": [t for t in self._traces() if t[0].species in self._species],
            "reactions": list(self._reactions()),
            "gaps": list(self._gaps()),
            "currents": list(self._currents()),
            "below": list(self._panels()),
            "readings": list(self._readings()),
        }
        first: dict[str, Any] = {name: tuple(part for part, _ in found) for name, found in parts.items()}
        zero = "V_Li = 0 in the bath" if self._bath else "V_e = 0 in the negative collector"
        diagram = BandDiagram(
            title=self._title,
            regions=self._regions,
            interfaces=tuple(Interface(r.left) for r in self._regions[1:]),
            conventions=Conventions(zero, "V_Li against lithium metal"),
            x_label="Position / µm",
            breaks=self._breaks(),
            time=float(self._time[0]),
            **first,
        )
        tracks = [Track(("time",), self._time)]
        for name, found in parts.items():
            for i, (_, moving) in enumerate(found):
                tracks += [Track((name, i, *path), v) for path, v in moving.items() if _changes(v)]
        return BandFilm(diagram, tuple(tracks))

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        layers = [
            Region(n, a, b, "electrolyte" if n == "separator" else n) for n, (a, b) in self._ends.items()
        ]
        name, fill = (
            ("Li", "metal") if self._foil else ("bath", "electrolyte") if self._bath else ("−", "metal")
        )
        left = Region(name, -self._width, 0.0, fill)
        return (left, *layers, Region("+", self._length, self._length + self._width, "metal"))

    # levels -------------------------------------------------------------------------------------------------
    def _traces(self) -> Iterable[Moving]:
        V_e, V_Li, zero = self._f["V_e"], self._f["V_Li"], np.zeros_like(self._voltage)
        left, right = [-self._width], [self._length + self._width]
        if "negative" in self._sides:
            x, V = self._over("negative", V_e)
            V[:, 0] = 0.0  # the float, in the collector and where it touches
            where = "negative electrode and collector"
            yield _trace("e-", [left, x], [zero, V], Voltage(), where)
            x, V = self._over("negative", V_Li)
            yield _trace("e-", [x], [V], ImpliedLevel(_PLATING), "plating level")
        elif self._foil:
            yield _trace("e-", [left, [0.0]], [zero, zero], Voltage(), "lithium metal")
        if "positive" in self._sides:
            x, V = self._over("positive", V_e)
            V[:, -1] = self._voltage + self._per_current("power_contact")
            after = [[self._length], right]
            where = "positive electrode and collector"
            yield _trace("e-", [x, *after], [V, self._voltage, self._voltage], Voltage(), where)
        x, V = np.concatenate([[0.0], self._x, [self._length]]), np.pad(V_Li, ((0, 0), (1, 1)), "edge")
        if self._foil:
            if "power_reaction_foil" in self._f:
                V[:, 0] = -self._per_current("power_reaction_foil")
            yield _trace("Li+", [left, [0.0], x], [zero, zero, V], Voltage(), "electrolyte")
        elif self._bath:
            yield _trace("Li+", [left, x], [V[:, 0], V], Voltage(), "electrolyte")
        else:
            yield _trace("Li+", [x], [V], Voltage(), "electrolyte")
        if "V_anion" in self._f:
            anion = np.pad(self._f["V_anion"], ((0, 0), (1, 1)), "edge")
            yield _trace(ANION, [x], [anion], Voltage(), "electrolyte")
        for m in self._materials:
            side, _, key = m.partition(".")
            several = self._spread.get(m, 0.0) > _THIN
            for rank, what, kept in _PARTICLE_LEVELS:
                if f"{kept}_{m}" in self._f and (several or kept not in _EXTREMES):
                    what = f"{what}s, {_SEVERAL[kept]}" if several else what
                    x, V = self._over(side, self._f["V_e"], self._f[f"{kept}_{m}"])
                    yield _trace("Li+", [x], [V], Voltage(), f"{what}, {key}" if key else what, rank)

    def _over(self, side: str, V: np.ndarray, less: Any = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Values on an electrode's volumes, going on evenly to its ends: x and (rows, x)."""
        at, (a, b) = self._sides[side], self._ends[side]
        return np.concatenate([[a], self._x[at], [b]]), np.pad(V[:, at] - less, ((0, 0), (1, 1)), "edge")

    def _per_current(self, power: str) -> np.ndarray:
        """Voltage over which a power is dissipated by the whole current."""
        lost, flowing = self._f.get(power, np.zeros_like(self._current)), self._current != 0.0
        return np.divide(lost, self._current, out=np.zeros_like(lost), where=flowing)

    def _breaks(self) -> tuple[tuple[float, float], ...]:
        """What is empty between the positive electrode's electrons and all other levels."""
        if "positive" not in self._sides:
            return ()
        upper, lower = [self._voltage], [np.zeros(1)]
        for trace, moving in self._traces():
            V = moving[("V",)]
            (upper if trace.where.startswith("positive") else lower).append(V[np.isfinite(V)])
        below, above = max(v.max() for v in lower), min(v.min() for v in upper)
        low, high = min(v.min() for v in lower), max(v.max() for v in upper)
        room = 0.15 * (high - above + below - low)
        if above - below - 2.0 * room < 0.5 * (high - low):
            return ()
        return ((float(below + room), float(above - room)),)

    # between levels -----------------------------------------------------------------------------------------
    def _levels(self, m: str, share: float) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
        """x, V_e, V_Li in the electrolyte and at the particles' surface, a share of the way through."""
        at = self._sides[m.partition(".")[0]]
        i = round(share * (at.size - 1))
        left, right = self._ends[m.partition(".")[0]]
        x = self._x[at[i]] if at.size > 1 else left + (0.1 + 0.8 * share) * (right - left)
        V_e = self._f["V_e"][:, at[i]]
        surface = V_e - self._f[f"open_circuit_potential_{m}"][:, i]
        return float(x), V_e, self._f["V_Li"][:, at[i]], surface

    def _gaps(self) -> Iterable[Moving]:
        """U from the particles' lithium to the electrons; η from the electrolyte's lithium to theirs."""
        for n, m in enumerate(self._materials):
            key = m.partition(".")[2]
            of = f" ({key})" if key else ""
            of_U, of_eta = _SHARES[m.startswith("positive")]
            x, V_e, _, surface = self._levels(m, of_U + 0.1 * (n % 2))
            U = tuple(f"U = {v:.3f} V{of}".replace("-", "−") for v in V_e - surface)
            yield _gap(x, surface, V_e, U)
            x, _, V_Li, surface = self._levels(m, of_eta + 0.1 * (n % 2))
            eta = tuple(f"η = {1e3 * v:+.1f} mV{of}".replace("-", "−") for v in surface - V_Li)
            yield _gap(x, V_Li, surface, eta)

    def _reactions(self) -> Iterable[Moving]:
        """Where lithium and electrons meet, in the electrodes' volumes at the separator."""
        met: set[str] = set()
        for m in self._materials:
            side = m.partition(".")[0]
            if side not in met:
                met.add(side)
                x, V_e, V_Li, _ = self._levels(m, 1.0 if side == "negative" else 0.0)
                j = self._f[f"current_density_{m}"].mean(axis=1)
                direction = np.where(np.abs(j) < 1e-9, 0, -np.sign(j)).astype(int)
                levels = Level("e-", float(V_e[0])), Level("Li+", float(V_Li[0]))
                moving = {("levels", 0, "V"): V_e, ("levels", 1, "V"): V_Li, ("direction",): direction}
                yield ReactionMark(x, levels, _PLATING, int(direction[0])), moving

    def _currents(self) -> Iterable[Moving]:
        """Of lithium ions through the separator, where they go down their voltage."""
        if "separator" not in self._sides or "Li+" not in self._species:
            return
        ends = self._ends["separator"]
        V = np.array([np.interp(ends, self._x, row) for row in self._f["V_Li"]])
        down = (V[:, 0] - V[:, 1]) * self._current > 0.0
        back = self._current < 0.0
        start, end = (np.where(back, V[:, k], V[:, 1 - k]) for k in (1, 0))
        end = np.where(down, end, start)
        x_start = np.where(back, ends[1], ends[0])
        x_end = np.where(down, np.where(back, ends[0], ends[1]), x_start)
        first = [float(v[0]) for v in (x_start, start, x_end, end)]
        arrow = CurrentArrow("Li+", first[0], first[1], first[2], first[3])
        yield arrow, {("x_start",): x_start, ("V_start",): start, ("x_end",): x_end, ("V_end",): end}

    # beside levels ------------------------------------------------------------------------------------------
    def _panels(self) -> Iterable[Moving]:
        f, x = self._f, self._x
        if self._bath:  # one place, whose numbers are levels and readings
            return
        if "c_e" in f:
            yield _panel("Salt / mol L⁻¹", [("salt", x, f["c_e"] / 1000.0, "", False)])
        if "cation_current_density" in f and x.size > 3:
            curves = [(n, x, f[f"{key}_current_density"], s, False) for n, key, s in _CARRIERS]
            yield _panel("Current / A m⁻²", curves)
        for m, found in self._fillings.items():
            at = self._sides[m.partition(".")[0]]
            several = self._axes[f"share_{m}"].size > at.size
            named = zip(("mean", "least", "most"), found, strict=True)
            of = f" ({m.partition('.')[2]})" if "." in m else ""
            curves = [(n, *self._along(at, y), "", False) for n, y in named if several or n == "mean"]
            yield _panel(f"Filled fraction{of}", curves)
        if self._materials:
            eta = [
                (m, self._sides[m.partition(".")[0]], 1e3 * f[f"overpotential_{m}"]) for m in self._materials
            ]
            yield _panel("Overpotential / mV", [(m, *self._along(at, y), "", False) for m, at, y in eta])
        if "dissipation_cation" in f:
            moving = [(n, x, 1e-3 * f[f"dissipation_{key}"], s, True) for n, key, s in _CARRIERS]
            inside = [(n, x, y, "", False) for n, y in self._inside()]
            yield _panel("Dissipation / kW m⁻³", [*moving, *inside])

    def _along(self, at: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values at the volumes ``at``; of an only one from end to end of it."""
        if at.size > 1:
            return self._x[at], y
        ends = next(ends for name, ends in self._ends.items() if self._sides[name][0] == at[0])
        return np.array(ends), np.repeat(y, 2, axis=1)

    def _by_volume(self, m: str, filling: np.ndarray) -> np.ndarray:
        """Mean, least and most filled fraction (3, rows, volumes) of the particles on every volume."""
        places, share = self._axes[f"x_{m}"], self._axes[f"share_{m}"]
        starts = np.flatnonzero(np.diff(places, prepend=-1.0))
        mean = np.add.reduceat(filling * share, starts, axis=1) / np.add.reduceat(share, starts)
        ends = [of.reduceat(filling, starts, axis=1) for of in (np.minimum, np.maximum)]
        count = (self._axes["region"] == m.partition(".")[0]).sum()
        return np.array([np.broadcast_to(y, (len(y), count)) for y in (mean, *ends)])

    def _inside(self) -> Iterable[tuple[str, np.ndarray]]:
        """What is dissipated at and in the particles of all materials on all volumes, kW/m³."""
        for name, what in (("reaction", "reaction"), ("in particles", "diffusion")):
            y = np.full(self._f["V_Li"].shape, np.nan)
            for m in self._materials:
                at = self._sides[m.partition(".")[0]]
                y[:, at] = np.nan_to_num(y[:, at]) + 1e-3 * self._f[f"dissipation_{what}_{m}"]
            if what == "reaction" or any(f"core_potential_{m}" in self._f for m in self._materials):
                yield name, y

    def _readings(self) -> Iterable[Moving]:
        """The power balance, and how far lithium plating is."""
        f = self._f
        yield _reading("I·V", self._current * self._voltage, "W")
        kept = [v for n, v in f.items() if n.startswith("power_storage_")]
        lost = {n: v for n, v in f.items() if n.startswith("power_") and "storage" not in n}
        if kept:
            nothing = np.zeros_like(self._current)
            yield _reading("−dG/dt", sum(kept, nothing), "W")
            yield _reading("dissipation", sum(lost.values(), nothing), "W")
            for name, watts in lost.items():
                yield _reading(name.removeprefix("power_").replace("_", ", "), watts, "W")
        for m in self._fillings:
            if f"active_fraction_{m}" in f:
                yield _reading(f"active, {m}", 100.0 * f[f"active_fraction_{m}"], "%")
        if "negative" in self._sides:
            at = self._sides["negative"]
            yield _reading("above plating", 1e3 * (f["V_e"] - f["V_Li"])[:, at].min(axis=1), "mV")


def _trace(
    species: str, x: Sequence[Any], V: Sequence[np.ndarray], kind: Kind, where: str, rank: int = 0
) -> Moving:
    """A trace from pieces; a piece of V that is (rows,) belongs to one place."""
    joined = np.concatenate([v if v.ndim == 2 else v[:, None] for v in V], axis=1)
    trace = Trace(species, np.concatenate(x), joined[0], kind, where=where, rank=rank)
    return trace, {("V",): joined}


def _gap(x: float, start: np.ndarray, end: np.ndarray, labels: tuple[str, ...]) -> Moving:
    first = GapArrow(x, float(start[0]), float(end[0]), labels[0])
    return first, {("start",): start, ("end",): end, ("label",): labels}


def _panel(label: str, curves: Sequence[tuple[str, np.ndarray, np.ndarray, str, bool]]) -> Moving:
    first = Panel(label, tuple(Curve(n, x, y[0], s, filled) for n, x, y, s, filled in curves))
    return first, {("curves", i, "y"): c[2] for i, c in enumerate(curves)}


def _reading(name: str, values: np.ndarray, unit: str) -> Moving:
    return Reading(name, float(values[0]), unit), {("value",): values}


def _changes(values: np.ndarray | tuple[str, ...]) -> bool:
    if isinstance(values, np.ndarray):
        return len(values) > 1 and not np.array_equal(
            values, np.broadcast_to(values[:1], values.shape), equal_nan=True
        )
    return len(set(values)) > 1
