"""LiFePO4 against lithium with particles of every kind; few structures, since each compiles its laws."""

from functools import cache

import mubar
from mubar.core.constants import F
from mubar.kinetics import ButlerVolmer
from mubar.kinetics.exchange import RegularSolutionExchange
from mubar.materials.noise import Langevin
from mubar.materials.population import Sizes
from mubar.materials.shapes import Plate, Sphere
from mubar.models.particles import (
    AllenCahn,
    CahnHilliard,
    ContactChain,
    Contacts,
    Fickian,
    Homogeneous,
    Hysteretic,
    LayeredAllenCahn,
    LayeredCahnHilliard,
    LayeredHomogeneous,
    SurfaceDiffusion,
)
from mubar.thermo import FormulaOCP, OneStateHysteresis, RegularSolution, TwoSublattice

OMEGA, C_MAX, V0 = 11177.0, 22904.0, 3.422
HOST = RegularSolution(omega=OMEGA, mu0=-V0 * F)
GRAPHITE = TwoSublattice(omega_a=8426.1, omega_b=3469.7, omega_c=49566.6, mu0=-V0 * F)
"""Layers that interact like those of graphite, at the voltage of the others."""

BRANCHES = [FormulaOCP(f"{V} - 0.2*x - 0.02*log(x/(1 - x))") for V in (3.4, 3.5)]
"""Of lithiation and delithiation."""


@cache
def base():
    cell = mubar.load_cell("chen2020").half_cell(
        "positive", lower_cutoff=2.0, upper_cutoff=4.4, nominal_capacity=3.0
    )
    return cell.replace(**{
        "positive.maximum_concentration": C_MAX,
        "positive.kinetics": ButlerVolmer(RegularSolutionExchange(0.16 / F, interaction=OMEGA)),
    })  # fmt: skip


def lfp(kind, population, **changes):
    """The cell with particles of this kind and these sizes."""
    return base().replace(**{"positive.particles": kind, "positive.population": population, **changes})


KINDS = {
    "homogeneous": lambda: lfp(Homogeneous(HOST, Plate()), Sizes([80e-9, 50e-9, 110e-9])),
    "allen-cahn": lambda: lfp(
        AllenCahn(HOST, gradient_energy=4e-9, coherency=0.19e9, spacing=5e-9), Sizes([35e-9, 20e-9])
    ),
    "cahn-hilliard": lambda: lfp(
        CahnHilliard(HOST, coherency=0.1e9, gradient_energy=1e-8, spacing=6e-9), Sizes([30e-9, 18e-9])
    ),
    "layered": lambda: lfp(LayeredHomogeneous(GRAPHITE, Plate()), Sizes([80e-9, 50e-9])),
    "layered-allen-cahn": lambda: lfp(
        LayeredAllenCahn(GRAPHITE, coherency=0.1e9, gradient_energy=4e-9, spacing=5e-9),
        Sizes([20e-9, 15e-9]),
    ),
    "layered-cahn-hilliard": lambda: lfp(
        LayeredCahnHilliard(GRAPHITE, coherency=0.1e9, gradient_energy=1e-8, spacing=6e-9),
        Sizes([18e-9, 12e-9]),
    ),
    "surface-diffusion": lambda: lfp(
        SurfaceDiffusion(HOST, gradient_energy=4e-9, coherency=0.19e9, spacing=5e-9, diffusivity=1e-19),
        Sizes([35e-9, 20e-9]),
    ),
    "fickian": lambda: base().replace(
        **{
            "positive.particles": Fickian(shells=5),
            "positive.population": Sizes([4e-6, 6e-6]),
            "positive.diffusivity": "4e-15*(1 - 0.5*x)",
        }
    ),
    "hysteretic": lambda: lfp(
        Hysteretic(OneStateHysteresis(*BRANCHES, decay=8.0), shells=4), Sizes([80e-9, 50e-9])
    ),
    "noise": lambda: lfp(
        CahnHilliard(HOST, gradient_energy=1e-8, spacing=6e-9),
        Sizes([30e-9, 18e-9]),
        **{"positive.noise": Langevin(60.0, 7200.0)},
    ),
    "contacts": lambda: lfp(
        Homogeneous(HOST, Sphere()),
        Sizes([80e-9, 50e-9]),
        **{"positive.connection": Contacts([2e-14, 1e-14])},
    ),
    "contact-chain": lambda: lfp(
        AllenCahn(HOST, gradient_energy=4e-9, coherency=0.19e9, spacing=5e-9),
        Sizes([20e-9, 15e-9]),
        **{"positive.connection": ContactChain([2e-14, 1e-14])},
    ),
}
