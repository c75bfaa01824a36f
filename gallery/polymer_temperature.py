"""Arrhenius against Vogel, Fulcher and Tammann on a polymer electrolyte: which law the data support.

Copolymer of caprolactone and trimethylene carbonate (80:20) with 36 % of LiTFSI by weight, amorphous, glass
transition at -36 °C: J. Mindemark, B. Sun, E. Törmä, D. Brandell, J. Power Sources 298 (2015) 166, as
digitised in the database of N. S. Schauser, G. A. Kliegle, P. Cooke, R. A. Segalman, R. Seshadri, Chem.
Mater. 33 (2021) 4863.
"""

import numpy as np
from _save import save

from mubar.analysis import TemperatureData, compare, fit_temperature_law
from mubar.core.constants import ZERO_CELSIUS
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, GRID, INK, LITHIUM, MUTED, applied
from mubar.transport import VFT, Arrhenius

CELSIUS = np.array([25.0, 30, 40, 50, 60, 70, 80, 90, 100])
S_PER_CM = np.array([4.15e-5, 6.04e-5, 1.18e-4, 1.99e-4, 3.19e-4, 4.78e-4, 6.76e-4, 9.33e-4, 1.22e-3])
GLASS = ZERO_CELSIUS - 36.0
LAWS = {"Arrhenius": (Arrhenius, LITHIUM), "VFT": (VFT, ELECTRONS)}


def compute():
    """Both fits, their ranking, and what they say of the glass transition, where nothing was measured."""
    data = TemperatureData(CELSIUS + ZERO_CELSIUS, 100.0 * S_PER_CM)
    fits = {name: fit_temperature_law(law, data) for name, (law, _) in LAWS.items()}
    return {
        "data": data,
        "fits": fits,
        "comparison": compare({name: found.fit for name, found in fits.items()}),
        "at_glass": {name: float(found.law(GLASS)) for name, found in fits.items()},
    }


def draw(found):
    """Arrhenius' plot with both laws carried on to the glass transition; what each misses the points by."""
    with applied():
        figure = new_figure(7.2, 3.0)
        left, right = figure.subplots(1, 2, width_ratios=(1.35, 1))
        data = found["data"]
        low, high = data.T.min(), data.T.max()
        inside, outside = np.linspace(low, high, 101), np.linspace(GLASS, low, 101)
        left.axvline(1e3 / GLASS, color=GRID, lw=0.8)
        left.text(1e3 / GLASS - 0.02, 2.0, "glass\ntransition", ha="right", va="top", color=MUTED, size=7.5)
        right.axhline(0.0, color=GRID, lw=0.8)
        for name, (_, colour) in LAWS.items():
            law = found["fits"][name].law
            left.semilogy(1e3 / inside, law(inside), color=colour)
            left.semilogy(1e3 / outside, law(outside), color=colour, lw=1.0, ls=(0, (3, 2)))
            missed = 100.0 * np.expm1(found["fits"][name].fit.residuals)
            right.plot(data.T - ZERO_CELSIUS, missed, "o-", color=colour, ms=3.5, lw=1.0)
        left.plot(1e3 / data.T, data.value, "o", color=INK, mfc="white", ms=4.0)
        left.text(3.62, 3.5e-3, "Arrhenius", color=LITHIUM)
        left.text(3.72, 4e-5, "VFT", color=ELECTRONS, ha="right")
        right.text(85, -7.5, "Arrhenius", color=LITHIUM)
        right.text(55, 1.6, "VFT", color=ELECTRONS)
        left.set(xlim=(2.6, 4.3), ylim=(1e-8, 4), xlabel="$1/T$ / 10⁻³ K⁻¹", ylabel="Conductivity / S m⁻¹")
        right.set(xlabel="Temperature / °C", ylabel="Fit less data / %", xlim=(20, 105))
        figure.subplots_adjust(left=0.1, right=0.985, bottom=0.15, top=0.97, wspace=0.28)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
