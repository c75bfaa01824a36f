"""How fine a grid an interface between phases needs: its energy, and the voltage that moves it on.

A plate of LiFePO4 (Cahn-Hilliard) is discharged half and left alone; the interface's energy then is compared
with ∫ √(2 κ Δg) dx between the binodals (J. W. Cahn, J. E. Hilliard, J. Chem. Phys. 28 (1958) 258). The
voltage of a slowly discharged plate is flat; on a coarse grid the front goes from node to node, and it goes
up and down.
"""

import numpy as np
from _save import save
from matplotlib.figure import Figure
from scipy.integrate import quad

import mubar
from mubar.core.constants import F
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import LITHIUM, MUTED, applied
from mubar.kinetics import ButlerVolmer
from mubar.kinetics.exchange import RegularSolutionExchange
from mubar.materials.population import Sizes
from mubar.materials.shapes import Plate
from mubar.models import SingleParticle
from mubar.models.particles import CahnHilliard
from mubar.models.particles.interface import width
from mubar.thermo import RegularSolution

HOST, C_MAX, T = RegularSolution(omega=11177.0, mu0=-3.422 * F), 22904.0, 298.15
KAPPA, WIDTHS = 5e-9, 12.0
"""Gradient energy, J/m; half thickness of the plate in widths of the interface."""
NODES = (1.05, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 6.0, 8.0)
"""In the width of the interface."""


def compute() -> dict[str, np.ndarray]:
    wide = width(HOST, KAPPA, C_MAX, T)
    low, high = HOST.binodal(T)[0]
    exact = quad(lambda x: np.sqrt(2.0 * KAPPA * max(_excess(x), 0.0)), low, high)[0]
    errors, ripples = [], []
    for nodes in NODES:
        half = _discharged(wide, nodes, ["Discharge at 1C for 30 minutes", "Rest for 20 minutes"])
        profile = {f.name: f.values for f in half.solution.fields()}["stoichiometry_positive"][-1, 0]
        errors.append(_energy(profile, WIDTHS * wide / (len(profile) - 1)) / exact - 1.0)
        slow = _discharged(wide, nodes, "Discharge at C/50 for 30 hours")
        middle = slow.time[-1] * np.linspace(0.4, 0.8, 2000)
        plateau = np.interp(middle, slow.time, slow.voltage)
        ripples.append(np.ptp(plateau - np.polyval(np.polyfit(middle, plateau, 1), middle)))
    return {"nodes": np.array(NODES), "error": np.array(errors), "ripple": np.array(ripples)}


def _discharged(wide: float, nodes: float, steps: object) -> mubar.Result:
    kind = CahnHilliard(HOST, Plate(), gradient_energy=KAPPA, diffusivity=1e-14, spacing=wide / nodes)
    cell = mubar.load_cell("chen2020").half_cell(
        "positive", lower_cutoff=2.0, upper_cutoff=4.4, nominal_capacity=4.6
    )
    cell = cell.replace(**{
        "positive.maximum_concentration": C_MAX,
        "positive.particles": kind,
        "positive.population": Sizes([WIDTHS * wide]),
        "positive.kinetics": ButlerVolmer(RegularSolutionExchange(0.16 / F, interaction=HOST.omega)),
    })  # fmt: skip
    return mubar.simulate(cell, steps, SingleParticle(), stoichiometries={"positive": 0.02}, rtol=1e-6)


def _excess(x):
    """Of a uniform host above the common tangent, J/m³."""
    low = HOST.binodal(T)[0, 0]
    return C_MAX * (HOST.gibbs(x, T) - HOST.gibbs(low, T) + HOST.tie_line_potentials(T)[0] * F * (x - low))


def _energy(profile: np.ndarray, spacing: float) -> float:
    """Of the plate above the common tangent, J/m²."""
    weights = np.full(len(profile), spacing)
    weights[[0, -1]] *= 0.5
    return float(_excess(profile) @ weights + 0.5 * KAPPA * (np.diff(profile) ** 2).sum() / spacing)


def draw(found: dict[str, np.ndarray]) -> Figure:
    nodes = found["nodes"]
    with applied():
        figure = new_figure(7.2, 3.0)
        left, right = figure.subplots(1, 2)
        left.plot(nodes, -100.0 * found["error"], "o-", color=LITHIUM, ms=4)
        left.plot(nodes, 14.0 / nodes**2, ":", color=MUTED)
        left.text(4.3, 1.0, "second order", color=MUTED)
        left.set_ylabel("missing energy of the interface / %")
        right.plot(nodes, 1e3 * found["ripple"], "o-", color=LITHIUM, ms=4)
        right.set_ylabel("ripple of the voltage / mV")
        right.text(1.05, 2e-6, "told in the\nmessage", color=MUTED)
        for ax in (left, right):
            ax.set_xscale("log")
            ax.set_yscale("log")
            ax.set_xlabel("nodes in the width of the interface / 1")
            ax.set_xticks([1, 2, 3, 4, 6, 8], ["1", "2", "3", "4", "6", "8"])
            ax.minorticks_off()
            ax.axvspan(1.0, 2.0, color="0.93", zorder=0)
        figure.set_layout_engine("constrained")
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
