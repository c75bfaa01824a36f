"""Changing parameters by key: values of every kind, checks, what follows from what."""

import numpy as np
import pytest
from documents import blend

import mubar
from mubar.core.errors import InputError
from mubar.core.law import Function
from mubar.core.structure import numbers_of, replaced
from mubar.kinetics import (
    CIET,
    ButlerVolmer,
    FilmResistance,
    InsertionExchange,
    Localized,
    RateLaw,
    Semiconductor,
)
from mubar.materials.bpx import read_document
from mubar.materials.changes import GIVEN
from mubar.materials.entries import entries
from mubar.materials.ratelaws import known
from parallel_law import LAW as PARALLEL
from parallel_law import Parallel, Pathway


@pytest.fixture
def cell():
    return mubar.load_cell("chen2020")


def problems(cell, **changes):
    with pytest.raises(InputError) as caught:
        cell.replace(**changes)
    return caught.value.problems


def test_every_number_can_be_set_by_its_key(cell):
    for made_from in (cell, read_document(blend(), "blend")):
        for key, entry in entries(made_from).items():
            value = entry.value(made_from)
            if entry.parameter.law_of or value is None:
                continue
            new = 2 if entry.parameter.integer else value * 0.999 if value else _small(entry.parameter)
            changed = made_from.replace(**{key: new})
            assert entry.value(changed) == pytest.approx(new, rel=1e-15)
            others = [
                k for k in entries(made_from) if k not in (key, *FOLLOWS.get(key.rpartition(".")[2], ()))
            ]
            for k in others:
                name = k.removeprefix(key.rpartition(".")[0] + ".")
                if k.rpartition(".")[0] == key.rpartition(".")[0] and name in FOLLOWS.get(
                    key.rpartition(".")[2], ()
                ):
                    continue
                assert entries(changed)[k].value(changed) == entries(made_from)[k].value(made_from), (key, k)


def _small(parameter):
    """A value beside zero."""
    return 1e-3 if parameter.usual is None else max(1e-3, parameter.usual.low)


FOLLOWS = {
    "particle_radius": ("surface_area_per_volume", "active_fraction"),
    "surface_area_per_volume": ("active_fraction",),
    "active_fraction": ("surface_area_per_volume",),
}
"""What changes with a key: a_s = 3 (active fraction)/R."""


def test_a_new_radius_keeps_the_amount_of_material(cell):
    changed = cell.replace(**{"negative.particle_radius": 2e-6})
    assert changed.negative.material.active_fraction == pytest.approx(0.75, rel=1e-14)
    assert changed.negative.material.surface_area_per_volume == pytest.approx(3 * 0.75 / 2e-6, rel=1e-14)
    both = cell.replace(**{"negative.particle_radius": 2e-6, "negative.surface_area_per_volume": 1e5})
    assert both.negative.material.surface_area_per_volume == 1e5
    less = cell.replace(**{"negative.active_fraction": 0.5, "negative.particle_radius": 1e-6})
    assert less.negative.material.active_fraction == pytest.approx(0.5, rel=1e-14)


LAWS = [
    (3e-14, lambda x, T: 3e-14 + 0 * x),
    ("3e-14*exp(-x)", lambda x, T: 3e-14 * np.exp(-x)),
    ("3e-14*exp(-x*300/T)", lambda x, T: 3e-14 * np.exp(-x * 300 / T)),
    (lambda x: 3e-14 * (1 + x), lambda x, T: 3e-14 * (1 + x)),
    (lambda T, x: 3e-14 * x * T, lambda x, T: 3e-14 * x * T),
    (Function.from_text("x*3e-14"), lambda x, T: 3e-14 * x),
    ({"x": [0, 1], "y": [1e-14, 3e-14]}, lambda x, T: 1e-14 + 2e-14 * x),
]


