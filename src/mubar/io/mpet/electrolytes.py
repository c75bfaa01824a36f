"""The electrolytes that MPET has by name, at a temperature, as laws of c in mol/m³."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...core.constants import F, R
from ...core.law import Function
from ...materials.cell import CellElectrolyte
from ...thermo import ValoenReimers2005
from . import scales

_VALOEN = ValoenReimers2005()


def valoen_bernardi(c: Any, T: float) -> Mapping[str, Any]:
    """That of Valøen and Reimers (2005) with the conductivity of D. M. Bernardi, J.-Y. Go, J. Power Sources
    196 (2011) 412.
    """
    n = 1e-3 * c
    root = (
        -8.2488 + 0.053248 * T - 2.9871e-5 * T**2
        + n * (0.26235 - 9.3063e-3 * T + 8.069e-6 * T**2)
        + n**2 * (0.22002 - 1.765e-4 * T)
    )  # fmt: skip
    return {**valoen_reimers(c, T), "conductivity": 0.1 * n * root**2}


def valoen_reimers(c: Any, T: float) -> Mapping[str, Any]:
    """L. O. Valøen, J. N. Reimers, J. Electrochem. Soc. 152 (2005) A882."""
    names = ("conductivity", "diffusivity", "transference_number", "thermodynamic_factor")
    return {name: _VALOEN.equations(c, T)[name] for name in names}  # type: ignore[arg-type]  # a number will do


def lionsimba(c: Any, T: float) -> Mapping[str, Any]:
    """M. Torchio et al., J. Electrochem. Soc. 163 (2016) A1192: Valøen and Reimers' κ and D, ideal."""
    return {**valoen_reimers(c, T), "transference_number": 0.364, "thermodynamic_factor": 1.0}


SETS: Mapping[str, Callable[[Any, float], Mapping[str, Any]]] = {
    "valoen_bernardi": valoen_bernardi,
    "valoen_reimers": valoen_reimers,
    "LIONSIMBA_nonisothermal": lionsimba,
}


def dilute(c: Any, D_plus: float, D_minus: float, RT: float) -> Mapping[str, Any]:
    """Nernst-Einstein for a 1:1 salt."""
    return {
        "conductivity": F**2 / RT * (D_plus + D_minus) * c,
        "diffusivity": 2.0 * D_plus * D_minus / (D_plus + D_minus) + 0.0 * c,
        "transference_number": D_plus / (D_plus + D_minus) + 0.0 * c,
        "thermodynamic_factor": 1.0 + 0.0 * c,
    }


def named(name: str, c0: float, T: float) -> CellElectrolyte:
    """The set ``name`` at ``T``, K, with the salt ``c0``, mol/m³."""

    def laws(c: Any) -> Mapping[str, Any]:
        found = SETS[name](c, T)
        return {**found, "diffusivity": scales.SALT * found["diffusivity"]}

    return _electrolyte(laws, c0)


def diluted(c0: float, D_plus: float, D_minus: float, T: float) -> CellElectrolyte:
    """Of ions that don't see each other; c0 in mol/m³, diffusivities in m²/s, T in K."""
    return _electrolyte(lambda c: dilute(c, scales.SALT * D_plus, scales.SALT * D_minus, R * T), c0)


def _electrolyte(laws: Callable[[Any], Mapping[str, Any]], c0: float) -> CellElectrolyte:
    def law(name: str) -> Function:
        def value(c: Any, T: Any) -> Any:
            return laws(c)[name]

        return Function.from_python(value, name)

    return CellElectrolyte(
        initial_concentration=c0,
        transference_number=law("transference_number"),
        reference_conductivity=law("conductivity"),
        reference_diffusivity=law("diffusivity"),
        thermodynamic_factor=law("thermodynamic_factor"),
    )
