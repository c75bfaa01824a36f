"""A system file of MPET, with the electrode files beside it, as arguments of `mubar.simulate`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from ...core.bounds import POSITIVE, Bounds
from ...core.constants import F
from ...core.errors import InputError
from ...core.units import hour
from ...kinetics import ButlerVolmer, FilmResistance, MetalExchange
from ...materials.cell import Cell, CellElectrolyte, Electrode, LithiumFoil, Separator
from ...materials.shapes import LENGTH
from ...models import DFN, SingleParticle
from ...numerics.mesh import Mesh
from ...simulation.protocol import Step
from . import electrodes, electrolytes, protocols, scales
from .keys import ELECTRODE, SYSTEM
from .settings import Settings
from .sizes import Draw

_CONDUCTING = 1e8
"""S/m, of electrodes whose own resistance MPET leaves out."""
_COLDEST, _HOTTEST = 150.0, 500.0
"""K, at which `mubar.simulate` runs."""
_FINER = 0.1
"""Of MPET's absolute tolerance. An error test looks at all particles together, so that a single one may be
off by more; where a nearly empty one nucleates that grows: at the tolerance itself the mean of a volume is
off by 1.1e-3, at a tenth by 2.4e-4, with a sixth more steps.
"""
_INSIDE = Bounds(0.0, 1.0, open_low=True, open_high=True)
_SIDES = {"c": "cathode", "a": "anode"}
_LAYERS = {"c": "positive", "a": "negative"}


@dataclass(frozen=True)
class Case:
    """What a configuration says, in terms of `mubar.simulate`: ``mubar.simulate(**case.arguments)``."""

    cell: Cell
    steps: Sequence[Step]
    model: Any
    mesh: Mesh
    stoichiometries: Mapping[str, float]
    temperature: float
    """K; that at which RT/F is kT/e with MPET's rounded constants (`mubar.io.mpet.scales`)."""
    rtol: float
    atol: float
    """Finer than MPET's, for the particles' sake."""

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
    system = Settings(Path(path), SYSTEM)
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
                self.files[side] = Settings(system.path.parent / name, ELECTRODE)
        if not self.volumes["c"]:
            system.unsupported("Sim Params", "Nvol_c", "no cathode", "at least 1")
        self.given = sizes

    def case(self) -> Case:
        system = self.system
        self._check()
        for file in self.files.values():
            electrodes.refuse(file)
        self._settle()
        T = scales.temperature(self.T)
        electrolyte = self._electrolyte(T)
        steps = protocols.steps(system, self._one_c, self._smallest)
        draw = Draw(system)
        lengths = {
            side: draw.sizes(side, self.volumes[side], self.files[side], self.given.get(side))
            for side in self.present
        }
        contacts = {side: draw.conductances(side, lengths[side].shape) for side in self.present}
        self._settle()
        made = {side: self._electrode(side, lengths[side], contacts[side]) for side in self.present}
        cell = self._cell(made, electrolyte)
        shells = max(round(float(size.flat[0]) / self._step(side)) for side, size in lengths.items()) + 1
        layers = (max(self.volumes[side], 1) for side in "asc")
        mesh = Mesh(*layers, particle=max(2, min(shells, 200)), plain=True)
        fills = {_LAYERS[side]: system.number("Particles", f"cs0_{side}") for side in self.present}
        self._settle()
        return Case(
            cell=cell,
            steps=steps,
            model=SingleParticle() if self._in_bath else DFN(),
            mesh=mesh,
            stoichiometries=fills,
            temperature=T,
            rtol=system.number("Sim Params", "relTol"),
            atol=_FINER * system.number("Sim Params", "absTol"),
        )

    def _settle(self) -> None:
        """Raise what has been noted so far, of all files together."""
        problems = [p for file in (self.system, *self.files.values()) for p in file.problems]
        if problems:
            raise InputError(problems)

    def _check(self) -> None:
        """Note what would change the answer and isn't computed, and numbers out of bounds."""
        s = self.system
        for section, key, value in (
            ("Electrolyte", "zp", 1.0), ("Electrolyte", "zm", -1.0), ("Electrolyte", "nup", 1.0),
            ("Electrolyte", "num", 1.0), ("Electrolyte", "n", 1.0), ("Electrolyte", "sp", -1.0),
            ("Electrolyte", "a_slyte", 0.0), ("Sim Params", "tramp", 0.0),
            ("Particles", "fraction_of_contact", 1.0), ("Particles", "stand_dev_contact", 0.0),
        ):  # fmt: skip
            s.only(section, key, s.number, value)
        s.only("Particles", "localized_losses", s.truth, False)
        for side in "csa":
            s.only("Geometry", f"specified_poros_{side}", s.truth, False)
        s.only("Electrolyte", "SMset_filename", s.text, "")
        if s.text("Sim Params", "times", "[]") not in ("", "[]"):
            s.unsupported("Sim Params", "times", "a list", "none; tsteps says how many points there are")
        if s.text("Sim Params", "prevDir", "false").lower() not in ("false", ""):
            s.unsupported("Sim Params", "prevDir", "an earlier run", "false")
        s.choice("Sim Params", "profileType", protocols.PROFILES)
        if s.choice("Electrolyte", "elyteModelType", ("SM", "dilute")) == "SM":
            s.choice("Electrolyte", "SMset", electrolytes.SETS)
        else:
            for key in ("Dp", "Dm"):
                s.number("Electrolyte", key, bounds=Bounds(1e-20, 1e-2))
        temperatures = Bounds(_COLDEST, _HOTTEST)
        if not temperatures.admit(scales.temperature(self.T)) and self.T == self.T:
            s.note("Sim Params", "T", f"{self.T:g}", f"a temperature in K, {temperatures}")
        for side in self.present:
            s.only("Interface", f"simInterface_{side}", s.truth, False)
            s.number("Geometry", f"L_{side}", bounds=LENGTH)
            s.number("Geometry", f"poros_{side}", bounds=_INSIDE)
            s.number("Geometry", f"P_L_{side}", bounds=Bounds(0.0, 1.0, open_low=True))
            s.number("Particles", f"cs0_{side}", bounds=_INSIDE)
            if s.truth("Conductivity", f"simBulkCond_{side}"):
                s.number("Conductivity", f"sigma_s_{side}", bounds=POSITIVE)
        if self.volumes["s"]:
            s.number("Geometry", "L_s", bounds=LENGTH)
            s.number("Geometry", "poros_s", bounds=Bounds(0.0, 1.0, open_low=True))
        elif not self._in_bath:
            s.unsupported("Sim Params", "Nvol_s", "no separator", "at least 1")
        if "a" not in self.present:
            s.number("Electrodes", "k0_foil", bounds=POSITIVE)

    @property
    def _in_bath(self) -> bool:
        """Whether there is but one volume of particles, with nothing beside it."""
        return self.volumes["c"] == 1 and not self.volumes["s"] and not self.volumes["a"]

    def _step(self, side: str) -> float:
        return self.files[side].number("Particles", "discretization")

    def _electrode(self, side: str, lengths: np.ndarray, contacts: np.ndarray | None) -> Electrode:
        s = self.system
        porosity = s.number("Geometry", f"poros_{side}")
        fraction = (1.0 - porosity) * s.number("Geometry", f"P_L_{side}")
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
        if s.text("Electrolyte", "elyteModelType") == "dilute":
            plus, minus = (s.number("Electrolyte", key) for key in ("Dp", "Dm"))
            return electrolytes.diluted(c0, plus, minus, T)
        return electrolytes.named(s.text("Electrolyte", "SMset"), c0, self.T)

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
