"""Binary salts: two ions in the proportion that makes them neutral."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...core.errors import InputError, Problem
from ..species import charge


@dataclass(frozen=True)
class Salt:
    """The neutral combination of a cation and an anion, ``Salt("Ca+2", "Cl-")``.

    Raises `InputError` for a name that is none, or an ion of the wrong sign.
    """

    cation: str
    anion: str

    def __post_init__(self) -> None:
        problems = []
        if charge(self.cation) <= 0:
            problems.append(Problem("Salt.cation", repr(self.cation), "an ion of positive charge"))
        if charge(self.anion) >= 0:
            problems.append(Problem("Salt.anion", repr(self.anion), "an ion of negative charge"))
        if problems:
            raise InputError(problems)

    @property
    def z_plus(self) -> int:
        """Charge number of the cation."""
        return charge(self.cation)

    @property
    def z_minus(self) -> int:
        """Charge number of the anion, below zero."""
        return charge(self.anion)

    @property
    def nu_plus(self) -> int:
        """Cations per formula unit."""
        return -self.z_minus // math.gcd(self.z_plus, self.z_minus)

    @property
    def nu_minus(self) -> int:
        """Anions per formula unit."""
        return self.z_plus // math.gcd(self.z_plus, self.z_minus)

    @property
    def nu(self) -> int:
        """Ions per formula unit."""
        return self.nu_plus + self.nu_minus

    def __str__(self) -> str:
        return f"{self.cation} {self.anion}"
