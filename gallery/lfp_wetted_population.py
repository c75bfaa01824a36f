"""Particles with fronts beside particles that fill evenly: what wetting changes about potential steps.

200 flakes of LiFePO4 (`_lfp.py`), each resolved along its face by the Allen-Cahn reaction model, its ends
wetted by the lithium-rich phase (P. Bai, D. A. Cogswell, M. Z. Bazant, Nano Lett. 11 (2011) 4890), after the
steps of `lfp_potential_steps.py`; beside them the same flakes without gradients. A uniform particle waits for
its spinodal, 37 mV below the plateau. A wetted one needs no nucleus: 30 mV below, fronts from both ends fill
it where the uniform one stops for ever. Beyond the spinodal flakes of 1 µm hardly show them: their inside
fills by itself before the fronts get far.
"""

import numpy as np
from _lfp import EMPTY, FLATNESS, GRADIENT, HOST, PLATEAU, coupled, electrode, sizes
from _save import save

import mubar
from mubar.diagrams.figure import letters, new_figure
from mubar.diagrams.style import ELECTRONS, LITHIUM, MUTED, applied
from mubar.materials.shapes import Flake
from mubar.models import SingleParticle
from mubar.models.particles import AllenCahn, Homogeneous

COUNT = 200
BEFORE, SMALL, LARGE = -0.030, -0.045, -0.354
"""Steps, V: before a uniform particle's spinodal, and those of the paper."""
FLAKE = Flake(FLATNESS)
KINDS = {
    "wetted": AllenCahn(HOST, FLAKE, gradient_energy=GRADIENT, spacing=2e-9),
    "uniform": Homogeneous(HOST, FLAKE),
}
FINE = AllenCahn(HOST, FLAKE, gradient_energy=GRADIENT, spacing=1e-9)


def step(kind, count, volts, seconds, outputs=()):
    """Time in s and filled fraction, and the result."""
    cell = electrode(kind, coupled(), sizes(count))
    result = mubar.simulate(
        cell, f"Hold at {PLATEAU + volts} V for {seconds} s", SingleParticle(),
        stoichiometries={"positive": EMPTY}, outputs=outputs,
    )  # fmt: skip
    if not result.success:
        raise RuntimeError(result.status)
    return result.time, EMPTY + result.discharge_capacity / cell.nominal_capacity, result


def compute():
    """Filled fractions of populations and of one flake over time, and the profiles in it."""
    populations = {
        (name, volts): step(kind, COUNT, volts, seconds)[:2]
        for name, kind in KINDS.items()
        for volts, seconds in ((SMALL, 8e4), (LARGE, 2e3))
    }
    one = {name: step(kind, 1, BEFORE, 2.6e6)[:2] for name, kind in {**KINDS, "wetted": FINE}.items()}
    _, filled, result = step(FINE, 1, SMALL, 4e4, ("stoichiometry_positive",))
    profiles = result.data["stoichiometry_positive"].values[:, 0]
    shown = [np.argmin(np.abs(filled - x)) for x in (0.1, 0.2, 0.4, 0.6, 0.8, 0.95)]
    return {"populations": populations, "one": one, "profiles": profiles[shown], "filled": filled[shown]}


def draw(found):
    """Populations, profiles, and the step at which only fronts get on."""
    with applied():
        figure = new_figure(7.2, 2.9)
        left, middle, right = (figure.add_axes((at, 0.155, 0.245, 0.68)) for at in (0.075, 0.405, 0.735))
        styles = {"wetted": (LITHIUM, "-"), "uniform": (ELECTRONS, (0, (4, 3)))}
        for (name, volts), (time, filled) in found["populations"].items():
            colour, line = styles[name]
            label = {"wetted": "wetted, with fronts", "uniform": "filling evenly"}[name]
            left.semilogx(
                time[1:], filled[1:], color=colour, ls=line, label=label if volts == SMALL else None
            )
        for volts, at in ((LARGE, (200.0, 0.62)), (SMALL, (1.5e4, 0.62))):
            said = f"{1e3 * volts:.0f} mV".replace("-", "\N{MINUS SIGN}")
            left.text(*at, said, ha="right")
        left.set(xlim=(3.0, 8e4), ylim=(0.0, 1.0), xlabel="Time / s", ylabel="Filled fraction")
        along = np.arange(found["profiles"].shape[1]) + 0.5
        for profile in found["profiles"]:
            middle.plot(along, profile, color=LITHIUM, lw=0.9)
        middle.set(
            xlim=(0.0, 40.0), ylim=(0.0, 1.0), xlabel="Distance from the end / nm", ylabel="Filling $x$"
        )
        for name, (time, filled) in found["one"].items():
            colour, line = styles[name]
            right.plot(time / 86400.0, filled, color=colour, ls=line)
        right.set(xlim=(0.0, 30.0), ylim=(0.0, 1.0), xlabel="Time / d", ylabel="Filled fraction")
        for ax, volts in ((middle, SMALL), (right, BEFORE)):
            said = f"{1e3 * volts:.0f} mV".replace("-", "\N{MINUS SIGN}")
            ax.set_title(said, size=7.5, color=MUTED, pad=2)
        figure.legend(
            *left.get_legend_handles_labels(), loc="upper center", ncols=2, bbox_to_anchor=(0.53, 1.0)
        )
        letters(figure, (0.005, 0.9), (0.345, 0.9), (0.675, 0.9))
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
