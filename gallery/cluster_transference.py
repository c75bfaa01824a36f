"""Clusters: conductivity falls behind Nernst and Einstein's, the cation's share of the current below zero.

A 1:1 salt whose cations bind two anions each, [Li(TFSI)2]-, ever more firmly from left to right. The model is
that of A. France-Lanord, J. C. Grossman, Phys. Rev. Lett. 122 (2019) 136001: clusters carry charge by
themselves. Diffusivities are chosen, not measured: a cation that a chain of polymer holds (0.2), a cluster
that it does not (1), an anion (2), in 1e-12 m²/s; 1 mol/L at 363 K. As the solution is neutral there are
never more clusters than free cations, so t_+ < 0 needs clusters that are the faster of the two.
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, GRID, LITHIUM, MEASURED, applied
from mubar.thermo import Salt
from mubar.transport import AssociatedSalt, Cluster

T, C = 363.0, 1000.0
FREE, ANION, CLUSTER = 0.2e-12, 2e-12, 1e-12
ASSOCIATION = np.linspace(-8.0, 14.0, 111)


def compute():
    """Over the part of all cations in clusters: κ and κ_NE in S/m, t_+ with both, and where t_+ is zero."""
    salt = Salt("Li+", "NO3-")  # any 1:1 salt: only charges count
    bound, kappa, ideal, t_plus, t_ideal = [], [], [], [], []
    for log_beta in ASSOCIATION:
        model = AssociatedSalt(
            salt, (Cluster(1, 0, FREE), Cluster(0, 1, ANION), Cluster(1, 2, CLUSTER, log_beta))
        )
        matrix, seen = model.onsager(C, T), model.self_diffusivities(C)
        bound.append(model.concentrations(C)[2] / C)
        kappa.append(matrix.conductivity())
        ideal.append(model.nernst_einstein_conductivity(C, T))
        t_plus.append(matrix.transference_numbers()[0])
        t_ideal.append(seen[0] / seen.sum())
    found = {"bound": bound, "kappa": kappa, "ideal": ideal, "t_plus": t_plus, "t_ideal": t_ideal}
    found = {name: np.array(values) for name, values in found.items()}
    found["zero"] = float(np.interp(0.0, -found["t_plus"], found["bound"]))
    return found


def draw(found):
    """Conductivities on the left, shares on the right."""
    with applied():
        figure = new_figure(7.2, 2.8)
        left, right = figure.subplots(1, 2)
        x = found["bound"]
        left.fill_between(x, 1e3 * found["kappa"], 1e3 * found["ideal"], color=GRID, lw=0)
        left.plot(x, 1e3 * found["ideal"], color=MEASURED)
        left.plot(x, 1e3 * found["kappa"], color=ELECTRONS)
        left.text(0.22, 6.25, r"$\kappa_\mathrm{NE}$, of independent ions", color=MEASURED)
        left.text(0.03, 3.2, r"$\kappa$, of independent clusters", color=ELECTRONS)
        left.set(ylabel="Conductivity / mS m⁻¹", ylim=(0, 8))
        right.axhline(0.0, color=GRID, lw=0.8)
        right.plot(x, found["t_ideal"], color=MEASURED)
        right.plot(x, found["t_plus"], color=LITHIUM)
        right.plot([found["zero"]], [0.0], "o", color=LITHIUM, mfc="white", ms=4.5)
        right.text(0.05, 0.33, r"from $D_+$ and $D_-$ alone", color=MEASURED)
        right.text(0.06, -0.33, "$t_+$ in the solvent's frame", color=LITHIUM)
        right.set(ylabel="Cation transference number", ylim=(-0.75, 0.55))
        for ax in (left, right):
            ax.set(xlim=(0, 0.5), xlabel="Part of all cations in [Li(TFSI)₂]⁻")
        figure.subplots_adjust(left=0.08, right=0.985, bottom=0.16, top=0.97, wspace=0.25)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
