"""Particles of LiFePO4 in a bath, for the scripts on the chronoamperometry of D. Fraggedakis et al.,
Electrochim. Acta 367 (2021) 137432, section 6.4.

From the paper: 3.422 V, log-normal sizes of mean 1 µm and standard deviation 250 nm, k0 = 8 mA/m², λ = 8.3
k_BT, a film of 7 Ω m², no gradients in the electrolyte (one volume). The regular solution (11177 J/mol, 22904
mol/m³, gradient energy 5.0148e-10 J/m) is that of P. Bai, D. A. Cogswell, M. Z. Bazant, Nano Lett. 11 (2011)
4890, with the numbers that R. B. Smith, M. Z. Bazant, J. Electrochem. Soc. 164 (2017) E3291 use, as is the
platelets' thickness of 20 nm. The paper names no shape. Here the size is the length of a flake 50 times as
long as thick, 20 nm at the mean size: only where larger is also thicker does a size distribution change
anything about particles that fill evenly.
"""

from mubar import load_cell
from mubar.core.constants import F
from mubar.core.units import kT
from mubar.kinetics import CIET, ButlerVolmer, FilmResistance, RegularSolutionExchange
from mubar.materials.population import LogNormal, Sizes
from mubar.thermo import RegularSolution

T = 298.15
PLATEAU, OMEGA, C_MAX, GRADIENT = 3.422, 11177.0, 22904.0, 5.0148e-10
LAMBDA, K0, FILM = 8.3 * kT(T), 8e-3, 7.0
MEAN, DEVIATION, FLATNESS = 1e-6, 250e-9, 50.0
HOST = RegularSolution(omega=OMEGA, mu0=-PLATEAU * F)
EMPTY = float(HOST.binodal(T)[0, 0])
"""Filled fraction of the lithium-poor phase, with which the particles start at the plateau's voltage."""


def coupled():
    """Coupled ion-electron transfer."""
    return CIET(K0, LAMBDA)


def butler_volmer(k):
    """The phase-field law, k in A/m²."""
    return ButlerVolmer(RegularSolutionExchange(k / F, interaction=OMEGA))


def behind_film(k):
    """The same behind the film."""
    return FilmResistance(butler_volmer(k), FILM)


def sizes(count, seed=1):
    """The population; the mean size alone for a count of one."""
    return Sizes([MEAN]) if count == 1 else LogNormal(MEAN, DEVIATION, count, seed)


def electrode(particles, law, population):
    """A half cell with these particles; its size plays no part in what follows."""
    cell = load_cell("chen2020").half_cell(
        "positive", lower_cutoff=2.0, upper_cutoff=4.4, nominal_capacity=1.0
    )
    cell = cell.replace(**{
        "positive.maximum_concentration": C_MAX, "positive.kinetics": law,
        "positive.particles": particles, "positive.population": population,
    })  # fmt: skip
    return cell.replace(**{"cell.nominal_capacity": capacity(cell)})


def capacity(cell):
    """A h of all sites."""
    return cell.positive.active_fraction * cell.positive.thickness * cell.area * C_MAX * F / 3600.0
