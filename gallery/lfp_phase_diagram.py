"""LiFePO4 as a regular solution: what coexists at each temperature, and the plateau with its hysteresis.

Ω = 11177 J/mol and 3.422 V against lithium metal, as in multiphase porous-electrode theory (R. B. Smith, M.
Z. Bazant, J. Electrochem. Soc. 164 (2017) E3291). The 74 mV between the spinodal potentials are the
hysteresis of many particles at no current (W. Dreyer et al., Nat. Mater. 9 (2010) 448).
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, INK, LITHIUM, MUTED, applied
from mubar.thermo import RegularSolution

HOST = RegularSolution(omega=11177.0, mu0=-F * 3.422)
T = 298.15


def compute():
    """Binodal and spinodal over temperature; at 298.15 K potentials over x, plateau, hysteresis gap (V)."""
    critical = HOST.critical_temperature()
    temperatures = critical * (1.0 - np.linspace(0.0, 0.85, 60)[1:] ** 2)
    x = np.linspace(0.002, 0.998, 499)
    return {
        "critical_temperature": critical,
        "temperatures": temperatures,
        "binodal": np.array([HOST.binodal(at)[0] for at in temperatures]),
        "spinodal": np.array([HOST.spinodal(at)[0] for at in temperatures]),
        "x": x,
        "uniform": HOST.open_circuit_potential(x, T),
        "equilibrium": HOST.plateau_potential(x, T),
        "plateau": float(HOST.tie_line_potentials(T)[0]),
        "hysteresis": float(HOST.hysteresis_gaps(T)[0]),
        "ends": HOST.binodal(T)[0],
        "turns": HOST.spinodal(T)[0],
    }


def draw(found):
    """The phase diagram on the left, potentials at room temperature on the right."""
    with applied():
        figure = new_figure(7.2, 3.0)
        left = figure.add_axes((0.075, 0.15, 0.39, 0.8))
        right = figure.add_axes((0.565, 0.15, 0.415, 0.8))
        _phases(left, found)
        _potentials(right, found)
    return figure


def _phases(ax, found):
    T_c, at = found["critical_temperature"], found["temperatures"]
    for name, colour in (("binodal", ELECTRONS), ("spinodal", LITHIUM)):
        low, high = found[name].T
        ax.plot(np.concatenate([low[::-1], [0.5], high]), np.concatenate([at[::-1], [T_c], at]), color=colour)
    ax.plot(found["ends"], [T, T], "o-", color=ELECTRONS, ms=4, lw=0.9)
    ax.text(0.5, T + 12, "tie line, 298 K", ha="center", color=ELECTRONS, size=7.5)
    ax.plot(0.5, T_c, "o", color=INK, ms=4)
    ax.text(0.5, T_c + 12, f"critical point, {T_c:.0f} K", ha="center", size=7.5)
    ax.text(0.5, 500, "unstable", ha="center", color=LITHIUM)
    ax.text(0.16, 420, "metastable", ha="center", color=MUTED, rotation=72, size=7.5)
    ax.text(0.03, 700, "one phase", color=MUTED)
    ax.text(0.83, 590, "binodal", color=ELECTRONS, size=7.5)
    ax.text(0.77, 400, "spinodal", color=LITHIUM, ha="right", size=7.5)
    ax.set(
        xlabel="Filled fraction $x$ in Li$_x$FePO$_4$", ylabel="Temperature / K", xlim=(0, 1), ylim=(190, 740)
    )


def _potentials(ax, found):
    low, high = (float(HOST(x, T)) for x in found["turns"])
    for U in (low, high):
        ax.axhline(U, color=MUTED, lw=0.6, ls=":")
    ax.plot(found["x"], found["uniform"], color=LITHIUM, lw=1.1, label="uniform")
    ax.plot(found["x"], found["equilibrium"], color=ELECTRONS, lw=1.8, label="in equilibrium")
    ax.plot(found["ends"], [found["plateau"]] * 2, "o", color=ELECTRONS, ms=4)
    ax.plot(found["turns"], [low, high], "o", color=LITHIUM, mec="white", ms=5, zorder=4)
    ax.annotate("", (0.5, low), (0.5, high), arrowprops={"arrowstyle": "<->", "lw": 0.8, "color": INK})
    ax.text(0.485, 3.441, f"{1e3 * found['hysteresis']:.1f} mV", ha="right", va="center")
    ax.text(
        0.3, found["plateau"] + 0.002, f"{found['plateau']:.3f} V", color=ELECTRONS, ha="center", va="bottom"
    )
    ax.set(xlabel="Filled fraction $x$", ylabel="Open-circuit potential / V", xlim=(0, 1), ylim=(3.34, 3.52))
    ax.legend(loc="upper right")


if __name__ == "__main__":
    save(draw(compute()), __file__)
