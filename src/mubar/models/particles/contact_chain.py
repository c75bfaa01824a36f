"""Particles that are connected to the electrode's matrix one through the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np

from ...materials.connection import Connection, Members
from ...materials.particle_type import Site


@dataclass(frozen=True)
class _Member:
    """A node of one particle in a chain: what counts over all of them counts over its own."""

    node: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.node, {"x_mean": "mean", "volume": "within"}.get(name, name))


@dataclass(frozen=True)
class ContactChain(Connection):
    """The first particle of every volume touches the matrix, each further one that before it, and V_e falls
    by I/G in a contact, I the current of all particles behind it.

    R. B. Smith, M. Z. Bazant, J. Electrochem. Soc. 164 (2017) E3291. ``conductances``: S, of each particle's
    contact with what is before it. All nodes of a volume are in a row; ``carried`` is the current from a node
    on over the charge that fills all its particles, ``fallen`` what V_e has lost up to it.
    """

    unknowns: ClassVar[tuple[str, ...]] = ("carried", "fallen", "held", "mean")
    joined: ClassVar[bool] = True

    def values(self, members: Members, conductance: np.ndarray) -> Mapping[str, np.ndarray]:
        chain, node = members.rows.chain, members.rows.node
        whole = np.bincount(members.volume, members.capacity)[members.volume]
        first, last = node == 0, node == members.rows.lengths[chain] - 1
        latest = np.zeros(members.volume.max() + 1, dtype=int)
        np.maximum.at(latest, members.volume, members.number)
        return {
            "charge": members.within * (members.capacity / whole)[chain],
            "drop": np.where(first, (whole / conductance)[chain], 0.0),
            "within": members.within,
            "first": first.astype(float),
            "inner": 1.0 - last,
            "preceded": 1.0 - (first & (members.number == 0)[chain]),
            "followed": 1.0 - (last & (members.number == latest[members.volume])[chain]),
        }

    def site(self, at: Site) -> Site:
        own, near, far = (_Member(node) for node in (at.own, at.near, at.far))
        return replace(at, own=own, near=near, far=far, u=at.u - at.own.fallen)

    def terms(self, at: Site) -> Mapping[str, Any]:
        """``carried`` and ``held``, what is in the particle from a node on, add up from the far end;
        ``fallen`` and the particle's ``mean`` are handed on from the near one.
        """
        own, near, far = at.own, at.near, at.far
        return {
            "carried": own.carried - own.followed * far.carried + own.charge * own.x_t,
            "fallen": own.fallen - own.preceded * near.fallen - own.drop * own.carried,
            "held": own.held - own.inner * far.held - own.within * own.x,
            "mean": own.mean - own.first * own.held - (1.0 - own.first) * near.mean,
        }
