"""Lithium metal, the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from ...core.expr import Expr
from .base import HostMaterial


@dataclass(frozen=True)
class LithiumMetal(HostMaterial):
    """Lithium metal, in which μ = 0 by convention: potentials are against it. ``x`` plays no part."""

    def equations(self, x: Expr, T: Expr) -> tuple[Any, Any]:
        return 0.0, 0.0

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        return (cls(),)
