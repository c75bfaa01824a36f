"""Nernst's slope from species voltages: the electron level of Fe+3/Fe+2, and electrodes in their salts.

Left, V of both ions and the electron level that they imply, 3 V_Fe+3 - 2 V_Fe+2, over their ratio at 0.01
mol/kg of iron, ideal: 59.2 mV per decade (25 °C). Right, electrodes over the molality of their salt: metals
in ideal solutions, and Ag/AgCl in KCl with Pitzer's activity coefficients.
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import DIFFUSION, ELECTRONS, GRID, INK, LITHIUM, MEASURED, NEGATIVE, applied
from mubar.thermo import Pitzer, couple, species_voltage, standard_voltage

T = 298.15
IRON = 0.01
DECADES = np.linspace(-4.0, 4.0, 81)
MOLALITY = np.geomspace(1e-4, 4.0, 60)


def compute():
    """Levels in V over the ratio and over molality; slopes in V per decade."""
    ratio = 10.0**DECADES
    three = species_voltage(standard_voltage("Fe+3"), IRON * ratio / (1.0 + ratio), 3, T)
    two = species_voltage(standard_voltage("Fe+2"), IRON / (1.0 + ratio), 2, T)
    electrons = couple("Fe+3/Fe+2").electron_level({"Fe+3": three, "Fe+2": two})
    metals = {
        "Ag+/Ag": couple("Ag+/Ag").potential({"Ag+": MOLALITY}, T),
        "Cu+2/Cu": couple("Cu+2/Cu").potential({"Cu+2": MOLALITY}, T),
    }
    silver = couple("AgCl/Ag")
    gamma = np.exp(Pitzer.for_salt("K+", "Cl-").log_gamma(MOLALITY, T))
    return {
        "Fe+3": three,
        "Fe+2": two,
        "electrons": electrons,
        "slope": np.polyfit(DECADES, electrons, 1)[0],
        "metals": metals,
        "slopes": {k: np.polyfit(np.log10(MOLALITY), v, 1)[0] for k, v in metals.items()},
        "ideal": silver.potential({"Cl-": MOLALITY}, T),
        "real": silver.potential({"Cl-": MOLALITY * gamma}, T),
        "real_at_1": silver.potential({"Cl-": np.interp(1.0, MOLALITY, MOLALITY * gamma)}, T),
    }


def draw(found):
    """Iron on the left, electrodes on the right."""
    with applied():
        figure = new_figure(7.2, 2.9)
        iron, electrodes = figure.subplots(1, 2)
        implied = r"$V_\mathrm{e} = 3V_{\mathrm{Fe^{3+}}} - 2V_{\mathrm{Fe^{2+}}}$"
        for values, colour, label, height in (
            (found["electrons"], ELECTRONS, implied, 0.82),
            (found["Fe+3"], LITHIUM, r"$V_{\mathrm{Fe^{3+}}}$", 0.0),
            (found["Fe+2"], DIFFUSION, r"$V_{\mathrm{Fe^{2+}}}$", -0.62),
        ):
            iron.plot(DECADES, values, color=colour)
            iron.text(-3.9, height, label, color=colour, va="center")
        iron.text(
            3.9, 0.68, f"{1e3 * found['slope']:.1f} mV per decade", color=ELECTRONS, va="center", ha="right"
        )
        iron.set(
            xlabel=r"$\log_{10}\, a_{\mathrm{Fe^{3+}}}/a_{\mathrm{Fe^{2+}}}$",
            ylabel="Species voltage / V",
            ylim=(-0.75, 1.3),
        )
        iron.set_title("Electron level of a couple")
        for (name, values), colour, height in zip(
            found["metals"].items(), (ELECTRONS, NEGATIVE), (0.81, 0.17), strict=True
        ):
            electrodes.semilogx(MOLALITY, values, color=colour)
            slope = f"{1e3 * found['slopes'][name]:.1f} mV"
            name = name.replace("Ag+", "Ag⁺").replace("Cu+2", "Cu²⁺")
            electrodes.text(1.3e-4, height, f"{name}, {slope} per decade", color=colour, va="center")
        electrodes.semilogx(MOLALITY, found["ideal"], color=MEASURED, lw=1.0, ls=(0, (4, 2)))
        electrodes.semilogx(MOLALITY, found["real"], color=LITHIUM)
        electrodes.text(1.3e-4, found["real"][0] + 0.02, "AgCl/Ag in KCl", color=LITHIUM, va="bottom")
        electrodes.annotate(
            "ideal", (0.9, found["ideal"][-9]), (0.25, 0.13), color=MEASURED,
            arrowprops={"arrowstyle": "-", "color": MEASURED, "lw": 0.6},
        )  # fmt: skip
        electrodes.set(
            xlabel=r"Molality / mol kg$^{-1}$", ylabel="Potential against SHE / V", ylim=(0.1, 0.92)
        )
        electrodes.set_title("Electrodes in their salt")
        for ax in (iron, electrodes):
            ax.grid(color=GRID, lw=0.5)
            ax.tick_params(labelcolor=INK)
        figure.tight_layout(w_pad=2.0)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
