"""A band diagram in words, for who can't see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .parts import Trace

if TYPE_CHECKING:
    from .description import BandDiagram


def in_words(diagram: BandDiagram) -> str:
    """Title, regions, every level from left to right, gaps, reactions and readings, in a few sentences."""
    said = [f"Species-voltage band diagram: {diagram.title}."]
    if diagram.time is not None:
        said.append(f"At {diagram.time:g} s.")
    if diagram.regions:
        said.append(f"From left to right: {', '.join(r.name for r in diagram.regions)}.")
    said += [_level(t) for t in diagram.traces if np.isfinite(t.V).any()]
    said += [f"{r.equation}: {_STATES[r.direction]}." for r in diagram.reactions if r.equation]
    said += [f"{g.label}: from {g.start:.4g} to {g.end:.4g} V." for g in diagram.gaps]
    said += [f"{r.name} {r.value:.4g} {r.unit}." for r in diagram.readings]
    return " ".join(said)


_STATES = {0: "at equilibrium", 1: "proceeds as written", -1: "proceeds backwards"}


def _level(trace: Trace) -> str:
    V = trace.V[np.isfinite(trace.V)]
    where = f" in {trace.where}" if trace.where else ""
    spread = f"at {V[0]:.4g} V" if np.ptp(V) < 5e-5 else f"from {V[0]:.4g} to {V[-1]:.4g} V"
    return f"{trace.text}{where} {spread}."
