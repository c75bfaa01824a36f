"""The Doyle-Fuller-Newman model in species voltages.

M. Doyle, T. F. Fuller, J. Newman, J. Electrochem. Soc. 140 (1993) 1526, with the concentrated-solution
electrolyte of Newman & Balsara, Electrochemical Systems (4th ed.), ch. 12 (`mubar.models.salt`).

Unknowns on every volume are the salt concentration c (in units of c° = 1 mol/L) and u = V_e - V_Li. V_Li is
what a lithium reference electrode measures, so no electrostatic potential appears, and on every face the
current is shared as i_s + i_e = I between electrons and ions.
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
from .particles import Surroundings, particles, rest_potentials
from .power import Power, shared
from .profiles import against_reference, materials, relaxed, species


@dataclass(frozen=True)
class DFN(Model):
    """Porous electrodes resolved across the cell, spherical particles resolved along their radius."""

    name: ClassVar[str] = "dfn"
    title: ClassVar[str] = "Doyle-Fuller-Newman model"
    citations: ClassVar[tuple[str, ...]] = (
        "M. Doyle, T. F. Fuller, J. Newman, J. Electrochem. Soc. 140 (1993) 1526-1533, doi:10.1149/1.2221597",
    )
    default_mesh: ClassVar[Mesh] = Mesh(8, 2, 8, 18, particle_spacing=Chebyshev(0.8))
    """Within 0.5 mV rms of convergence for every shipped cell up to 3C, as long as the salt lasts."""
    depletion_mesh: ClassVar[Mesh] = Mesh(80, 8, 80, 18, particle_spacing=Chebyshev(0.8))
    """For fronts of used-up salt."""
    depletion: ClassVar[float] = 0.3

    def layers(self, cell: Any, mesh: Mesh) -> Layers:
        return Layers.resolved(cell, mesh)

    def equations(self, cell: Any, layers: Layers) -> Equations:
        electrolyte = salt.SaltInPores(cell.electrolyte, cell.temperature, layers.mesh.plain)
        metal, half = foil.Foil(cell.negative, electrolyte), layers.is_half_cell

        # one control volume ---------------------------------------------------------------------------------
        def in_electrode(v: Names, z: Names) -> Mapping[str, Any]:
            # V = V_e(L) - V_e(0); at the collectors all current is electronic
            i_to_left, i_to_right = (z.current * reach / v.conductivity for reach in (v.to_left, v.to_right))
            contact = z.current * cell.area * cell.contact_resistance
            ends = v.at_positive_end * (v.u - i_to_right - contact) - v.at_negative_end * (v.u + i_to_left)
            return {"c": electrolyte.accumulated(v), "voltage": ends}

        def in_separator(v: Names, z: Names) -> Mapping[str, Any]:
            return {"c": electrolyte.accumulated(v), "u": v.u}

        def at_foil(v: Names, z: Names) -> Mapping[str, Any]:
            # no salt passes, and all current enters here as ions
            return {"c": electrolyte.accumulated(v), "u": v.u - z.current, **metal.beside(v, z)}

        # between two control volumes ------------------------------------------------------------------------
        def across_electrode(left: Names, right: Names, z: Names) -> Mapping[str, Any]:
            # i_s = -σ ∇V_e and i_e with i_s + i_e = I, solved for i_e
            ionic = electrolyte.resistance(left, right)
            electronic = left.to_right / left.conductivity + right.to_left / right.conductivity
            diffusion = electrolyte.diffusion_voltage(left, right)
            i_e = (right.u - left.u + z.current * electronic + diffusion) / (ionic + electronic)
            return {"c": electrolyte.flux(left, right, i_e), "u": i_e, "voltage": diffusion - i_e * ionic}

        def across_separator(left: Names, right: Names, z: Names) -> Mapping[str, Any]:
            i_e = z.current
            voltage = electrolyte.diffusion_voltage(left, right) - i_e * electrolyte.resistance(left, right)
            return {"c": electrolyte.flux(left, right, i_e), "u": i_e, "voltage": voltage}

        n, s, p = layers.negative, layers.separator, layers.positive
        regions = (
            Region("negative", n, in_electrode),
            Region("separator at the foil", int(half), at_foil),
            Region("separator", s - int(half), in_separator),
            Region("positive", p, in_electrode),
        )
        faces = (
            Faces("negative", 0, n - 1, across_electrode),
            Faces("separator", max(n - 1, 0), s + 1 - int(half), across_separator),
            Faces("positive", n + s, p - 1, across_electrode),
        )

        # particles ------------------------------------------------------------------------------------------
        def in_volumes(side: str) -> Surroundings:
            return Surroundings(
                home=layers.volumes(side),
                u=lambda v, z: v.u,
                c_plus=lambda v, z: v.c,
                thickness=lambda v: v.dx,
                gain={"u": -1.0},  # ∇·i_e = a_s j
            )

        return Equations(
            unknowns=("c", "u"),
            border=("current", "foil") if half else ("current",),
            functionals=("voltage", "c_foil") if half else ("voltage",),
            regions=tuple(r for r in regions if r.count),
            faces=tuple(f for f in faces if f.count > 0),
            pendants=tuple(
                g for side in layers.electrodes for g in particles(cell, side, layers, in_volumes(side))
            ),
            border_terms=lambda z, phi: metal.border(z, phi) if half else {},
            properties=electrolyte.properties,
            rows=(*salt.ROWS, "conductivity", "at_negative_end", "at_positive_end"),
            algebraic=("u",),
            inactive={"u": layers.mask("separator")},
            lower={"c": 0.0, "u": -20.0},
            upper={"c": 20.0, "u": 20.0},
            reach={"u": 0.1} | foil.REACH,
        )

    def guess(
        self, cell: Any, layers: Layers, stoichiometries: Mapping[str, float], T: float
    ) -> Mapping[str, Any]:
        """A rest state to start from: uniform concentrations, u at the particles' open-circuit potential."""
        u = rest_potentials(cell, layers, stoichiometries, T)
        return {"c": cell.electrolyte.initial_concentration / C_STANDARD, "u": u}

    # what can be seen ---------------------------------------------------------------------------------------
    def fields(self, seen: Inspection) -> Iterable[Field]:
        """V_Li is summed from face to face; V_e = V_Li + u."""
        V_Li = seen.summed("voltage")
        V_e = np.where(seen.layers.mask("separator"), np.nan, V_Li + seen.unknown("u"))
        yield from species(V_e, V_Li, seen.unknown("c") * C_STANDARD)
        yield from against_reference(seen, V_Li)
        yield from materials(seen)
        yield from relaxed(seen)
        yield from self._power(seen, V_e, V_Li).fields()

    def _power(self, seen: Inspection, V_e: np.ndarray, V_Li: np.ndarray) -> Power:
        """Ions carry the whole current through the separator, none at the collectors, all of it at a foil."""
        ionic = seen.faces("u")
        reacting = np.diff(np.pad(ionic, ((0, 0), (1, 1))), axis=1)
        if seen.layers.is_half_cell:
            reacting[:, 0] -= seen.border("current")
        c, u = seen.unknown("c") * C_STANDARD, seen.unknown("u")
        return Power(seen, V_Li, c, u, ionic, reacting, self._electrons(seen, V_e))

    def _electrons(self, seen: Inspection, V_e: np.ndarray) -> np.ndarray:
        """i_s·(-∇V_e) in every volume, W/m², with what is between the outer centres and the collectors."""
        current, rows = seen.border("current")[:, None], seen.rows
        across = np.nan_to_num((seen.faces("u") - current) * np.diff(V_e, axis=1))
        found = shared(seen, across)
        for end, reach in ((0, "to_left"), (-1, "to_right")):
            if not (end == 0 and seen.layers.is_half_cell):
                found[:, end] += current[:, 0] ** 2 * rows[reach][end] / rows["conductivity"][end]
        return found
