"""Whatever a file holds: a cell, or an `InputError` with places; no traceback, no hang, no code run."""

import json
import math

import pytest
from documents import blend, shipped, single_particle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mubar.core.errors import InputError
from mubar.materials.bpx import read_document
from mubar.materials.document import parse_json
from mubar.materials.show import html, show

DOCUMENTS = [shipped(name) for name in ("chen2020", "ecker2015", "marquis2019", "prada2013")]
DOCUMENTS += [blend(), single_particle()]

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
    st.sampled_from(
        ["x", "1/x", "log(x)", "x**x", "1e400", "exp(1e3*x)", "__import__('os')", "", "-", "(" * 100]
    ),
    st.sampled_from([0, 1, -1, 1e-300, 1e300, 10**200, "nan", [], {}, [1], {"x": [0, 1], "y": [1, 0]}]),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=8), st.sampled_from(["x", "y", "c", "T", "mul", "1", "2"])),
            inner,
            max_size=4,
        ),
        st.fixed_dictionaries({"x": st.lists(scalars, max_size=5), "y": st.lists(scalars, max_size=5)}),
    ),
    max_leaves=8,
)


def paths(tree, here=()):
    """Every place in a document."""
    yield here
    if isinstance(tree, dict):
        for key, item in tree.items():
            yield from paths(item, (*here, key))


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


@st.composite
def mutated(draw):
    """A good document with one to four things changed, removed, renamed, doubled or moved."""
    document = json.loads(json.dumps(draw(st.sampled_from(DOCUMENTS))))
    for _ in range(draw(st.integers(1, 4))):
        places = [p for p in paths(document) if p]
        path = draw(st.sampled_from(places))
        parent, key = at(document, path[:-1]), path[-1]
        kind = draw(st.sampled_from(["value", "value", "value", "remove", "rename", "add", "swap", "scale"]))
        if kind == "value":
            parent[key] = draw(values)
        elif kind == "remove":
            del parent[key]
        elif kind == "rename":
            parent[draw(st.text(max_size=12))] = parent.pop(key)
        elif kind == "add":
            parent[draw(st.one_of(st.text(max_size=12), st.sampled_from([p[-1] for p in places])))] = draw(
                values
            )
        elif kind == "swap":
            parent[key] = at(document, draw(st.sampled_from(places)))
            document = (
                json.loads(json.dumps(document)) if not circular(document) else draw(st.just(shipped()))
            )
        elif isinstance(parent[key], float):
            parent[key] *= draw(st.sampled_from([-1.0, 0.0, 1e-6, 1e-3, 1e3, 1e6, 1e300]))
    return document


def circular(tree):
    try:
        json.dumps(tree)
    except (ValueError, RecursionError):
        return True
    return False


def check(error):
    assert isinstance(error, InputError)
    assert 1 <= len(error.problems) <= 100
    for problem in error.problems:
        assert problem.where
        assert problem.expected
        assert len(str(problem)) < 3000


@settings(
    max_examples=400,
    deadline=20_000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(document=mutated())
def test_a_changed_file_is_a_cell_or_a_list_of_problems(document):
    try:
        cell = read_document(document, "cell")
    except InputError as e:
        check(e)
        return
    assert cell.to_bpx() == document
    assert math.isfinite(cell.area)
    try:
        show(cell)
        html(cell)
    except InputError as e:
        check(e)


@settings(max_examples=200, deadline=20_000)
@given(
    start=st.integers(0, 4000),
    length=st.integers(0, 40),
    put=st.one_of(st.text(max_size=6), st.sampled_from('{}[]",:')),
)
def test_a_damaged_text_is_a_cell_or_a_list_of_problems(start, length, put):
    text = json.dumps(shipped("prada2013"))
    text = text[:start] + put + text[start + length :]
    try:
        read_document(parse_json(text), "cell")
    except InputError as e:
        check(e)


def test_no_code_is_run(tmp_path):
    target = tmp_path / "owned"
    for text in (
        f"__import__('os').system('touch {target}')",
        f"open('{target}', 'w')",
        "x.__class__",
        "(lambda: 1)()",
        "[x for x in (1,)]",
        "exec('1')",
        "f'{x}'",
        "x; 1",
    ):
        document = shipped()
        document["Parameterisation"]["Negative electrode"]["OCP [V]"] = text
        with pytest.raises(InputError):
            read_document(document, "cell")
    assert not target.exists()
