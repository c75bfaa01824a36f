"""A binary salt in Newman's four numbers, κ, t_+, D and χ, and the same as Onsager's matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np

from ..core.bounds import POSITIVE
from ..core.constants import F, R
from ..core.errors import InputError
from ..core.parameters import Checked, parameter
from ..thermo.arguments import one_temperature
from ..thermo.electrolytes import BatteryElectrolyte, Salt
from .arguments import expect
from .frames import SOLVENT, Frame, TransferenceNumbers, salt_diffusivity_in_frame
from .onsager import OnsagerMatrix
from .solution import Solution


@dataclass(frozen=True)
class SaltTransport(Checked):
    """Transport of one salt at one composition.

    i = -κ[∇V_+ - (1 - t_+) νRT/(z_+ν_+F) χ ∇ln c], N_+ = -ν_+ D ∇c + t_+ i/(z_+F): J. Newman, N. P. Balsara,
    Electrochemical Systems, 4th ed. (2021), chapter 12. ``transference`` of cation and anion brings its
    frame, which is that of ``diffusivity`` too; χ is the molar one. Raises `InputError`.
    """

    salt: Salt
    transference: TransferenceNumbers
    concentration: float = parameter("c", "mol.m-3", "concentration of the salt", POSITIVE)
    temperature: float = parameter("T", "K", "temperature", POSITIVE)
    conductivity: float = parameter(r"\kappa", "S.m-1", "conductivity", POSITIVE)
    diffusivity: float = parameter("D", "m2.s-1", "diffusivity of the salt", POSITIVE)
    thermodynamic_factor: float = parameter(r"\chi", "1", "1 + dln f/dln c", POSITIVE)

    def __post_init__(self) -> None:
        super().__post_init__()
        expect(self.salt, Salt, "SaltTransport.salt", "a salt, such as Salt('Li+', 'PF6-')")
        if not isinstance(self.transference, TransferenceNumbers):
            expected = "TransferenceNumbers(values, charges, frame): without its frame a number is incomplete"
            raise InputError.one("SaltTransport.transference", self.transference, expected)
        if not np.array_equal(self.transference.charges, _charges(self.salt)):
            found = self.transference.charges.tolist()
            raise InputError.one("SaltTransport.transference", found, f"the ions of {self.salt}")

    @classmethod
    def of(cls, electrolyte: BatteryElectrolyte, c: float, T: float) -> Self:
        """A measured electrolyte at ``c``, mol/m³, and ``T``, K, as cell models use it: solvent's frame."""
        expect(electrolyte, BatteryElectrolyte, "electrolyte", "a battery electrolyte")
        t = float(electrolyte.transference_number(c, T))
        salt = electrolyte.salt
        transference = TransferenceNumbers([t, 1.0 - t], _charges(salt), SOLVENT)
        numbers = (electrolyte.conductivity, electrolyte.diffusivity, electrolyte.thermodynamic_factor)
        return cls(salt, transference, c, T, *(float(f(c, T)) for f in numbers))

    @classmethod
    def from_onsager(
        cls, matrix: OnsagerMatrix, salt: Salt, c: float, T: float, thermodynamic_factor: float
    ) -> Self:
        """From the matrix of the salt's two ions in the solvent's frame; χ it can't tell.

        Raises `InputError`.
        """
        ions = [salt.nu_plus * c, salt.nu_minus * c]
        D = matrix.salt_diffusivity(ions, one_temperature(T), thermodynamic_factor)
        return cls(salt, matrix.transference(), c, T, matrix.conductivity(), D, thermodynamic_factor)

    def onsager(self) -> OnsagerMatrix:
        """σ = κ t tᵀ + Λ [[1, -1], [-1, 1]], Λ = D c (z_+ν_+F)²/(νRT χ), S/m, in the solvent's frame.

        Raises `InputError` for numbers of another frame: `in_frame` carries them.
        """
        if self.transference.frame != SOLVENT:
            raise InputError.one("SaltTransport", self.transference.frame, "numbers of the solvent's frame")
        s, t = self.salt, self.transference.values
        per_gradient = (s.z_plus * s.nu_plus * F) ** 2 / (s.nu * R * self.temperature)
        paired = self.diffusivity * self.concentration * per_gradient / self.thermodynamic_factor
        sigma = self.conductivity * np.outer(t, t) + paired * np.array([[1.0, -1.0], [-1.0, 1.0]])
        return OnsagerMatrix(sigma, _charges(s))

    def in_frame(self, frame: Frame, solution: Solution) -> SaltTransport:
        """The same transport against another frame: t_+ and D change. Raises `InputError`."""
        D = salt_diffusivity_in_frame(self.diffusivity, self.transference.frame, frame, solution)
        t = self.transference.in_frame(frame, solution)
        c, T = self.concentration, self.temperature
        return SaltTransport(self.salt, t, c, T, self.conductivity, D, self.thermodynamic_factor)


def _charges(salt: Salt) -> np.ndarray:
    return np.array([salt.z_plus, salt.z_minus], dtype=float)
