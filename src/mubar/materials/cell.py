"""The cell as models see it: geometry, materials with their laws, electrolyte, limits. Immutable, picklable.

SI units throughout; capacities in A h. Laws are `mubar.core.law.Function`: of a particle, (x, T) with ``x``
the filled fraction (stoichiometry) of the host; of the electrolyte, (c, T) with ``c`` the salt concentration
in mol/m³; ``T`` in K. Every number's bounds and its place in a file stand in `mubar.materials.parameters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.errors import InputError
from ..core.law import Function
from ..kinetics.base import RateLaw
from .keys import SIDES, material_key
from .temperature import activated, with_entropy

if TYPE_CHECKING:
    from ..transport import TransportEfficiency
    from .balance import Balance
    from .connection import Connection
    from .film import Film
    from .noise import Langevin
    from .particle_type import ParticleType
    from .population import Population
    from .show import Value


def _constant(value: float, *inputs: str) -> Function:
    return Function.constant(value, inputs)


@dataclass(frozen=True)
class ActiveMaterial:
    """One kind of active particle in an electrode: spheres of one radius, evenly spread."""

    particle_radius: float
    """m"""
    surface_area_per_volume: float
    """Surface of the particles per volume of the electrode, 1/m."""
    maximum_concentration: float
    """Lithium in the full host, mol/m³."""
    reference_diffusivity: Function
    """Diffusivity of lithium in the host at the reference temperature, m²/s; a law of (x, T)."""
    reference_potential: Function
    """Open-circuit potential against lithium metal at the reference temperature, V; a law of (x, T)."""
    kinetics: RateLaw
    """Rate law of the particles' surface; a film's resistance, too, belongs to the rate law."""
    diffusivity_activation_energy: float = 0.0
    """J/mol"""
    entropic_coefficient: Function = field(default_factory=lambda: _constant(0.0, "x", "T"))
    """dU/dT, V/K."""
    minimum_stoichiometry: float | None = None
    maximum_stoichiometry: float | None = None
    reference_temperature: float = 298.15
    """Where the reference laws hold, K."""
    particles: ParticleType | None = None
    """What kind of particles; None: spheres in which lithium diffuses, all of one radius."""
    population: Population | None = None
    """Sizes of ``particles``; they share the active volume that radius and surface stand for."""
    connection: Connection | None = None
    """Contacts of ``particles`` with the matrix; None: perfect ones."""
    film: Film | None = None
    """Films on ``particles``, each with its own resistance; None: those of the rate law."""
    noise: Langevin | None = None
    """Thermal noise of ``particles``; None: none."""

    @property
    def active_fraction(self) -> float:
        """Volume of the particles per volume of the electrode: a_s R/3."""
        return self.surface_area_per_volume * self.particle_radius / 3.0

    @cached_property
    def diffusivity(self) -> Function:
        """D(x, T), m²/s: the reference law times exp(E/R (1/T_ref - 1/T))."""
        return activated(
            self.reference_diffusivity, self.diffusivity_activation_energy, self.reference_temperature
        )

    @cached_property
    def open_circuit_potential(self) -> Function:
        """U(x, T), V: the reference law plus (T - T_ref) dU/dT."""
        return with_entropy(self.reference_potential, self.entropic_coefficient, self.reference_temperature)


@dataclass(frozen=True)
class Electrode:
    """A porous electrode: a conducting matrix with one or several active materials, soaked in electrolyte."""

    thickness: float
    """m"""
    materials: Mapping[str, ActiveMaterial] = field(hash=False)
    """Name -> active material, in the file's order; an electrode's only material has the name ``""``."""
    porosity: float = float("nan")
    """Electrolyte volume fraction; NaN in a cell for the single-particle model without electrolyte."""
    transport_efficiency: float = float("nan")
    """B = D_eff/D = κ_eff/κ of the electrolyte in the pores."""
    conductivity: float = float("nan")
    """Effective electronic conductivity of the matrix, S/m."""
    pores: TransportEfficiency | None = None
    """Law that ``transport_efficiency`` follows when the cell's porosity is replaced, if any."""

    @property
    def material(self) -> ActiveMaterial:
        """The only active material. Raises `ValueError` when there are several."""
        (only,) = self.materials.values()
        return only

    @property
    def active_fraction(self) -> float:
        """Volume of all active particles per volume of the electrode."""
        return sum(m.active_fraction for m in self.materials.values())


@dataclass(frozen=True)
class Separator:
    """The porous layer between the electrodes."""

    thickness: float
    """m"""
    porosity: float
    transport_efficiency: float
    pores: TransportEfficiency | None = None
    """Law that ``transport_efficiency`` follows when the cell's porosity is replaced, if any."""


@dataclass(frozen=True)
class LithiumFoil:
    """A foil of lithium metal as the negative side of a half cell, at x = 0 of the separator."""

    kinetics: RateLaw


@dataclass(frozen=True)
class CellElectrolyte:
    """A binary electrolyte; laws of (c, T) with c in mol/m³."""

    initial_concentration: float
    """mol/m³"""
    transference_number: Function
    """Of the cation, with respect to the solvent."""
    reference_conductivity: Function
    """At the reference temperature, S/m."""
    reference_diffusivity: Function
    """At the reference temperature, m²/s."""
    conductivity_activation_energy: float = 0.0
    """J/mol"""
    diffusivity_activation_energy: float = 0.0
    """J/mol"""
    thermodynamic_factor: Function = field(default_factory=lambda: _constant(1.0, "c", "T"))
    """1 + dln f/dln c."""
    reference_temperature: float = 298.15
    """K"""

    @cached_property
    def conductivity(self) -> Function:
        """κ(c, T), S/m: the reference law times exp(E/R (1/T_ref - 1/T))."""
        return activated(
            self.reference_conductivity, self.conductivity_activation_energy, self.reference_temperature
        )

    @cached_property
    def diffusivity(self) -> Function:
        """D(c, T), m²/s: the reference law times exp(E/R (1/T_ref - 1/T))."""
        return activated(
            self.reference_diffusivity, self.diffusivity_activation_energy, self.reference_temperature
        )


