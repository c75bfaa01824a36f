"""Crowding at the transition state: the fuller the host, the fewer free sites for the ion in transition.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 8 and eq. 40: γ‡ = (1-c)^-s. Beside the law
stand counts on a lattice filled at random, and the energies of the transition state that follow. The paper
gives no numbers for its levels; those of the empty host here are λ = 8 k_BT and ΔE_IT = 12 k_BT, harmonic.
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import ELECTRONS, GRID, INK, LITHIUM, MUTED, NEGATIVE, applied, shades
from mubar.kinetics import CIET
from mubar.kinetics.landscape import Landscape, QuadraticPenalty, transition_state

T = 298.15
SHOWN = (0.1, 0.5, 0.9)
FILLING = np.linspace(0.02, 0.98, 97)
SIDE = 600


def compute():
    """Free part of the rate over filling by the law, counted on a lattice, and the levels in k_BT."""
    eta = -5.0 * kT(T) / F

    def reduction(s, x):
        law = CIET(1.0, 8.3 * kT(T), excluded_sites=s)
        return law.partial_currents(eta, x=x, c_plus=1.0, T=T).reduction

    empty = transition_state(Landscape.symmetric(QuadraticPenalty(12.0 * kT(T)), 8.0 * kT(T))).barrier / kT(T)
    at = np.array(SHOWN)
    crowded = np.log(reduction(0.0, at) / reduction(1.0, at))  # ln γ‡
    random = np.random.default_rng(2021)
    counted = {1: [], 2: []}
    for c in SHOWN:
        free = random.random((SIDE, SIDE)) >= c
        counted[1].append(free.mean())
        counted[2].append((free & np.roll(free, 1, axis=1)).mean())
    return {
        "law": {s: reduction(s, FILLING) / reduction(0.0, FILLING) for s in (1, 2)},
        "counted": {s: np.array(n) for s, n in counted.items()},
        "transition_state": empty + crowded,
        "product": -np.log1p(-at),
    }


def draw(found):
    """Levels, lattices, and the law with the counts."""
    with applied():
        figure = new_figure(7.2, 2.6)
        levels = figure.add_axes((0.06, 0.15, 0.27, 0.78))
        colours = shades(NEGATIVE, 3, 0.55)
        for top, end, c, colour in zip(
            found["transition_state"], found["product"], SHOWN, colours, strict=True
        ):
            heights = (0.0, top, end)
            for i, height in enumerate(heights):
                levels.plot([i - 0.28, i + 0.28], [height] * 2, color=colour, lw=2.4, solid_capstyle="butt")
            for i in (0, 1):
                levels.plot([i + 0.28, i + 0.72], heights[i : i + 2], color=colour, lw=0.8, ls=(0, (3, 2)))
            aside, side = (-0.18, "top") if c == SHOWN[0] else (0.12, "bottom")
            levels.text(1.0, top + aside, f"$c$ = {c:g}", ha="center", va=side, size=7.0)
        levels.set(xlim=(-0.5, 2.5), ylim=(-0.5, 8.2), ylabel=r"$\mu^\mathrm{ex}$ / $k_\mathrm{B}T$")
        levels.set_xticks([0, 1, 2], ["O", "transition state", "R"])
        for k, c in enumerate(SHOWN):
            ax = figure.add_axes((0.375, 0.665 - 0.275 * k, 0.12, 0.25))
            _lattice(ax, c, k)
        ax = figure.add_axes((0.6, 0.15, 0.385, 0.78))
        for s, colour in ((1, ELECTRONS), (2, LITHIUM)):
            ax.plot(FILLING, found["law"][s], color=colour, label=_law(s))
            ax.plot(SHOWN, found["counted"][s], "o", color=colour, mfc="white", ms=4.5, clip_on=False)
        ax.plot([], [], "o", color=INK, mfc="white", ms=4.5, label="counted on the lattice")
        ax.set(xlim=(0, 1), ylim=(0, 1), xlabel="Filling $c$", ylabel="Part of the rate of an empty host")
        ax.legend(loc="upper right")
        letters(figure, (0.005, 0.98), (0.35, 0.98), (0.535, 0.98))
    return figure


def _law(sites):
    """With its number of excluded sites."""
    noun = "site" if sites == 1 else "sites"
    return rf"$1/\gamma^\ddagger = {'1-c' if sites == 1 else '(1-c)^2'}$, {sites} {noun}"


def _lattice(ax, filling, seed):
    taken = np.random.default_rng(seed).random((9, 12)) < filling
    y, x = np.nonzero(taken)
    ax.scatter(x, y, s=13, color=NEGATIVE, lw=0)
    y, x = np.nonzero(~taken)
    ax.scatter(x, y, s=13, color="white", edgecolors=MUTED, lw=0.5)
    ax.set(xlim=(-0.8, 11.8), ylim=(-0.8, 8.8), xticks=[], yticks=[], aspect="equal")
    ax.text(12.4, 4.0, f"{filling:g}", size=7.0, va="center")
    for spine in ax.spines.values():
        spine.set(visible=True, color=GRID)


if __name__ == "__main__":
    save(draw(compute()), __file__)
