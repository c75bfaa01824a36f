"""Electrode files of MPET as active materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...core.constants import F, R
from ...core.expr import Expr
from ...core.law import Function
from ...kinetics import ButlerVolmer, CoupledIonElectronTransfer, FilmResistance, InsertionExchange
from ...kinetics.base import RateLaw
from ...kinetics.donors import ZengApproximation
from ...kinetics.exchange import ActivityExchange, RegularSolutionExchange
from ...materials.cell import ActiveMaterial
from ...materials.particle_type import ParticleType
from ...materials.population import Sizes
from ...materials.shapes import Cylinder, Platelet, Shape, Sphere
from ...models.particles import AllenCahn, CahnHilliard, Homogeneous
from ...thermo.hosts.base import HostMaterial
from ...thermo.hosts.regular_solution import RegularSolution
from . import hosts, scales
from .settings import Settings

SHAPES = ("C3", "sphere", "cylinder")
TYPES = ("homog", "ACR", "CHR", "diffn")


def sizes(cfg: Settings, drawn: np.ndarray) -> np.ndarray:
    """The sizes that MPET makes of the drawn ones: whole numbers of steps where particles are resolved."""
    if cfg.text("Particles", "type") == "homog":
        return drawn
    step = cfg.number("Particles", "discretization")
    return step * np.ceil(drawn / step)


def material(cfg: Settings, lengths: np.ndarray, active_fraction: float, T: float) -> ActiveMaterial:
    """The particles of an electrode file that passed `refuse`, sizes (volumes, particles) in m."""
    kind, shape = cfg.text("Particles", "type"), _shape(cfg)
    host = hosts.HOSTS[cfg.text("Material", "muRfunc")](cfg)
    radius = float(lengths.flat[0])
    x, temperature = Expr.symbol("x"), Expr.symbol("T")
    found: dict[str, Any] = {
        "particle_radius": radius,
        "surface_area_per_volume": 3.0 * active_fraction / radius,
        "maximum_concentration": scales.concentration(cfg.number("Material", "rho_s")),
        "reference_diffusivity": Function.constant(_diffusivity(cfg, T), ("x", "T"), "diffusivity"),
        "reference_potential": Function(("x", "T"), host.open_circuit_potential(x, temperature), "U"),
        "kinetics": _rate_law(cfg, host, T),
    }
    if kind != "diffn":
        found |= {"particles": _particles(cfg, kind, host, shape, T), "population": Sizes(lengths)}
    elif (lengths != radius).any() or not isinstance(shape, Sphere):
        cfg.unsupported("Particles", "type", "diffn in several sizes or another shape", "spheres of one size")
    return _NOTHING if cfg.problems else ActiveMaterial(**found)


_NOTHING: Any = None
"""Where problems were noted, nobody looks at what is returned."""


def _shape(cfg: Settings) -> Shape:
    match cfg.text("Particles", "shape"):
        case "cylinder":
            return Cylinder()
        case "sphere":
            return Sphere()
        case _:
            return Platelet(cfg.number("Particles", "thickness"))


def refuse(cfg: Settings) -> None:
    """Note what is not supported."""
    cfg.choice("Material", "muRfunc", hosts.HOSTS)
    cfg.choice("Particles", "shape", SHAPES)
    kind = cfg.choice("Particles", "type", TYPES)
    cfg.only("Material", "noise", cfg.truth, False)
    cfg.only("Reactions", "alpha", cfg.number, 0.5)
    if kind == "CHR":
        cfg.only("Material", "dgammadc", cfg.number, 0.0)
        cfg.only("Material", "Dfunc", cfg.text, "lattice")
        if cfg.text("Particles", "shape") == "C3":
            cfg.unsupported("Particles", "shape", "C3 with CHR particles", "sphere or cylinder")
    elif kind == "diffn":
        cfg.only("Material", "Dfunc", cfg.text, "constant")
    elif kind == "ACR" and cfg.text("Particles", "shape") != "C3":
        cfg.unsupported("Particles", "shape", f"{cfg.text('Particles', 'shape')} with ACR particles", "C3")
    cfg.choice("Reactions", "rxnType", RATES)


def _particles(cfg: Settings, kind: str, host: HostMaterial, shape: Any, T: float) -> ParticleType:
    if kind == "homog":
        return Homogeneous(host, shape)
    more = {
        "gradient_energy": cfg.number("Material", "kappa"),
        "coherency": cfg.number("Material", "B"),
        "spacing": cfg.number("Particles", "discretization"),
    }
    if kind == "ACR":
        return AllenCahn(host, shape, wetting=cfg.number("Material", "cwet"), **more)
    return CahnHilliard(host, shape, diffusivity=_diffusivity(cfg, T), **more)


def _diffusivity(cfg: Settings, T: float) -> float:
    return cfg.number("Material", "D") * _activated(cfg.number("Material", "E_D", 0.0), T)


def _activated(energy: float, T: float) -> float:
    """exp(E/R (1/T_ref - 1/T)); E in J/mol."""
    return float(np.exp(energy / R * (1.0 / scales.T_REF - 1.0 / T)))


def _rate_law(cfg: Settings, host: HostMaterial, T: float) -> RateLaw:
    k0 = cfg.number("Reactions", "k0") * _activated(cfg.number("Reactions", "E_A", 0.0), T)
    law = RATES[cfg.text("Reactions", "rxnType")](cfg, host, k0, T)
    film = cfg.number("Reactions", "Rfilm", 0.0)
    return FilmResistance(law, film) if film else law


def _phase_field(cfg: Settings, host: HostMaterial, k0: float, T: float) -> RateLaw:
    """BV: k0 (1 - x) √(c a), a the whole activity of lithium; relative to x/(1 - x) where there is none."""
    if isinstance(host, RegularSolution):
        return ButlerVolmer(RegularSolutionExchange(k0 / F, interaction=host.omega))
    standard = hosts.STANDARD_POTENTIALS.get(cfg.text("Material", "muRfunc"))
    if standard is None:
        return _insertion(cfg, host, k0, T)
    return ButlerVolmer(ActivityExchange(rate_constant=k0 / F, host=host, standard_potential=standard))


def _insertion(cfg: Settings, host: HostMaterial, k0: float, T: float) -> RateLaw:
    """BV_mod01: k0 √(c x (1 - x))."""
    return ButlerVolmer(InsertionExchange(k0 / F))


def _ciet(cfg: Settings, host: HostMaterial, k0: float, T: float) -> RateLaw:
    """CIET in the approximation of Zeng et al., normalised by its plateau."""
    energy = cfg.number("Reactions", "lambda")
    normal = np.sqrt(4.0 * np.pi * energy / (scales.K * scales.T_REF))
    return CoupledIonElectronTransfer(k0 / normal, scales.molar(energy), ZengApproximation())


RATES: Mapping[str, Callable[[Settings, HostMaterial, float, float], RateLaw]] = {
    "BV": _phase_field,
    "BV_mod01": _insertion,
    "CIET": _ciet,
}
