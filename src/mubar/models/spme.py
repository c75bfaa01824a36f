"""The single-particle model with electrolyte (SPMe) in species voltages.

S. G. Marquis, V. Sulzer, R. Timms, C. P. Please, S. J. Chapman, J. Electrochem. Soc. 166 (2019) A3693,
composite form: each electrode reacts evenly, so that one particle of every material stands for all, and the
electrolyte is resolved across the cell. Here the salt keeps its full laws of concentration, and the rate law
may be any: an electrode has one u = ⟨V_e⟩ - ⟨V_Li⟩ at which its materials together carry the current, each at
the electrode's mean concentration. (The paper, with Butler-Volmer, takes the mean of the exchange current
instead; the two differ by terms that the model neglects.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from ..core.constants import C_STANDARD
from ..core.fields import Field
from ..numerics.mesh import Chebyshev, Mesh
from . import foil, salt
from .equations import Equations, Faces, Names, Region
from .inspection import Inspection
from .layers import Layers
from .model import Model
from .particles import Surroundings, particles, rest_potential
from .power import Power
from .profiles import against_reference, materials, relaxed, species


@dataclass(frozen=True)
class SPMe(Model):
    """Salt resolved across the cell, one spherical particle of each material."""

    name: ClassVar[str] = "spme"
    title: ClassVar[str] = "Single-particle model with electrolyte"
    citations: ClassVar[tuple[str, ...]] = (
        "S. G. Marquis, V. Sulzer, R. Timms, C. P. Please, S. J. Chapman, J. Electrochem. Soc. 166 (2019) "
        "A3693-A3706, doi:10.1149/2.0341915jes",
    )
    default_mesh: ClassVar[Mesh] = Mesh(8, 2, 8, 18, particle_spacing=Chebyshev(0.8))

    def layers(self, cell: Any, mesh: Mesh) -> Layers:
        return Layers.resolved(cell, mesh)

    def equations(self, cell: Any, layers: Layers) -> Equations:
        electrolyte = salt.SaltInPores(cell.electrolyte, cell.temperature, layers.mesh.plain)
        metal, half, sides = foil.Foil(cell.negative, electrolyte), layers.is_half_cell, layers.electrodes

        # one control volume ---------------------------------------------------------------------------------
        def in_negative(v: Names, z: Names) -> Mapping[str, Any]:
            return {
                **mean("negative", v),
                "voltage": v.at_negative_end * (-z.u_negative - electronic("negative", z)),
            }

        def in_separator(v: Names, z: Names) -> Mapping[str, Any]:
            return {"c": electrolyte.accumulated(v)}

        def at_foil(v: Names, z: Names) -> Mapping[str, Any]:
            return {"c": electrolyte.accumulated(v), **metal.beside(v, z)}  # no salt passes

        def in_positive(v: Names, z: Names) -> Mapping[str, Any]:
            contact = z.current * cell.area * cell.contact_resistance
            return {
                **mean("positive", v),
                "voltage": v.at_positive_end * (z.u_positive - electronic("positive", z) - contact),
            }

        def mean(side: str, v: Names) -> Mapping[str, Any]:
            return {
                "c": electrolyte.accumulated(v),
                f"mean_c_{side}": v.dx / getattr(cell, side).thickness * v.c,
            }

        def electronic(side: str, z: Names) -> Any:
            """Between the collector's V_e and the electrode's mean: i_s grows evenly from 0 to I."""
            electrode = getattr(cell, side)
            return z.current * electrode.thickness / (3.0 * electrode.conductivity)

        # between two control volumes ------------------------------------------------------------------------
        def across(left: Names, right: Names, z: Names) -> Mapping[str, Any]:
            # between the means over the electrodes, a step of V_Li inside one counts by the share behind it
            i_e = left.ion_share * z.current
            V_Li = electrolyte.diffusion_voltage(left, right) - i_e * electrolyte.resistance(left, right)
            return {"c": electrolyte.flux(left, right, i_e), "voltage": left.ion_share * V_Li, "V_Li": V_Li}

        # particles and their electrodes ---------------------------------------------------------------------
        def in_electrode(side: str) -> Surroundings:
            return Surroundings(
                home=layers.volumes(side)[:1],
                u=lambda v, z: getattr(z, f"u_{side}"),
                c_plus=lambda v, z: getattr(z, f"c_{side}"),
                thickness=lambda v: getattr(cell, side).thickness,
                gain={f"reaction_{side}": 1.0},
            )

        def border(z: Names, phi: Names) -> Mapping[str, Any]:
            """All surfaces of an electrode together carry I: out of the negative, into the positive."""
            found = {"u_positive": phi.reaction_positive + z.current}
            found |= metal.border(z, phi) if half else {"u_negative": phi.reaction_negative - z.current}
            return found | {f"c_{s}": getattr(z, f"c_{s}") - getattr(phi, f"mean_c_{s}") for s in sides}

        regions = (
            Region("negative", layers.negative, in_negative),
            Region("separator at the foil", int(half), at_foil),
            Region("separator", layers.separator - int(half), in_separator),
            Region("positive", layers.positive, in_positive),
        )
        states, means = (
            tuple(f"{name}_{side}" for name in names for side in sides)
            for names in (("u", "c"), ("reaction", "mean_c"))
        )
        return Equations(
            unknowns=("c",),
            border=("current", *states, *(("foil",) if half else ())),
            functionals=("voltage", *means, *(("c_foil",) if half else ())),
            regions=tuple(r for r in regions if r.count),
            faces=(Faces("everywhere", 0, layers.total - 1, across),),
            pendants=tuple(g for side in sides for g in particles(cell, side, layers, in_electrode(side))),
            border_terms=border,
            properties=electrolyte.properties,
            rows=(*salt.ROWS, "ion_share", "at_negative_end", "at_positive_end"),
            lower={"c": 0.0},
            upper={"c": 20.0},
            reach={f"u_{side}": 0.1 for side in sides} | foil.REACH,
        )

    def guess(
        self, cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float
    ) -> Mapping[str, Any]:
        """A rest state to start from: uniform concentrations, u at the particles' open-circuit potential."""
        c = cell.electrolyte.initial_concentration / C_STANDARD
        found = {f"u_{side}": rest_potential(cell, side, stoichiometries, T) for side in layers.electrodes}
        return found | {"c": c} | {f"c_{side}": c for side in layers.electrodes}

    # what can be seen ---------------------------------------------------------------------------------------
    def fields(self, seen: Inspection) -> Iterable[Field]:
        """V_Li is summed from face to face; V_e is a parabola in an electrode, as i_s is a line."""
        layers, dx, first = seen.layers, seen.rows["dx"], seen.volumes("voltage")[:, :1]
        V_Li = np.cumsum(np.concatenate([np.zeros_like(first), seen.faces("V_Li")], axis=1), axis=1)
        here = layers.mask("negative")
        V_Li += first if layers.is_half_cell else first - (V_Li[:, here] @ dx[here] / dx[here].sum())[:, None]
        V_e = np.full_like(V_Li, np.nan)
        current = seen.border("current")
        contact = current * seen.cell.area * seen.cell.contact_resistance
        ends = {"negative": np.zeros_like(current), "positive": seen.functional("voltage") + contact}
        for side in layers.electrodes:
            electrode, here = getattr(seen.cell, side), layers.volumes(side)
            here = here if side == "negative" else here[::-1]
            depth = np.cumsum(dx[here]) - 0.5 * dx[here]
            length = (depth - depth**2 / (2.0 * electrode.thickness)) / electrode.conductivity
            sign = -1.0 if side == "negative" else 1.0
            V_e[:, here] = ends[side][:, None] + sign * current[:, None] * length
        yield from species(V_e, V_Li, seen.unknown("c") * C_STANDARD)
        yield from against_reference(seen, V_Li)
        yield from materials(seen)
        yield from relaxed(seen)
        yield from self._power(seen, V_Li).fields()

    def _power(self, seen: Inspection, V_Li: np.ndarray) -> Power:
        """i_e rises evenly in one electrode and falls in the other, i_s = I - i_e."""
        current, layers, dx = seen.border("current")[:, None], seen.layers, seen.rows["dx"]
        u, reacting, electrons = (np.zeros_like(V_Li) for _ in range(3))
        for side, sign in (("negative", 1.0), ("positive", -1.0)):
            if side in layers.electrodes:
                here, electrode = layers.volumes(side), getattr(seen.cell, side)
                u[:, here] = seen.border(f"u_{side}")[:, None]
                reacting[:, here[:1]] = sign * current
                passed = np.concatenate([[0.0], np.cumsum(dx[here])]) / electrode.thickness
                cubes = (passed if side == "positive" else 1.0 - passed) ** 3
                share = np.abs(np.diff(cubes)) * electrode.thickness / (3.0 * electrode.conductivity)
                electrons[:, here] = current**2 * share
        ionic = current * seen.rows["ion_share"][:-1]
        return Power(seen, V_Li, seen.unknown("c") * C_STANDARD, u, ionic, reacting, electrons)
