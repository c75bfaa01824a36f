"""Placement of labels: the constrained optimum, found independently."""

import numpy as np
import pytest
from scipy.optimize import minimize

from mubar.diagrams.bands.labels import Box, place, settle, stacks

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 9])
def test_it_is_the_least_squares_optimum(n):
    """Against SLSQP on the problem as stated."""
    for _ in range(5):
        wanted, sizes = np.sort(RNG.uniform(0, 10, n)), RNG.uniform(0.2, 1.5, n)
        assert np.allclose(place(wanted, sizes, 0.0, 16.0, 0.1), optimum(wanted, sizes), atol=2e-3)


def optimum(wanted, sizes):
    """The same by sequential quadratic programming; ``wanted`` rises."""
    apart = {"type": "ineq", "fun": lambda p: np.diff(p) - 0.5 * (sizes[1:] + sizes[:-1]) - 0.1}
    bounds = [(0.5 * s, 16.0 - 0.5 * s) for s in sizes]
    start = np.cumsum(sizes + 0.1)
    best = minimize(
        lambda p: np.sum((p - wanted) ** 2),
        start,
        bounds=bounds,
        constraints=[apart] if wanted.size > 1 else [],
    )
    assert best.success
    return best.x


def test_what_fits_does_not_move():
    wanted = [5.0, 1.0, 3.0]
    assert np.array_equal(place(wanted, [1.0, 1.0, 1.0], 0.0, 10.0), wanted)
    assert place([], [], 0.0, 1.0).size == 0


def test_too_many_labels_leave_both_ends_alike_and_still_do_not_overlap():
    found = place([1.0, 1.0, 1.0], [2.0, 2.0, 2.0], 0.0, 2.0)
    assert np.allclose(found, [-1.0, 1.0, 3.0])


def test_stacks_are_apart():
    assert stacks([0, 5, 1, 20], [2, 9, 6, 30]) == [[0, 1, 2], [3]]
    assert stacks([0, 2], [2, 3]) == [[0], [1]]
    assert stacks([0, 2], [2, 3], gap=0.1) == [[0, 1]]


def crowd(n):
    """Boxes that overlap none, with costs at random."""
    sizes = RNG.uniform(5, 30, n)
    centres = place(RNG.uniform(0, 100, n), sizes, 0.0, 300.0)
    return [
        Box(w, h, c, RNG.uniform(0, 50, 3).tolist(), RNG.choice([0.0, 30.0, 90.0, np.inf], (3, 301)))
        for w, h, c in zip(RNG.uniform(5, 40, n), sizes, centres, strict=True)
    ]


@pytest.mark.parametrize("n", [1, 2, 5, 9])
def test_every_box_ends_at_its_cheapest_free_place(n):
    for _ in range(5):
        boxes = crowd(n)
        found = settle(boxes)
        for i, box in enumerate(boxes):
            choice, centre = found[i]
            others = [
                (o.lefts[c], o.width, y, o.height)
                for o, (c, y) in zip(boxes, found, strict=True)
                if o is not box
            ]

            def free(c, y, box=box, others=others):
                return all(
                    abs(y - at) >= 0.5 * (box.height + h) - 1e-9
                    or box.lefts[c] >= left + w
                    or left >= box.lefts[c] + box.width
                    for left, w, at, h in others
                )

            assert free(choice, centre)
            least = min(box.cost[c, y] for c in range(3) for y in range(301) if free(c, y))
            assert box.cost[choice, round(centre)] == least
