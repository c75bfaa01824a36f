"""Potential-pH diagrams: which form of an element is the most stable at a proton and an electron level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.bounds import POSITIVE
from ...core.constants import F, R
from ...core.errors import InputError, Problem
from ...core.parameters import Checked, parameter
from ..species import charge, composition
from .formation import STANDARD_TEMPERATURE, formation_energy, known, known_species
from .voltages import ph_step


@dataclass(frozen=True)
class Line:
    """A boundary E = intercept + slope · pH, V against SHE; ``ph`` where it is upright (E is then NaN)."""

    intercept: float
    slope: float
    ph: float | None = None

    def __call__(self, pH: Any) -> Any:
        """V against SHE. Arrays broadcast."""
        return self.intercept + self.slope * np.asarray(pH)


@dataclass(frozen=True)
class Pourbaix(Checked):
    """The forms of one element in water at 298.15 K (M. Pourbaix, Atlas of Electrochemical Equilibria, 1966).

    Every form is made from the element by M + o H2O = form + h H⁺ + n e⁻. Its Gibbs energy per atom, with
    μ_H = -RT ln(10) pH and μ_e = -FE, is a plane over (pH, E); the lowest is the stable one. Raises
    `InputError` for names without data and forms that hold anything but the element, O and H.
    """

    element: str
    forms: tuple[str, ...]
    activity: float = parameter("a", "1", "activity of every dissolved form", POSITIVE, 1e-6)

    def __post_init__(self) -> None:
        super().__post_init__()
        problems = []
        if isinstance(self.forms, str):
            raise InputError.one("Pourbaix.forms", self.forms, 'names of species, such as ("Cu", "Cu+2")')
        object.__setattr__(self, "forms", tuple(known(f) for f in self.forms))
        for form in self.forms:
            atoms = dict(composition(form))
            if not atoms.get(self.element) or set(atoms) - {self.element, "O", "H"}:
                expected = f"forms that hold {self.element} and perhaps O and H"
                problems.append(Problem("Pourbaix.forms", form, expected))
        if problems:
            raise InputError(problems)

    def gibbs(self, pH: Any, E: Any) -> np.ndarray:
        """J per mol of the element, axis 0 the forms; pH and E (V against SHE) broadcast."""
        pH, E = np.broadcast_arrays(np.asarray(pH, dtype=float), np.asarray(E, dtype=float))
        planes = self._planes()
        return np.stack([constant + by_ph * pH + by_e * E for constant, by_ph, by_e in planes])

    def stable(self, pH: Any, E: Any) -> Any:
        """Index into `forms` of the stable one. Arrays broadcast."""
        return np.argmin(self.gibbs(pH, E), axis=0)

    def line(self, one: str, other: str) -> Line:
        """Where two forms are in equilibrium. Raises `InputError` if they are nowhere."""
        names: Sequence[str] = self.forms
        pair = [self._planes()[names.index(self._form(name))] for name in (one, other)]
        (g1, h1, n1), (g2, h2, n2) = pair
        if n1 != n2:
            return Line(float((g1 - g2) / (n2 - n1)), 0.0 + (h1 - h2) / (n2 - n1))
        if h1 != h2:
            return Line(np.nan, np.nan, float((g1 - g2) / (h2 - h1)))
        raise InputError.one(
            "Pourbaix.line", f"{one} and {other}", "forms that pH or potential can tell apart"
        )

    def _form(self, name: str) -> str:
        found = known(name)
        if found not in self.forms:
            raise InputError.one("form", name, f"one of: {', '.join(self.forms)}")
        return found

    def _planes(self) -> list[tuple[float, float, float]]:
        """(constant, slope in pH, slope in E) of each form's Gibbs energy per atom."""
        T = STANDARD_TEMPERATURE
        dissolved = known_species("aq")
        found = []
        for form in self.forms:
            atoms = dict(composition(form))
            metal, oxygen = atoms[self.element], atoms.get("O", 0)
            protons = 2 * oxygen - atoms.get("H", 0)
            electrons = protons + charge(form)
            g = formation_energy(form) - oxygen * formation_energy("H2O")
            if form in dissolved:
                g += R * T * np.log(self.activity)
            found.append((g / metal, -protons * F * ph_step(T) / metal, -electrons * F / metal))
        return found
