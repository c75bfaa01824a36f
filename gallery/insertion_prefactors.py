"""Exchange current densities of five rate laws of insertion over filling: Table 1 of D. Fraggedakis et al.,
Electrochim. Acta 367 (2021) 137432, with what its printed form lacks.

Activity a = c/(1-c) e^{Ω(1-2c)/RT} of a regular solution, c_+ = 1, I(h) = ∫ e^{-(λ+h-x)²/4λ}/(1+eˣ) dx,
energies in k_BT; LiFePO4's Ω = 11177 J/mol and λ = 8.3 k_BT.
"""

import numpy as np
from _save import save
from insertion_rates import COLOURS, LAWS, STYLES, T
from scipy.optimize import minimize_scalar

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import MUTED, applied

FORMULAS = {
    "phase-field Butler-Volmer": r"$k\,(1-c)\,\sqrt{a}$",
    "Butler-Volmer": r"$k\,\sqrt{c(1-c)}$",
    "empirical (Lim et al.)": r"$\sqrt{3}\,k\,(1-c)\,\sqrt{c(1-c)}$",
    "phase-field Marcus-Hush-Chidsey": r"$k\,(1-c)\,\sqrt{a/c}\;I(-\ln c)$",
    "coupled ion-electron transfer": r"$k\,(1-c)\;I(-\ln c)$",
}
FILLING = np.linspace(0.001, 0.999, 500)


def compute():
    """i0/max over filling, and the filling where it is largest."""
    found = {"filling": FILLING, "curves": {}, "peaks": {}}
    for name, law in LAWS.items():
        best = minimize_scalar(
            lambda x, law=law: -law.exchange_current_density(x, 1.0, T), bounds=(0.01, 0.9), method="bounded",
            options={"xatol": 1e-9},
        )  # fmt: skip
        found["curves"][name] = law.exchange_current_density(FILLING, 1.0, T) / -best.fun
        found["peaks"][name] = best.x
    return found


def draw(found):
    """Curves, and the table beside them."""
    with applied():
        figure = new_figure(7.2, 2.7)
        ax = figure.add_axes((0.065, 0.16, 0.36, 0.8))
        table = figure.add_axes((0.46, 0.16, 0.53, 0.8))
        for curve, colour, style in zip(found["curves"].values(), COLOURS, STYLES, strict=True):
            ax.plot(FILLING, curve, color=colour, ls=style)
        ax.set(xlim=(0.0, 1.0), ylim=(0.0, 1.02), xlabel="Filling $c$", ylabel=r"$i_0\,/\,\max\,i_0$")
        table.set(xlim=(0.0, 1.0), ylim=(0.0, 5.7))
        table.axis("off")
        for at, heading, side in (
            (0.08, "Rate law", "left"),
            (0.57, "$i_0$", "left"),
            (1.0, "largest at", "right"),
        ):
            table.text(at, 5.35, heading, weight="bold", ha=side, va="center", size=7.5)
        table.axhline(5.0, color=MUTED, lw=0.6)
        for row, (name, colour, style) in enumerate(zip(LAWS, COLOURS, STYLES, strict=True)):
            y = 4.5 - row
            table.plot([0.0, 0.06], [y, y], color=colour, ls=style)
            table.text(0.08, y, name, va="center", size=7.5)
            table.text(0.57, y, FORMULAS[name], va="center", size=7.5)
            table.text(1.0, y, f"{found['peaks'][name]:.3f}", va="center", ha="right", size=7.5)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
