"""Band diagrams at random, crowded on purpose, from a seed."""

import numpy as np

from mubar.diagrams.bands import (
    BandDiagram,
    CurrentArrow,
    GapArrow,
    ImpliedLevel,
    Level,
    ReactionMark,
    Region,
    StandardVoltage,
    Trace,
    Voltage,
)

_SPECIES = ("e-", "Li+", "Na+", "Cl-", "SO4-2", "Fe+3", "Fe+2", "H+", "Zn+2")
_WHERE = ("", "electrolyte", "particle surfaces")


def diagram(seed: int) -> BandDiagram:
    """Up to 14 traces over 1 to 5 regions, many of them level with one another."""
    rng = np.random.default_rng(seed)
    ends = np.concatenate([[0.0], np.cumsum(rng.uniform(0.3, 3.0, rng.integers(1, 6)))])
    fills = ("metal", "electrolyte", "neutral", "film", "negative")
    regions = tuple(
        Region(f"part {k}", a, b, fills[k % 5])
        for k, (a, b) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True))
    )
    base = rng.uniform(-3.0, 3.0)
    spread = 10.0 ** rng.uniform(-3.0, 0.7)

    def level() -> float:
        return float(base + spread * rng.choice([0.0, 0.01, rng.normal(), 1.0]))

    traces = []
    for _ in range(rng.integers(1, 15)):
        a, b = sorted(rng.choice(ends.size, 2, replace=False))
        x = np.linspace(ends[a], ends[b], rng.integers(2, 12))
        V = level() + 0.2 * spread * rng.normal() * np.linspace(0.0, 1.0, x.size)
        if x.size > 4 and rng.random() < 0.2:
            V[rng.integers(x.size) :] = np.nan
        species = str(rng.choice(_SPECIES))
        kind = (Voltage(), StandardVoltage(), ImpliedLevel("a reaction"))[rng.integers(3)]
        traces.append(Trace(species, x, V, kind, where=str(rng.choice(_WHERE)), rank=int(rng.integers(3))))
    marks = []
    for _ in range(rng.integers(0, 3)):
        levels = tuple(Level(str(s), level(), float(rng.integers(-1, 2))) for s in rng.choice(_SPECIES, 2))
        marks.append(ReactionMark(float(rng.choice(ends)), levels, "Li+ + e- = Li", int(rng.integers(-1, 2))))
    gaps = tuple(
        GapArrow(float(rng.uniform(0, ends[-1])), level(), level(), f"gap {k}")
        for k in range(rng.integers(0, 4))
    )
    currents = []
    for k in range(rng.integers(0, 3)):
        high, low = sorted((level(), level()), reverse=True)
        a, b = sorted(rng.uniform(0, ends[-1], 2).tolist())
        currents.append(CurrentArrow("Li+", a, high, b, low, f"current {k}"))
    return BandDiagram(
        f"Diagram {seed}", regions, tuple(traces), reactions=tuple(marks), gaps=gaps, currents=tuple(currents)
    )
