"""Meshes, compiled kernels, structured linear algebra, time integration. No physics."""
