"""Sections and keys that MPET 1.0 has, with the bounds of numbers; None for what is no number.

Where it depends on other keys whether a number counts, or how far it may go, who reads it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...core.bounds import ANY, NOT_NEGATIVE, POSITIVE, Bounds

Keys = Mapping[str, Mapping[str, Bounds | None]]


def _each(sides: str, **keys: Bounds | None) -> Iterator[tuple[str, Bounds | None]]:
    """Keys that the electrodes ``c`` and ``a`` and the separator ``s`` have each."""
    return ((f"{key}_{side}", bounds) for key, bounds in keys.items() for side in sides)


SYSTEM: Keys = {
    "Sim Params": {
        "profileType": None, "Crate": ANY, "power": ANY, "1C_current_density": POSITIVE, "tramp": ANY,
        "Vmax": ANY, "Vmin": ANY, "Vset": ANY, "capFrac": ANY, "segments": None, "prevDir": None,
        "tend": POSITIVE, "tsteps": Bounds(1.0, 1e7), "times": None, "relTol": POSITIVE, "absTol": POSITIVE,
        "T": ANY, "randomSeed": None, "seed": Bounds(0.0, 2.0**32 - 1.0), "dataReporter": None,
        "Rser": NOT_NEGATIVE, "totalCycle": NOT_NEGATIVE, **dict(_each("csa", Nvol=Bounds(0.0, 1e4))),
        **dict(_each("ca", Npart=Bounds(0.0, 1e6))),
    },
    "Electrodes": {"cathode": None, "anode": None, "k0_foil": ANY, "Rfilm_foil": NOT_NEGATIVE},
    "Particles": {
        "fraction_of_contact": ANY, "stand_dev_contact": ANY, "localized_losses": None,
        **dict(_each("ca", mean=ANY, stddev=ANY, cs0=ANY, specified_psd=None)),
    },
    "Conductivity": dict(
        _each("ca", simBulkCond=None, sigma_s=ANY, simPartCond=None, G_mean=ANY, G_stddev=ANY)
    ),
    "Geometry": dict(
        (
            *_each("ca", P_L=ANY),
            *_each("csa", L=ANY, poros=ANY, BruggExp=Bounds(-10.0, 10.0), specified_poros=None),
        )
    ),
    "Electrolyte": {
        "c0": Bounds(10.0, 1e4), "zp": ANY, "zm": ANY, "nup": ANY, "num": ANY, "elyteModelType": None,
        "SMset_filename": None, "SMset": None, "n": ANY, "sp": ANY, "Dp": ANY, "Dm": ANY, "cmax": ANY,
        "a_slyte": ANY,
    },
    "Interface": {
        "simInterface_a": None, "simInterface_c": None, "Nvol_i": ANY, "L_i": ANY, "BruggExp_i": ANY,
        "poros_i": ANY, "interfaceModelType": None, "interfaceSMset": None, "c0_int": ANY, "cmax_i": ANY,
        "Dp_i": ANY, "Dm_i": ANY,
    },
}  # fmt: skip

ELECTRODE: Keys = {
    "Particles": {"type": None, "discretization": POSITIVE, "shape": None, "thickness": ANY},
    "Material": {
        "muRfunc_filename": None, "muRfunc": None, "noise": None, "noise_prefac": ANY, "numnoise": ANY,
        "Omega_a": ANY, "Omega_b": ANY, "Omega_c": ANY, "kappa": ANY, "B": ANY, "EvdW": ANY,
        "rho_s": POSITIVE, "D": ANY, "Dfunc_filename": None, "Dfunc": None, "E_D": ANY, "dgammadc": ANY,
        "cwet": ANY,
    },
    "Reactions": {
        "rxnType_filename": None, "rxnType": None, "k0": POSITIVE, "E_A": ANY, "alpha": ANY, "lambda": ANY,
        "Rfilm": NOT_NEGATIVE,
    },
}  # fmt: skip
