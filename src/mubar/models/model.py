"""What a model of a cell has to say."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from ..core.fields import Field
from ..numerics.mesh import Mesh
from .equations import Equations
from .inspection import Inspection
from .layers import Layers
from .profiles import grid


class Model(ABC):
    """A frozen dataclass: equal models have equal equations."""

    name: ClassVar[str]
    """By which `mubar.simulate` and the command line know it."""
    title: ClassVar[str]
    citations: ClassVar[tuple[str, ...]] = ()
    default_mesh: ClassVar[Mesh]
    depletion_mesh: ClassVar[Mesh | None] = None
    """Takes the place of the default once the salt falls to `depletion` anywhere, if there is one."""
    depletion: ClassVar[float] = 0.0
    """Share of the initial salt concentration."""

    @abstractmethod
    def layers(self, cell: Any, mesh: Mesh) -> Layers:
        """The control volumes across the cell."""

    @abstractmethod
    def equations(self, cell: Any, layers: Layers) -> Equations:
        """Balances and closures. ``cell`` comes traced: its numbers are symbols, its laws table slots."""

    @abstractmethod
    def guess(
        self, cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float
    ) -> Mapping[str, Any]:
        """A rest state to start from: values of the unknowns, but for those of particles."""

    @abstractmethod
    def fields(self, seen: Inspection) -> Iterable[Field]:
        """What is seen inside, from the states of a run."""

    def coordinates(self, seen: Inspection) -> Iterable[Field]:
        """What `fields` lie on."""
        return grid(seen)
