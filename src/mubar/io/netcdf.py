"""Results as NetCDF-4 files, and back again without loss.

The root group is laid out by the CF conventions: `xarray.open_dataset` and everything else that reads NetCDF
can open it. The group ``final_state`` holds the arrays from which a run goes on. float64 throughout, not
compressed: on a 1C discharge zlib saves a third of 3 MB and takes five times as long.

xarray is not needed for either direction, and importing it would take longer than writing.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from mubar.core.errors import InputError, MubarError, Problem, clip
from mubar.core.files import replacing, target
from mubar.simulation.solution import Field, Solution, Status, StoredProfiles
from mubar.simulation.terminals import SERIES, TIME

from .labels import FORMAT, attributes, coordinates, field_attributes, variables

if TYPE_CHECKING:
    import netCDF4

_FINAL = "final_state"
_LABELS = ("units", "long_name", "description")


def write_netcdf(solution: Solution, path: str | PathLike[str]) -> None:
    """Write a solution. Raises InputError if nothing can be written there."""
    import netCDF4

    axes, data = coordinates(solution), variables(solution)
    with replacing(path) as beside:
        try:
            with netCDF4.Dataset(beside, "w", format="NETCDF4") as file:
                _encode(file, solution, axes, data)
        except (RuntimeError, OSError) as error:  # "HDF error", "permission denied": plain writing tells why
            beside.write_bytes(bytes(65536 + sum(f.values.nbytes for f in (*axes, *data))))
            raise OSError(errno.EIO, str(error)) from None


def _encode(file: netCDF4.Dataset, solution: Solution, axes: list[Field], data: list[Field]) -> None:
    file.set_fill_off()
    for f in (*axes, *data):
        for name, length in zip(f.dims, f.values.shape, strict=True):
            if name not in file.dimensions:
                file.createDimension(name, length)
    labels = [f for f in axes if f.dims != (f.name,)]  # such as the region on x
    unclaimed = {f.name for f in labels}
    for f in axes:
        _put(file, f, {})
    for f in data:
        beside = [c.name for c in labels if set(c.dims) <= set(f.dims)]
        unclaimed -= set(beside)
        _put(file, f, {"coordinates": " ".join(beside)} if beside else {})
    about = attributes(solution)
    if unclaimed:
        about["coordinates"] = " ".join(sorted(unclaimed))
    for name, value in about.items():
        if isinstance(value, str):
            file.setncattr_string(name, value)  # as characters it would have to end at 64 kB
        else:
            file.setncattr(name, value)
    group = file.createGroup(_FINAL)
    for name, values in solution.final_state.items():
        array = np.asarray(values)
        dims = tuple(f"{name}_{k}" for k in range(array.ndim))
        for dim, length in zip(dims, array.shape, strict=True):
            group.createDimension(dim, length)
        _put(group, Field(name, dims, array, "", ""), {})


def _put(group: netCDF4.Dataset, field: Field, more: Mapping[str, str]) -> None:
    text = field.values.dtype.kind in "OSU"
    variable = group.createVariable(field.name, str if text else field.values.dtype, field.dims)
    variable.set_auto_maskandscale(False)
    variable.setncatts({**field_attributes(field), **more})
    variable[...] = field.values.astype(object) if text else field.values


def read_netcdf(path: str | PathLike[str]) -> Solution:
    """The solution in a file that `write_netcdf` wrote (or xarray, from the Dataset of a result).

    Raises InputError for a file that can't be read, is damaged, or is something else.
    """
    import netCDF4

    where = target(path)
    try:
        data = where.read_bytes()
    except OSError as error:
        found = (error.strerror or str(error)).lower()
        raise InputError([Problem(str(where), found, "a NetCDF file that can be read")]) from None
    try:
        file = netCDF4.Dataset("result", "r", memory=data)
    except (OSError, RuntimeError):
        raise InputError([Problem(str(where), _kind(data), "a NetCDF file written by mubar")]) from None
    with file:
        file.set_auto_maskandscale(False)
        try:
            return _decode(file, str(where))
        except MubarError:
            raise
        except (
            KeyError,
            RuntimeError,
            AttributeError,
            TypeError,
            ValueError,
            OverflowError,
            OSError,
        ) as error:
            found = f"no {error}" if isinstance(error, KeyError) else f"a damaged file ({clip(str(error))})"
            raise InputError([Problem(str(where), found, "a NetCDF file written by mubar")]) from None


def _kind(data: bytes) -> str:
    if not data:
        return "an empty file"
    if data.startswith((b"\x89HDF", b"CDF")):
        return "a NetCDF or HDF5 file that is damaged or cut off"
    return "a file in another format"


def _decode(file: netCDF4.Dataset, where: str) -> Solution:
    about = {name: file.getncattr(name) for name in file.ncattrs()}
    if "mubar_format" not in about:
        raise InputError([Problem(where, "a NetCDF file of other origin", "one written by mubar")])
    if about["mubar_format"] > FORMAT:
        found = f"layout {about['mubar_format']}, written by mubar {about.get('mubar_version', '?')}"
        raise InputError([Problem(where, found, f"layout {FORMAT} or older", "Update mubar to read it.")])
    beside = {name for v in file.variables.values() for name in getattr(v, "coordinates", "").split()}
    beside |= set(about.get("coordinates", "").split())
    fields = {name: _field(variable) for name, variable in file.variables.items()}
    axes = tuple(f for f in fields.values() if f.dims == (f.name,) or f.name in beside)
    known = {TIME.name, *(s.name for s in SERIES), *(f.name for f in axes)}
    series: dict[str, Any] = {s.attribute: fields[s.name].values for s in (TIME, *SERIES)}
    group = file.groups.get(_FINAL)
    return Solution(
        **series,
        status=Status(about["status"]),
        message=about["message"],
        remedy=about["remedy"],
        profiles=StoredProfiles(
            tuple(f for f in axes if f.name != TIME.name),
            tuple(f for f in fields.values() if f.name not in known),
        ),
        final_state={name: v[...] for name, v in group.variables.items()} if group else {},
        statistics=json.loads(about["statistics"]),
        inputs=json.loads(about["inputs"]),
        citations=tuple(about["references"].split("\n")) if about["references"] else (),
        versions=json.loads(about["versions"]),
        title=about["title"],
        created=about["date_created"],
    )


def _field(variable: netCDF4.Variable) -> Field:
    values = np.asarray(variable[...])
    if values.dtype.kind == "O":
        values = values.astype(str)
    labels = [getattr(variable, name, "") for name in _LABELS]
    return Field(variable.name, variable.dimensions, values, *labels)
