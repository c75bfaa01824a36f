"""Which rate law is right about where insertion is fastest, along a lithiation at constant current.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 9, puts pairs of filling and overpotential
that were measured at constant current (J. Lim et al., Science 353 (2016) 566) into five rate laws. Here the
pairs are computed: a population of LiFePO4 particles (`_lfp.py`) is lithiated by coupled ion-electron
transfer, at the rate at which the mean overpotential is the measured one, 2.5 k_BT/e. At constant current all
particles share a voltage, not a filling, so that the overpotential follows the host's potential and with it
moves the maxima, to 0.67 for coupled ion-electron transfer, which at constant overpotential
(`insertion_rates.py`) has it at 0.31. It stays beside the empirical law, with the others on either side.
"""

import numpy as np
from _lfp import EMPTY, FLATNESS, HOST, T, coupled, electrode, sizes
from _save import save
from insertion_rates import COLOURS, LAWS, STYLES

import mubar
from mubar.core.constants import F
from mubar.core.units import kT
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import INK, LITHIUM, applied
from mubar.materials.shapes import Flake
from mubar.models import SingleParticle
from mubar.models.particles import Homogeneous

COUNT = 200
RATE = 0.224
"""Capacities per hour."""
FILLING = np.linspace(0.03, 0.97, 189)
LEAST = 0.02
"""Beyond that and 1 less it the mean overpotential takes no part of a particle's way."""
EDGES = np.linspace(0.0, 1.0, 251)
WINDOW = 0.012
"""Standard deviation of the Gauss curve by which pairs of neighbouring fillings count in a fit."""


def lithiation():
    """Voltage (n,), V, and filled fractions (n, particles) at even times."""
    cell = electrode(Homogeneous(HOST, Flake(FLATNESS)), coupled(), sizes(COUNT))
    result = mubar.simulate(
        cell, f"Discharge at {RATE}C for {3600 * 0.95 / RATE} s (20 second period)", SingleParticle(),
        stoichiometries={"positive": EMPTY}, outputs=("filling_positive",),
    )  # fmt: skip
    if not result.success:
        raise RuntimeError(result.status)
    return result.voltage, result.data["filling_positive"].values


def compute():
    """eη/k_BT and |j|/max over filling; the mean of the former, and where the latter is 1."""
    voltage, filled = lithiation()
    eta = (voltage[:, None] - HOST(filled, T)) * F / kT(T)
    seen = (filled > LEAST) & (filled < 1.0 - LEAST)
    count, _ = np.histogram(filled, EDGES)
    total, _ = np.histogram(filled, EDGES, weights=eta)
    off = (0.5 * (EDGES[1:] + EDGES[:-1]) - FILLING[:, None]) / WINDOW
    near = np.exp(-0.5 * off**2)
    n, first, second = near @ count, (near * off) @ count, (near * off**2) @ count
    # the line that fits the neighbouring pairs best, at its middle
    along = (second * (near @ total) - first * ((near * off) @ total)) / (n * second - first**2)
    found = {"eta": along, "mean": float(eta[seen].mean()), "curves": {}, "peaks": {}}
    for name, law in LAWS.items():
        current = -law.current_density(along * kT(T) / F, x=FILLING, c_plus=1.0, T=T)
        found["curves"][name] = current / current.max()
        found["peaks"][name] = float(FILLING[current.argmax()])
    return found


def draw(found):
    """The curves, and the pairs that they are made of."""
    with applied():
        figure = new_figure(7.2, 3.3)
        left = figure.add_axes((0.065, 0.13, 0.55, 0.71))
        right = figure.add_axes((0.7, 0.13, 0.285, 0.71))
        for (name, curve), colour, style in zip(found["curves"].items(), COLOURS, STYLES, strict=True):
            left.plot(FILLING, curve, color=colour, ls=style, label=name)
        left.set(xlim=(0.0, 1.0), ylim=(0.0, 1.05), xlabel="Filling $c$", ylabel=r"$i\,/\,i_\mathrm{max}$")
        labels = left.get_legend_handles_labels()
        figure.legend(*labels, loc="upper center", ncols=3, bbox_to_anchor=(0.53, 1.0))
        right.plot(FILLING, -found["eta"], color=LITHIUM)
        right.axhline(-found["mean"], color=INK, lw=0.5, ls=(0, (4, 3)))
        right.text(0.98, 0.06 - found["mean"], f"mean {-found['mean']:.2f}", size=7.5, ha="right")
        right.set(xlim=(0.0, 1.0), xlabel="Filling $c$", ylabel=r"$e|\eta|$ / $k_\mathrm{B}T$")
        right.set_ylim(bottom=0.0)
        letters(figure, (0.005, 0.88), (0.645, 0.88))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
