"""The single-particle model (SPM): one particle of each material, and no losses between the electrodes.

G. Ning, B. N. Popov, J. Electrochem. Soc. 151 (2004) A1584; the limit of fast transport in the electrolyte of
the Doyle-Fuller-Newman model (S. G. Marquis et al., J. Electrochem. Soc. 166 (2019) A3693). V_Li and the salt
are uniform, so that an electrode has one u = V_e - V_Li, at which its materials together carry the current.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.constants import C_STANDARD
from ..core.fields import Field
from ..numerics.mesh import Chebyshev, Mesh
from . import foil
from .equations import Equations, Names, Region
from .inspection import Inspection
from .layers import Layers
from .model import Model
from .particles import Surroundings, particles, rest_potentials
from .power import Power
from .profiles import against_reference, materials, relaxed, species


@dataclass(frozen=True)
class SPM(Model):
    """One spherical particle of each material; the mesh counts their shells only."""

    name: ClassVar[str] = "spm"
    title: ClassVar[str] = "Single-particle model"
    citations: ClassVar[tuple[str, ...]] = (
        "G. Ning, B. N. Popov, J. Electrochem. Soc. 151 (2004) A1584-A1591, doi:10.1149/1.1787631",
        "S. G. Marquis, V. Sulzer, R. Timms, C. P. Please, S. J. Chapman, J. Electrochem. Soc. 166 (2019) "
        "A3693-A3706, doi:10.1149/2.0341915jes",
    )
    default_mesh: ClassVar[Mesh] = Mesh(1, 1, 1, 18, particle_spacing=Chebyshev(0.8))

    def layers(self, cell: Any, mesh: Mesh) -> Layers:
        return Layers.lumped(cell, mesh)

    def equations(self, cell: Any, layers: Layers) -> Equations:
        c_plus = cell.electrolyte.initial_concentration / C_STANDARD

        half = layers.is_half_cell

        # the surfaces' current Σ a_s L j is I in the negative electrode and -I in the positive one
        def in_negative(v: Names, z: Names) -> Mapping[str, Any]:
            return {"u": z.current, "voltage": -v.u}

        def in_separator(v: Names, z: Names) -> Mapping[str, Any]:
            return {"u": v.u}

        def in_positive(v: Names, z: Names) -> Mapping[str, Any]:
            contact = z.current * cell.area * cell.contact_resistance
            return {"u": -z.current, "voltage": v.u - contact - (z.foil if half else 0.0)}

        def at_foil(z: Names, phi: Names) -> Mapping[str, Any]:
            return foil.balance(cell.negative, cell.temperature, z, c_plus) if half else {}

        def in_electrode(side: str) -> Surroundings:
            return Surroundings(
                home=layers.volumes(side),
                u=lambda v, z: v.u,
                c_plus=lambda v, z: c_plus,
                thickness=lambda v: v.dx,
                gain={"u": -1.0},
            )

        regions = (
            Region("negative", layers.negative, in_negative),
            Region("separator", layers.separator, in_separator),
            Region("positive", layers.positive, in_positive),
        )
        return Equations(
            unknowns=("u",),
            border=("current", "foil") if half else ("current",),
            regions=tuple(r for r in regions if r.count),
            pendants=tuple(
                g for side in layers.electrodes for g in particles(cell, side, layers, in_electrode(side))
            ),
            border_terms=at_foil,
            rows=("dx",),
            algebraic=("u",),
            inactive={"u": layers.mask("separator")},
            lower={"u": -20.0},
            upper={"u": 20.0},
            reach={"u": 0.1} | foil.REACH,
        )

    def guess(
        self, cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float
    ) -> Mapping[str, Any]:
        """A rest state to start from: u at the particles' open-circuit potential."""
        return {"u": rest_potentials(cell, layers, stoichiometries, T)}

    # what can be seen ---------------------------------------------------------------------------------------
    def fields(self, seen: Inspection) -> Iterable[Field]:
        """V_Li is the same everywhere, V_e = V_Li + u zero at the negative end."""
        u = seen.unknown("u")
        first = seen.border("foil") if seen.layers.is_half_cell else u[:, 0]
        V_Li = np.broadcast_to(-first[:, None], u.shape)
        V_e = np.where(seen.layers.mask("separator"), np.nan, V_Li + u)
        yield from species(V_e, V_Li, np.full(u.shape, seen.cell.electrolyte.initial_concentration))
        yield from against_reference(seen, V_Li)
        yield from materials(seen)
        yield from relaxed(seen)
        current, zero = seen.border("current")[:, None], np.zeros_like(u)
        layers = seen.layers
        reacting = current * (1.0 * layers.mask("negative") - layers.mask("positive"))
        ionic = np.broadcast_to(current, zero[:, 1:].shape)
        yield from Power(seen, V_Li, None, u, ionic, reacting, zero).fields()
