"""The overview figure: it shows what the solution holds, and comes out the same every time."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import matplotlib
import numpy as np
import pytest

import mubar
from mubar.core.errors import InputError
from mubar.diagrams.overview import overview
from mubar.diagrams.style import ELECTRONS, encode, shades
from mubar.result import Result
from mubar.simulation.measurement import Measurement
from mubar.simulation.solution import NoProfiles, Status
from synthetic import SyntheticProfiles, discharge


def labels(figure) -> list[str]:
    return [axes.get_ylabel() for axes in figure.axes]


def texts(figure) -> str:
    return "\n".join(text.get_text() for text in figure.texts)


def measured(solution, offset: float = 0.01, points: int = 200) -> Measurement:
    t = np.linspace(0.0, solution.time[-1], points)
    return Measurement(t, np.interp(t, solution.time, solution.voltage) + offset, np.full(points, 5.0))


def only(solution, *names: str):
    """The solution with these fields only."""
    fields = [f for f in solution.fields() if f.name in names]
    return replace(solution, profiles=SyntheticProfiles(list(solution.coordinates()), fields))


ALL = [
    "Voltage / V",
    "Current / A",
    "Voltage lost / mV",
    "Filled fraction",
    "Species voltage / V",
    "Salt / mol L$^{-1}$",
    "Reaction / A m$^{-2}$",
]


def test_panels(solution):
    figure = overview(solution)
    assert labels(figure) == ALL
    assert {axes.get_xlabel() for axes in figure.axes} == {"", "Time / min", "Position / µm"}
    assert "LG M50" in texts(figure)
    assert "discharged 4.722 A h, 17.01 W h" in texts(figure)


@pytest.mark.parametrize(
    ("fields", "panels"),
    [
        ((), ALL[:2]),
        (("c_e",), [*ALL[:2], ALL[5]]),
        (("V_Li",), [*ALL[:2], ALL[4]]),
        (("surface_stoichiometry_positive",), [*ALL[:2], ALL[3]]),
        (("current_density_negative", "c_e"), [*ALL[:2], *ALL[5:]]),
    ],
)
def test_panels_without_fields_are_left_out(solution, fields, panels):
    assert labels(overview(only(solution, *fields))) == panels


def test_terminals_only(solution):
    assert labels(overview(replace(solution, profiles=NoProfiles()))) == ALL[:2]


def test_lines_are_the_data(solution):
    axes = dict(zip(ALL, overview(solution).axes, strict=True))
    (line,) = [line for line in axes["Voltage / V"].lines if line.get_label() == "terminals"]
    np.testing.assert_allclose(line.get_xdata() * 60, solution.time)
    np.testing.assert_array_equal(line.get_ydata(), solution.voltage)
    c_e = next(f.values for f in solution.fields() if f.name == "c_e")
    first, *_, last = axes["Salt / mol L$^{-1}$"].lines
    np.testing.assert_allclose(first.get_ydata()[1:-1] * 1000, c_e[0])
    np.testing.assert_allclose(last.get_ydata()[1:-1] * 1000, c_e[-1])
    np.testing.assert_allclose(last.get_xdata()[[0, 1, -2, -1]], [0, 2.13, 170.91, 172.8], atol=0.01)


def last_profiles(result, panel):
    """(x, y) of the lines at the last time, from left to right."""
    (axes,) = [axes for axes in result.plot().axes if axes.get_ylabel() == panel]
    lines = [line.get_data() for line in axes.lines if len(line.get_xdata()) > 2]
    shown = {x[0]: (np.asarray(x), np.asarray(y)) for x, y in lines}  # later lines take earlier ones' places
    return [shown[left] for left in sorted(shown)]


def test_profiles_reach_the_collectors():
    """Beyond the outer centres by half a volume: V_e comes to 0 and the terminal voltage at the collectors,
    the salt to what a fine mesh has there, several times nearer than the outer centres are.
    """
    step = "Discharge at 2C for 30 seconds"
    coarse, fine = (
        mubar.simulate("chen2020", step, mesh=mesh)
        for mesh in (mubar.Mesh(8, 2, 8, 8), mubar.Mesh(80, 20, 80, 8))
    )
    edges = [0.0, 85.2, 97.2, 172.8]  # layers of the LG M50, Chen et al. 2020, µm
    axes = next(a for a in coarse.plot().axes if a.get_ylabel() == ALL[4])
    electrons = [
        line.get_data() for line in axes.lines if line.get_color() == tuple(shades(ELECTRONS, 5)[-1])
    ]
    assert [x[i] for x, _ in electrons for i in (0, -1)] == pytest.approx(edges)
    (_, negative), (_, positive) = electrons
    assert abs(negative[0]) < 0.15 * abs(negative[1])
    assert abs(positive[-1] - coarse.voltage[-1]) < 0.15 * abs(positive[-2] - coarse.voltage[-1])
    (x, c), (_, exact) = (last_profiles(result, ALL[5])[0] for result in (coarse, fine))
    assert [x[0], x[-1]] == pytest.approx([0.0, 172.8])
    assert abs(c[0] - exact[0]) < 0.25 * abs(c[1] - exact[0])
    reactions = last_profiles(coarse, ALL[6])
    assert [x[i] for x, _ in reactions for i in (0, -1)] == pytest.approx(edges)


@pytest.mark.parametrize("model", ["spm", "single-particle"])
def test_one_volume_is_drawn_over_its_whole_layer(model):
    result = mubar.simulate("chen2020", "Discharge at 1C for 1 minute", model)
    *_, (x, y) = last_profiles(result, ALL[6])
    assert np.ptp(x) == pytest.approx(75.6)  # the positive electrode of the LG M50, µm
    assert np.ptp(y) == 0.0


def test_salt_does_not_end_level_at_lithium_metal():
    """The metal's current is carried to it by diffusion too."""
    half = mubar.load_cell("chen2020").half_cell("positive")
    result = mubar.simulate(half, "Discharge at 1C for 2 minutes", mesh=mubar.Mesh(1, 6, 6, 8))
    ((x, c),) = last_profiles(result, ALL[5])
    slopes = np.diff(c) / np.diff(x)
    assert slopes[0] == pytest.approx(slopes[1])
    assert abs(slopes[-1]) < 0.6 * abs(slopes[-2])


