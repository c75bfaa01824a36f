"""How the particles of an electrode are connected to its matrix: contacts, and their conductances."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.bounds import Bounds
from ..core.errors import InputError, Problem, clip
from ..core.parameters import parameter
from ..numerics.ragged import Ragged
from .each_particle import Drawn, Given, OfEachParticle
from .particle_type import Site


class Conductances(OfEachParticle):
    """Of the contacts of all particles, S. Immutable and hashable."""


@dataclass(frozen=True)
class GivenConductances(Given, Conductances):
    """``values``: S, one for all contacts, one for each particle of a volume, or a row of these for each
    volume. Raises `InputError`.
    """

    noun: ClassVar[str] = "conductances"
    unit: ClassVar[str] = "S"


@dataclass(frozen=True)
class LogNormalConductances(Drawn, Conductances):
    """Drawn from a log-normal distribution: ``mean`` and ``deviation`` are those of the conductances, S. The
    same ``seed`` gives the same contacts.
    """

    mean: float = parameter("G", "S", "mean conductance of a contact", Bounds(1e-30, 1e6))
    deviation: float = parameter("s", "S", "standard deviation of the conductances", Bounds(0.0, 1e6), 0.0)
    seed: int = 0


@dataclass(frozen=True, eq=False)
class Members:
    """The particles of an electrode, (particles,) each, those with most nodes first."""

    volume: np.ndarray
    """Which volume of the electrode they are in."""
    number: np.ndarray
    """Which one there, in the order of the population."""
    capacity: np.ndarray
    """Charge that fills one, A s."""
    rows: Ragged
    """Their nodes."""
    within: np.ndarray
    """Of the nodes: share of the particle's volume."""


@dataclass(frozen=True)
class Connection(ABC):
    """Contacts between particles and matrix. One file each in `mubar.models.particles`.

    ``conductances``: a `Conductances`, or numbers in S as `GivenConductances` takes them.
    """

    conductances: Conductances
    unknowns: ClassVar[tuple[str, ...]] = ()
    """Algebraic unknowns of every node, before those of the particle; what nothing asks for is left out."""
    joined: ClassVar[bool] = False
    """Whether the nodes of all particles of a volume are one chain, in the order of the population."""

    def __post_init__(self) -> None:
        given = self.conductances
        if not isinstance(given, Conductances):
            if isinstance(given, (str, bytes)) or given is None:
                expected = "conductances in S, such as LogNormalConductances(1e-12, 2e-13)"
                raise InputError([Problem(f"{type(self).__name__}.conductances", clip(given), expected)])
            object.__setattr__(self, "conductances", GivenConductances(given))

    @abstractmethod
    def values(self, members: Members, conductance: np.ndarray) -> Mapping[str, np.ndarray]:
        """Numbers of nodes and particles that it uses; ``conductance`` of the particles' contacts, S."""

    @abstractmethod
    def site(self, at: Site) -> Site:
        """What the particle sees of the node ``at``, behind its contact."""

    def terms(self, at: Site) -> Mapping[str, Any]:
        """Residuals of its unknowns."""
        return {}
