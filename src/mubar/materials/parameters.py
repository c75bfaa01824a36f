"""Every parameter of a cell, declared once: key, unit, meaning, bounds, default, its field in BPX 1.1.

The file reader and writer, the messages of validation, `Cell.replace`, ``mubar show`` and the documentation
are made from these tables. Keys are dotted: ``negative.particle_radius``, ``positive.nmc.particle_radius`` in
an electrode with several materials, ``electrolyte.conductivity``, ``cell.upper_cutoff``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..core.bounds import NOT_NEGATIVE, POSITIVE, TEMPERATURE, Bounds

REQUIRED = object()
"""As a default: the file has to give the value."""


FRACTION = Bounds(0.0, 1.0, open_low=True)
UNIT = Bounds(0.0, 1.0)
LENGTH = Bounds(1e-10, 1e-2)
DIFFUSIVITY = Bounds(0.0, 1e-2, open_low=True)
POTENTIAL = Bounds(-10.0, 10.0)
RATE = Bounds(0.0, 1e6, open_low=True)
ENERGY = Bounds(0.0, 1e6)
USUAL_TEMPERATURE = Bounds(220.0, 420.0)
USUAL_POTENTIAL = Bounds(-0.5, 6.0)
USUAL_RATE = Bounds(1e-10, 1.0)
USUAL_ENERGY = Bounds(1e3, 2e5)


@dataclass(frozen=True)
class CellParameter:
    """One declaration. ``key`` is the last part of the dotted key."""

    key: str
    unit: str
    bounds: Bounds
    meaning: str
    field: str = ""
    """Name in the BPX file; without one the value stands under User-defined > mubar."""
    default: Any = REQUIRED
    """Value where the file says nothing; None for "not given"."""
    usual: Bounds | None = None
    """Where the values of cells lie, with room on either side, by our judgement; a value outside is told,
    with the unit that it may have been meant in. The default is always usual.
    """
    law_of: str = ""
    """``"x"`` or ``"c"``: the value is a law of that and of T. Empty: a number."""
    attribute: str = ""
    """Where the typed cell holds the value (dotted), if not under the key's name."""
    section: tuple[str, ...] = ()
    """Path of sections in the file, if other than the group's own."""
    heated_by: str = ""
    """Key of the number or law that carries this law to other temperatures. It is set to zero when a law
    comes that depends on T by itself."""
    optional: bool = False
    """`Cell.replace` takes None for it."""
    integer: bool = False
    derived: bool = False
    """Follows from the others; `Cell.replace` takes it, a file has no place for it."""
    unused: bool = False
    """A BPX field that is checked and kept, but that no model reads."""

    @property
    def path(self) -> str:
        """Dotted path of attributes in the typed cell, from the object that the group describes."""
        return self.attribute or self.key

    @property
    def expected(self) -> str:
        """What a value has to be, for messages: "a number above 0 m"."""
        kind = {
            "x": "a number, a function of x or a table",
            "c": "a number, a function of x (the concentration, mol/m3) or a table",
        }.get(self.law_of, "a whole number" if self.integer else "a number")
        comma = "," if self.law_of else ""
        return f"{kind}{comma} {self.bounds} {self.unit}".rstrip()


_INITIAL = ("State", "Initial conditions")
_THERMAL = ("State", "Thermal environment")

