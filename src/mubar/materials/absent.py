"""A stand-in for the parts that a file for the single-particle model does not give."""

from __future__ import annotations

from typing import Any, NoReturn

from ..core.errors import InputError, Problem


class Absent:
    """Every look at one of its attributes raises `InputError`, except at those it was given."""

    def __init__(self, where: str, what: str, **given: Any) -> None:
        self.__dict__.update(given, _where=where, _what=what)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # pickle, copy and the like ask politely
            raise AttributeError(name)
        where, what = self.__dict__.get("_where", "cell"), self.__dict__.get("_what", "part")
        raise InputError(
            [
                Problem(
                    f"{where}: {what}.{name}",
                    "a cell file for the single-particle model (Header > Model is SPM)",
                    f"a file with {what} parameters",
                    "Use model='spm', or add the missing sections and set Model to DFN.",
                )
            ]
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Absent) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((self._where, self._what))
