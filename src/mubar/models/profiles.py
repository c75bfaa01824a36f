"""The fields that layered models show, from their potentials and concentrations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ..core.fields import Field
from ..materials.keys import side_of
from ..materials.rest import Side
from .inspection import Inspection


def grid(seen: Inspection) -> Iterable[Field]:
    """x of the volumes' centres, their layer, and per material its volumes' x and its shells' r."""
    x = _centres(seen)
    yield Field("x", ("x",), x, "m", "distance from the negative end")
    yield Field("region", ("x",), seen.layers.names.astype(str), "", "layer of the cell")
    for g, group in enumerate(seen.structure.eq.pendants):
        yield from group.coordinates(seen, g, x)


def species(V_e: np.ndarray, V_Li: np.ndarray, c_e: np.ndarray) -> Iterable[Field]:
    """Species voltages (V) and salt (mol/m³) on (rows, nv)."""
    yield Field("V_e", ("time", "x"), V_e, "V", "species voltage of electrons", "zero at the negative end")
    measured = "what a lithium reference electrode measures"
    yield Field("V_Li", ("time", "x"), V_Li, "V", "species voltage of lithium ions", measured)
    yield Field("c_e", ("time", "x"), c_e, "mol.m-3", "salt concentration")


def against_reference(seen: Inspection, V_Li: np.ndarray) -> Iterable[Field]:
    """V_e at both ends against a lithium reference electrode in the middle of the separator."""
    x, dx = _centres(seen), seen.rows["dx"]
    middle = dx[: seen.layers.negative].sum() + 0.5 * dx[seen.layers.mask("separator")].sum()
    weights = np.array([np.interp(middle, x, unit) for unit in np.eye(len(x))])
    contact = seen.border("current") * seen.cell.area * seen.cell.contact_resistance
    V_e = {"negative": np.zeros(len(V_Li)), "positive": seen.functional("voltage") + contact}
    for side, at_end in V_e.items():
        name = f"voltage of the {side} electrode against lithium in the middle of the separator"
        yield Field(f"voltage_{side}_vs_reference", ("time",), at_end - V_Li @ weights, "V", name)


def materials(seen: Inspection) -> Iterable[Field]:
    """Overpotential, current, potential and lithium of every active material."""
    for g, group in enumerate(seen.structure.eq.pendants):
        yield from group.fields(seen, g)


def mean_stoichiometries(seen: Inspection) -> dict[str, np.ndarray]:
    """Key of a material -> (rows,) filled fraction of all its particles."""
    return {group.name: group.mean(seen, g) for g, group in enumerate(seen.structure.eq.pendants)}


def relaxed(seen: Inspection) -> Iterable[Field]:
    """The open-circuit voltage that the cell would come to if it were left alone, phases in equilibrium."""
    mean = mean_stoichiometries(seen)
    yield from _filled(seen, mean)
    U = np.zeros(len(seen.states))
    for T in np.unique(seen.temperature):
        rows = seen.temperature == T
        for name, sign in (("negative", -1.0), ("positive", 1.0)):
            if any(side_of(key) == name for key in mean):
                side = Side(seen.cell, name, float(T))
                content = side.capacities @ np.array([mean[key][rows] for key in side.keys])
                U[rows] += sign * _relaxed_potentials(seen, side, content, float(T))
    yield Field("open_circuit_voltage", ("time",), U, "V", "open-circuit voltage after rest")


def _filled(seen: Inspection, mean: Mapping[str, np.ndarray]) -> Iterable[Field]:
    """What part of the sites of all materials of an electrode is filled; named as on discharge."""
    for name, side in (("anode", "negative"), ("cathode", "positive")):
        keys = [key for key in mean if side_of(key) == side]
        if keys:
            held = Side(seen.cell, side, float(seen.temperature[0]))
            share = held.capacities / held.capacity
            filled = sum(share[held.keys.index(key)] * mean[key] for key in keys)
            yield Field(
                f"{name}_filling_fraction",
                ("time",),
                np.asarray(filled),
                "1",
                f"filled fraction, {side} electrode",
            )


def _relaxed_potentials(seen: Inspection, side: Side, content: np.ndarray, T: float) -> np.ndarray:
    """Phases of an only host coexist."""
    group = next(g for g in seen.structure.eq.pendants if g.name == side.keys[0])
    host = group.phases(seen.cell) if len(side.keys) == 1 else None
    return _potentials(side, content) if host is None else host.plateau_potential(content / side.capacity, T)


def _potentials(side: Side, content: np.ndarray) -> np.ndarray:
    """Rest potentials; a blend's, which cost a root each, by a C2 spline through 200 contents."""
    if len(side.keys) == 1 or len(content) < 200 or np.ptp(content) == 0.0:
        return side.potential(content)
    from scipy.interpolate import CubicSpline

    grid = np.linspace(content.min(), content.max(), 200)
    return CubicSpline(grid, side.potential(grid))(content)


def _centres(seen: Inspection) -> np.ndarray:
    dx = seen.rows["dx"]
    return np.cumsum(dx) - 0.5 * dx