CELL = (
    CellParameter(
        "electrode_area", "m2", Bounds(1e-12, 1e4), "Area of one electrode pair", "Electrode area [m2]",
        usual=Bounds(1e-6, 20.0),
    ),
    CellParameter(
        "electrode_pairs", "", Bounds(1, 1e6), "Electrode pairs in parallel",
        "Number of electrode pairs connected in parallel to make a cell", integer=True,
    ),
    CellParameter(
        "nominal_capacity", "A.h", Bounds(1e-9, 1e6), "Capacity that C-rates refer to",
        "Nominal cell capacity [A.h]", usual=Bounds(1e-7, 1000.0),
    ),
    CellParameter(
        "lower_cutoff", "V", POTENTIAL, "Lowest allowed voltage", "Lower voltage cut-off [V]",
        usual=USUAL_POTENTIAL,
    ),
    CellParameter(
        "upper_cutoff", "V", POTENTIAL, "Highest allowed voltage", "Upper voltage cut-off [V]",
        usual=USUAL_POTENTIAL,
    ),
    CellParameter(
        "reference_temperature", "K", TEMPERATURE, "Temperature at which the values hold",
        "Reference temperature [K]", 298.15, usual=USUAL_TEMPERATURE,
    ),
    CellParameter(
        "contact_resistance", "Ohm", NOT_NEGATIVE, "Resistance in series with the cell", default=0.0,
        usual=Bounds(0.0, 100.0),
    ),
    CellParameter(
        "cyclable_lithium", "A.h", POSITIVE,
        "Lithium in all particles, for balancing where no stoichiometry windows are given", default=None,
        optional=True, usual=Bounds(1e-7, 1000.0),
    ),
    CellParameter(
        "initial_soc", "", UNIT, "State of charge at the start", "Initial state-of-charge", 1.0,
        section=_INITIAL,
    ),
    CellParameter(
        "initial_temperature", "K", TEMPERATURE, "Temperature at the start (default: the reference)",
        "Initial temperature [K]", None, section=_INITIAL, usual=USUAL_TEMPERATURE,
    ),
    CellParameter(
        "ambient_temperature", "K", TEMPERATURE, "Temperature of the surroundings (default: the reference)",
        "Ambient temperature [K]", None, section=_THERMAL, usual=USUAL_TEMPERATURE,
    ),
    CellParameter(
        "heat_transfer_coefficient", "W.m-2.K-1", NOT_NEGATIVE, "From the surface to the surroundings",
        "Heat transfer coefficient [W.m-2.K-1]", None, section=_THERMAL, optional=True,
        usual=Bounds(0.0, 1e4),
    ),
    CellParameter(
        "external_surface_area", "m2", POSITIVE, "Outer surface of the cell", "External surface area [m2]",
        None, optional=True, usual=Bounds(1e-6, 10.0),
    ),
    CellParameter(
        "volume", "m3", POSITIVE, "Volume of the cell", "Volume [m3]", None, optional=True,
        usual=Bounds(1e-10, 0.1),
    ),
    CellParameter(
        "density", "kg.m-3", POSITIVE, "Density of the cell, lumped", "Density [kg.m-3]", None,
        optional=True, usual=Bounds(300.0, 2e4),
    ),
    CellParameter(
        "specific_heat_capacity", "J.K-1.kg-1", POSITIVE, "Heat capacity of the cell, lumped",
        "Specific heat capacity [J.K-1.kg-1]", None, optional=True, usual=Bounds(100.0, 5000.0),
    ),
)  # fmt: skip

SEPARATOR = (
    CellParameter(
        "thickness", "m", LENGTH, "Thickness of the layer", "Thickness [m]",
        usual=Bounds(1e-7, 1.5e-3),
    ),
    CellParameter(
        "porosity", "", FRACTION, "Volume fraction of the electrolyte", "Porosity",
        usual=Bounds(0.02, 1.0),
    ),
    CellParameter(
        "transport_efficiency", "", FRACTION,
        "D_eff/D of the electrolyte in the pores (inverse MacMullin number)", "Transport efficiency",
        usual=Bounds(1e-4, 1.0),
    ),
)  # fmt: skip

ELECTRODE = (
    *SEPARATOR,
    CellParameter(
        "conductivity", "S.m-1", Bounds(0.0, 1e9, open_low=True), "Effective electronic conductivity",
        "Conductivity [S.m-1]", usual=Bounds(1e-8, 1e7),
    ),
)  # fmt: skip

