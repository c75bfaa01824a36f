"""Stability windows: which electron levels an electrolyte can bear, and by how much others miss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.bounds import ANY
from ...core.errors import InputError
from ...core.parameters import Checked, parameter
from .formation import STANDARD_TEMPERATURE
from .reaction import Reaction, couple
from .reference import convert, reference_electrode
from .voltages import ph_step

Levels = Mapping[str, "float | tuple[float, float] | Reaction"]
"""Electron levels by name: one, the lowest and highest in use, V, or the couple that sets it."""


@dataclass(frozen=True)
class Verdict:
    """How an electrode or couple stands to a window."""

    name: str
    lowest: float
    """Lowest electron level in use, V against the window's reference."""
    highest: float
    """Highest electron level in use, V against the window's reference."""
    reduces_by: float
    """How far it lies below the reduction limit, V: what drives the SEI. Zero inside."""
    oxidises_by: float
    """How far it lies above the oxidation limit, V: what drives the CEI. Zero inside."""

    @property
    def stable(self) -> bool:
        """Whether all of its levels lie inside."""
        return self.reduces_by == 0.0 and self.oxidises_by == 0.0

    def __str__(self) -> str:
        if self.stable:
            return f"{self.name}: inside the window"
        parts = []
        if self.reduces_by:
            parts.append(f"{self.reduces_by:.2f} V below: reduces the electrolyte (SEI)")
        if self.oxidises_by:
            parts.append(f"{self.oxidises_by:.2f} V above: oxidises the electrolyte (CEI)")
        return f"{self.name}: {', '.join(parts)}"


@dataclass(frozen=True)
class StabilityWindow(Checked):
    """The electron levels between which a solvent or salt is stable, V against ``reference``.

    Below `reduction` the electrolyte takes electrons, above `oxidation` it gives them. Raises `InputError`.
    """

    name: str
    reduction: float = parameter("V_{red}", "V", "level below which the electrolyte is reduced", ANY)
    oxidation: float = parameter("V_{ox}", "V", "level above which the electrolyte is oxidised", ANY)
    reference: str = "Li/Li+"

    def __post_init__(self) -> None:
        super().__post_init__()
        reference_electrode(self.reference)
        if self.oxidation <= self.reduction:
            found = f"{self.oxidation} V, at or below the reduction limit {self.reduction} V"
            raise InputError.one("StabilityWindow.oxidation", found, "a level above that of reduction")

    @property
    def width(self) -> float:
        """V."""
        return self.oxidation - self.reduction

    def contains(self, level: Any) -> Any:
        """Whether an electron level, V against the window's reference, lies inside. Arrays broadcast."""
        return (np.asarray(level) >= self.reduction) & (np.asarray(level) <= self.oxidation)

    def against(self, reference: str, T: float = STANDARD_TEMPERATURE) -> StabilityWindow:
        """The same window on another reference electrode's scale."""
        shift = float(convert(0.0, self.reference, reference, T))
        return StabilityWindow(self.name, self.reduction + shift, self.oxidation + shift, reference)

    def assess(self, levels: Levels) -> list[Verdict]:
        """How each level stands to the window, in the order given.

        A number or a pair (lowest, highest) is in V against the window's reference; a couple's standard
        potential is converted to it.
        """
        return [self._assess(name, level) for name, level in levels.items()]

    def _assess(self, name: str, level: float | tuple[float, float] | Reaction) -> Verdict:
        if isinstance(level, Reaction):
            level = float(convert(level.standard_potential(), "SHE", self.reference))
        try:
            ends = np.atleast_1d(np.asarray(level, dtype=float))
        except (TypeError, ValueError):
            ends = np.array([np.nan])
        if ends.size not in (1, 2) or not np.all(np.isfinite(ends)) or ends[0] > ends[-1]:
            raise InputError.one(name, level, "an electron level in V, or the lowest and the highest one")
        low, high = float(ends[0]), float(ends[-1])
        return Verdict(name, low, high, max(self.reduction - low, 0.0), max(high - self.oxidation, 0.0))


def water_window(pH: float = 0.0, T: float = STANDARD_TEMPERATURE) -> StabilityWindow:
    """Water between evolution of H2 and of O2 at 0.1 MPa, V against SHE: 59 mV lower per unit of pH."""
    shift = -ph_step(T) * pH
    hydrogen, oxygen = (couple(name).standard_potential() + shift for name in ("H+/H2", "O2/H2O"))
    return StabilityWindow(f"water, pH {pH:g}", hydrogen, oxygen, "SHE")