@pytest.mark.parametrize(("given", "expected"), LAWS)
def test_laws_may_be_given_in_every_form(cell, given, expected):
    law = cell.replace(**{"positive.diffusivity": given}).positive.material.diffusivity
    x, T = np.linspace(0.1, 0.9, 5)[:, None], np.array([290.0, 310.0])
    np.testing.assert_allclose(law(x, T), np.broadcast_to(expected(x, T), (5, 2)), rtol=1e-14)


def test_laws_of_the_electrolyte_are_of_concentration(cell):
    for given in ("0.5 + c/1000", "0.5 + x/1000", lambda c: 0.5 + c / 1000, lambda T, c: 0.5 + c / 1000):
        law = cell.replace(**{"electrolyte.conductivity": given}).electrolyte.conductivity
        assert law(800.0, 300.0) == pytest.approx(1.3, rel=1e-14)


def test_activation_energies_apply_to_laws_of_x_and_not_to_laws_of_T():
    cell = mubar.load_cell("marquis2019")
    arrhenius = cell.negative.material.diffusivity(0.5, 320.0) / cell.negative.material.diffusivity(
        0.5, 298.15
    )
    of_x = cell.replace(**{"negative.diffusivity": "1e-14*(1 + x)"}).negative.material
    assert of_x.diffusivity(0.5, 320.0) == pytest.approx(1.5e-14 * arrhenius, rel=1e-14)
    of_T = cell.replace(**{"negative.diffusivity": "1e-14*T/300"}).negative.material
    assert of_T.diffusivity_activation_energy == 0.0
    assert of_T.diffusivity(0.5, 330.0) == pytest.approx(1.1e-14, rel=1e-14)
    U = cell.replace(**{"negative.open_circuit_potential": "0.1 + 1e-4*(T - 300)"}).negative.material
    assert U.open_circuit_potential(0.5, 310.0) == pytest.approx(0.101, rel=1e-14)


def test_the_reference_temperature_moves_with_every_law(cell):
    changed = cell.replace(**{"cell.reference_temperature": 308.15})
    exchange = changed.negative.material.kinetics.exchange
    assert exchange(0.5, 1.0, 308.15) == pytest.approx(
        cell.negative.material.kinetics.exchange(0.5, 1.0, 298.15)
    )
    assert changed.electrolyte.reference_temperature == 308.15


def test_rate_laws_and_their_numbers(cell):
    law = ButlerVolmer(InsertionExchange(1e-6), 0.3, 0.7)
    changed = cell.replace(**{"negative.kinetics": law, "negative.kinetics.anodic_transfer": 0.4})
    assert changed.negative.material.kinetics == ButlerVolmer(InsertionExchange(1e-6), 0.4, 0.7)
    again = changed.replace(**{"negative.kinetics.exchange.rate_constant": 2e-6})
    assert again == changed.replace(**{"negative.reaction_rate_constant": 2e-6})
    assert changed.positive == cell.positive


EVERY_LAW = [law for c in dict.fromkeys(known().values()) if issubclass(c, RateLaw) for law in c.examples()]


@pytest.mark.parametrize("law", [*EVERY_LAW, PARALLEL, FilmResistance(PARALLEL, 1e-3)], ids=repr)
def test_activation_energies_do_not_matter_at_the_reference_temperature(cell, law):
    """Wherever in a rate law its reference temperature stands."""
    state = {"x": 0.4, "c_plus": 1.2, "T": 318.15}
    currents = []
    for energy in (0.0, 5e4):
        heated = law
        for path in numbers_of(law):
            if path.endswith("activation_energy"):
                heated = replaced(heated, path, energy)
        changes = {"positive.kinetics": heated, "cell.reference_temperature": 318.15}
        moved = cell.replace(**changes).positive.material.kinetics
        currents.append(moved.current_density(0.03, **state))
    assert currents[0] == pytest.approx(currents[1], rel=1e-12)


