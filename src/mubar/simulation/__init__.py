"""Simulations: protocols, initial states, the run loop, and the solution as plain arrays."""
