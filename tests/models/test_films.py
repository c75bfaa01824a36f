"""Films of their own on the particles of a population."""

import numpy as np
import pytest

import mubar
from lfp_cells import HOST, lfp
from mubar.core.errors import InputError
from mubar.kinetics import FilmResistance
from mubar.materials.film import GivenFilm, LogNormalFilm
from mubar.materials.population import Sizes
from mubar.materials.shapes import Sphere
from mubar.models import SingleParticle
from mubar.models.particles import AllenCahn, Homogeneous
from mubar.models.particles.placed import Placed

RADII = np.array([80e-9, 50e-9, 110e-9])
R = np.array([0.5, 0.02, 2.0])
KIND = Homogeneous(HOST, Sphere())
RUN = {"model": SingleParticle(), "stoichiometries": {"positive": 0.02}, "rtol": 1e-7, "atol": 1e-9}


def filled(cell):
    """(rows, particles) while the voltage is held, which is all that they have in common."""
    result = mubar.simulate(cell, "Hold at 3.3 V for 200 s", period=20.0, **RUN)
    assert result.success
    return {f.name: f.values for f in result.solution.fields()}["filling_positive"]


def test_every_particle_is_behind_its_own():
    """Each fills as alone, with the film in the rate law."""
    together = filled(lfp(KIND, Sizes(RADII), **{"positive.film": GivenFilm(R)}))
    plain = lfp(KIND, Sizes(RADII))
    law = plain.positive.material.kinetics
    for i, (radius, film) in enumerate(zip(RADII, R, strict=True)):
        alone = plain.replace(**{
            "positive.population": Sizes([radius]), "positive.kinetics": FilmResistance(law, film)
        })  # fmt: skip
        np.testing.assert_allclose(together[:, i], filled(alone)[:, 0], atol=2e-6)
    reached = together[5]
    assert reached[1] > 0.9  # the thin film, beside
    assert (reached[[0, 2]] < 0.5).all()


def test_films_stay_with_their_particles():
    """Which the solver puts in the order of their nodes."""
    sizes = np.array([[20e-9, 50e-9, 35e-9], [60e-9, 30e-9, 40e-9]])
    kind = AllenCahn(HOST, gradient_energy=4e-9, spacing=5e-9)
    cell = lfp(kind, Sizes(sizes), **{"positive.film": GivenFilm(1e9 * sizes)})
    placed = Placed(cell.positive.material, 2)
    np.testing.assert_allclose(placed.values["film"], 1e9 * placed.sizes[placed.each.chain])
    assert (np.diff(placed.sizes) < 0.0).all()


def test_films_are_drawn_by_their_seed():
    drawn = LogNormalFilm(2.0, 0.5, seed=3)
    table = drawn.table(40, 50)
    np.testing.assert_array_equal(table, LogNormalFilm(2.0, 0.5, seed=3).table(40, 50))
    assert (table != LogNormalFilm(2.0, 0.5, seed=4).table(40, 50)).all()
    assert table.mean() == pytest.approx(2.0, abs=3 * 0.5 / np.sqrt(table.size))
    assert table.std() == pytest.approx(0.5, rel=0.1)
    cell = lfp(KIND, Sizes(RADII), **{"positive.film": drawn})
    given = cell.replace(**{"positive.film": GivenFilm(drawn.table(1, 3)[0])})
    np.testing.assert_array_equal(filled(cell), filled(given))
    thicker = cell.replace(**{"positive.film.mean": 3.0}).positive.material.film
    assert thicker == LogNormalFilm(3.0, 0.5, seed=3)


@pytest.mark.parametrize(("make", "said"), [
    (lambda: GivenFilm([1.0, -2.0]), "-2 Ω m²"),
    (lambda: LogNormalFilm(-1.0), "mean"),
    (lambda: lfp(KIND, Sizes(RADII), **{"positive.film": 7.0}), "LogNormalFilm"),
    (lambda: filled(lfp(KIND, Sizes(RADII), **{"positive.film": GivenFilm([1.0, 2.0])})), "3 for the part"),
])  # fmt: skip
def test_bad_films_are_named(make, said):
    with pytest.raises(InputError, match=said):
        make()
