"""A system file of MPET, with the electrode files beside it, as arguments of `mubar.simulate`."""

from __future__ import annotations

import ast
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from ...core.constants import F
from ...core.errors import InputError, Problem, clip
from ...core.text_files import read_text
from ...core.units import hour
from ...kinetics import ButlerVolmer, FilmResistance, MetalExchange
from ...materials.cell import Cell, CellElectrolyte, Electrode, LithiumFoil, Separator
from ...models import DFN, SingleParticle
from ...numerics.mesh import Mesh
from . import electrodes, electrolytes, scales
from .settings import Settings

_CONDUCTING = 1e8
"""S/m, of electrodes whose own resistance MPET leaves out."""
_COLDEST, _HOTTEST = 150.0, 500.0
"""K, at which `mubar.simulate` runs."""
_SIDES = {"c": "cathode", "a": "anode"}


@dataclass(frozen=True)
class Case:
    """What a configuration says, in terms of `mubar.simulate`: ``mubar.simulate(**case.arguments)``."""

    cell: Cell
    steps: Sequence[Any]
    model: Any
    mesh: Mesh
    stoichiometries: Mapping[str, float]
    temperature: float
    """K; that at which RT/F is kT/e with MPET's rounded constants (`mubar.io.mpet.scales`)."""
    rtol: float
    atol: float

    @property
    def arguments(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def load(
    path: str | PathLike[str], sizes: Mapping[str, str | PathLike[str]] | str | PathLike[str] | None = None
) -> Case:
    """Read a system file of MPET and the electrode files that it names.

    ``sizes``: CSV files of particle sizes in m, one row per volume, of the cathode, or of both as ``{"c":
    path, "a": path}`` (MPET's ``psd_len``); without them sizes are drawn as MPET draws them, which its seed
    decides. Raises `InputError` that names section and key of everything wrong or not supported.
    """
    system = Settings(Path(path))
    given = sizes if isinstance(sizes, Mapping) else {} if sizes is None else {"c": sizes}
    return _Reader(system, {side: Path(file) for side, file in given.items()}).case()


class _Reader:
    def __init__(self, system: Settings, sizes: Mapping[str, Path]) -> None:
        self.system = system
        self.T = system.number("Sim Params", "T")
        self.volumes = {side: system.count("Sim Params", f"Nvol_{side}") for side in "csa"}
        self.present = [side for side in "ca" if self.volumes[side]]
        self.files: dict[str, Settings] = {}
        for side in self.present:
            name = system.text("Electrodes", _SIDES[side])
            if name:
                self.files[side] = Settings(system.path.parent / name)
        if not self.volumes["c"]:
            system.unsupported("Sim Params", "Nvol_c", "no cathode", "at least 1")
        self.given = sizes

    def case(self) -> Case:
        system = self.system
        self._refuse()
        T = scales.temperature(self.T)
        if T < _COLDEST or T > _HOTTEST:
            expected = f"a temperature in K from {_COLDEST:g} to {_HOTTEST:g}"
            system.note("Sim Params", "T", f"{self.T:g}", expected)
        for file in self.files.values():
            electrodes.refuse(file)
        electrolyte, steps = self._electrolyte(T), self._steps()
        self._settle()
        lengths = self._lengths()
        contacts = {side: self._conductances(side, lengths[side].shape) for side in self.present}
        made = {side: self._electrode(side, lengths[side], contacts[side]) for side in self.present}
        self._settle()
        cell = self._cell(made, electrolyte)
        shells = max(round(float(size.flat[0]) / self._step(side)) for side, size in lengths.items()) + 1
        layers = (max(self.volumes[side], 1) for side in "asc")
        mesh = Mesh(*layers, particle=max(2, min(shells, 200)), plain=True)
        fills = {"positive": system.number("Particles", "cs0_c")}
        if "a" in made:
            fills["negative"] = system.number("Particles", "cs0_a")
        self._settle()
        return Case(
            cell=cell,
            steps=steps,
            model=SingleParticle() if self._in_bath else DFN(),
            mesh=mesh,
            stoichiometries=fills,
            temperature=T,
            rtol=system.number("Sim Params", "relTol"),
            atol=system.number("Sim Params", "absTol"),
        )

    def _settle(self) -> None:
        """Raise what has been noted so far, of all files together."""
        problems = [p for file in (self.system, *self.files.values()) for p in file.problems]
        if problems:
            raise InputError(dict.fromkeys(problems))  # a key may have been asked for twice

    def _refuse(self) -> None:
        """What would change the answer and isn't computed."""
        s = self.system
        for section, key, value in (
            ("Electrolyte", "zp", 1.0), ("Electrolyte", "zm", -1.0), ("Electrolyte", "nup", 1.0),
            ("Electrolyte", "num", 1.0), ("Electrolyte", "n", 1.0), ("Electrolyte", "sp", -1.0),
            ("Sim Params", "tramp", 0.0), ("Particles", "fraction_of_contact", 1.0),
            ("Particles", "stand_dev_contact", 0.0),
        ):  # fmt: skip
            s.only(section, key, s.number, value)
        s.only("Particles", "localized_losses", s.truth, False)
        s.only("Electrolyte", "a_slyte", s.number, 0.0)
        for side in ("c", "a"):
            if side in self.present:
                s.only("Interface", f"simInterface_{side}", s.truth, False)
            s.only("Geometry", f"specified_poros_{side}", s.truth, False)
        if s.text("Sim Params", "prevDir", "false").lower() not in ("false", ""):
            s.unsupported("Sim Params", "prevDir", "an earlier run", "false")
        if not self.volumes["s"] and not self._in_bath:
            s.unsupported("Sim Params", "Nvol_s", "no separator", "at least 1")

    @property
    def _in_bath(self) -> bool:
        """Whether there is but one volume of particles, with nothing beside it."""
        return self.volumes["c"] == 1 and not self.volumes["s"] and not self.volumes["a"]

    def _step(self, side: str) -> float:
        return self.files[side].number("Particles", "discretization")

    def _lengths(self) -> dict[str, np.ndarray]:
        """Particle sizes (volumes, particles) in m of every electrode, drawn in MPET's order."""
        s = self.system
        seeded = s.truth("Sim Params", "randomSeed") and s.text("Sim Params", "seed", "")
        draw = self.draw = np.random.RandomState(s.count("Sim Params", "seed", 0) if seeded else 0)
        found = {}
        for side in self.present:
            shape = (self.volumes[side], s.count("Sim Params", f"Npart_{side}"))
            mean, deviation = (s.number("Particles", f"{what}_{side}") for what in ("mean", "stddev"))
            table = s.text("Particles", f"specified_psd_{side}", "false")
            if table.lower() not in ("false", "no", "0"):
                raw = _literal(table, shape, f"{s.path}: [Particles] specified_psd_{side}")
            elif not (mean > 0.0 and deviation >= 0.0):
                self._settle()  # where they are no numbers
                raise InputError.one(f"{s.path}: [Particles] mean_{side}", mean, "sizes above 0 m")
            elif deviation < 1e-12:
                raw = np.full(shape, mean)
            else:
                raw = _log_normal(draw, mean, deviation, shape)
            given = self.given.get(side)
            found[side] = electrodes.sizes(self.files[side], raw) if given is None else _table(given, shape)
        return found

    def _conductances(self, side: str, shape: tuple[int, ...]) -> np.ndarray | None:
        """Of the contacts along the chains of particles, S, drawn after all sizes; None without chains.

        Deviations below 1e-12 S are none to MPET, here too. It divides both currents at a particle by its own
        volume, so that its chains conserve charge where sizes are equal only; here they do so always.
        """
        s = self.system
        mean, deviation = (s.number("Conductivity", f"G_{what}_{side}", 0.0) for what in ("mean", "stddev"))
        drawn = np.full(shape, mean) if deviation < 1e-12 else _log_normal(self.draw, mean, deviation, shape)
        if not s.truth("Conductivity", f"simPartCond_{side}"):
            return None
        if not mean > 0.0:
            self._settle()
            raise InputError.one(f"{s.path}: [Conductivity] G_mean_{side}", mean, "above 0 S")
        return drawn

    def _electrode(self, side: str, lengths: np.ndarray, contacts: np.ndarray | None) -> Electrode:
        s = self.system
        porosity, loading = s.number("Geometry", f"poros_{side}"), s.number("Geometry", f"P_L_{side}")
        if not (0.0 < porosity < 1.0 and 0.0 < loading <= 1.0):
            self._settle()
            raise InputError.one(
                f"{s.path}: [Geometry] poros_{side}, P_L_{side}", (porosity, loading), "fractions"
            )
        fraction = (1.0 - porosity) * loading
        active = electrodes.material(self.files[side], lengths, fraction, self.T, contacts)
        return Electrode(
            thickness=s.number("Geometry", f"L_{side}"),
            materials={"": active},
            porosity=scales.SALT * porosity,
            transport_efficiency=porosity ** (1.0 - self._bruggeman(side)),
            conductivity=self._conductivity(side),
        )

    def _conductivity(self, side: str) -> float:
        """S/m, of the electrode's solid."""
        s = self.system
        if not s.truth("Conductivity", f"simBulkCond_{side}"):
            return _CONDUCTING
        solid = 1.0 - s.number("Geometry", f"poros_{side}")
        return s.number("Conductivity", f"sigma_s_{side}") * solid ** (1.0 - self._bruggeman(side))

    def _bruggeman(self, side: str) -> float:
        return self.system.number("Geometry", f"BruggExp_{side}")

    def _electrolyte(self, T: float) -> CellElectrolyte:
        s = self.system
        c0 = s.number("Electrolyte", "c0")
        if s.choice("Electrolyte", "elyteModelType", ("SM", "dilute")) == "dilute":
            return electrolytes.diluted(c0, s.number("Electrolyte", "Dp"), s.number("Electrolyte", "Dm"), T)
        name = s.choice("Electrolyte", "SMset", electrolytes.SETS)
        return electrolytes.named(name if name in electrolytes.SETS else "valoen_reimers", c0, self.T)

    def _capacity(self, side: str) -> float:
        """Charge from empty to full per area, C/m²."""
        g, s = self.system.number, "Geometry"
        solid = g(s, f"L_{side}") * (1.0 - g(s, f"poros_{side}")) * g(s, f"P_L_{side}")
        return scales.E * solid * self.files[side].number("Material", "rho_s")

    @property
    def _smallest(self) -> float:
        """Capacity of the smallest electrode, A h/m²."""
        return min(self._capacity(side) for side in self.present) / hour

    @property
    def _one_c(self) -> float:
        """A/m²"""
        return self.system.number("Sim Params", "1C_current_density", self._smallest)

    def _cell(self, made: Mapping[str, Electrode], electrolyte: CellElectrolyte) -> Cell:
        """Of 1 m², so that A are A/m²."""
        s = self.system
        k0, film = s.number("Electrodes", "k0_foil"), s.number("Electrodes", "Rfilm_foil", 0.0)
        metal = ButlerVolmer(MetalExchange(k0 / F))
        porosity = s.number("Geometry", "poros_s")
        return Cell(
            name=self.system.path.stem,
            negative=made["a"]
            if "a" in made
            else LithiumFoil(FilmResistance(metal, film) if film else metal),
            separator=Separator(
                s.number("Geometry", "L_s"),
                scales.SALT * porosity,
                porosity ** (1.0 - s.number("Geometry", "BruggExp_s")),
            ),
            positive=made["c"],
            electrolyte=electrolyte,
            electrode_area=1.0,
            nominal_capacity=self._one_c,
            lower_cutoff=s.number("Sim Params", "Vmin"),
            upper_cutoff=s.number("Sim Params", "Vmax"),
            contact_resistance=s.number("Sim Params", "Rser") + sum(map(self._collector, made)),
            title=f"MPET case {self.system.path.parent.name}",
        )

    def _collector(self, side: str) -> float:
        """Ω m²; to the collector MPET's electrons cross half a volume more."""
        s = self.system
        if not s.truth("Conductivity", f"simBulkCond_{side}"):
            return 0.0
        return 0.5 * s.number("Geometry", f"L_{side}") / self.volumes[side] / self._conductivity(side)

    def _steps(self) -> list[Any]:
        s = self.system
        kind = s.choice("Sim Params", "profileType", ("CC", "CV", "CCsegments", "CVsegments"))
        low, high = s.number("Sim Params", "Vmin"), s.number("Sim Params", "Vmax")
        period = " ({} second period)"
        if kind == "CC":
            rate = s.number("Sim Params", "Crate")
            filled = s.number("Sim Params", "capFrac", 1.0) * self._smallest
            length = filled * hour / abs(rate * self._one_c)
            every = length / s.count("Sim Params", "tsteps")
            return [_current(rate * self._one_c, length, low, high) + period.format(repr(every))]
        if kind == "CV":
            length = s.number("Sim Params", "tend")
            every = length / s.count("Sim Params", "tsteps")
            return [
                f"Hold at {s.number('Sim Params', 'Vset')!r} V for {length!r} s" + period.format(repr(every))
            ]
        where = f"{s.path}: [Sim Params] segments"
        steps = []
        for value, minutes in _segments(s.text("Sim Params", "segments"), where):
            if kind == "CCsegments":
                steps.append(_current(value * self._one_c, 60.0 * minutes, low, high))
            elif kind == "CVsegments":
                steps.append(f"Hold at {value!r} V for {60.0 * minutes!r} s")
        return steps


def _log_normal(draw: Any, mean: float, deviation: float, shape: tuple[int, ...]) -> np.ndarray:
    variance = np.log1p((deviation / mean) ** 2)
    return draw.lognormal(np.log(mean) - 0.5 * variance, np.sqrt(variance), shape)


def _current(current: float, length: float, low: float, high: float) -> str:
    if current == 0.0:
        return f"Rest for {length!r} s"
    way, limit = ("Discharge", low) if current > 0.0 else ("Charge", high)
    return f"{way} at {abs(current)!r} A for {length!r} s or until {limit!r} V"


def _segments(text: str, where: str) -> list[tuple[float, float]]:
    try:
        found = [(float(a), float(b)) for a, b in ast.literal_eval(text)]
    except (ValueError, SyntaxError, TypeError):
        found = []
    if not found or any(b <= 0.0 for _, b in found):
        raise InputError.one(
            where, text, "a list of (C-rate or V, minutes), such as [(0.3, 0.4), (-0.5, 0.1)]"
        )
    return found


def _literal(text: str, shape: tuple[int, int], where: str) -> np.ndarray:
    try:
        table = np.array(ast.literal_eval(text), dtype=float)
    except (ValueError, SyntaxError, TypeError):
        table = np.empty(0)
    return _sizes(table, shape, where)


def _table(path: Path, shape: tuple[int, int]) -> np.ndarray:
    try:
        table = np.loadtxt(io.StringIO(read_text(path)), delimiter=",", ndmin=2)
    except InputError:
        raise
    except ValueError as error:
        raise InputError([Problem(str(path), clip(str(error)), "numbers, a row for each volume")]) from None
    return _sizes(table, shape, str(path))


def _sizes(table: np.ndarray, shape: tuple[int, int], where: str) -> np.ndarray:
    if table.shape != shape:
        expected = f"{shape[0]} rows, one for each volume, of {shape[1]} sizes"
        raise InputError([Problem(where, f"a table of shape {table.shape}", expected)])
    if not ((table > 0.0) & (table < 1.0)).all():
        raise InputError([Problem(where, "a size that is not above 0", "sizes in m, above 0")])
    return table
