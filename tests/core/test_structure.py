"""Numbers of law objects as data: plain fields, declared tuples, parts and tuples of parts."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from mubar.core.bounds import ANY, POSITIVE
from mubar.core.errors import InputError, UnknownNameError
from mubar.core.expr import Expr
from mubar.core.parameters import Checked, parameter
from mubar.core.special import Special
from mubar.core.structure import (
    declaration,
    get,
    letters_of,
    numbers_of,
    replaced,
    structure_of,
    symbolic,
)


@dataclass(frozen=True)
class Site(Checked):
    depth: float = parameter("d", "m", "depth", POSITIVE)


@dataclass(frozen=True)
class Law(Checked):
    sites: tuple[Site, ...]
    first: Site
    coefficients: tuple[float, ...] = parameter("A", "1", "coefficients", ANY, several=True)
    points: tuple[float, ...] = (0.0, 1.0)
    scale: float = parameter("s", "1", "scale", POSITIVE, 2.0)


LAW = Law((Site(1.0), Site(2.0)), Site(3.0), (4.0, 5, 6.0))
NUMBERS = {
    "sites.0.depth": 1.0,
    "sites.1.depth": 2.0,
    "first.depth": 3.0,
    "coefficients.0": 4.0,
    "coefficients.1": 5.0,
    "coefficients.2": 6.0,
    "scale": 2.0,
}


@dataclass(frozen=True)
class Tabulated(Special):
    width: Any = 0.5

    def values(self, wanted, *args):
        raise NotImplementedError


@dataclass(frozen=True)
class Levels:
    donor: Tabulated
    site: Site


def test_every_number_has_a_path():
    assert numbers_of(LAW) == NUMBERS
    assert numbers_of(LAW, "law") == {f"law.{path}": value for path, value in NUMBERS.items()}


def test_numbers_of_numpy_are_numbers():
    assert numbers_of(Tabulated(np.float32(0.5))) == numbers_of(Tabulated(np.int64(1) / 2)) == {"width": 0.5}
    assert structure_of(Tabulated(np.int64(2))) == structure_of(Tabulated(0.5))
    assert numbers_of(Tabulated(True)) == {}


def test_numbers_of_special_functions_have_paths_but_no_symbols():
    law = Levels(Tabulated(), Site(1.0))
    assert numbers_of(law) == {"site.depth": 1.0}
    assert numbers_of(law, specials=True) == {"donor.width": 0.5, "site.depth": 1.0}
    assert replaced(law, "donor.width", 0.7).donor == Tabulated(0.7)


def test_paths_lead_to_numbers_parts_and_tuples():
    assert {path: get(LAW, path) for path in NUMBERS} == NUMBERS
    assert get(LAW, "") is LAW
    assert get(LAW, "sites.1") is LAW.sites[1]
    assert get(LAW, "coefficients") is LAW.coefficients


def test_one_number_changes_and_no_other():
    for path, value in NUMBERS.items():
        other = replaced(LAW, path, value + 10.0)
        assert numbers_of(other) == {**NUMBERS, path: value + 10.0}
        assert replaced(other, path, value) == LAW
    assert replaced(LAW, "sites.1", Site(9.0)).sites == (Site(1.0), Site(9.0))


def test_what_is_made_anew_is_checked():
    with pytest.raises(InputError, match=r"Site\.depth: found -1"):
        replaced(LAW, "sites.1.depth", -1.0)
    with pytest.raises(InputError, match=r"Law\.coefficients/1: found nan"):
        replaced(LAW, "coefficients.1", float("nan"))


def test_declarations_stand_where_the_numbers_stand():
    found = {path: declaration(LAW, path) for path in NUMBERS}
    meanings = {path: declared.meaning for path, declared in found.items() if declared}
    assert meanings["sites.1.depth"] == meanings["first.depth"] == "depth"
    assert meanings["coefficients.2"] == "coefficients"
    assert declaration(LAW, "sites.0") is None
    assert declaration(Levels(Tabulated(), Site(1.0)), "donor.width") is None


@pytest.mark.parametrize(
    "path",
    ["scal", "sites.2.depth", "sites.-1.depth", "sites.00.depth", "coefficients.3", "scale.real", "first."],
)
def test_paths_that_lead_nowhere(path):
    for use in (get, declaration, lambda law, path: replaced(law, path, 1.0)):
        with pytest.raises(UnknownNameError):
            use(LAW, path)


def test_a_wrong_path_is_told_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match="Did you mean 'depth'"):
        get(LAW, "first.dept")


def test_symbols_stand_where_the_numbers_stood():
    twin = symbolic(LAW, "law.")
    assert twin.sites[1].depth is Expr.symbol("law.sites.1.depth")
    assert twin.first.depth is Expr.symbol("law.first.depth")
    assert twin.coefficients[2] is Expr.symbol("law.coefficients.2")
    assert twin.scale is Expr.symbol("law.scale")
    assert twin.points == (0.0, 1.0)


def test_numbers_are_no_structure_but_how_many_and_other_tuples_are():
    other = replace(LAW, sites=(Site(7.0), Site(8.0)), coefficients=(9.0, 8.0, 7.0), scale=6.0)
    assert structure_of(other) == structure_of(LAW)
    for changed in ({"sites": (Site(1.0),)}, {"coefficients": (4.0, 5.0)}, {"points": (0.0, 2.0)}):
        assert structure_of(replace(LAW, **changed)) != structure_of(LAW)


def test_letters_carry_the_place_in_a_tuple():
    letters = letters_of(LAW)
    assert letters["sites.1.depth"] == "d_{1}"
    assert letters["coefficients.2"] == "A_{2}"
    assert letters["first.depth"] == "d"


@pytest.mark.parametrize(("given", "where"), [(3.0, ""), ("12", ""), ((1.0, "a", float("nan")), "/1")])
def test_declared_tuples_are_checked_number_by_number(given, where):
    with pytest.raises(InputError) as caught:
        replace(LAW, coefficients=given)
    assert caught.value.problems[0].where == f"Law.coefficients{where}"
    assert len(caught.value.problems) == (2 if isinstance(given, tuple) else 1)
