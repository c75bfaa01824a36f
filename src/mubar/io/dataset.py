"""A solution as a labelled xarray.Dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubar.simulation.solution import Field, Solution

from .labels import attributes, coordinates, field_attributes, variables

if TYPE_CHECKING:
    import xarray


def to_dataset(solution: Solution) -> xarray.Dataset:
    """The Dataset with everything in `labels`, arrays not copied."""
    import xarray

    def labelled(fields: list[Field]) -> dict[str, tuple]:
        return {f.name: (f.dims, f.values, field_attributes(f)) for f in fields}

    return xarray.Dataset(
        labelled(variables(solution)), coords=labelled(coordinates(solution)), attrs=attributes(solution)
    )
