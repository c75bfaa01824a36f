"""Conductivity from a trajectory, on the two routes: displacements of the charge, memory of the current.

The electrolyte is generated, so that the answer is known: Langevin ions of a 1:1 salt whose anions drag few
cations along, with the transference number -1/8: 12 ions of each kind in a cube of 2 nm, 60 000 frames a
quarter of a free cation's relaxation time apart. Einstein's route reads the slope of squared displacements
over the lags that are shaded (the line in them is the fit), Green and Kubo's the integral of the correlation
up to the dashed line; the code finds both from where the motion of all ions has become diffusive. Bands and
bars are 95 % intervals from ten blocks of the run (D. R. Wheeler, J. Newman, J. Phys. Chem. B 108 (2004)
18353).
"""

import numpy as np
from _save import save

from mubar.analysis import LangevinIons, einstein, green_kubo
from mubar.core.constants import R
from mubar.diagrams.figure import new_figure
from mubar.diagrams.running import running_panel
from mubar.diagrams.style import applied
from mubar.transport import SOLVENT

T, MASS, D = 300.0, 0.05, 1e-9
RELAXATION = D * MASS / (R * T)
CORRELATIONS = D * np.array([[1.0, 1.3], [1.3, 4.0]])
FRAMES = 60_000


def compute():
    """Both results, and the exact κ (S/m) and t_+."""
    ions = LangevinIons([1, -1], [12, 12], [D, 2 * D], CORRELATIONS, T, (2e-9) ** 3, MASS)
    run = ions.trajectory(FRAMES, RELAXATION / 4, np.random.default_rng(3))
    exact = ions.onsager()
    return {
        "einstein": einstein(run, SOLVENT),
        "green_kubo": green_kubo(run, SOLVENT),
        "kappa": exact.conductivity(),
        "t_plus": float(exact.transference_numbers()[0]),
    }


def draw(found):
    """Einstein's route on the left, Green and Kubo's on the right."""
    with applied():
        figure = new_figure(7.2, 2.9)
        axes = figure.subplots(1, 2, sharey=True)
        for ax, route in zip(axes, ("einstein", "green_kubo"), strict=True):
            result = found[route]
            running_panel(ax, result.running, found["kappa"])
            t = result.transference_numbers[0]
            said = f"$t_+$ = {t.value:.2f} ± {t.high - t.value:.2f}".replace("-", "\N{MINUS SIGN}")
            ax.text(0.03, 0.53, f"{said}\n(exact \N{MINUS SIGN}1/8)", transform=ax.transAxes)
        axes[1].set_ylabel("")
        figure.subplots_adjust(left=0.07, right=0.985, bottom=0.15, top=0.92, wspace=0.08)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
