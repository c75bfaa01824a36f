"""Exchange current density over reorganization energy: exact, for a step-like Fermi function, approximate.

D. Fraggedakis et al., Electrochim. Acta 367 (2021) 137432, Fig. 6a and eq. 36: at equal activities I(0) =
∫ n_e e^{-(λ-x)²/4λ} dx, energies in k_BT, against √(πλ) erfc(√λ/2) for a Fermi function that is a step and
against the uniformly valid approximation of Y. Zeng et al., J. Electroanal. Chem. 735 (2014) 77.
"""

import numpy as np
from _save import save
from scipy.special import erfc

from mubar.core.units import kT
from mubar.diagrams.figure import new_figure, stacked
from mubar.diagrams.style import DIFFUSION, ELECTRONS, LITHIUM, MUTED, applied
from mubar.kinetics import MarcusHushChidsey, ZengApproximation

T = 298.15
LAMBDA = np.geomspace(0.1, 100.0, 121)


def compute():
    """I(0) of the three over λ/k_BT, and the error of the approximations."""
    exact = np.array(
        [MarcusHushChidsey(1.0, v * kT(T)).exchange_current_density(1.0, 1.0, T) for v in LAMBDA]
    )
    step = np.sqrt(np.pi * LAMBDA) * erfc(0.5 * np.sqrt(LAMBDA))
    error = ZengApproximation().relative_error(0.0, LAMBDA * kT(T), kT(T))
    return {
        "lambda": LAMBDA,
        "exact": exact,
        "step": step,
        "uniform": exact * (1.0 + error),
        "step_error": step / exact - 1.0,
        "uniform_error": error,
    }


def draw(found):
    """The currents, and below them the errors."""
    with applied():
        figure = new_figure(3.5, 3.6)
        above, below = stacked(figure, 0.19, 0.12, 0.78, lower=0.26, upper=0.55)
        above.loglog(found["lambda"], found["exact"], color=ELECTRONS, lw=2.2, label="exact")
        above.loglog(
            found["lambda"], found["uniform"], color=LITHIUM, ls=(0, (5, 2)), label="uniformly valid"
        )
        above.loglog(
            found["lambda"], found["step"], color=DIFFUSION, ls=(0, (1, 1.5)), label="step Fermi function"
        )
        above.set(ylim=(1e-11, 3.0), ylabel=r"Exchange current density / $k_0^*$")
        above.legend(loc="lower left", handlelength=3.0)
        below.semilogx(found["lambda"], 100.0 * found["uniform_error"], color=LITHIUM, ls=(0, (5, 2)))
        below.semilogx(found["lambda"], 100.0 * found["step_error"], color=DIFFUSION, ls=(0, (1, 1.5)))
        below.axhline(0.0, color=MUTED, lw=0.6, zorder=1)
        below.set(xlabel=r"Reorganization energy $\lambda$ / $k_\mathrm{B}T$", ylabel="Error / %")
        below.set(xlim=(0.1, 100.0), ylim=(-50.0, 80.0), yticks=(-40.0, 0.0, 40.0, 80.0))
        figure.align_ylabels([above, below])
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
