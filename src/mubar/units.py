"""Units as factors into SI: ``8.3 * kT(298.15)`` and ``0.2 * eV`` are molar energies in J/mol."""

from .core.units import eV, hour, kT, mA, minute, nm, um

__all__ = ["eV", "hour", "kT", "mA", "minute", "nm", "um"]
