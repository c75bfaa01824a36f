"""Configuration files of MPET: sections and keys as text, read one by one; what was wrong is collected."""

from __future__ import annotations

import configparser
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from ...core.bounds import ANY, Bounds
from ...core.errors import InputError, Problem, clip, nearest
from .keys import Keys

_TRUE, _FALSE = {"true", "yes", "y", "t", "1", "on"}, {"false", "no", "n", "f", "0", "off", ""}


class Settings:
    """One file, which may have the sections and keys ``known``. Every question names a section and a key;
    problems name them and the file too.
    """

    def __init__(self, path: Path, known: Keys) -> None:
        self.path, self.known, self.problems = path, known, list[Problem]()
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str  # type: ignore[assignment, method-assign]  # keys keep their case
        try:
            text = path.read_text(encoding="utf-8-sig")
            parser.read_string(text, str(path))
        except OSError as error:
            found = (error.strerror or str(error)).lower()
            raise InputError([Problem(str(path), found, "a configuration file of MPET")]) from None
        except (configparser.Error, UnicodeDecodeError) as error:
            found = clip(" ".join(str(error).split()))
            raise InputError(
                [Problem(str(path), found, "sections in brackets, and lines key = value")]
            ) from None
        self._sections = {name: dict(parser[name]) for name in parser.sections()}
        for section, keys in self._sections.items():
            self._look_through(section, list(keys))

    def _look_through(self, section: str, keys: list[str]) -> None:
        """Note what MPET doesn't have, and what is no number."""
        if section not in self.known:
            expected = f"one of the sections {', '.join(self.known)}"
            found = "a section that is not supported"
            self.problems.append(Problem(f"{self.path}: [{section}]", found, expected))
            return
        for key in keys:
            if key not in self.known[section]:
                close = nearest(key, self.known[section])
                hint = f"Did you mean {close!r}?" if close else ""
                self.note(section, key, "a key that is not supported", "one that MPET 1.0 has", hint)
            elif self.known[section][key] is not None:
                self.number(section, key)

    def text(self, section: str, key: str, default: str | None = None) -> str:
        """The value as it stands there; "" after noting that it is missing."""
        found = self._sections.get(section, {}).get(key)
        if found is not None and ((text := found.partition("#")[0].strip()) or default is not None):
            return text
        if default is None:
            close = nearest(key, self._sections.get(section, {}))
            hint = f"Did you mean {close!r}?" if close else ""
            self.note(section, key, "nothing", "a value", hint)
        return default or ""

    def number(
        self, section: str, key: str, default: float | None = None, bounds: Bounds | None = None
    ) -> float:
        """A number, within ``bounds`` and those that the key always has; NaN after noting what is wrong."""
        text = self.text(section, key, None if default is None else repr(default))
        try:
            value = float(text)
        except ValueError:
            if text or default is not None:
                self.note(section, key, clip(text) if text else "nothing", "a number")
            return float("nan")
        for each in (self.known[section][key] or ANY, bounds or ANY):
            if not each.admit(value):
                self.note(section, key, f"{value:g}", f"a number, {each}")
                return float("nan")
        return value

    def count(self, section: str, key: str, default: int | None = None) -> int:
        """A whole number, 0 or more."""
        value = self.number(section, key, None if default is None else float(default))
        if value == value and (value < 0 or value != int(value)):
            self.note(section, key, f"{value:g}", "a whole number, 0 or more")
        return int(value) if value == value and value >= 0 else 0

    def truth(self, section: str, key: str, default: bool = False) -> bool:
        text = self.text(section, key, str(default)).lower()
        if text not in _TRUE | _FALSE:
            self.note(section, key, clip(text), "true or false")
        return text in _TRUE

    def choice(self, section: str, key: str, known: Collection[str], default: str | None = None) -> str:
        """One of ``known``; another one is noted as not supported."""
        text = self.text(section, key, default)
        if text and text not in known:
            self.unsupported(section, key, clip(text), f"one of {', '.join(sorted(known))}")
        return text

    def only(self, section: str, key: str, read: Callable[..., Any], value: Any) -> None:
        """``value`` is all that is supported, and what holds where the key is missing."""
        found = read(section, key, value)
        if found == found and found != value:
            self.unsupported(section, key, repr(found), repr(value))

    def unsupported(self, section: str, key: str, found: str, expected: str, hint: str = "") -> None:
        self.note(section, key, f"{found}, which is not supported", expected, hint)

    def note(self, section: str, key: str, found: str, expected: str, hint: str = "") -> None:
        """Something wrong with the value of a key."""
        problem = Problem(f"{self.path}: [{section}] {key}", found, expected, hint)
        if problem not in self.problems:  # a key may be asked for twice
            self.problems.append(problem)
