"""A cell whose cations go the wrong way: LiPF6 in EC:EMC at 0 °C, where t_+ is below zero.

t_+ = -0.17 at 1 mol/L: J. Landesfeind, H. A. Gasteiger, J. Electrochem. Soc. 166 (2019) A3079. The cell is
that of Ecker et al. (2015) with this electrolyte, discharged by the Doyle-Fuller-Newman model. In the uniform
solution of the start the cations carry t_+ of the current in the separator, backwards; they gather where
lithium enters until diffusion carries all of it, dc/dx = -(1 - t_+) i/(F B D).
"""

import numpy as np
from _save import save

import mubar
from mubar.core.constants import ZERO_CELSIUS, F
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import DIFFUSION, GRID, LITHIUM, MUTED, REGIONS, applied, shades
from mubar.thermo.electrolytes import Landesfeind2019

COLD = ZERO_CELSIUS
PROTOCOL = "Discharge at C/10 for 10 minutes"
SHOWN = (1.0, 5.0, 15.0, 600.0)


def compute():
    """Over time the cations' share of the current in the separator; profiles of the salt; what t_+ says."""
    electrolyte = Landesfeind2019()
    cell = mubar.load_cell("ecker2015").replace(electrolyte=electrolyte)
    data = mubar.simulate(cell, PROTOCOL, temperature=COLD).data
    inside = data["region"].values == "separator"
    i = float(data["current"][0]) / cell.area
    x, c = data["x"].values, data["c_e"].values
    mean = float(c[-1, inside].mean())
    t_mean, D = electrolyte.transference_number(mean, COLD), electrolyte.diffusivity(mean, COLD)
    return {
        "t_plus": float(electrolyte.transference_number(1000.0, COLD)),
        "time": data["time"].values,
        "share": data["cation_current_density"].values[:, inside].mean(axis=1) / i,
        "x": x,
        "c": c,
        "separator": (cell.negative.thickness, cell.negative.thickness + cell.separator.thickness),
        "slope": float((np.diff(c[-1, inside]) / np.diff(x[inside]))[0]),
        "expected_slope": float(-(1.0 - t_mean) * i / (F * cell.separator.transport_efficiency * D)),
    }


def draw(found):
    """The salt's profiles, and the share that changes its sign."""
    with applied():
        figure = new_figure(7.2, 2.9)
        left, right = figure.subplots(1, 2)
        ends = [1e6 * end for end in found["separator"]]
        left.axvspan(*ends, color=REGIONS["negative"], lw=0)
        left.text(np.mean(ends), 0.97, "separator", color=MUTED, ha="center", va="top", size=7.5,
                  transform=left.get_xaxis_transform())  # fmt: skip
        for at, colour in zip(SHOWN, shades(DIFFUSION, len(SHOWN), lightest=0.6), strict=True):
            row = np.argmin(np.abs(found["time"] - at))
            profile = 1e-3 * found["c"][row]
            left.plot(1e6 * found["x"], profile, color=colour)
            left.text(-1.0, profile[0], f"{at:g} s", color=MUTED, ha="right", va="center", size=7.5)
        left.set(xlabel="Distance from the negative collector / µm", ylabel="Salt / mol L⁻¹", xlim=(-24, 150))
        left.set_xticks([0, 50, 100, 150])
        right.axhline(0.0, color=GRID, lw=0.8)
        right.axhline(1.0, color=GRID, lw=0.8)
        positive = found["time"] > 0.0
        right.text(
            0.012, found["t_plus"] - 0.03, "$t_+$ of the uniform solution", color=MUTED, va="top", size=7.5
        )
        right.text(0.012, 0.97, "steady state: all of it", color=MUTED, va="top", size=7.5)
        right.semilogx(found["time"][positive], found["share"][positive], color=LITHIUM)
        right.set(xlabel="Time / s", ylabel="Cations' share of the current", ylim=(-0.3, 1.1))
        figure.subplots_adjust(left=0.09, right=0.985, bottom=0.16, top=0.97, wspace=0.25)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