@pytest.mark.parametrize("points", [20, 2000])
def test_measured_data_and_its_error(solution, points):
    """An offset of 10 mV everywhere: rms and maximum are 10 mV."""
    figure = overview(solution, measured(solution, points=points))
    assert "rms 10 mV, max 10 mV" in texts(figure)
    (line,) = [line for line in figure.axes[0].lines if line.get_label() == "measured"]
    assert line.get_xdata().size == points


def test_measured_data_of_another_time(solution):
    with pytest.raises(InputError, match="within the simulated time"):
        overview(solution, Measurement(np.array([1e5, 1e5 + 1]), np.array([4.0, 4.0])))


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.SUCCESS])
def test_unfinished_run_never_looks_finished(solution, status):
    assert status.value in texts(overview(replace(solution, status=status)))
    assert status.value not in texts(overview(solution))


@pytest.mark.parametrize(("seconds", "unit"), [(10, "s"), (3600, "min"), (86400, "h"), (86400 * 30, "d")])
def test_unit_of_time_suits_the_run(solution, seconds, unit):
    run = replace(solution, time=np.linspace(0, seconds, solution.time.size))
    assert overview(run).axes[1].get_xlabel() in (f"Time / {unit}", "")
    assert f"Time / {unit}" in [axes.get_xlabel() for axes in overview(run).axes]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_short_runs(times):
    for suffix in (".png", ".svg"):
        assert len(encode(overview(discharge(times=times, end=60.0)), suffix)) > 1000


def test_every_word_is_inside_the_figure_and_legends_are_clear_of_lines(solution):
    long = replace(
        solution, title="A $title_ with a dollar, µ̄ and no end; " * 20, status=Status.NO_CONVERGENCE
    )
    for figure in (overview(solution, measured(solution)), overview(long)):
        figure.set_dpi(200)  # that of files
        figure.canvas.draw()
        drawn = figure.get_tightbbox()
        width, height = figure.get_size_inches()
        assert drawn.x0 >= 0
        assert drawn.y0 >= 0
        assert drawn.x1 <= width
        assert drawn.y1 <= height
        for axes in figure.axes[:4]:  # over time: room was made above the lines
            if legend := axes.get_legend():
                bottom = legend.get_window_extent().y0
                for line in axes.lines:
                    points = axes.transData.transform(np.column_stack([*line.get_data()]))
                    assert np.nanmax(points[:, 1], initial=0.0) <= bottom + 2


def test_the_same_bytes_every_time(solution, tmp_path):
    """Whatever settings the user made, and in another process."""
    suffixes = (".png", ".svg", ".pdf")

    def files():
        figure = overview(solution, measured(solution))
        return {suffix: bytes(encode(figure, suffix)) for suffix in suffixes}

    first = files()
    with matplotlib.rc_context(
        {"font.size": 20, "axes.facecolor": "red", "savefig.dpi": 30, "lines.linewidth": 9}
    ):
        assert files() == first
    code = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parents[1])!r}, {str(Path(__file__).parent)!r}]
from synthetic import discharge
from test_overview import measured
from mubar.result import Result
run = discharge()
for suffix in {suffixes}:
    Result(run).plot("again" + suffix, data=measured(run))
assert "matplotlib.pyplot" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)
    assert {suffix: (tmp_path / f"again{suffix}").read_bytes() for suffix in suffixes} == first


def test_users_settings_are_left_alone(solution):
    before = dict(matplotlib.rcParams)
    encode(overview(solution), ".png")
    assert dict(matplotlib.rcParams) == before


def test_notebooks_show_it(solution):
    assert Result(solution).plot()._repr_png_().startswith(b"\x89PNG")


def test_bad_path_is_refused_before_drawing(solution, tmp_path, monkeypatch):
    monkeypatch.setattr("mubar.diagrams.overview.overview", None)
    with pytest.raises(
        InputError, match=r"figure file .*: found the ending '.bmp', expected .* \.png, \.svg or \.pdf"
    ):
        Result(solution).plot(tmp_path / "a.bmp")
