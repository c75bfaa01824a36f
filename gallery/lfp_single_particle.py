"""Does one particle of LiFePO4 separate into phases while it is filled, and while it is emptied?

A platelet of 100 nm (`_lfp.py`), resolved by the Allen-Cahn reaction model, with three rate laws of one
exchange current density at half filling. Its ends are wetted by the phase that grows, so that to
thermodynamics filling and emptying are mirror images, and only the rate law can tell them apart. Slow
currents move fronts, whatever the law. Fast insertion is uniform (P. Bai, D. A. Cogswell, M. Z. Bazant, Nano
Lett. 11 (2011) 4890). What fast extraction is depends on the law: where places react the slower the fuller
they are, as the ion in transition needs a free site, differences grow that insertion damps (M. Z. Bazant,
Faraday Discuss. 199 (2017) 423): by a factor of 170 with Butler-Volmer at 1C, of 5.4 against 1.8 with coupled
ion-electron transfer; without that factor, with Marcus-Hush-Chidsey, it is the other way round.

Two measures: the segregation √<(x - X)²>/√(X(1 - X)) of the particle at half filling X, from 0 to 1; and what
the law alone says, how many times a small difference grows between 10 and 90 %, at most. At 1C coupled
ion-electron transfer is too even for its asymmetry to show in the first, where the ends drive what happens.
"""

import numpy as np
from _lfp import C_MAX, GRADIENT, HOST, LAMBDA, T, butler_volmer, coupled, electrode
from _save import save

import mubar
from mubar.core.constants import F
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import ELECTRONS, INK, LITHIUM, POSITIVE, applied
from mubar.kinetics import MarcusHushChidsey
from mubar.materials.population import Sizes
from mubar.materials.shapes import Platelet
from mubar.models import SingleParticle
from mubar.models.particles import AllenCahn

LENGTH, THICKNESS = 100e-9, 20e-9
SURFACE = 2.0 / THICKNESS
"""Per volume, 1/m."""
RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
"""Capacities per hour."""
SHOWN = (0.01, 0.1, 1.0)
START, END = 0.1, 0.9
EXCHANGE = float(coupled().exchange_current_density(0.5, 1.0, T))
LAWS = {
    name: make(EXCHANGE / float(make(1.0).exchange_current_density(0.5, 1.0, T)))
    for name, make in (
        ("Butler-Volmer", butler_volmer),
        ("Marcus-Hush-Chidsey", lambda k: MarcusHushChidsey(k, LAMBDA)),
    )
} | {"CIET": coupled()}
WAYS = {"insertion": ("Discharge", START, 0.98), "extraction": ("Charge", END, 0.02)}
"""How the step begins, where the filling does, and what wets the ends."""


def run(law, way, rate):
    """Mean filling (n,), voltage (n,) in V, and filling along the particle (n, nodes), as far as the reaction
    can carry the current.
    """
    verb, start, wetting = WAYS[way]
    shape = Platelet(THICKNESS)
    kind = AllenCahn(HOST, shape, gradient_energy=GRADIENT, wetting=wetting, spacing=1e-9)
    cell = electrode(kind, law, Sizes([LENGTH]))
    seconds = 3600.0 * (END - START) / rate
    result = mubar.simulate(
        cell, f"{verb} at {rate}C for {seconds} s ({seconds / 150.0} second period)", SingleParticle(),
        stoichiometries={"positive": start}, outputs=("stoichiometry_positive",),
    )  # fmt: skip
    x = result.data["stoichiometry_positive"].values[:, 0]
    return x.mean(axis=1), result.voltage, x


def segregation(x):
    """(n,) of profiles (n, nodes)."""
    mean = x.mean(axis=1)
    return x.std(axis=1) / np.sqrt(mean * (1.0 - mean))


def growth(law, way, rate):
    """How many times a small difference between places grows at most, at one voltage for all.

    dδ/dt = δ ∂v/∂x of the uniform filling at the rate v, up to where the law can carry it.
    """
    x = np.linspace(START, END, 401)
    sign = 1.0 if way == "extraction" else -1.0
    j = sign * rate / 3600.0 * F * C_MAX / SURFACE
    eta, found = _overpotential(law, x, j)
    u = eta + HOST(x, T)
    at = [law.current_density(u - HOST(x + d, T), x=x + d, c_plus=1.0, T=T) for d in (1e-5, -1e-5)]
    per_filling = np.where(found, -(at[0] - at[1]) / 2e-5 / abs(j), 0.0)
    step = 0.5 * (per_filling[1:] + per_filling[:-1]) * (x[1] - x[0])
    total = np.concatenate([[0.0], np.cumsum(step if sign < 0.0 else step[::-1])])
    return float(np.exp(np.max(total - np.minimum.accumulate(total))))


