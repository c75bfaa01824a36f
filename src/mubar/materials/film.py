"""Films on the particles of an electrode, as thick as each particle has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..core.bounds import Bounds
from ..core.parameters import parameter
from .each_particle import Drawn, Given, OfEachParticle


class Film(OfEachParticle):
    """Resistance times area of the film on each particle, Ω m²: j = law(η - j R), as behind
    `mubar.kinetics.FilmResistance`, which is the same on all. Immutable and hashable.
    """


@dataclass(frozen=True)
class GivenFilm(Given, Film):
    """``values``: Ω m², one for all particles, one for each particle of a volume, or a row of these for each
    volume. Raises `InputError`.
    """

    noun: ClassVar[str] = "resistances"
    unit: ClassVar[str] = "Ω m²"


@dataclass(frozen=True)
class LogNormalFilm(Drawn, Film):
    """Drawn from a log-normal distribution: ``mean`` and ``deviation`` are those of the resistances, Ω m².
    The same ``seed`` gives the same films.
    """

    mean: float = parameter("R", "ohm.m2", "mean resistance of a film times its area", Bounds(1e-30, 1e6))
    deviation: float = parameter(
        "s", "ohm.m2", "standard deviation of the resistances", Bounds(0.0, 1e6), 0.0
    )
    seed: int = 0