def test_a_film_does_not_change_the_exchange_current(cell):
    law = ButlerVolmer(InsertionExchange(7e-6, 3e4))
    state = {"x": 0.4, "c_plus": 1.2, "T": 318.15}
    found = []
    for held in (law, FilmResistance(law, 7e-3)):
        moved = cell.replace(**{"positive.kinetics": held}).replace(**{"cell.reference_temperature": 318.15})
        found.append(moved.positive.material.kinetics.exchange_current_density(**state))
    assert found[0] == pytest.approx(found[1], rel=1e-12)


def test_the_reference_temperature_of_a_foil_and_of_what_is_given(cell):
    foil = cell.half_cell().replace(**{"cell.reference_temperature": 318.15})
    assert foil.negative.kinetics.exchange.reference_temperature == 318.15
    own = {"cell.reference_temperature": 318.15, "positive.kinetics.exchange.reference_temperature": 300.0}
    moved = cell.replace(**own)
    assert moved.positive.material.kinetics.exchange.reference_temperature == 300.0
    assert moved.negative.material.kinetics.exchange.reference_temperature == 318.15
    parts = {"cell.reference_temperature": 318.15, "positive.kinetics.exchange": InsertionExchange(1e-6)}
    assert cell.replace(**parts).positive.material.kinetics.exchange == InsertionExchange(1e-6, 0.0, 318.15)


def test_numbers_and_parts_in_tuples(cell):
    held = cell.replace(**{"negative.kinetics": PARALLEL})
    changed = held.replace(
        **{
            "negative.kinetics.weights.1": 2,
            "negative.kinetics.pathways.0.rate": 3e-5,
            "negative.kinetics.pathways.2": Pathway(4e-6),
        }
    )
    law = Parallel((Pathway(3e-5), Pathway(6e-5), Pathway(4e-6)), (0.5, 2.0, 0.25))
    assert changed.negative.material.kinetics == law
    fewer = {"negative.kinetics.weights": [1, 2], "negative.kinetics.pathways": law.pathways[:2]}
    assert held.replace(**fewer).negative.material.kinetics == Parallel(law.pathways[:2], (1.0, 2.0))


def test_numbers_of_special_functions(cell):
    law = CIET(20.0, 2e4, Semiconductor(3e4, -4e4))
    changed = cell.replace(**{"negative.kinetics": law, "negative.kinetics.donor.conduction_edge": 2e4})
    assert changed.negative.material.kinetics.donor == Semiconductor(2e4, -4e4)
    other = changed.replace(**{"negative.kinetics.donor": Localized(1e3)})
    assert other.negative.material.kinetics.donor == Localized(1e3)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("weights.3", 0.5, "Did you mean 'negative.kinetics.weights."),
        ("weights.x", 0.5, "Did you mean 'negative.kinetics.weights."),
        ("pathways.rate", 0.5, "Did you mean 'negative.kinetics.pathways."),
        ("weights", 0.5, "expected a tuple"),
        ("weights.1", (0.5, 0.5), "expected a number"),
        ("weights.1", -0.5, "at least 0"),
        ("weights", (0.5, -0.5), "at least 0"),
        ("pathways.1", 0.5, "expected a law"),
        ("pathways.1", "fast", "expected a law"),
        ("pathways.1.rate", 0.0, "above 0 mol.m-2.s-1"),
    ],
)
def test_wrong_changes_in_tuples_are_told_with_their_key(cell, path, value, words):
    held = cell.replace(**{"negative.kinetics": PARALLEL})
    (problem,) = problems(held, **{f"negative.kinetics.{path}": value})
    assert problem.where == f"negative.kinetics.{path}"
    assert words in str(problem)


