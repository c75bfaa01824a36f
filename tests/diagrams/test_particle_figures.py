"""Figures of particles: what they show are the fields of the run, for one particle and for many."""

import warnings
from functools import cache

import numpy as np
import pytest

import mubar
from lfp_cells import HOST, KINDS, lfp
from mubar.core.errors import InputError, UnknownNameError
from mubar.diagrams.particles.animation import frames
from mubar.diagrams.particles.page import particle_figure
from mubar.diagrams.particles.view import MOST, particles
from mubar.materials.population import LogNormal, Sizes
from mubar.materials.shapes import Plate
from mubar.models.particles import Fickian, Homogeneous

STEPS = ["Discharge at 1C for 20 minutes", "Rest for 5 minutes"]


@cache
def run(kind, model="single-particle"):
    cell = {
        "bath": lambda: lfp(Homogeneous(HOST, Plate()), LogNormal(100e-9, 25e-9, 2000, seed=1)),
        "spheres": lambda: mubar.load_cell("chen2020"),
        **KINDS,
    }[kind]()
    start = {"soc": 0.8} if kind == "spheres" else {"stoichiometries": {"positive": 0.02}}
    mesh = {"mesh": mubar.Mesh(3, 2, 4, 4)} if model == "dfn" else {}
    return mubar.simulate(cell, STEPS, model, period=150.0, **start, **mesh)


def axes_of(figure, label):
    return [ax for ax in figure.axes if ax.get_ylabel().startswith(label)]


def test_every_particle_stands_in_its_row():
    """Volume after volume, in each from small to large; a column is the state stored nearest to its time."""
    result = run("homogeneous", "dfn")
    (ax,) = axes_of(result.plot_particles(), "Position")[:1]
    shown, data = np.asarray(ax.images[0].get_array()), result.data
    x, size = data["x_positive"].values, data["size_positive"].values
    order = np.lexsort((size, x))
    t = np.linspace(0.0, result.time[-1], shown.shape[1])
    nearest = np.abs(result.time[:, None] - t).argmin(axis=0)
    np.testing.assert_array_equal(shown, data["filling_positive"].values[nearest][:, order].T)
    assert shown.shape[0] == 12


def test_of_many_particles_some_are_shown_evenly():
    view = particles(run("bath").solution)
    data = run("bath").data
    assert view.count == 2000
    assert view.size.size == MOST
    every = np.sort(data["size_positive"].values)
    assert view.size[[0, -1]].tolist() == every[[0, -1]].tolist()
    np.testing.assert_allclose(view.size, np.quantile(every, np.linspace(0.0, 1.0, MOST)), rtol=2e-2)
    at = {float(s): i for i, s in enumerate(data["size_positive"].values)}
    same = data["filling_positive"].values[:, [at[float(s)] for s in view.size]]
    np.testing.assert_array_equal(view.filling, same)


@pytest.mark.parametrize("kind", ["allen-cahn", "cahn-hilliard"])
def test_phase_fields_of_the_smallest_and_the_largest(kind):
    result = run(kind)
    view, data = particles(result.solution), result.data
    sizes = data["size_positive"].values
    assert [p.size for p in view.profiles] == sorted(sizes)
    for profile in view.profiles:
        p = int(np.argmin(np.abs(sizes - profile.size)))
        inside = data["stoichiometry_positive"].values[:, p]
        np.testing.assert_array_equal(profile.x, inside[:, np.isfinite(inside[0])])
        assert profile.along == ("Depth" if kind == "cahn-hilliard" else "Along face")
        assert profile.depth[-1] == pytest.approx(profile.size, rel=0.2)
    assert len(axes_of(particle_figure(result.solution), view.profiles[0].along)) == 2


def test_phases_are_stacked_to_one():
    figure = run("bath").plot_particles()
    (ax,) = axes_of(figure, "Share of sites")
    tops = [c.get_paths()[0].vertices[:, 1].max() for c in ax.collections]
    assert tops[-1] == pytest.approx(1.0, abs=1e-12)
    labels = [t.get_text() for t in ax.get_legend().get_texts()]
    assert labels == ["x ≈ 0.012", "x ≈ 0.99", "between"]


def test_spheres_in_which_lithium_diffuses():
    """The means of the shells, volume by volume, are together what the electrode holds."""
    result = run("spheres", "dfn")
    for side, field in (("positive", "cathode"), ("negative", "anode")):
        view = particles(result.solution, side)
        expected = result.data[f"{field}_filling_fraction"].values
        np.testing.assert_allclose(view.filling.mean(axis=1), expected, atol=1e-12)
        assert np.ptp(view.filling, axis=1).max() > 1e-3
    assert len(axes_of(result.plot_particles(material="negative"), "Depth")) == 1


