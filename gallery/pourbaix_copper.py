"""Potential-pH diagram of copper in water at 25 °C, dissolved copper at 1e-6 mol/kg.

After M. Pourbaix, Atlas of Electrochemical Equilibria in Aqueous Solutions (1966): the form with the lowest
Gibbs energy at each proton and electron level. The axes are two species voltages: V of H+ against its
standard level (upper scale), and V_e against SHE.
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, INK, applied
from mubar.thermo import Pourbaix, water_window
from mubar.thermo.levels import ph, proton_voltage

COPPER = Pourbaix("Cu", ("Cu", "Cu+2", "Cu2O", "CuO"), 1e-6)
PAIRS = (("Cu", "Cu+2"), ("Cu+2", "Cu2O"), ("Cu", "Cu2O"), ("Cu2O", "CuO"), ("Cu+2", "CuO"))
PH = np.linspace(-1.0, 15.0, 641)
POTENTIAL = np.linspace(-1.0, 1.6, 521)


def compute():
    """The stable form on a grid, the lines between forms, the limits of water."""
    return {
        "stable": COPPER.stable(PH[None, :], POTENTIAL[:, None]),
        "lines": {pair: COPPER.line(*pair) for pair in PAIRS},
        "water": water_window(0.0),
    }


def draw(found):
    """Fields with their forms, the lines of water dashed."""
    names = {"Cu": "Cu", "Cu+2": "Cu²⁺", "Cu2O": "Cu₂O", "CuO": "CuO"}
    fills = ("#F3D9C6", "#CFE3F5", "#F6C9C4", "#D9D9D9")
    with applied():
        figure = new_figure(4.6, 3.9)
        ax = figure.add_axes((0.14, 0.13, 0.83, 0.73))
        stable = found["stable"]
        ax.contourf(PH, POTENTIAL, stable, levels=np.arange(-0.5, 4.0), colors=fills)
        for k, form in enumerate(COPPER.forms):
            mask = (stable == k).astype(float)
            ax.contour(PH, POTENTIAL, mask, levels=[0.5], colors=[INK], linewidths=0.8)
            rows, columns = np.nonzero(stable == k)
            place = (np.median(PH[columns]), np.median(POTENTIAL[rows]))
            slope = (
                np.degrees(np.arctan2(-0.0592 / 2.6 * 0.73 * 3.9, 1 / 16 * 0.83 * 4.6))
                if form == "Cu2O"
                else 0
            )
            if form == "Cu2O":
                place = (9.3, 0.5 * (found["lines"]["Cu", "Cu2O"](9.3) + found["lines"]["Cu2O", "CuO"](9.3)))
            ax.text(*place, names[form], ha="center", va="center", rotation=slope, fontsize=9)
        for start, gas, shift, va in (
            (found["water"].reduction, "H₂", -0.05, "top"),
            (found["water"].oxidation, "O₂", 0.05, "bottom"),
        ):
            ax.plot(PH, start + proton_voltage(PH, 298.15), color=ELECTRONS, lw=1.0, ls=(0, (4, 2)))
            ax.text(0.0, start + shift, gas, color=ELECTRONS, va=va, ha="center")
        ax.set(
            xlim=(-1, 15),
            ylim=(-1.0, 1.6),
            xlabel="pH",
            ylabel=r"Electron level $V_\mathrm{e}$ against SHE / V",
        )
        ax.spines[["top", "right"]].set_visible(True)
        top = ax.secondary_xaxis(
            "top", functions=(lambda x: proton_voltage(x, 298.15), lambda v: ph(v, 298.15))
        )
        top.set_xlabel(r"$V_{\mathrm{H^+}} - V^\circ_{\mathrm{H^+}}$ / V")
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
