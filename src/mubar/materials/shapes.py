"""Shapes of particles: surface and volume, and how a coordinate from the surface inwards is cut."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import Bounds
from ..core.parameters import Checked, parameter

LENGTH = Bounds(1e-10, 1e-2)
_RATIO = Bounds(1e-6, 1e6)


@dataclass(frozen=True)
class Shape(Checked, ABC):
    """A shape, scaled by one length, the particle's size in m."""

    @abstractmethod
    def area_per_volume(self, size: Any) -> Any:
        """Reacting surface per volume, 1/m."""

    @abstractmethod
    def volume(self, size: Any) -> Any:
        """m³."""


@dataclass(frozen=True)
class Radial(Shape):
    """A shape in which lithium diffuses along one coordinate only, from a centre at 0 to the surface."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Volume within a distance r of the centre grows as its power."""

    def area_per_volume(self, size: Any) -> Any:
        return self.dimension / size


@dataclass(frozen=True)
class Sphere(Radial):
    """Of a given radius."""

    @property
    def dimension(self) -> int:
        return 3

    def volume(self, size: Any) -> Any:
        return 4.0 / 3.0 * np.pi * size**3


@dataclass(frozen=True)
class Cylinder(Radial):
    """Of a given radius, all of one height, reacting on its mantle."""

    height: float = parameter("h", "m", "height of the cylinder", LENGTH, 20e-9)

    @property
    def dimension(self) -> int:
        return 2

    def volume(self, size: Any) -> Any:
        return np.pi * size**2 * self.height


@dataclass(frozen=True)
class Plate(Radial):
    """Of a given half thickness, all with faces of one area, reacting on both."""

    face: float = parameter(r"A_{\mathrm{f}}", "m2", "area of a face", Bounds(1e-20, 1.0), 1e-14)

    @property
    def dimension(self) -> int:
        return 1

    def volume(self, size: Any) -> Any:
        return 2.0 * size * self.face


@dataclass(frozen=True)
class Thin(Shape):
    """Thin in the direction in which lithium moves, reacting on both large faces; the size is the length of
    a face, and faces of all sizes are similar.

    Platelets of LiFePO4 are thin along [010]: Smith, Mukherjee, Fisher, J. Electrochem. Soc. 157 (2010) A1.
    """


@dataclass(frozen=True)
class Platelet(Thin):
    """Of one thickness, whatever the size."""

    thickness: float = parameter("h", "m", "thickness of the platelet", LENGTH, 20e-9)
    face: float = parameter("f", "1", "area of a face over its length squared", _RATIO, 1.0)

    def area_per_volume(self, size: Any) -> Any:
        return 2.0 / self.thickness + 0.0 * np.asarray(size)

    def volume(self, size: Any) -> Any:
        return self.face * size**2 * self.thickness


@dataclass(frozen=True)
class Flake(Thin):
    """Of one form: as many times longer than thick, whatever the size."""

    flatness: float = parameter("l/h", "1", "length of the flake over its thickness", _RATIO, 50.0)
    face: float = parameter("f", "1", "area of a face over its length squared", _RATIO, 1.0)

    def area_per_volume(self, size: Any) -> Any:
        return 2.0 * self.flatness / size

    def volume(self, size: Any) -> Any:
        return self.face * size**3 / self.flatness
