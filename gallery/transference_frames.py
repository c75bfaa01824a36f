"""One transference number, four frames: potassium chloride in water at 25 °C.

t_+ relative to the solvent: R. A. Robinson, R. H. Stokes, Electrolyte Solutions (1959), from moving
boundaries. Molar volumes at infinite dilution, 9.02 (K+) and 17.83 (Cl-, with 0 for H+) cm³/mol: F. J.
Millero, Chem. Rev. 71 (1971) 147. The laboratory's frame is that of a tube closed by an Ag/AgCl electrode,
whose oxidation Ag + Cl- = AgCl + e- changes the volume by 25.77 - 10.27 - 17.83 cm³/mol.
"""

import numpy as np
from _save import save

from mubar.core.constants import F
from mubar.diagrams.figure import new_figure
from mubar.diagrams.style import GRID, SERIES, applied
from mubar.transport import MASS, SOLVENT, VOLUME, LabFrame, Solution, TransferenceNumbers

MOLAR = np.array([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0])
T_PLUS = np.array([0.4902, 0.4901, 0.4899, 0.4898, 0.4894, 0.4888, 0.4882])
VOLUMES = np.array([9.02e-6, 17.83e-6, 18.07e-6])
MASSES = np.array([39.098e-3, 35.453e-3, 18.015e-3])
FRAMES = {
    "solvent": SOLVENT,
    "mass": MASS,
    "laboratory": LabFrame((25.77e-6 - 10.27e-6 - VOLUMES[1]) / F),
    "volume": VOLUME,
}


def compute():
    """t_+ by frame over concentration."""
    found = {name: [] for name in FRAMES}
    for molar, t in zip(MOLAR, T_PLUS, strict=True):
        ions = [1e3 * molar] * 2
        solvent = (1.0 - VOLUMES[:2] @ ions) / VOLUMES[2]
        solution = Solution([1, -1], ions, solvent, VOLUMES, MASSES)
        measured = TransferenceNumbers([t, 1.0 - t], [1, -1], SOLVENT)
        for name, frame in FRAMES.items():
            found[name].append(measured.in_frame(frame, solution).values[0])
    return {name: np.array(values) for name, values in found.items()}


def draw(found):
    """Four lines that part with concentration."""
    with applied():
        figure = new_figure(5.2, 3.0)
        ax = figure.subplots()
        ax.grid(axis="y", color=GRID, lw=0.6)
        for (name, values), colour in zip(found.items(), SERIES, strict=False):
            ax.semilogx(MOLAR, values, "o-", color=colour, ms=3.5, lw=1.2)
            ax.text(1.12, values[-1], f"against the {name}", color=colour, va="center")
        ax.set(xlim=(0.008, 1.2), xlabel="Concentration of KCl / mol L⁻¹", ylabel="Transference number of K⁺")
        ax.set_xticks([0.01, 0.1, 1.0], ["0.01", "0.1", "1"])
        figure.subplots_adjust(left=0.15, right=0.71, bottom=0.15, top=0.97)
    return figure


if __name__ == "__main__":
    save(draw(compute()), __file__)
