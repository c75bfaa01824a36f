"""An orthorhombic conductor: the tensor of Li+ in LiFePO4 as a surface, and over direction.

C. Neef, A. Reiser, E. Thauer, R. Klingeler (arXiv:1912.12718, 2019): conductivities of single crystals along
b, c and a (Pnma) differ by a factor of about 10 each; here 10 : 1 : 0.1 in units of that along c. Left, Nye's
quadric x·κ·x = 1: its radius is 1/√κ in every direction, short where conduction is good. Right, between b and
c: field along n (wide plates), current along n (needles), and grains of all orientations.
"""

import numpy as np
from _save import save

from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import ELECTRONS, GRID, INK, LITHIUM, MUTED, applied
from mubar.transport import ConductivityTensor, conductivity_tensor_basis

ALONG = {"a": 0.1, "b": 10.0, "c": 1.0}
ANGLE = np.linspace(0.0, 90.0, 181)


def compute():
    """The tensor, its conductivities over the angle from b to c, means of polycrystals."""
    basis = conductivity_tensor_basis("mmm")
    amounts = np.einsum("nij,ij->n", basis, np.diag(list(ALONG.values())))
    tensor = ConductivityTensor(np.einsum("n,nij->ij", amounts, basis))
    radians = np.radians(ANGLE)
    n = np.stack([0 * radians, np.cos(radians), np.sin(radians)], axis=-1)
    return {
        "tensor": tensor,
        "principal": tensor.principal()[0],
        "field": tensor.along(n),
        "current": tensor.along_needle(n),
        "voigt": tensor.voigt(),
        "reuss": tensor.reuss(),
        "self_consistent": tensor.self_consistent(),
    }


def draw(found):
    """The quadric and the curves."""
    with applied():
        figure = new_figure(7.2, 3.1)
        solid = figure.add_axes((0.02, 0.0, 0.44, 1.0), projection="3d")
        u, v = np.meshgrid(np.linspace(0, 2 * np.pi, 97), np.linspace(0, np.pi, 49))
        ends = {name: 1.0 / np.sqrt(k) for name, k in ALONG.items()}
        surface = (
            ends["a"] * np.cos(v),
            ends["b"] * np.cos(u) * np.sin(v),
            ends["c"] * np.sin(u) * np.sin(v),
        )
        solid.plot_surface(*surface, color=ELECTRONS, alpha=0.6, lw=0.2, edgecolor="white")
        for i, (name, end) in enumerate(ends.items()):
            along, tip = np.eye(3)[i], max(end + 0.6, 2.2)
            for side in (-1.0, 1.0):
                solid.plot(*zip(side * end * along, side * tip * along, strict=True), color=MUTED, lw=0.8)
            solid.text(*((tip + 0.4) * along), f"${name}$", ha="center", va="center")
        solid.set_box_aspect((1, 1, 1), zoom=1.4)
        solid.set(xlim=(-3.0, 3.0), ylim=(-3.0, 3.0), zlim=(-3.0, 3.0))
        solid.view_init(22, 55)
        solid.set_axis_off()
        solid.text2D(
            0.5, 0.13, r"radius $1/\sqrt{\kappa}$", transform=solid.transAxes, color=MUTED, ha="center"
        )
        ax = figure.add_axes((0.53, 0.15, 0.455, 0.82))
        ax.grid(axis="y", color=GRID, lw=0.6)
        ax.semilogy(ANGLE, found["field"], color=ELECTRONS)
        ax.semilogy(ANGLE, found["current"], color=LITHIUM)
        ax.text(46, 7.0, "field along $n$", color=ELECTRONS)
        ax.text(4, 2.3, "current along $n$", color=LITHIUM)
        means = (("Voigt", "voigt"), ("self-consistent", "self_consistent"), ("Reuss", "reuss"))
        for label, name in means:
            ax.axhline(found[name], color=INK, lw=0.8, ls=(0, (4, 3)))
            ax.text(1, found[name] / 1.04, label, va="top", size=7.0)
        ax.set(
            xlim=(0, 90), ylim=(0.2, 12), xlabel="Angle from $b$ towards $c$ / °", ylabel=r"$\kappa/\kappa_c$"
        )
        ax.set_xticks([0, 30, 60, 90])
        ax.set_yticks([0.3, 1.0, 3.0, 10.0], ["0.3", "1", "3", "10"])
        ax.minorticks_off()
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