def test_all_that_is_wrong_with_a_rate_law_is_told(cell):
    found = problems(cell, **{"negative.kinetics.alpha": 1.0, "negative.kinetics.anodic_transfer": "half"})
    assert [p.where for p in found] == ["negative.kinetics.alpha", "negative.kinetics.anodic_transfer"]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("negative.particle_radus", 1e-6, "Did you mean 'negative.particle_radius'?"),
        ("anode.thickness", 1e-6, "Did you mean 'negative.thickness'?"),
        ("zzz", 1, "begin with one of: cell, negative"),
        ("positive.nmc.thickness", 1e-6, "Did you mean"),
        ("negative.thickness", -1e-5, "at least 1e-10 and at most 0.01 m"),
        ("negative.thickness", "8e-5", "Give the number alone, in m"),
        ("negative.thickness", None, "a number"),
        ("negative.thickness", float("nan"), "nan"),
        ("negative.porosity", 0.3, "together at most 1"),
        ("cell.upper_cutoff", 2.0, "less than the upper cut-off, 2 V"),
        ("negative.diffusivity", -1.0, "above 0"),
        ("negative.diffusivity", "1e-14*y", "unknown name 'y'"),
        ("negative.diffusivity", "open('x')", "unknown name 'open'"),
        ("negative.diffusivity", lambda x: 1e-14 if x < 0.5 else 2e-14, "np.where"),
        ("negative.diffusivity", lambda x, T, c: x, "a law of 'c'"),
        ("negative.diffusivity", lambda filled: filled, "one of x"),
        ("electrolyte.diffusivity", lambda c_e, T: 1e-10 * c_e, "Did you mean 'c'?"),
        ("negative.diffusivity", lambda x: 1e-14 * (x - 0.5), "above 0"),
        ("negative.diffusivity", object(), "a Python function"),
        ("negative.open_circuit_potential", {"x": [0, 1], "y": [0, 1]}, "falls"),
        ("negative.open_circuit_potential", lambda x: 0.1 + 0.9 * x, "falls"),
        ("negative.open_circuit_potential", "0.1 + 0.9*x", "falls"),
        ("negative.kinetics", "Butler-Volmer", "a rate law"),
        ("negative.kinetics.alpha", 0.5, "does not have"),
        (
            "negative.kinetics.exchange.rate_constant.a",
            0.5,
            "Did you mean 'negative.kinetics.exchange.rate_constant'?",
        ),
        ("negative.kinetics.anodic_transfer", "half", "a number"),
        ("negative.kinetics.anodic_transfer", float("inf"), "a finite number"),
        ("negative.minimum_stoichiometry", 0.95, "less than the maximum"),
    ],
)
def test_wrong_changes_are_told_with_their_key(cell, key, value, words):
    (problem,) = problems(cell, **{key: value})
    assert problem.where.partition(".")[0] == key.partition(".")[0]
    assert words in str(problem)


def test_all_wrong_changes_are_told_at_once(cell):
    found = problems(cell, **{"negative.thickness": 0, "cel.area": 1, "electrolyte.diffusivity": "x+"})
    assert [p.where for p in found] == ["negative.thickness", "cel.area", "electrolyte.diffusivity"]


def test_windows_must_lie_inside_tables(cell):
    table = {"x": [0.02, 0.5, 0.95], "y": [1.0, 0.2, 0.1]}
    changed = cell.replace(**{"negative.open_circuit_potential": table})
    (problem,) = problems(changed, **{"negative.minimum_stoichiometry": 0.01})
    assert "covers the stoichiometry window, 0.01 to 0.910618" in problem.expected
    open_end = changed.replace(**{"negative.minimum_stoichiometry": None})
    assert open_end.negative.material.minimum_stoichiometry is None


def test_the_original_is_left_alone(cell):
    before = hash(cell)
    cell.replace(**{"negative.thickness": 1e-4})
    assert hash(cell) == before
    assert cell.negative.thickness == 8.52e-5


def test_a_changed_value_is_not_cited_as_published(cell):
    law = ButlerVolmer(InsertionExchange(1e-5))
    changed = cell.replace(**{"negative.particle_radius": 5e-6, "positive.kinetics": law})
    before, after = cell.parameters(), changed.parameters()
    for key in ("negative.particle_radius", "positive.kinetics", "positive.reaction_rate_constant"):
        assert before[key].source
        assert after[key].source == GIVEN
    for key in ("positive.particle_radius", "negative.kinetics", "negative.reaction_rate_constant"):
        assert after[key].source == before[key].source
