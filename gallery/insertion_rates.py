"""Where insertion into LiFePO4 is fastest: five rate laws at an overpotential of -2.5 k_BT/e.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 9 and Table 1, with the paper's λ = 8.3 k_BT
and the regular solution of LiFePO4 (11177 J/mol). The paper puts the measured pairs of filling and
overpotential into the laws; here the overpotential is held at the mean of those, and varied on the right.
"""

import numpy as np
from _save import save
from scipy.optimize import minimize_scalar

from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import DIFFUSION, ELECTRONS, INK, LITHIUM, NEGATIVE, POSITIVE, applied
from mubar.kinetics import (
    CIET,
    ButlerVolmer,
    ExcludedSiteExchange,
    InsertionExchange,
    PhaseFieldMarcusHushChidsey,
    RegularSolutionExchange,
)

T = 298.15
LAMBDA, OMEGA = 8.3 * kT(T), 11177.0
LAWS = {
    "phase-field Butler-Volmer": ButlerVolmer(RegularSolutionExchange(1e-6, interaction=OMEGA)),
    "Butler-Volmer": ButlerVolmer(InsertionExchange(1e-6)),
    "empirical (Lim et al.)": ButlerVolmer(ExcludedSiteExchange(1e-6)),
    "phase-field Marcus-Hush-Chidsey": PhaseFieldMarcusHushChidsey(1.0, LAMBDA, OMEGA),
    "coupled ion-electron transfer": CIET(1.0, LAMBDA),
}
COLOURS = (POSITIVE, NEGATIVE, ELECTRONS, DIFFUSION, LITHIUM)
STYLES = ((0, (5, 2)), (0, (5, 2)), "-", (0, (1, 1.5)), "-")
FILLING = np.linspace(0.001, 0.999, 500)
ETA = -np.array([0.01, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0])
SHOWN = -2.5
"""eη/k_BT."""


def compute():
    """|j|/max over filling at -2.5 k_BT/e, and the filling where it is largest over overpotential."""
    peaks = {name: np.array([_peak(law, eta) for eta in ETA]) for name, law in LAWS.items()}
    curves = {}
    for name, law in LAWS.items():
        top = peaks[name][ETA == SHOWN]
        curves[name] = _current(law, SHOWN, FILLING) / _current(law, SHOWN, top)
    return {"eta": ETA, "curves": curves, "peaks": peaks}


def _current(law, eta, filling):
    return -law.current_density(eta * kT(T) / F, x=filling, c_plus=1.0, T=T)


def _peak(law, eta):
    around = FILLING[np.clip(_current(law, eta, FILLING).argmax() + np.array([-1, 1]), 0, FILLING.size - 1)]
    return minimize_scalar(
        lambda x: -_current(law, eta, x), bounds=around, method="bounded", options={"xatol": 1e-9}
    ).x


def draw(found):
    """Curves, and where they peak."""
    with applied():
        figure = new_figure(7.2, 3.3)
        left = figure.add_axes((0.065, 0.13, 0.55, 0.71))
        right = figure.add_axes((0.715, 0.13, 0.275, 0.71))
        for (name, curve), colour, style in zip(found["curves"].items(), COLOURS, STYLES, strict=True):
            left.plot(FILLING, curve, color=colour, ls=style, label=name)
            left.plot(
                found["peaks"][name][ETA == SHOWN], 1.0, "v", color=colour, ms=4.5, clip_on=False, zorder=4
            )
            right.plot(-ETA, found["peaks"][name], color=colour, ls=style)
        left.set(xlim=(0.0, 1.0), ylim=(0.0, 1.05), xlabel="Filling $c$", ylabel=r"$i\,/\,i_\mathrm{max}$")
        figure.legend(
            *left.get_legend_handles_labels(),
            loc="upper center",
            ncols=3,
            handlelength=3.0,
            bbox_to_anchor=(0.53, 1.0),
        )
        right.axvline(-SHOWN, color=INK, lw=0.5, ls=(0, (4, 3)))
        right.set(xlim=(0.0, 5.0), ylim=(0.0, 0.55), xlabel=r"$e|\eta|$ / $k_\mathrm{B}T$")
        right.set_ylabel("Filling at the largest current")
        letters(figure, (0.005, 0.88), (0.645, 0.88))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
