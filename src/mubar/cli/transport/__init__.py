"""Ion transport from measurements and simulations: laws of temperature, molecular dynamics."""

from . import fit, trajectory

COMMANDS = (fit, trajectory)
