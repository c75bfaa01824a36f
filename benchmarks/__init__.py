"""How fast, how exact, how large: `python -m benchmarks`, or one at a time, `python -m benchmarks.same_grid`.

Needs the `bench` extra. Every module here that has a `measure` is one benchmark.
"""
