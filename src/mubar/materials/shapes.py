"""Shapes of particles: surface and volume, and how a coordinate from the surface inwards is cut."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.bounds import Bounds
from ..core.parameters import Checked, parameter

LENGTH = Bounds(1e-10, 1e-2)


@dataclass(frozen=True)
class Shape(Checked, ABC):
    """A shape, scaled by one length, the particle's size in m."""

    @abstractmethod
    def area_per_volume(self, size: Any) -> Any:
        """Reacting surface per volume, 1/m."""

    @abstractmethod
    def volume(self, size: Any) -> Any:
        """m³, or proportional to it: what particles of several sizes count by."""


@dataclass(frozen=True)
class Radial(Shape):
    """A shape in which lithium diffuses along one coordinate only, from a centre at 0 to the surface."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Volume within a distance r of the centre grows as its power."""

    def area_per_volume(self, size: Any) -> Any:
        return self.dimension / size

    def volume(self, size: Any) -> Any:
        return size**self.dimension


@dataclass(frozen=True)
class Sphere(Radial):
    """Of a given radius."""

    @property
    def dimension(self) -> int:
        return 3


@dataclass(frozen=True)
class Cylinder(Radial):
    """Of a given radius, all of one height, reacting on its mantle."""

    @property
    def dimension(self) -> int:
        return 2


@dataclass(frozen=True)
class Plate(Radial):
    """Of a given half thickness, reacting on both faces."""

    @property
    def dimension(self) -> int:
        return 1


@dataclass(frozen=True)
class Platelet(Shape):
    """Thin in the direction in which lithium moves, reacting on both large faces; the size is the length of
    a face, and faces of all sizes are similar.

    Platelets of LiFePO4 are thin along [010]: Smith, Mukherjee, Fisher, J. Electrochem. Soc. 157 (2010) A1.
    """

    thickness: float = parameter("h", "m", "thickness of the platelet", LENGTH, 20e-9)

    def area_per_volume(self, size: Any) -> Any:
        return 2.0 / self.thickness + 0.0 * np.asarray(size)

    def volume(self, size: Any) -> Any:
        return size**2 * self.thickness
