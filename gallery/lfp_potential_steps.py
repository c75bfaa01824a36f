"""What potential steps of a LiFePO4 electrode tell about its kinetics: transients and their Tafel plot.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 10: 10⁴ particles step from 3.422 V by -45
mV and by -354 mV, with four descriptions of the reaction. Then each transient over the whole range of steps
is described by a population of particles that are activated and filled at two rates (fewer particles, which
changes no rate by more than 4 %), and the rate of filling is plotted over the step. Particles fill evenly.
What the paper does not give stands in `_lfp.py`, but for both k of Butler-Volmer: they are calibrated as
there, alone on the transients of the smaller half of the steps, behind the film on the whole Tafel plot, with
coupled ion-electron transfer for the experiment.
"""

import numpy as np
from _lfp import EMPTY, FLATNESS, HOST, PLATEAU, behind_film, butler_volmer, coupled, electrode, sizes
from _save import save

import mubar
from mubar.analysis import fit_transient
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import ELECTRONS, LITHIUM, MUTED, POSITIVE, applied
from mubar.materials.shapes import Flake
from mubar.models import SingleParticle
from mubar.models.particles import Homogeneous

STEPS = -np.array([45.0, 80.0, 120.0, 170.0, 230.0, 290.0, 354.0]) * 1e-3
SMALL, LARGE = STEPS[[0, -1]]
FULL, FEW = 10_000, 500
"""Particles of the transients that are drawn, and of those behind the Tafel plot."""
K_ALONE, K_BEHIND_FILM = 6.0e-4, 1.9e-3
"""A/m²."""
LAWS = {
    "CIET": (coupled(), True),
    "CIET, one size": (coupled(), False),
    "Butler-Volmer": (butler_volmer(K_ALONE), True),
    "Butler-Volmer, film": (behind_film(K_BEHIND_FILM), True),
}
"""And whether sizes are spread."""


def transient(law, step, count=FULL):
    """Time in s, current over capacity in 1/s and filled fraction, after a step in V."""
    cell = electrode(Homogeneous(HOST, Flake(FLATNESS)), law, sizes(count))
    enough = np.exp(np.interp(-step, [0.045, 0.1, 0.2, 0.354], np.log([1.6e5, 4e4, 1.2e4, 4e3])))
    result = mubar.simulate(
        cell, f"Hold at {PLATEAU + step} V for {enough} s", SingleParticle(),
        stoichiometries={"positive": EMPTY}, rtol=1e-4 if count == FULL else 1e-5, outputs=(),
    )  # fmt: skip
    if not result.success:
        raise RuntimeError(result.status)
    passed = result.discharge_capacity / cell.nominal_capacity
    return result.time, result.current / cell.nominal_capacity / 3600.0, EMPTY + passed


def fitted(law, spread):
    """The two-step population of every step, from a few particles."""
    return [fit_transient(*transient(law, step, FEW if spread else 1)[:2]) for step in STEPS]


def compute():
    """Transients of the small and the large step, and the fits of all, by law."""
    both = {
        name: [transient(law, step, FULL if spread else 1) for step in (SMALL, LARGE)]
        for name, (law, spread) in LAWS.items()
    }
    fits = {name: fitted(*what) for name, what in LAWS.items()}
    rates = {name: np.array([f.population.transformation for f in fit]) for name, fit in fits.items()}
    return {"transients": both, "fits": fits, "rates": rates}


COLOURS = (LITHIUM, LITHIUM, ELECTRONS, POSITIVE)
STYLES = ("-", (0, (1, 1.5)), "-", (0, (5, 2)))


def draw(found):
    """Both transients, and the Tafel plot."""
    with applied():
        figure = new_figure(7.2, 2.9)
        small, large, tafel = (figure.add_axes((at, 0.155, 0.245, 0.66)) for at in (0.08, 0.4, 0.745))
        for (name, both), colour, style in zip(found["transients"].items(), COLOURS, STYLES, strict=True):
            for ax, (time, current, _), unit in zip((small, large), both, (3600.0, 1.0), strict=True):
                ax.plot(time / unit, current * 3600.0, color=colour, ls=style, label=name)
            tafel.semilogy(-1e3 * STEPS, found["rates"][name], color=colour, ls=style, marker="o", ms=2.5)
        per_hour = "Current / (capacity h$^{-1}$)"
        small.set(xlim=(0.0, 20.0), ylim=(0.0, 0.36), xlabel="Time / h", ylabel=per_hour)
        large.set(xlim=(0.0, 1200.0), ylim=(0.0, 12.0), xlabel="Time / s", ylabel=per_hour)
        tafel.set(xlim=(0.0, 375.0), xlabel="Step / mV", ylabel="Rate constant $m$ / s$^{-1}$")
        for ax, step in ((small, SMALL), (large, LARGE)):
            said = f"{1e3 * step:.0f} mV".replace("-", "\N{MINUS SIGN}")
            ax.text(0.95, 0.95, said, transform=ax.transAxes, ha="right", va="top")
            tafel.axvline(-1e3 * step, color=MUTED, lw=0.5, ls=(0, (4, 3)), zorder=0)
        labels = small.get_legend_handles_labels()
        figure.legend(*labels, loc="upper center", ncols=4, bbox_to_anchor=(0.53, 1.0))
        letters(figure, (0.005, 0.88), (0.345, 0.88), (0.675, 0.88))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
