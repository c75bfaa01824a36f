"""Where a cell's voltage goes: the terminal voltage taken apart into terms that add up to it exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..materials.keys import side_of
from .solution import Field

RELAXED = "open_circuit_voltage"
_U, _ETA = "open_circuit_potential_", "overpotential_"


@dataclass(frozen=True, eq=False)
class VoltageLosses:
    """``voltage = potential - sum(losses.values())``, everything (n,) in V.

    potential: the open-circuit voltage, to which the cell would relax (field ``open_circuit_voltage``);
    without that
        field, of the particles' surfaces as they are.
    losses: name, as a legend shows it -> what it takes from the voltage; negative where it adds (on charge).
    """

    potential: np.ndarray
    losses: dict[str, np.ndarray]


def voltage_losses(
    voltage: np.ndarray, coordinates: Iterable[Field], fields: Mapping[str, Field]
) -> VoltageLosses | None:
    """Take a terminal voltage (n,) apart with what is known of the inside; None where that does not suffice.

    Everywhere in an electrode V_e = U + η + V_Li (docs/theory.md, section 2). With means over each electrode,
    V = (U_p - U_n) + (η_p - η_n) + (V_Li,p - V_Li,n) + rest, and the rest is what electrons lose between
    their collector and the place where they react, in films and in contacts. In a half cell the mean over the
    negative electrode is the place at the metal, U_n is zero, and the rest holds the metal's overpotential as
    well.
    """
    axes = {f.name: f for f in coordinates}
    if not {"x", "region"} <= set(axes) or "V_Li" not in fields or not _materials("positive", fields):
        return None
    widths = volume_widths(axes["x"].values)
    region = axes["region"].values

    def mean(values: np.ndarray, where: np.ndarray) -> np.ndarray:
        return values @ (widths[where] / widths[where].sum())

    def material_mean(prefix: str, side: str) -> np.ndarray:
        each = [mean(fields[prefix + m].values, region == side) for m in _materials(side, fields)]
        return np.mean(each, axis=0)

    v_li = fields["V_Li"].values
    u, eta = material_mean(_U, "positive"), material_mean(_ETA, "positive")
    losses = {"reaction, positive": -eta}
    if _materials("negative", fields):
        u, eta = u - material_mean(_U, "negative"), material_mean(_ETA, "negative")
        losses = {"reaction, negative": eta, **losses}
        v_li_negative = mean(v_li[:, region == "negative"], region == "negative")
        rest = "electrons and contacts"
    else:
        v_li_negative = v_li[:, 0]
        rest = "metal and contacts"
    losses["electrolyte"] = v_li_negative - mean(v_li[:, region == "positive"], region == "positive")
    losses[rest] = u - sum(losses.values()) - voltage
    if RELAXED not in fields:
        return VoltageLosses(u, losses)
    relaxed = fields[RELAXED].values
    return VoltageLosses(relaxed, {"diffusion in particles": relaxed - u, **losses})


def volume_widths(centres: np.ndarray) -> np.ndarray:
    """Widths (n,) of volumes that fill the line from 0 without gaps, from their centres (n,)."""
    sign = (-1.0) ** np.arange(centres.size)
    faces = (
        2 * np.cumsum(sign * centres) * sign
    )  # the face on the right of each volume: 2 x - the face on its left
    return 2 * (faces - centres)


def _materials(side: str, fields: Mapping[str, Field]) -> list[str]:
    """Names of the materials ("positive", "positive.nmc") that have a potential and an overpotential."""
    names = [name.removeprefix(_U) for name in fields if name.startswith(_U)]
    return [m for m in names if side_of(m) == side and _ETA + m in fields]
