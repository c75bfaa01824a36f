"""Particles hung on volumes: what each kind says of itself to the solver, to results and in print."""