def test_a_population_comes_before_plain_spheres():
    """Whichever electrode it is in."""
    changes = {"negative.particles": Fickian(), "negative.population": Sizes([5e-6, 6e-6])}
    cell = mubar.load_cell("chen2020").replace(**changes)
    result = mubar.simulate(cell, "Discharge at 1C for 60 s", "spm")
    assert particles(result.solution).material == "negative"
    assert particles(result.solution, "positive").size.size == 1
    assert particles(run("spheres").solution).material == "positive"


@pytest.mark.parametrize("kind", ["layered", "hysteretic", "contact-chain"])
def test_particles_with_more_unknowns(kind):
    """Layers, a state of hysteresis, potentials of contacts: figures know filled fractions and levels."""
    result = run(kind)
    view = particles(result.solution)
    np.testing.assert_allclose(view.series["filled"], result.data["cathode_filling_fraction"], atol=1e-12)
    assert len(result.plot_particles().axes) > 5
    readings = {r.name: r.value for r in result.band_diagram(600.0).readings}
    assert readings["I·V"] == pytest.approx(readings["−dG/dt"] - readings["dissipation"], rel=1e-6)


def test_the_overview_of_a_population():
    """Its open circuit is the plateau of phases that coexist, not the loop of a uniform host."""
    result = run("homogeneous", "dfn")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = result.plot()
    (fillings,) = axes_of(figure, "Filled fraction")
    np.testing.assert_array_equal(fillings.lines[0].get_ydata(), result.data["filling_fraction_positive"])
    (reactions,) = axes_of(figure, "Reaction")
    np.testing.assert_allclose(reactions.lines[0].get_xdata(), 1e6 * result.data["volume_positive"].values)
    relaxed = result.data["open_circuit_voltage"].values
    low = HOST.binodal(298.15)[0, 0]
    within = result.data["filling_fraction_positive"].values > low
    assert within[1:].all()
    np.testing.assert_allclose(relaxed[within], HOST.tie_line_potentials(298.15)[0], atol=1e-9)


def test_the_same_run_draws_the_same_figure(tmp_path):
    result = run("allen-cahn")
    result.save(tmp_path / "a.nc")
    again = mubar.open_result(tmp_path / "a.nc")
    result.plot_particles(tmp_path / "one.svg")
    again.plot_particles(tmp_path / "two.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    assert (tmp_path / "one.svg").stat().st_size < 1e6


def test_an_animation_has_a_picture_of_every_moment(tmp_path):
    from PIL import Image

    result = run("homogeneous", "dfn")
    result.animate_particles(tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as film:
        assert film.n_frames == np.unique(result.time.round(6)).size
        first = np.asarray(film.convert("RGB")).astype(int)
        film.seek(film.n_frames - 1)
        assert np.abs(first - np.asarray(film.convert("RGB"))).max() > 100


def test_colours_of_an_animation_stay(tmp_path):
    """One table of colours for all pictures: what stands still, such as the key, doesn't flicker; and each
    picture is near the one that was drawn.
    """
    from PIL import Image, ImageSequence

    result = run("homogeneous", "dfn")
    result.animate_particles(tmp_path / "film.gif")
    with Image.open(tmp_path / "film.gif") as film:
        pictures = [np.asarray(p.convert("RGB")).astype(int) for p in ImageSequence.Iterator(film)]
    height, width, _ = pictures[0].shape
    key = np.s_[10 : round(0.45 * height / 4), width - 140 : width - 5]
    assert np.ptp(pictures[0][key], axis=(0, 1)).max() > 100
    for picture, drawn in zip(pictures, frames(particles(result.solution)), strict=True):
        np.testing.assert_array_equal(picture[key], pictures[0][key])
        assert np.abs(picture - drawn).mean() < 1.0
        assert np.quantile(np.abs(picture - drawn), 0.999) < 40


def test_wrong_requests_are_explained(tmp_path):
    bare = mubar.simulate("chen2020", "Discharge at 1C for 60 s", "spm", outputs=["V_e"])
    with pytest.raises(InputError, match="all outputs, or c_s_positive"):
        bare.plot_particles()
    with pytest.raises(InputError, match="without them"):
        mubar.simulate("chen2020", "Discharge at 1C for 60 s", "spm", outputs=()).plot_particles()
    with pytest.raises(UnknownNameError, match="positive"):
        run("bath").plot_particles(material="postive")
    with pytest.raises(InputError, match="gif"):
        run("bath").animate_particles(tmp_path / "film.avi")
    with pytest.raises(InputError, match="png"):
        run("bath").plot_particles(tmp_path / "figure.bmp")
