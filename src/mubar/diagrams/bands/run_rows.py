"""What a run has stored at some of its times, as band diagrams look at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from mubar.core.errors import InputError, UnknownNameError
from mubar.materials.keys import side_of
from mubar.simulation.solution import Solution
from mubar.simulation.voltage_losses import volume_widths

from .parts import charged

ANION = "X-"
"""The salt's anion, whichever it is."""
SPECIES = ("e-", "Li+")
_KNOWN = (*SPECIES, ANION)
EXTREMES = ("lowest_potential", "highest_potential")
_MICRO = 1e6
_COLLECTOR = 0.05
"""Width of a collector, drawn as a share of what is between them."""
_FILLING = "filling_"


class RunRows:
    """Some rows of a solution: ``f`` holds its fields by name, ``fillings`` those of particles by material.

    Positions are in µm: ``x`` of volumes, ``ends`` of the layers, ``sides`` which volumes are theirs. With a
    ``foil`` lithium metal stands for the negative electrode, with a ``bath`` that for all but one electrode.
    Raises InputError where a species has no voltage, or the run kept no profiles.
    """

    def __init__(self, solution: Solution, species: Sequence[str], rows: np.ndarray) -> None:
        self.species = (species,) if isinstance(species, str) else tuple(species)
        for s in self.species:
            charged(s, "species")
            if s not in _KNOWN:
                raise UnknownNameError.of("species", s, _KNOWN)
        self.title, self.time = solution.title or "Run", solution.time[rows]
        self.voltage, self.current = solution.voltage[rows], solution.current[rows]
        self.axes = {f.name: f.values for f in solution.coordinates()}
        self.f, self.fillings, ends = {}, {}, {}
        for f in solution.fields():
            name, _, material = f.name.partition("_potential_")
            if f"{name}_potential" in EXTREMES:  # of all times, so that a film has one layout
                ends.setdefault(material, []).append(f.values)
            along = f.dims[1] if len(f.dims) == 2 else ""
            if len(f.dims) == 1 or along == "x" or along.startswith(("x_", "volume_")):
                self.f[f.name] = f.values[rows]
            elif along.startswith("particle_") and f.name.startswith(_FILLING):
                material = f.name.removeprefix(_FILLING)
                self.fillings[material] = self.by_volume(material, f.values[rows])
        missing = [n for n in ("V_e", "V_Li") if n not in self.f] + ["x"] * ("x" not in self.axes)
        if missing:
            expected = "a run with all outputs (the default), saved as .nc"
            raise InputError.one("band diagram", f"a run without {', '.join(missing)}", expected)
        self.spread = {m: float(np.abs(low - high).max()) for m, (low, high) in ends.items()}
        self.x = _MICRO * self.axes["x"]
        region = self.axes["region"]
        self.sides = {str(name): np.flatnonzero(region == name) for name in dict.fromkeys(region)}
        edges = np.concatenate([[0.0], np.cumsum(volume_widths(self.x))])
        self.ends = {n: (float(edges[at[0]]), float(edges[at[-1] + 1])) for n, at in self.sides.items()}
        self.length, self.width = float(edges[-1]), _COLLECTOR * float(edges[-1])
        prefix = "open_circuit_potential_"
        self.materials = [name.removeprefix(prefix) for name in self.f if name.startswith(prefix)]
        self.foil = "negative" not in self.sides and "separator" in self.sides
        self.bath = not {"negative", "separator"} & set(self.sides)

    def over(self, side: str, V: np.ndarray, less: Any = 0.0) -> tuple[np.ndarray, np.ndarray]:
        """Values on an electrode's volumes, going on evenly to its ends: x and (rows, x)."""
        at, (a, b) = self.sides[side], self.ends[side]
        return np.concatenate([[a], self.x[at], [b]]), np.pad(V[:, at] - less, ((0, 0), (1, 1)), "edge")

    def per_current(self, power: str) -> np.ndarray:
        """Voltage over which a power is dissipated by the whole current."""
        lost, flowing = self.f.get(power, np.zeros_like(self.current)), self.current != 0.0
        return np.divide(lost, self.current, out=np.zeros_like(lost), where=flowing)

    def levels(self, m: str, share: float) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
        """x, V_e, V_Li in the electrolyte and at the particles' surface, a share of the way through."""
        at = self.sides[side_of(m)]
        i = round(share * (at.size - 1))
        left, right = self.ends[side_of(m)]
        x = self.x[at[i]] if at.size > 1 else left + (0.1 + 0.8 * share) * (right - left)
        V_e = self.f["V_e"][:, at[i]]
        surface = V_e - self.f[f"open_circuit_potential_{m}"][:, i]
        return float(x), V_e, self.f["V_Li"][:, at[i]], surface

    def along(self, at: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Values at the volumes ``at``; of an only one from end to end of it."""
        if at.size > 1:
            return self.x[at], y
        ends = next(ends for name, ends in self.ends.items() if self.sides[name][0] == at[0])
        return np.array(ends), np.repeat(y, 2, axis=1)

    def by_volume(self, m: str, filling: np.ndarray) -> np.ndarray:
        """Mean, least and most filled fraction (3, rows, volumes) of the particles on every volume."""
        places, share = self.axes[f"x_{m}"], self.axes[f"share_{m}"]
        starts = np.flatnonzero(np.diff(places, prepend=-1.0))
        mean = np.add.reduceat(filling * share, starts, axis=1) / np.add.reduceat(share, starts)
        ends = [of.reduceat(filling, starts, axis=1) for of in (np.minimum, np.maximum)]
        count = (self.axes["region"] == side_of(m)).sum()
        return np.array([np.broadcast_to(y, (len(y), count)) for y in (mean, *ends)])
