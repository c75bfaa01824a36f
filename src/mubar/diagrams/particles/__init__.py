"""Figures of particles: how full each of them is, by size, by place and inside, over time."""

from .animation import animation
from .page import particle_figure

__all__ = ["animation", "particle_figure"]
