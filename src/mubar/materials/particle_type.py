"""What kind of thing a particle is: a choice that a cell holds and models turn into equations."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.constants import F
from ..core.errors import InputError, Problem, clip
from ..core.parameters import Checked
from ..kinetics.film_resistance import FilmResistance
from ..numerics.ragged import Ragged
from ..thermo.hosts.base import HostMaterial
from .shapes import Radial, Shape

_BARRIER = 1e-9
"""V; times 1/x - 1/(1 - x) it is added to every open-circuit potential: 1 µV at 0.001 from empty or full, 1 V
at 1e-9. Fitted potentials are finite at both ends, where a particle would otherwise come so close to full
that 1 - x is rounding, and a cell that is used up would never reach its voltage limit.
"""


def barrier(x: Any) -> Any:
    """What every open-circuit potential has in addition, V."""
    return _BARRIER * (1.0 / x - 1.0 / (1.0 - x))


@dataclass(frozen=True)
class Site:
    """A node of a particle, as symbols: its unknowns, those of both neighbours, and what is around it."""

    own: Any
    near: Any
    """The node before it, towards the first."""
    far: Any
    """The node behind it."""
    u: Any
    """V_e - V_Li outside, V."""
    c_plus: Any
    """Activity of the cation."""
    T: Any
    material: Any
    """The cell's active material, traced."""
    film: Any = None
    """Resistance times area of the particle's own film, Ω m², if any."""
    agitation: Any = None
    """Thermal noise, if any: `mubar.models.particles.agitation.Agitation`."""

    def potential(self, host: HostMaterial | None, x: Any) -> Any:
        """μ of the uniform host, J/mol; without one that of the cell's material."""
        if host is None:
            return -F * (self.material.open_circuit_potential(x, self.T) + barrier(x))
        return host.chemical_potential(x, self.T) - F * barrier(x)

    def reaction(self, mu: Any, x: Any, excess: Any = 0.0) -> Any:
        """Current density, A/m², where lithium of the filled fraction ``x`` is at the potential ``mu``,
        J/mol, of which ``excess`` is what a uniform host doesn't have.
        """
        law = self.material.kinetics.beyond_uniform(excess)
        if self.film is not None:
            law = FilmResistance.behind(self.film, law)
        j = law.current_density(self.overpotential(mu), x=x, c_plus=self.c_plus, T=self.T)
        return j + self.agitation.current(self, law, x) if self.agitation else j

    def overpotential(self, mu: Any) -> Any:
        """η = V_e - V_Li + μ/F, V."""
        return self.u + mu / F

    @property
    def filling(self) -> Any:
        """What a current density fills per time, for a surface of 1/m: mol m^-2 s^-1 over c_max."""
        return 1.0 / (F * self.material.maximum_concentration)


@dataclass(frozen=True)
class Lithium:
    """Lithium in the sites of a node that one unknown tells the filled fraction of, as expressions."""

    mu: Any
    """δG/δn, J/mol: of the host, gradients and strain together, so that dG = Σ μ dn."""
    j: Any
    """Current density of its reaction, A/m²; with ``own.surface`` and `Site.filling` what empties it."""
    share: float = 1.0
    """Of the particle's sites."""


@dataclass(frozen=True)
class ParticleType(Checked, ABC):
    """How lithium enters and moves in a particle. One file each; numbers are fields, declared as a law's.

    ``host``: the uniform host's thermodynamics. ``shape``: what sizes mean.
    """

    host: Any
    shape: Shape
    shapes: ClassVar[type[Shape]] = Shape
    """Which shapes it has."""
    hosts: ClassVar[Any] = HostMaterial
    """Which hosts it is made of."""
    material_diffuses: ClassVar[bool] = False
    """Whether `terms` uses the material's diffusivity; if not, changing that is an error."""
    unknowns: ClassVar[tuple[str, ...]] = ("x",)
    """Of a node: the filled fraction ``x``, and before it what comes with it."""
    orders: ClassVar[int] = 1
    """How many order parameters, each with its reaction and its fluxes."""
    algebraic: ClassVar[tuple[str, ...]] = ()
    """Those without a time derivative."""
    bounds: ClassVar[Mapping[str, tuple[float, float]]] = {"x": (0.0, 1.0)}
    """What unknowns stay between."""

    def __post_init__(self) -> None:
        super().__post_init__()
        problems = []
        if not isinstance(self.host, self.hosts):
            special = isinstance(self.hosts, type) and self.hosts is not HostMaterial
            name = self.hosts.__name__ if special else "RegularSolution"
            problems.append(Problem("host", clip(self.host), f"a host, such as mubar.thermo.{name}(...)"))
        if not isinstance(self.shape, self.shapes):
            names = ", ".join(f"{kind.__name__}()" for kind in _concrete(self.shapes))
            problems.append(Problem("shape", clip(self.shape), f"one of {names}"))
        if problems:
            raise InputError(problems)

    @abstractmethod
    def nodes(self, sizes: np.ndarray) -> np.ndarray:
        """How many nodes particles of ``sizes`` (m) have."""

    @abstractmethod
    def values(self, sizes: np.ndarray, rows: Ragged, material: Any) -> Mapping[str, np.ndarray]:
        """Numbers of the nodes and of the particles that `terms` uses, by name, ``volume`` among them.

        ``volume``: a node's share of its particle's volume. Sizes in m come in the order of the rows.
        """

    @abstractmethod
    def terms(self, at: Site) -> Mapping[str, Any]:
        """Residuals of the unknowns; see `mubar.models.pendants.nodes.NodePendants`."""

    @abstractmethod
    def lithium(self, at: Site) -> Mapping[str, Lithium]:
        """Of every unknown that is a filled fraction: what the power balance and results need to know."""

    def depths(self, sizes: np.ndarray, rows: Ragged) -> np.ndarray:
        """Distance of the nodes from the surface of a radial shape, else along the face, m: evenly spaced,
        in a radial shape from the surface to the centre.
        """
        n, at_ends = rows.lengths[rows.chain], isinstance(self.shape, Radial)
        place = rows.node / np.maximum(n - 1, 1) if at_ends else (rows.node + 0.5) / n
        return place * sizes[rows.chain]

    def open_circuit_potential(self, x: Any, T: Any) -> Any:
        """U of the host, V."""
        return self.host.open_circuit_potential(x, T)

    def notes(self, material: Any) -> Sequence[str]:
        """What a user should know of the result, such as that the grid is coarse; goes into its message."""
        return ()

    def rest(self, x: float, T: float) -> Mapping[str, float]:
        """Unknowns of a uniform particle at rest."""
        return {"x": x}


def _concrete(kind: type[Shape]) -> list[type[Shape]]:
    below = [shape for inner in kind.__subclasses__() for shape in _concrete(inner)]
    return below or [kind]
