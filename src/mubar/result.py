"""`Result`: what `simulate` returns, with doors to a labelled dataset, files and figures."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from mubar.simulation.solution import Solution
from mubar.simulation.summary import Summary, duration

if TYPE_CHECKING:
    import xarray
    from matplotlib.figure import Figure

    from mubar.diagrams.bands import BandDiagram, BandFilm
    from mubar.simulation.measurement import Measurement, VoltageError

    Measured = Measurement | str | PathLike[str]


class Result:
    """A finished run; it can be saved, plotted, pickled, and gone on from (``start=result``).

    Discharging is positive. The arrays at the terminals are there at once: ``time`` [s], ``voltage`` [V],
    ``current`` [A], ``temperature`` [K], ``discharge_capacity`` [A h] and ``discharge_energy`` [W h] (net),
    ``step`` and ``cycle`` (from 1), each (n,). `data` has these and everything inside the cell as a labelled
    dataset.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution

    @property
    def time(self) -> np.ndarray:
        return self.solution.time

    @property
    def voltage(self) -> np.ndarray:
        return self.solution.voltage

    @property
    def current(self) -> np.ndarray:
        return self.solution.current

    @property
    def temperature(self) -> np.ndarray:
        return self.solution.temperature

    @property
    def discharge_capacity(self) -> np.ndarray:
        return self.solution.charge

    @property
    def discharge_energy(self) -> np.ndarray:
        return self.solution.energy

    @property
    def step(self) -> np.ndarray:
        return self.solution.step

    @property
    def cycle(self) -> np.ndarray:
        return self.solution.cycle

    @property
    def status(self) -> str:
        """``success``, ``nothing done`` (the end of every step was met when it began), ``interrupted`` or
        ``failed: ...``; see `message` and `remedy`.
        """
        return self.solution.status.value

    @property
    def success(self) -> bool:
        """Whether every step came to its end, be it that it was met at its start."""
        return self.solution.status.success

    @property
    def message(self) -> str:
        """What happened, in a sentence, or several with semicolons between: a note for each step that was
        skipped since its end was met at its start, or that the cell's own limits ended.
        """
        return self.solution.message

    @property
    def remedy(self) -> str:
        """What to try if the run failed."""
        return self.solution.remedy or self.solution.status.remedy

    @property
    def statistics(self) -> dict[str, float | int]:
        """Counts and times of the solver."""
        return dict(self.solution.statistics)

    @property
    def inputs(self) -> dict[str, Any]:
        """The full input as given: cell, steps, model, mesh, tolerances, ..."""
        return dict(self.solution.inputs)

    @property
    def citations(self) -> tuple[str, ...]:
        """The sources of everything that was used."""
        return self.solution.citations

    @property
    def final_state(self) -> Mapping[str, np.ndarray]:
        """The arrays from which ``start=result`` goes on."""
        return self.solution.final_state

    @cached_property
    def data(self) -> xarray.Dataset:
        """Everything as a labelled xarray.Dataset; made on first use.

        Dimensions: ``time``; ``x``, volume centres across the cell, with their ``region``; per material m
        ``x_<m>``, ``r_<m>``. Every variable has ``units`` and ``long_name``; status, inputs, citations and
        statistics are attrs.
        """
        from mubar.io.dataset import to_dataset

        return to_dataset(self.solution)

    def summary(self) -> Summary:
        """The run in a few numbers."""
        return Summary.of(self.solution)

    def compare(self, data: Measured) -> VoltageError:
        """How far the voltage is from measured data: a file (`mubar.io.bdf.read`) or a `Measurement`."""
        return _measurement(data).compare(self.time, self.voltage)

    def save(self, path: str | PathLike[str]) -> None:
        """Write in the format that the ending names: ``.nc``, or ``.csv``, ``.bdf``, ``.parquet`` (BDF)."""
        from mubar.core.files import ending
        from mubar.io import bdf

        netcdf = ending(path, "result", [".nc", *bdf.ENDINGS]) == ".nc"
        if netcdf:
            self.to_netcdf(path)
        else:
            self.to_bdf(path)

    def to_netcdf(self, path: str | PathLike[str]) -> None:
        """Write everything to a NetCDF-4 file, which `open_result` and ``xarray.open_dataset`` read."""
        from mubar.io.netcdf import write_netcdf

        write_netcdf(self.solution, path)

    def to_bdf(self, path: str | PathLike[str]) -> None:
        """Write what is seen at the terminals in the Battery Data Format, ``.csv``, ``.bdf`` or ``.parquet``.

        BDF counts charging current positive: the sign is turned.
        """
        from mubar.io.bdf import write_bdf

        write_bdf(self.solution, path)

    def plot(self, path: str | PathLike[str] | None = None, data: Measured | None = None) -> Figure:
        """The overview figure; saved to ``path`` (``.png``, ``.svg`` or ``.pdf``) if given.

        ``data``: measured data (a file or a `Measurement`) to lay over the voltage, with the error written
        beside it. Raises InputError for unreadable data or a path that can't be written.
        """
        from mubar.core.files import write
        from mubar.diagrams.overview import overview
        from mubar.diagrams.style import encode, figure_ending

        format = None if path is None else figure_ending(path)  # before the work, not after it
        figure = overview(self.solution, None if data is None else _measurement(data))
        if path is not None and format is not None:
            write(path, encode(figure, format))
        return figure

    def plot_particles(self, path: str | PathLike[str] | None = None, material: str | None = None) -> Figure:
        """How full every particle is over time, by size and position, with phases and phase fields; saved to
        ``path`` (``.png``, ``.svg`` or ``.pdf``) if given.

        ``material``: ``positive``, ``negative.graphite``, ...; if not given the last one with a
        population, or else the last one. Raises InputError for a run that kept no particles or a path that
        can't be written.
        """
        from mubar.core.files import write
        from mubar.diagrams.particles import particle_figure
        from mubar.diagrams.style import encode, figure_ending

        format = None if path is None else figure_ending(path)
        figure = particle_figure(self.solution, material)
        if path is not None and format is not None:
            write(path, encode(figure, format))
        return figure

    def animate_particles(self, path: str | PathLike[str], material: str | None = None) -> None:
        """Write an animation of the particles' states, ``.gif``. ``material`` as in `plot_particles`."""
        from mubar.core.files import ending, write
        from mubar.diagrams.particles import animation

        ending(path, "animation of particles", [".gif"])
        write(path, animation(self.solution, material))

    def band_diagram(self, time: float, species: Sequence[str] | None = None) -> BandDiagram:
        """Species voltages across the cell and the power balance, at the stored time nearest to ``time``, s.

        It has ``save(path)`` and ``to_json()``. ``species``: whose voltages are drawn, electrons and lithium
        unless given; ``X-`` is the salt's anion. Raises InputError for a time outside the run, species
        without charge or not in the run, and runs that kept no profiles.
        """
        from mubar.diagrams.bands.simulated import SPECIES, band_diagram

        return band_diagram(self.solution, time, SPECIES if species is None else species)

    def band_film(self, species: Sequence[str] | None = None) -> BandFilm:
        """`band_diagram` at all stored times, at most a thousand of them."""
        from mubar.diagrams.bands.simulated import SPECIES, band_film

        return band_film(self.solution, SPECIES if species is None else species)

    def __reduce__(self) -> tuple:
        return Result, (self.solution,)

    def __repr__(self) -> str:
        length = f"{self.time.size} times, {duration(self.time[-1])}"
        return f"<Result {self.solution.title!r}: {self.status}, {length}>"

    def _repr_html_(self) -> str:
        """A small table for notebooks."""
        rows = self.summary().rows()
        rows += [(what, text) for what, text in (("message", self.message), ("remedy", self.remedy)) if text]
        cells = "".join(
            f"<tr><th style='text-align:left'>{html.escape(what)}</th>"
            f"<td style='text-align:left'>{html.escape(text)}</td></tr>"
            for what, text in rows
        )
        title = html.escape(self.solution.title or "Result")
        return f"<table><caption style='text-align:left'><b>{title}</b></caption>{cells}</table>"


def open_result(path: str | PathLike[str]) -> Result:
    """The result that `Result.to_netcdf` wrote to ``path``, with everything it had.

    Raises InputError for a file that is missing, damaged, or something else.
    """
    from mubar.io.netcdf import read_netcdf

    return Result(read_netcdf(path))


def _measurement(data: Measured) -> Measurement:
    from mubar.simulation.measurement import Measurement

    if isinstance(data, Measurement):
        return data
    from mubar.core.files import target
    from mubar.io import bdf

    return bdf.read(target(data))
