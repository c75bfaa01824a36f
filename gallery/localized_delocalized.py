"""Tafel curves of localised and of delocalised electrons: inverted region against plateau.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 6c: one level (Marcus) has its largest
current where |eη_f| = λ and less beyond; a metal's levels, one after the other in that condition, hold it at
√(4πλ). Dilute, at equal activities; the paper gives no λ, here it is 10 k_BT.
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, INK, MUTED, applied
from mubar.kinetics import Marcus, MarcusHushChidsey

T = 298.15
LAMBDA = 10.0
AT = {"x": 1.0, "c_plus": 1.0, "T": T}
ETA = np.linspace(-30.0, 30.0, 1201)
"""eη/k_BT."""


def compute():
    """|j|/k0 of both over eη/k_BT, where the first is largest, and where the second ends."""
    volts = ETA * kT(T) / F
    one, metal = Marcus(1.0, LAMBDA * kT(T)), MarcusHushChidsey(1.0, LAMBDA * kT(T))
    found = {
        "localized": np.abs(one.current_density(volts, **AT)),
        "delocalized": np.abs(metal.current_density(volts, **AT)),
        "plateau": metal.limiting_current(**AT).reduction,
    }
    reduction = one.partial_currents(volts, **AT).reduction
    found["largest_at"] = ETA[np.argmax(reduction)]
    found["largest"] = reduction.max()
    return found


def draw(found):
    """Both curves, with maximum and plateau."""
    with applied():
        figure = new_figure(3.5, 2.8)
        ax = figure.add_axes((0.16, 0.15, 0.81, 0.82))
        ax.axhline(found["plateau"], color=MUTED, lw=0.7, ls=(0, (4, 3)))
        ax.text(-29.0, 1.25 * found["plateau"], r"$\sqrt{4\pi\lambda}$", color=MUTED)
        for side in (-1.0, 1.0):
            ax.axvline(side * LAMBDA, color=MUTED, lw=0.7, ls=(0, (4, 3)))
        ax.text(LAMBDA + 0.6, 2.5e-3, r"$e\eta = \lambda$", color=MUTED)
        away = ETA != 0.0
        for name, colour, label, at, height in (
            ("delocalized", ELECTRONS, "metal", 20.0, 4.5),
            ("localized", INK, "localised", -12.3, 0.03),
        ):
            ax.semilogy(ETA[away], found[name][away], color=colour)
            ax.text(at, height, label, color=colour, weight="bold", ha="center")
        ax.set(
            xlim=(-30.0, 30.0),
            ylim=(1e-3, 60.0),
            xlabel=r"$e\eta$ / $k_\mathrm{B}T$",
            ylabel=r"$|j|\,/\,k_0^*$",
        )
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
