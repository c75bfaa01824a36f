"""Ion transport from measurements: laws of temperature."""

from . import fit

COMMANDS = (fit,)