MATERIAL = (
    CellParameter(
        "particle_radius", "m", LENGTH, "Radius of the particles", "Particle radius [m]",
        usual=Bounds(2e-9, 1e-4),
    ),
    CellParameter(
        "surface_area_per_volume", "m-1", Bounds(1.0, 1e11),
        "Surface of the particles per volume of the electrode", "Surface area per unit volume [m-1]",
        usual=Bounds(1e3, 2e9),
    ),
    CellParameter("active_fraction", "", FRACTION, "Volume fraction of the particles, a_s R/3", derived=True),
    CellParameter(
        "maximum_concentration", "mol.m-3", Bounds(100.0, 1e6), "Lithium in the full host",
        "Maximum concentration [mol.m-3]", usual=Bounds(1000.0, 4e5),
    ),
    CellParameter(
        "minimum_stoichiometry", "", UNIT, "Smallest filled fraction in use", "Minimum stoichiometry",
        optional=True,
    ),
    CellParameter(
        "maximum_stoichiometry", "", UNIT, "Largest filled fraction in use", "Maximum stoichiometry",
        optional=True,
    ),
    CellParameter(
        "diffusivity", "m2.s-1", DIFFUSIVITY, "Diffusivity of lithium in the host", "Diffusivity [m2.s-1]",
        law_of="x", attribute="reference_diffusivity", heated_by="diffusivity_activation_energy",
        usual=Bounds(1e-22, 1e-11),
    ),
    CellParameter(
        "diffusivity_activation_energy", "J.mol-1", ENERGY, "Activation energy of the diffusivity",
        "Diffusivity activation energy [J.mol-1]", 0.0, usual=USUAL_ENERGY,
    ),
    CellParameter(
        "open_circuit_potential", "V", POTENTIAL, "Open-circuit potential against lithium metal", "OCP [V]",
        law_of="x", attribute="reference_potential", heated_by="entropic_coefficient",
        usual=Bounds(-0.1, 6.0),
    ),
    CellParameter(
        "entropic_coefficient", "V.K-1", Bounds(-0.1, 0.1),
        "Change of the open-circuit potential with temperature", "Entropic change coefficient [V.K-1]", 0.0,
        law_of="x", usual=Bounds(-5e-3, 5e-3),
    ),
    CellParameter(
        "reaction_rate_constant", "mol.m-2.s-1", RATE, "k of j0 = F k sqrt(c/c0 x (1-x)), c0 = 1000 mol/m3",
        "Reaction rate constant [mol.m-2.s-1]", attribute="kinetics.exchange.rate_constant",
        usual=USUAL_RATE,
    ),
    CellParameter(
        "reaction_rate_activation_energy", "J.mol-1", ENERGY, "Activation energy of the rate constant",
        "Reaction rate constant activation energy [J.mol-1]", 0.0,
        attribute="kinetics.exchange.activation_energy", usual=USUAL_ENERGY,
    ),
    CellParameter(
        "ocp_delithiation", "V", POTENTIAL, "Open-circuit potential, delithiation branch",
        "OCP (delithiation) [V]", None, law_of="x", unused=True,
    ),
    CellParameter(
        "ocp_lithiation", "V", POTENTIAL, "Open-circuit potential, lithiation branch",
        "OCP (lithiation) [V]", None, law_of="x", unused=True,
    ),
    CellParameter(
        "hysteresis_decay", "", NOT_NEGATIVE, "Decay constant of the hysteresis",
        "OCP hysteresis decay constant", None, unused=True,
    ),
)  # fmt: skip

ELECTROLYTE = (
    CellParameter(
        "initial_concentration", "mol.m-3", Bounds(10.0, 1e4), "Salt concentration at rest",
        "Initial electrolyte concentration [mol.m-3]", 1000.0, section=_INITIAL, usual=Bounds(50.0, 8000.0),
    ),
    CellParameter(
        "transference_number", "", Bounds(-10.0, 1.0), "Transference number of the cation",
        "Cation transference number", law_of="c", usual=Bounds(-1.0, 1.0),
    ),
    CellParameter(
        "conductivity", "S.m-1", Bounds(0.0, 1e9, open_low=True), "Ionic conductivity",
        "Conductivity [S.m-1]", law_of="c", attribute="reference_conductivity",
        heated_by="conductivity_activation_energy", usual=Bounds(1e-6, 6.0),
    ),
    CellParameter(
        "conductivity_activation_energy", "J.mol-1", ENERGY, "Activation energy of the conductivity",
        "Conductivity activation energy [J.mol-1]", 0.0, usual=USUAL_ENERGY,
    ),
    CellParameter(
        "diffusivity", "m2.s-1", DIFFUSIVITY, "Diffusivity of the salt", "Diffusivity [m2.s-1]", law_of="c",
        attribute="reference_diffusivity", heated_by="diffusivity_activation_energy",
        usual=Bounds(1e-15, 1e-8),
    ),
    CellParameter(
        "diffusivity_activation_energy", "J.mol-1", ENERGY, "Activation energy of the diffusivity",
        "Diffusivity activation energy [J.mol-1]", 0.0, usual=USUAL_ENERGY,
    ),
    CellParameter(
        "thermodynamic_factor", "", Bounds(-100.0, 100.0), "1 + dln f/dln c", default=1.0, law_of="c",
        usual=Bounds(0.0, 20.0),
    ),
)  # fmt: skip

FOIL = (
    CellParameter(
        "reaction_rate_constant", "mol.m-2.s-1", RATE, "k of j0 = F k sqrt(c/c0), c0 = 1000 mol/m3",
        attribute="kinetics.exchange.rate_constant", usual=USUAL_RATE,
    ),
    CellParameter(
        "reaction_rate_activation_energy", "J.mol-1", ENERGY, "Activation energy of the rate constant",
        default=0.0, attribute="kinetics.exchange.activation_energy", usual=USUAL_ENERGY,
    ),
)  # fmt: skip
"""The lithium metal of a half cell, as ``negative``."""
