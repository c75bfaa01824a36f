"""Walden's rule in water: Li+ follows the viscosity, the proton does not wait for the molecules.

Limiting conductivities of ions at 0, 18 and 25 °C: Lange's Handbook of Chemistry (ed. J. A. Dean), section 8.
Viscosity of water: J. Pátek, J. Hrubý, J. Klomfar, M. Součková, A. H. Harvey, J. Phys. Chem. Ref. Data 38
(2009) 21, at 0.1 MPa.
"""

import numpy as np
from _save import save

from mubar.core.constants import ZERO_CELSIUS
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, GRID, LITHIUM, MUTED, NEGATIVE, applied
from mubar.transport import walden_deviation, walden_product
from mubar.transport.decoupling import KCL_WALDEN

CELSIUS = np.array([0.0, 18.0, 25.0])
LIMITING = {"H⁺": [224.1, 315.8, 350.1], "K⁺": [40.3, 64.6, 73.5], "Li⁺": [19.1, 33.4, 38.69]}
"""S cm²/mol."""
COLOURS = {"H⁺": LITHIUM, "K⁺": NEGATIVE, "Li⁺": ELECTRONS}


def water_viscosity(T):
    """Pa s at ``T``, K, and 0.1 MPa, from 253 to 383 K (Pátek et al. 2009)."""
    t = T / 300.0
    return 1e-6 * (280.68 * t**-1.9 + 511.45 * t**-7.7 + 61.131 * t**-19.6 + 0.45903 * t**-40.0)


def compute():
    """By ion: Walden's product, its deviation from the ideal line, and the slope of the plot."""
    viscosity = water_viscosity(CELSIUS + ZERO_CELSIUS)
    found = {"fluidity": 1.0 / viscosity, "slope": {}, "product": {}, "deviation": {}, "molar": {}}
    for ion, values in LIMITING.items():
        molar = 1e-4 * np.array(values)
        found["molar"][ion] = molar
        found["product"][ion] = walden_product(molar, 1.0, viscosity)
        found["deviation"][ion] = walden_deviation(molar, 1.0, viscosity)
        found["slope"][ion] = float(np.polyfit(-np.log(viscosity), np.log(molar), 1)[0])
    return found


def draw(found):
    """Walden's plot with the ideal line of slope one."""
    with applied():
        figure = new_figure(4.4, 3.4)
        ax = figure.subplots()
        fluidity = 1e-3 * found["fluidity"]
        ends = np.array([0.48, 1.35])
        ideal = 1e4 * 1e3 * KCL_WALDEN * ends
        ax.loglog(ends, ideal, color=MUTED, lw=0.8, ls=(0, (4, 3)))
        ax.text(ends[1], ideal[1], " ideal\n line", color=MUTED, va="center", size=7.5)
        for ion, molar in found["molar"].items():
            colour, slope = COLOURS[ion], found["slope"][ion]
            ax.loglog(fluidity, 1e4 * molar, "o-", color=colour, ms=4, lw=1.2)
            ax.text(fluidity[-1], 1e4 * molar[-1], f"  {ion}, slope {slope:.2f}", color=colour, va="center")
        for celsius, f in zip(CELSIUS, fluidity, strict=True):
            ax.axvline(f, color=GRID, lw=0.8, zorder=0)
            ax.text(f, 520.0, f"{celsius:g} °C", color=MUTED, size=7.0, ha="center")
        ax.set(
            xlim=(0.45, 1.75), ylim=(15, 500),
            xlabel="Fluidity of water / (mPa s)⁻¹", ylabel="Limiting conductivity / S cm² mol⁻¹",
        )  # fmt: skip
        ax.set_xticks([0.5, 1.0, 1.5], ["0.5", "1", "1.5"])
        ax.set_yticks([20, 50, 100, 200, 500], ["20", "50", "100", "200", "500"])
        ax.minorticks_off()
        figure.subplots_adjust(left=0.15, right=0.97, bottom=0.14, top=0.92)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