@dataclass(frozen=True)
class Cell:
    """A cell, read from a BPX file (`mubar.load_cell`) or put together in Python."""

    name: str
    negative: Electrode | LithiumFoil
    separator: Separator
    positive: Electrode
    electrolyte: CellElectrolyte
    electrode_area: float
    """Of one electrode pair, m²."""
    nominal_capacity: float
    """What C-rates refer to, A h."""
    lower_cutoff: float
    """V"""
    upper_cutoff: float
    """V"""
    electrode_pairs: int = 1
    """In parallel."""
    contact_resistance: float = 0.0
    """In series with the whole cell, Ω."""
    reference_temperature: float = 298.15
    """K"""
    initial_temperature: float = 298.15
    """K"""
    ambient_temperature: float = 298.15
    """K"""
    initial_soc: float = 1.0
    """State of charge that the file names for the start, 0 to 1."""
    cyclable_lithium: float | None = None
    """Lithium in all particles together, A h; used where stoichiometry windows are not given."""
    external_surface_area: float | None = None
    """m²"""
    volume: float | None = None
    """m³"""
    density: float | None = None
    """kg/m³"""
    specific_heat_capacity: float | None = None
    """J/(kg K)"""
    heat_transfer_coefficient: float | None = None
    """W/(m² K)"""
    title: str = field(default="", compare=False)
    description: str = field(default="", compare=False)
    references: str = field(default="", compare=False)
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Key, or the first part of one -> where the value comes from."""
    citations: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """Short name -> full reference."""
    document: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)
    """The BPX file as it was read; what is written back without loss."""

    @property
    def area(self) -> float:
        """Total electrode area, all pairs together, m²."""
        return self.electrode_area * self.electrode_pairs

    @property
    def is_half_cell(self) -> bool:
        """Whether lithium metal takes the negative side."""
        return isinstance(self.negative, LithiumFoil)

    @cached_property
    def materials(self) -> Mapping[str, ActiveMaterial]:
        """Every active material by its key: ``negative``, ``positive.nmc``."""
        electrodes = {side: getattr(self, side) for side in SIDES}
        return {
            material_key(side, name): material
            for side, electrode in electrodes.items()
            if isinstance(electrode, Electrode)
            for name, material in electrode.materials.items()
        }

    def __getitem__(self, key: str) -> Any:
        """What the cell holds under a key: ``cell["negative.particle_radius"]``, as `replace` takes it.

        A number (a law that is one, too), a law to be called with (x, T) or (c, T), an object such as a rate
        law, or None where an optional value is not given. Raises `UnknownNameError` with the nearest key.
        """
        from .reading import read

        return read(self, key)

    __iter__ = None  # by `parameters`

    def __contains__(self, key: object) -> bool:
        """Whether `replace` knows the key."""
        try:
            self[key]  # type: ignore[index]
        except InputError:
            return False
        return True

    def __repr__(self) -> str:
        limits = f"{self.nominal_capacity:g} A.h, {self.lower_cutoff:g} to {self.upper_cutoff:g} V"
        return f"<Cell {self.name}: {'; '.join(filter(None, [self.title, limits]))}>"

    def replace(self, /, **changes: Any) -> Cell:
        """The cell with other values by their keys: ``cell.replace(**{"negative.particle_radius": 5e-6})``.

        Numbers in SI units; laws as number, text (``"3e-14*exp(-x)"``), table ``{"x": [...], "y": [...]}``,
        Python function of (x, T) or (c, T), or `Function`; rate laws (``negative.kinetics``) as objects and
        their numbers by keys such as ``negative.kinetics.anodic_transfer``; a transport efficiency as number
        or as law of the porosity (`mubar.transport.Bruggeman`), which it then follows; the ``electrolyte`` as
        a whole: a `BatteryElectrolyte`, or that of another cell. A new particle radius keeps
        the volume fraction of the particles, unless ``surface_area_per_volume`` is given too. A law that
        depends on T is complete: it sets its activation energy (or entropic coefficient) to zero unless that
        is given too.

        Raises `InputError` with all problems: unknown keys (nearest match named), values out of bounds. Warns
        (`UnusualValueWarning`) of values that hardly a cell has, with the unit that may have been meant.
        """
        from .changes import changed
        from .unusual import warn_of

        made = changed(self, changes)
        warn_of(made, changes)
        return made

    def parameters(self) -> Mapping[str, Value]:
        """Every parameter by its key: value, unit, meaning, source."""
        from .show import values

        return values(self)

    def half_cell(self, electrode: str = "positive", **options: Any) -> Cell:
        """One electrode against lithium metal; see `mubar.materials.halfcell.half_cell`."""
        from .halfcell import half_cell

        return half_cell(self, electrode, **options)

    @cached_property
    def balance(self) -> Balance:
        """How full the electrodes are at 0 and 100 % of charge, at the reference temperature."""
        from .balance import balance

        return balance(self)

    def to_bpx(self, path: str | Path | None = None) -> dict[str, Any]:
        """The cell as a BPX 1.1 document, written to ``path`` (JSON) if given.

        What was read from a file and not changed is given back as it was. Raises `InputError` for what a file
        can't hold (a rate law of your own, a half cell) and when the file can't be written; no half-written
        file is left.
        """
        from .writing import to_document, write

        document = to_document(self)
        if path is not None:
            write(document, path)
        return document

    def _repr_html_(self) -> str:
        from .show import html

        return html(self)
