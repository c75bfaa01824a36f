"""Pores instead of open liquid: the part B of conductivity and diffusivity that a porosity ε leaves.

κ_eff = B κ, D_eff = B D. What tomography reports as tortuosity factor is ε/B, the square of the ratio of path
lengths; MacMullin's number is 1/B. A review of the laws: L. Shen, Z. Chen, Chem. Eng. Sci. 62 (2007) 3748.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from ..core.bounds import Bounds
from ..core.errors import InputError
from ..core.expr import Expr
from ..core.parameters import Checked, parameter
from .arguments import arrayed, quantities


@dataclass(frozen=True)
class TransportEfficiency(Checked, ABC):
    """A law B(ε) with 0 < B <= ε and B(1) = 1; calls take numbers, arrays and symbols."""

    @abstractmethod
    def value(self, porosity: Any) -> Any:
        """B at ``porosity``, unchecked."""

    def __call__(self, porosity: Any) -> Any:
        """B at ``porosity``, above 0 and at most 1. Raises `InputError`."""
        porosity = arrayed(porosity)
        _porosity(porosity)
        return self.value(porosity)

    def tortuosity_factor(self, porosity: Any) -> Any:
        """ε/B, at least 1, as tomography reports it. Raises `InputError`."""
        porosity = arrayed(porosity)
        return porosity / self(porosity)

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Instances as they occur, for the tests that every law has to pass."""
        return (cls(),)


@dataclass(frozen=True)
class Bruggeman(TransportEfficiency):
    """B = ε^b, b = 3/2 for spheres of all sizes. D. A. G. Bruggeman, Ann. Phys. 416 (1935) 636.

    Measured electrodes have larger exponents, which makes this a fit.
    """

    exponent: float = parameter("b", "1", "Bruggeman's exponent", Bounds(1.0), 1.5)

    def value(self, porosity: Any) -> Any:
        return porosity**self.exponent

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return cls(), cls(2.7)


@dataclass(frozen=True)
class Maxwell(TransportEfficiency):
    """B = 2ε/(3 - ε): few spheres, far apart; more than that no isotropic medium conducts.

    J. C. Maxwell, A Treatise on Electricity and Magnetism (1873), art. 314; as a bound Z. Hashin,
    S. Shtrikman, J. Appl. Phys. 33 (1962) 3125.
    """

    def value(self, porosity: Any) -> Any:
        return 2.0 * porosity / (3.0 - porosity)


@dataclass(frozen=True)
class OverlappingSpheres(TransportEfficiency):
    """B = ε/(1 - ½ ln ε): spheres placed at random. H. L. Weissberg, J. Appl. Phys. 34 (1963) 2636."""

    def value(self, porosity: Any) -> Any:
        return porosity / (1.0 - 0.5 * np.log(porosity))


@dataclass(frozen=True)
class OverlappingCylinders(TransportEfficiency):
    """B = ε/(1 - ln ε): across parallel cylinders placed at random (Shen & Chen 2007, table 1)."""

    def value(self, porosity: Any) -> Any:
        return porosity / (1.0 - np.log(porosity))


@dataclass(frozen=True)
class ParallelCylinders(TransportEfficiency):
    """B = ε/(2 - ε): across few parallel cylinders. Lord Rayleigh, Phil. Mag. 34 (1892) 481."""

    def value(self, porosity: Any) -> Any:
        return porosity / (2.0 - porosity)


@dataclass(frozen=True)
class Membrane(TransportEfficiency):
    """B = ε³/(2 - ε)²: ions on the free sites of a lattice that polymer partly fills.

    J. S. Mackie, P. Meares, Proc. R. Soc. London A 232 (1955) 498: D_pore/D = [ε/(2 - ε)]².
    """

    def value(self, porosity: Any) -> Any:
        return porosity**3 / (2.0 - porosity) ** 2


@dataclass(frozen=True)
class RandomNetwork(TransportEfficiency):
    """B = 1 - (1 - ε)^(1/3): pores of a heterogeneous catalyst.

    J. W. Beeckman, G. F. Froment, Chem. Eng. Sci. 45 (1990) 2603, as in Shen & Chen 2007, table 1.
    """

    def value(self, porosity: Any) -> Any:
        return 1.0 - (1.0 - porosity) ** (1.0 / 3.0)


def efficiency_of_factor(porosity: Any, tortuosity_factor: Any) -> Any:
    """B = ε/τ_f of one measured structure. Raises `InputError` for a factor below 1."""
    _porosity(porosity)
    return porosity / _at_least_one(tortuosity_factor, "tortuosity_factor")


def efficiency_of_path(porosity: Any, path_ratio: Any) -> Any:
    """B = ε/τ² for paths τ times as long as the straight one.

    Raises `InputError` for a ratio below 1.
    """
    return efficiency_of_factor(porosity, _at_least_one(path_ratio, "path_ratio") ** 2)


def _at_least_one(value: Any, where: str) -> Any:
    (value,) = quantities(**{where: value})
    if not isinstance(value, Expr) and not np.all(value >= 1.0):
        raise InputError.one(where, value, "at least 1")
    return value


def _porosity(porosity: Any) -> None:
    if isinstance(porosity, Expr):
        return
    array: Any = np.asarray(porosity)
    if array.dtype.kind not in "fiu" or not np.all((array > 0.0) & (array <= 1.0)):
        raise InputError.one("porosity", porosity, "a porosity above 0 and at most 1")
