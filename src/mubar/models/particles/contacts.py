"""Particles with a contact each to the electrode's matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from ...materials.connection import Connection, Members
from ...materials.particle_type import Site


@dataclass(frozen=True)
class Contacts(Connection):
    """V_e falls by I/G from the matrix into every particle, I its whole current, G its contact's conductance:
    random connection strengths where these are drawn.

    ``conductances``: S. Films, which are everywhere on a particle, are `mubar.materials.film`.
    """

    unknowns: ClassVar[tuple[str, ...]] = ("fallen",)

    def values(self, members: Members, conductance: np.ndarray) -> Mapping[str, np.ndarray]:
        return {"drop": members.capacity / conductance}

    def site(self, at: Site) -> Site:
        return replace(at, u=at.u - at.own.fallen)

    def terms(self, at: Site) -> Mapping[str, Any]:
        """``fallen``: what V_e has lost in the contact."""
        return {"fallen": at.own.fallen + at.own.drop * at.own.x_mean_t}
