"""What a group of particles has to say, whatever they are made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...core.expr import Expr
from ...core.fields import Field
from ...numerics.engine import Part

if TYPE_CHECKING:
    from ...thermo.hosts.base import HostMaterial
    from ..assembly import Structure
    from ..inspection import Inspection
    from .inside import Inside


@dataclass(frozen=True)
class Kernels:
    """What the kernels of a group need in the workspace and in the layout, and which they are."""

    calls: Mapping[str, int]
    """Which of the calls of a `Structure` are theirs, by their names in `mubar.numerics.layout`."""
    entries: Mapping[str, int]
    """Of the group in the layout."""
    lengths: Mapping[str, int]
    """Of further arrays in the workspace."""
    lists: Mapping[str, Iterable[int]] = field(default_factory=dict)
    """Whole numbers in the layout."""
    own_rows: Mapping[str, int] = field(default_factory=dict)
    volume_rows: Mapping[str, int] = field(default_factory=dict)
    """Where numbers of `Pendants.numbers`, and those of the volumes around each, lie in the workspace."""


@dataclass(frozen=True)
class Pendants(ABC):
    """Particles of one material, hung on volumes of the chain. Their unknowns form rows of equal length."""

    name: str
    home: np.ndarray
    """Volumes, one for each particle or chain of particles."""
    gain: Mapping[str, float]
    """Share of their current in each chain equation or functional."""
    part: ClassVar[Part]
    """Of the compiled solver, for this kind of pendant."""

    # to the solver ------------------------------------------------------------------------------------------
    @property
    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """Rows of unknowns and their length."""

    @property
    @abstractmethod
    def bounds(self) -> np.ndarray:
        """(rows, 2): what the unknowns of a row stay between."""

    @property
    def differential(self) -> np.ndarray:
        """(rows,) Whether unknowns have time derivatives."""
        return np.ones(self.shape[0], dtype=bool)

    @property
    def alike(self) -> bool:
        """Whether the unknowns of all rows are of one kind, and count together in the norm."""
        return False

    @property
    def constants(self) -> Mapping[str, np.ndarray]:
        """Numbers that no cell changes, by their names in the layout."""
        return {}

    def numbers(self, cell: Any) -> Mapping[str, np.ndarray]:
        """Numbers of the cell, one or more for each particle."""
        return {}

    @abstractmethod
    def kernels(self, st: Structure, g: int) -> Kernels:
        """Trace the equations as group ``g`` of a structure."""

    @abstractmethod
    def at_rest(self, cell: Any, x: float, T: float) -> np.ndarray:
        """(rows, 1): unknowns of uniform particles, filled to ``x``."""

    # to results ---------------------------------------------------------------------------------------------
    def notes(self, cell: Any) -> Sequence[str]:
        """What to know of the result."""
        return ()

    @abstractmethod
    def coordinates(self, seen: Inspection, g: int, x: np.ndarray) -> Iterable[Field]:
        """What `fields` lie on; ``x``: centres of the chain's volumes, m."""

    @abstractmethod
    def fields(self, seen: Inspection, g: int) -> Iterable[Field]:
        """What is seen of their lithium and of their surfaces."""

    @abstractmethod
    def mean(self, seen: Inspection, g: int) -> np.ndarray:
        """(rows of the states,) filled fraction of all particles together."""

    def phases(self, cell: Any) -> HostMaterial | None:
        """The host whose phases coexist at rest, if they can."""
        return None

    @abstractmethod
    def inside(self, seen: Inspection, g: int, u: np.ndarray) -> Inside:
        """What they react, dissipate and store; ``u``: V_e - V_Li around them, (rows of the states, nv)."""

    # in print -----------------------------------------------------------------------------------------------
    @abstractmethod
    def printed(self, latex: Callable[..., str]) -> Iterator[tuple[str, str]]:
        """Titles and equations; ``latex(value, known)`` prints one, ``known`` parts by their names."""

    @abstractmethod
    def with_surfaces(self, total: Expr, name: str) -> Expr:
        """``total`` and what the surfaces add to the equation or functional ``name``."""
