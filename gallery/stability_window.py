"""Stability window of a lithium-ion cell: electron levels of electrodes against the electrolyte's limits.

The window of 1 mol/L LiPF6 in carbonates is drawn from 0.8 V, where solutions with ethylene carbonate start
to be reduced (K. Leung, arXiv:1502.00187, 2015), to 4.7 V (J. B. Goodenough, Y. Kim, Chem. Mater. 22 (2010)
587). Both are onsets on particular electrodes, not constants of nature. Electrodes: graphite and NMC 811
between 0 and 100 % of the LG M50 cell, LFP of an A123 cell, titanate at 1.55 V, LiNi0.5Mn1.5O4 from 4.7 V to
a charging limit of 4.9 V. Water at pH 7 stands beside them, from formation energies.
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, GRID, INK, LITHIUM, MUTED, NEGATIVE, POSITIVE, applied
from mubar.materials.library import load_cell
from mubar.thermo import StabilityWindow, convert, couple, water_window

CARBONATES = StabilityWindow("LiPF6 in carbonates", 0.8, 4.7)
SPINEL_LIMIT = 4.9
TITANATE = 1.55


def _span(name, side):
    """Lowest and highest open-circuit potential between 0 and 100 %, V against Li."""
    material = getattr(load_cell(name), side).material
    x = np.linspace(material.minimum_stoichiometry, material.maximum_stoichiometry, 400)
    potentials = material.open_circuit_potential(x, 298.15)
    return float(potentials.min()), float(potentials.max())


def compute():
    """Verdicts on electrodes and couples; the two windows against Li/Li+."""
    levels = {
        "Li": couple("Li+/Li"),
        "graphite": _span("chen2020", "negative"),
        "titanate": TITANATE,
        "LFP": _span("prada2013", "positive"),
        "NMC 811": _span("chen2020", "positive"),
        "LNMO": (4.7, SPINEL_LIMIT),
    }
    return {
        "verdicts": {v.name: v for v in CARBONATES.assess(levels)},
        "window": CARBONATES,
        "water": water_window(7.0).against("Li/Li+"),
    }


def draw(found):
    """Levels over their names, the window behind them; the scale against SHE on the right."""
    window, water, verdicts = found["window"], found["water"], found["verdicts"]
    n = len(verdicts)
    with applied():
        figure = new_figure(6.4, 3.6)
        ax = figure.add_axes((0.09, 0.12, 0.79, 0.82))
        ax.fill_between([-0.5, n - 0.5], window.reduction, window.oxidation, color="#EEF1F4")
        ax.hlines([window.reduction, window.oxidation], -0.5, n - 0.5, color=MUTED, lw=0.8)
        ax.text(-0.42, window.oxidation + 0.06, "electrolyte is oxidised", color=MUTED, va="bottom")
        ax.text(-0.42, 2.75, "LiPF₆ in carbonates: stable", color=MUTED, va="center")
        ax.text(
            n - 0.58, window.reduction - 0.06, "electrolyte is reduced", color=MUTED, va="top", ha="right"
        )
        for i, verdict in enumerate(verdicts.values()):
            colour = NEGATIVE if verdict.stable else LITHIUM if verdict.reduces_by else POSITIVE
            ax.bar(i, max(verdict.highest - verdict.lowest, 0.05), 0.36, verdict.lowest, color=colour)
            if verdict.reduces_by:
                _drive(ax, i, window.reduction, verdict.lowest, "SEI")
            if verdict.oxidises_by:
                _drive(ax, i, window.oxidation, verdict.highest, "CEI")
        dashed = {"color": "none", "edgecolor": ELECTRONS, "lw": 1.0, "ls": (0, (4, 2))}
        ax.bar(n + 0.15, water.width, 0.5, water.reduction, **dashed)
        centred = {"color": ELECTRONS, "ha": "center"}
        ax.text(n + 0.15, water.oxidation + 0.05, "O₂", va="bottom", **centred)
        ax.text(n + 0.15, water.reduction - 0.05, "H₂", va="top", **centred)
        ax.set_xticks([*range(n), n + 0.15], [*verdicts, "water, pH 7"])
        ax.set(xlim=(-0.5, n + 0.8), ylim=(-0.3, 5.4))
        ax.set_ylabel(r"Electron level $V_\mathrm{e}$ against Li/Li⁺ / V")
        ax.grid(axis="y", color=GRID, lw=0.5)
        ax.tick_params(axis="x", length=0)
        right = ax.secondary_yaxis("right", functions=(_to_she, _to_lithium))
        right.set_ylabel("against SHE / V")
        right.spines["right"].set_visible(True)
    return figure


def _drive(ax, i, limit, level, film):
    """An arrow from the limit to the level beyond it, with its length and what it makes."""
    arrow = {"arrowstyle": "<->", "color": INK, "lw": 0.8, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 6}
    ax.annotate("", (i + 0.26, level), (i + 0.26, limit), arrowprops=arrow)
    text = f"{abs(level - limit):.2f} V\n{film}"
    height = 0.5 * (level + limit) if level < limit else level + 0.15
    ax.text(i + 0.31, height, text, va="center", fontsize=6.5, linespacing=1.15)


def _to_she(v):
    return convert(v, "Li/Li+", "SHE")


def _to_lithium(v):
    return convert(v, "SHE", "Li/Li+")


if __name__ == "__main__":
    save(draw(compute()), __file__)
