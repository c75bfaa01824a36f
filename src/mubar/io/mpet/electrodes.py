"""Electrode files of MPET as active materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...core.bounds import NOT_NEGATIVE, POSITIVE, Bounds
from ...core.expr import Expr, as_expr
from ...core.law import Function
from ...materials.cell import ActiveMaterial
from ...materials.connection import GivenConductances
from ...materials.particle_type import ParticleType
from ...materials.population import Sizes
from ...materials.shapes import LENGTH, Cylinder, Platelet, Shape, Sphere
from ...models.particles import (
    AllenCahn,
    CahnHilliard,
    ContactChain,
    Fickian,
    Homogeneous,
    LayeredCahnHilliard,
    LayeredHomogeneous,
)
from . import hosts, scales
from .rates import RATES, activated, rate_law
from .settings import Settings

SHAPES = ("C3", "sphere", "cylinder")
TYPES = ("homog", "ACR", "CHR", "diffn", "homog2", "CHR2")
FACE = 1.2263
"""Area of a face of MPET's shape C3 over its length squared."""


def sizes(cfg: Settings, drawn: np.ndarray) -> np.ndarray:
    """The sizes that MPET makes of the drawn ones: whole numbers of steps where particles are resolved."""
    if cfg.text("Particles", "type").startswith("homog"):
        return drawn
    step = cfg.number("Particles", "discretization")
    return step * np.ceil(drawn / step)


def material(
    cfg: Settings, lengths: np.ndarray, active_fraction: float, T: float, conductances: np.ndarray | None
) -> ActiveMaterial:
    """The particles of an electrode file that passed `refuse`, sizes (volumes, particles) in m, in chains
    where ``conductances`` of the same shape are given, S.
    """
    kind, shape = cfg.text("Particles", "type"), _shape(cfg)
    host = hosts.HOSTS[cfg.text("Material", "muRfunc")](cfg)
    radius = float(lengths.flat[0])
    x, temperature = Expr.symbol("x"), Expr.symbol("T")
    D, law = _diffusivity(cfg, T), cfg.text("Material", "Dfunc") if kind == "diffn" else "constant"
    found: dict[str, Any] = {
        "particle_radius": radius,
        "surface_area_per_volume": 3.0 * active_fraction / radius,
        "maximum_concentration": scales.concentration(cfg.number("Material", "rho_s")),
        "reference_diffusivity": Function(("x", "T"), D * DIFFUSING[law](x), "diffusivity"),
        "reference_potential": Function(("x", "T"), host.open_circuit_potential(x, temperature), "U"),
        # layers without gradients react on all of the surface each, with half of the sites (`cs_ref`)
        "kinetics": rate_law(cfg, host, T, 2.0 if kind == "homog2" else 1.0),
    }
    alike = not (lengths != radius).any() and isinstance(shape, Sphere)
    if kind != "diffn" or not alike or conductances is not None:
        found |= {"particles": _particles(cfg, kind, host, shape, lengths, T), "population": Sizes(lengths)}
    if conductances is not None:
        found["connection"] = ContactChain(GivenConductances(conductances))
    return ActiveMaterial(**found)


DIFFUSING: Mapping[str, Callable[[Expr], Expr]] = {
    "constant": lambda x: as_expr(1.0),
    "lattice": lambda x: x * (1.0 - x),
}
"""What a diffusivity goes with, MPET's ``Dfunc``."""


def _shape(cfg: Settings) -> Shape:
    match cfg.text("Particles", "shape"):
        case "cylinder":
            return Cylinder(cfg.number("Particles", "thickness", 20e-9))
        case "sphere":
            return Sphere()
        case _:
            return Platelet(cfg.number("Particles", "thickness"), FACE)


def refuse(cfg: Settings) -> None:
    """Note what is not supported, and numbers that are out of bounds for these particles."""
    host = cfg.choice("Material", "muRfunc", hosts.HOSTS)
    shape = cfg.choice("Particles", "shape", SHAPES)
    kind = cfg.choice("Particles", "type", TYPES)
    rate = cfg.choice("Reactions", "rxnType", RATES)
    for section, key in (("Material", "muRfunc"), ("Material", "Dfunc"), ("Reactions", "rxnType")):
        cfg.only(section, f"{key}_filename", cfg.text, "")
    if cfg.truth("Material", "noise") and kind != "ACR":  # whose equations MPET leaves it out of
        hint = "Thermal noise is mubar.materials.noise.Langevin; that of MPET has an amplitude of its own."
        cfg.unsupported("Material", "noise", f"true with {kind} particles", "false", hint)
    cfg.only("Reactions", "alpha", cfg.number, 0.5)
    if rate in ("CIET", "MHC", "Marcus"):
        cfg.number("Reactions", "lambda", bounds=POSITIVE)
    layered = host in hosts.LAYERED
    if layered != kind.endswith("2"):
        of = f"{kind} with {host}"
        cfg.unsupported("Particles", "type", of, "homog2 or CHR2" if layered else "a type of one field")
    if layered:
        cfg.only("Material", "EvdW", cfg.number, 0.0)
        cfg.only("Material", "B", cfg.number, 0.0)
    if kind in ("CHR", "CHR2"):
        cfg.only("Material", "dgammadc", cfg.number, 0.0)
        cfg.only("Material", "Dfunc", cfg.text, "lattice")
    elif kind == "diffn":
        cfg.choice("Material", "Dfunc", DIFFUSING)
    if kind in ("CHR", "CHR2", "diffn"):
        cfg.number("Material", "D", bounds=POSITIVE)
    if kind in ("ACR", "CHR", "CHR2"):
        cfg.number("Material", "kappa", bounds=POSITIVE)
        cfg.number("Material", "B", bounds=NOT_NEGATIVE)
    if kind in ("CHR", "CHR2", "diffn") and shape == "C3":
        cfg.unsupported("Particles", "shape", f"C3 with {kind} particles", "sphere or cylinder")
    elif kind == "ACR":
        cfg.number("Material", "cwet", bounds=Bounds(0.0, 1.0))
        cfg.only("Particles", "shape", cfg.text, "C3")
    if shape == "C3":
        cfg.number("Particles", "thickness", bounds=LENGTH)


def _particles(
    cfg: Settings, kind: str, host: Any, shape: Any, lengths: np.ndarray, T: float
) -> ParticleType:
    match kind:
        case "homog":
            return Homogeneous(host, shape)
        case "homog2":
            return LayeredHomogeneous(host, shape)
        case "diffn":
            steps = round(float(lengths.max()) / cfg.number("Particles", "discretization"))
            return Fickian(host, shape, shells=min(max(steps + 1, 20), 200))
    more = {
        "gradient_energy": cfg.number("Material", "kappa"),
        "coherency": cfg.number("Material", "B"),
        "spacing": cfg.number("Particles", "discretization"),
    }
    if kind == "ACR":
        return AllenCahn(host, shape, wetting=cfg.number("Material", "cwet"), **more)
    if kind == "CHR2":  # MPET counts κ per site of a layer (`cs_ref`)
        more["gradient_energy"] *= 2.0
        return LayeredCahnHilliard(host, shape, diffusivity=_diffusivity(cfg, T), **more)
    return CahnHilliard(host, shape, diffusivity=_diffusivity(cfg, T), **more)


def _diffusivity(cfg: Settings, T: float) -> float:
    return cfg.number("Material", "D") * activated(cfg.number("Material", "E_D", 0.0), T)
