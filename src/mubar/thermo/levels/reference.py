"""Reference electrodes, and conversion of potentials between their scales."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.constants import ZERO_CELSIUS, F
from ...core.errors import InputError, UnknownNameError
from .. import arguments
from .formation import STANDARD_TEMPERATURE
from .reaction import couple


@dataclass(frozen=True)
class ReferenceElectrode:
    """An electrode whose potential, V against SHE at the same temperature, is known in a range of it."""

    name: str
    potential: Callable[[Any], Any]
    lowest: float
    """K."""
    highest: float
    """K."""
    source: str

    def against_she(self, T: Any = STANDARD_TEMPERATURE) -> Any:
        """V against SHE at ``T``, K. Raises `InputError` outside the temperatures at which it is known."""
        arguments.temperature(T)
        if np.any(np.asarray(T) < self.lowest) or np.any(np.asarray(T) > self.highest):
            expected = f"a temperature from {self.lowest:g} to {self.highest:g} K, where {self.name} is known"
            raise InputError.one("T", T, expected)
        return self.potential(T)


def reference_electrodes() -> tuple[str, ...]:
    """Names of the known reference electrodes."""
    return tuple(_electrodes())


def reference_electrode(name: str) -> ReferenceElectrode:
    """The electrode of that name. Raises `UnknownNameError` with the nearest match."""
    found = _electrodes()
    if name not in found:
        raise UnknownNameError.of("reference electrode", str(name), found)
    return found[name]


def convert(potential: Any, source: str, target: str, T: Any = STANDARD_TEMPERATURE) -> Any:
    """A potential measured against ``source``, V, as it would read against ``target`` at ``T``, K.

    ``convert(0.242, "SCE", "SHE")``. Arrays broadcast. Raises `InputError` for unknown names and
    temperatures, and for what is no number.
    """
    arguments.finite(potential, "potential")
    shift = reference_electrode(source).against_she(T) - reference_electrode(target).against_she(T)
    return np.asarray(potential)[()] + shift


def _silver_chloride(T: Any) -> Any:
    t = T - ZERO_CELSIUS
    return 0.23655 - 4.8564e-4 * t - 3.4205e-6 * t**2 + 5.869e-9 * t**3


def _linear(name: str, entropy: float) -> Callable[[Any], Any]:
    """E°(T) = E° + (T - 298.15 K) ΔS°/(nF) of a couple, ``entropy`` of its reaction with H2, J/(mol K)."""
    at_25, n = couple(name).standard_potential(), couple(name).electrons
    return lambda T: at_25 + (T - STANDARD_TEMPERATURE) * entropy / (n * F)


def _measured(*potentials: float) -> Callable[[Any], Any]:
    celsius = np.array([15.0, 20.0, 25.0, 30.0, 35.0])
    return lambda T: np.interp(np.asarray(T) - ZERO_CELSIUS, celsius, potentials)


_SAWYER = "D. T. Sawyer et al., Electrochemistry for Chemists, 2nd ed. (1995), junction included"
_ENTROPIES = "formation energies and entropies of the NBS tables (Wagman et al. 1982)"


@lru_cache(maxsize=1)
def _electrodes() -> dict[str, ReferenceElectrode]:
    at_15, at_35 = ZERO_CELSIUS + 15.0, ZERO_CELSIUS + 35.0
    at_0, at_60 = ZERO_CELSIUS, ZERO_CELSIUS + 60.0
    bates = "R. G. Bates, V. E. Bower, J. Res. Natl. Bur. Stand. 53 (1954) 283, unit activity of Cl-"
    kcl = _measured(0.212, 0.208, 0.205, 0.201, 0.197)
    saturated = _measured(0.209, 0.204, 0.199, 0.194, 0.189)
    calomel = _measured(0.2511, 0.2479, 0.2444, 0.2411, 0.2376)
    # J/(mol K): Li 29.12, Li+ 13.4, H2 130.684, Hg 76.02, HgO 70.29, OH- -10.75, H2O 69.91
    lithium = _linear("Li+/Li", 29.12 - 13.4 - 0.5 * 130.684)
    oxide = _linear("HgO/Hg", 76.02 + 2.0 * -10.75 - 70.29 - 69.91 - 130.684)
    every = (
        ReferenceElectrode("SHE", lambda T: 0.0 * T, 1.0, 1000.0, "zero at every temperature, by convention"),
        ReferenceElectrode("Ag/AgCl", _silver_chloride, at_0, ZERO_CELSIUS + 95.0, bates),
        ReferenceElectrode("Ag/AgCl, 3.5 M KCl", kcl, at_15, at_35, _SAWYER),
        ReferenceElectrode("Ag/AgCl, saturated KCl", saturated, at_15, at_35, _SAWYER),
        ReferenceElectrode("SCE", calomel, at_15, at_35, _SAWYER),
        ReferenceElectrode("Hg/HgO", oxide, at_0, at_60, f"{_ENTROPIES}, unit activity of OH-"),
        ReferenceElectrode("Li/Li+", lithium, at_0, at_60, f"{_ENTROPIES}, in water"),
    )
    return {electrode.name: electrode for electrode in every}