def _overpotential(law, x, j):
    """η at which the law gives ``j``, V, by bisection, and where it can."""
    low, high = np.full(x.size, -2.0), np.full(x.size, 2.0)
    for _ in range(60):
        middle = 0.5 * (low + high)
        above = law.current_density(middle, x=x, c_plus=1.0, T=T) > j
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return low, np.abs(low) < 1.9


def compute():
    """Runs by law, way and rate; segregation at half filling, and growth, over the rates."""
    runs = {(n, w, r): run(law, w, r) for n, law in LAWS.items() for w in WAYS for r in RATES}

    def halfway(key):
        mean, _, x = runs[key]
        order = np.argsort(mean)
        return float(np.interp(0.5, mean[order], segregation(x)[order]))

    return {
        "runs": runs,
        "segregation": {(n, w): np.array([halfway((n, w, r)) for r in RATES]) for n in LAWS for w in WAYS},
        "growth": {
            (n, w): np.array([growth(law, w, r) for r in RATES]) for n, law in LAWS.items() for w in WAYS
        },
    }


COLOURS = dict(zip(LAWS, (ELECTRONS, POSITIVE, LITHIUM), strict=True))


NAMES = dict(zip(SHOWN, ("C/100", "C/10", "1C"), strict=True))
LINES = dict(zip(WAYS, ("-", (0, (4, 2))), strict=True))


def draw(found):
    """Phase fields over filling, above; voltages and both measures."""
    with applied():
        figure = new_figure(7.2, 5.6)
        _fields(figure, found["runs"])
        _measures(figure, found)
        letters(figure, (0.005, 0.985), (0.005, 0.395), (0.345, 0.395), (0.675, 0.395))
    return figure


def _fields(figure, runs):
    for row, name in enumerate(LAWS):
        low = 0.795 - 0.165 * row
        for column, (way, rate) in enumerate((way, rate) for way in WAYS for rate in SHOWN):
            ax = figure.add_axes((0.08 + 0.145 * column + 0.012 * (column > 2), low, 0.137, 0.145))
            mean, _, x = runs[name, way, rate]
            place = np.arange(x.shape[1]) + 0.5
            image = ax.pcolormesh(mean, place, x.T, cmap="viridis", vmin=0.0, vmax=1.0, rasterized=True)
            ax.set(xlim=(START, END) if way == "insertion" else (END, START), ylim=(0.0, 100.0))
            ax.set(xticks=[0.2, 0.5, 0.8], yticks=[0, 50, 100])
            ax.tick_params(labelleft=column == 0, labelbottom=row == 2)
            if row == 0:
                ax.set_title(f"{way}, {NAMES[rate]}", size=7, weight="normal", loc="center", pad=3)
            if row == 2 and column in (1, 4):
                ax.set_xlabel("Mean filling")
        figure.text(0.008, low + 0.072, name, size=7, rotation=90, va="center", color=COLOURS[name])
        figure.text(0.03, low + 0.072, "Place / nm", size=7, rotation=90, va="center")
    scale = figure.add_axes((0.968, 0.465, 0.009, 0.475))
    figure.colorbar(image, cax=scale, ticks=[0.0, 1.0])
    scale.set_title("$x$", size=7.5, weight="normal", loc="center", pad=3)


def _measures(figure, found):
    volts, parts, growing = (figure.add_axes((at, 0.075, 0.24, 0.29)) for at in (0.08, 0.415, 0.745))
    for way, line in LINES.items():
        for rate, width in zip(SHOWN, (0.7, 1.1, 1.6), strict=True):
            mean, voltage, _ = found["runs"]["CIET", way, rate]
            volts.plot(mean[1:], voltage[1:], color=LITHIUM, ls=line, lw=width)
        for name, colour in COLOURS.items():
            drawn = {"color": colour, "ls": line, "marker": "o", "ms": 2.5}
            parts.semilogx(RATES, found["segregation"][name, way], **drawn)
            growing.loglog(RATES, found["growth"][name, way], **drawn)
        parts.plot([], [], color=INK, ls=line, label=way)
    for x, at, rate in (
        (0.5, 3.275, "1C"), (0.5, 3.59, "1C"), (0.2, 3.352, "C/10"), (0.8, 3.512, "C/10"),
        (0.22, 3.472, "C/100"), (0.76, 3.372, "C/100"),
    ):  # fmt: skip
        volts.text(x, at, rate, size=7, va="center", ha="center")
    parts.legend(loc="upper right")
    volts.set(xlim=(START, END), ylim=(3.15, 3.8), xlabel="Mean filling", ylabel="Voltage, CIET / V")
    parts.set(ylim=(0.0, 1.0), xlabel="Rate / h$^{-1}$", ylabel="Segregation at half filling")
    growing.set(ylim=(0.8, 1e4), xlabel="Rate / h$^{-1}$", ylabel="Growth of a difference")


if __name__ == "__main__":
    save(draw(compute()), __file__)
