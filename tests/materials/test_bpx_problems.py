"""Everything wrong with a cell file is told at once: place, value, what was expected, and a fix."""

import json

import pytest
from documents import blend, shipped, single_particle, with_value, without

import mubar
from mubar.core.errors import InputError
from mubar.materials.bpx import read_document
from mubar.materials.document import parse_json

P = "Parameterisation"
N, S, E, C = (P, "Negative electrode"), (P, "Separator"), (P, "Electrolyte"), (P, "Cell")
M = (P, "User-defined", "mubar")
FALLING = {"x": [0.0, 0.5, 1.0], "y": [1.0, 0.2, 0.05]}


def problems(document):
    with pytest.raises(InputError) as caught:
        read_document(document, "cell")
    return caught.value.problems


def only_problem(document):
    (problem,) = problems(document)
    return problem


# (path, value, words that the message has to have beside the place)
WRONG_VALUES = [
    ((*N, "Thickness [m]"), -8e-5, ["-8e-05", "m"]),
    ((*N, "Thickness [m]"), 85.2, ["85.2", "at most 0.01 m"]),  # micrometres
    ((*N, "Thickness [m]"), "85.2 um", ["85.2 um", "Give the number alone, in m"]),
    ((*N, "Thickness [m]"), True, ["True", "a number"]),
    ((*N, "Thickness [m]"), [1e-4], ["[0.0001]", "a number"]),
    ((*N, "Thickness [m]"), None, ["nothing", "a number"]),
    ((*S, "Porosity"), 1.2, ["1.2", "at most 1"]),
    ((*S, "Porosity"), 0, ["0", "above 0"]),
    ((*C, "Nominal cell capacity [A.h]"), 0, ["0", "A.h"]),
    ((*C, "Number of electrode pairs connected in parallel to make a cell"), 1.5, ["1.5", "a whole number"]),
    ((*C, "Reference temperature [K]"), 25, ["25", "at least 100", "K"]),  # degrees Celsius
    ((*C, "Lower voltage cut-off [V]"), 4.3, ["4.3 V", "less than the upper cut-off, 4.2 V"]),
    ((*N, "Maximum concentration [mol.m-3]"), 33.1, ["33.1", "at least 100", "mol.m-3"]),  # mol/L
    ((*N, "Minimum stoichiometry"), 0.95, ["0.95", "less than the maximum stoichiometry, 0.910618"]),
    ((*N, "Porosity"), 0.4, ["porosity 0.4 and active fraction 0.75", "together at most 1"]),
    ((*N, "OCP [V]"), "__import__('os').system('touch /tmp/owned')", ["unknown name", "__import__"]),
    ((*N, "OCP [V]"), "0.2*tannh(x)", ["tannh", "Did you mean 'tanh'?"]),
    ((*N, "OCP [V]"), "log(x - 0.5)", ["nan at x = 0.0263458", "at least -10"]),
    ((*N, "OCP [V]"), {"x": [0, 0.5], "y": [1, 0.5, 0.1]}, ["2 values of x and 3 of y"]),
    ((*N, "OCP [V]"), {"x": [0, 0.5, 0.5, 1], "y": [1, 0.5, 0.4, 0.1]}, ["0.5 twice"]),
    ((*N, "OCP [V]"), {"x": [0, 0.7, 0.5, 1], "y": [1, 0.5, 0.4, 0.1]}, ["0.7 followed by 0.5", "Sort"]),
    ((*N, "OCP [V]"), {"x": [0, 0.5, 1], "y": [1, "0.5", 0.1]}, ["'0.5'", "a number"]),
    ((*N, "OCP [V]"), {"x": [0, 0.3, 0.6, 1], "y": [1, 0.2, 0.3, 0.1]}, ["0.2 V at x = 0.3", "falls"]),
    ((*N, "OCP [V]"), {"x": [0.2, 0.6, 1], "y": [1, 0.2, 0.1]}, ["from x = 0.2 to 1", "window"]),
    ((*N, "Diffusivity [m2.s-1]"), "1e-14*(x - 0.5)", ["m2.s-1", "above 0", "x = 0.0263458"]),
    ((*E, "Conductivity [S.m-1]"), "1 - x/900", ["c = 1000", "above 0"]),
    ((*E, "Cation transference number"), 25, ["25", "at most 1"]),
    (("Header", "BPX"), "0.4.0", ["0.4.0", "BPX 1.x", "bpx"]),
    (("Header", "BPX"), "one", ["one", "1.1.0"]),
    (("Header", "Model"), "Partial", ["Partial", "DFN, SPMe or SPM"]),
    (("Header", "Title"), 5, ["5", "a text"]),
    (("State", "Initial conditions", "Initial state-of-charge"), 50, ["50", "at most 1"]),
    (("State", "Initial conditions", "Initial electrolyte concentration [mol.m-3]"), 1, ["1", "at least 10"]),
    (("State", "Degradation"), {"LLI": 0.1}, ["0.1", "not supported"]),
    (("Validation",), {"a": {"Time [s]": [0], "Current [A]": [1, 2], "Voltage [V]": [4]}}, ["1 and 2"]),
    ((*M, "cell"), {"contact_resistance": -1}, ["-1", "at least 0 Ohm"]),
    ((*M, "cell"), {"contact_resistence": 1}, ["contact_resistence", "Did you mean 'contact_resistance'?"]),
    ((*M, "negative"), {"kinetics": {"ButlerVollmer": {}}}, ["Did you mean 'ButlerVolmer'?"]),
    ((*M, "negative"), {"kinetics": {"ButlerVolmer": {}}}, ["exchange", "nothing"]),
    ((*M, "electrolyte"), {"conductivity": {"mull": {}}}, ["mull", "Did you mean 'mul'?"]),
    ((*M, "electrolyte"), {"conductivity": {"mul": {"1": 1}}}, ["the arguments 1, 2"]),
    ((*M, "sources"), {"negative": "a text"}, ["description"]),
    ((*N, "OCP [V"), 3.0, ["an unknown field", "Did you mean 'OCP [V]'?"]),
    ((*E, "Initial concentration [mol.m-3]"), 1000, ["an unknown field", "State > Initial conditions"]),
    (("Parameters",), {}, ["an unknown field", "Did you mean 'Parameterisation'?"]),
    ((P, "Separator"), 3, ["3", "a section"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "words"), WRONG_VALUES)
def test_a_wrong_value_is_told_with_its_place(path, value, words):
    found = problems(with_value(shipped(), path, value))
    text = "\n".join(str(p) for p in found)
    assert all(p.where.startswith("/" + path[0]) for p in found)
    for word in (*words, *(str(step) for step in path)):
        assert word in text
    assert len(text) < 2000


@pytest.mark.parametrize(
    "path", [("Header",), (P,), C, E, S, N, (*N, "OCP [V]"), (*C, "Electrode area [m2]"), ("Header", "Model")]
)
def test_a_missing_part_is_named(path):
    problem = only_problem(without(shipped(), path))
    assert problem.where == "/" + "/".join(path)
    assert problem.found in ("nothing", "None")


def test_all_problems_are_told_at_once():
    document = shipped()
    document["Header"]["BPX"] = 7
    document[P]["Cell"]["Nominal cell capacity [A.h]"] = -5
    document[P]["Negative electrode"]["Porosity"] = "much"
    document[P]["Positive electrode"]["OCP [V]"] = "x +"
    document[P]["Seperator"] = document[P].pop("Separator")
    places = [p.where for p in problems(document)]
    assert places == [
        "/Header/BPX",
        "/Parameterisation/Seperator",
        "/Parameterisation/Cell/Nominal cell capacity [A.h]",
        "/Parameterisation/Separator",
        "/Parameterisation/Negative electrode/Porosity",
        "/Parameterisation/Positive electrode/OCP [V]",
    ]


def test_problems_in_a_material_of_a_blend_name_it():
    path = (P, "Positive electrode", "Particle", "small", "Particle radius [m]")
    assert only_problem(with_value(blend(), path, 0)).where == "/" + "/".join(path)
    document = with_value(blend(), (*path[:-2], "a.b"), {})
    assert any("without a dot" in p.expected for p in problems(document))
    document = with_value(blend(), (P, "Positive electrode", "Particle"), {})
    assert any("no materials" in p.found for p in problems(document))


def test_a_wrong_bpx_value_is_told_even_where_the_user_defined_block_overrides_it():
    document = with_value(shipped("ecker2015"), (*E, "Conductivity [S.m-1]"), -1)
    assert only_problem(document).where == "/Parameterisation/Electrolyte/Conductivity [S.m-1]"


def test_parts_that_a_single_particle_file_lacks_are_named_when_asked_for():
    cell = read_document(single_particle(), "spm file")
    assert cell.positive.material.particle_radius == 5.22e-6
    assert cell.electrolyte.initial_concentration == 1000.0
    for ask in (lambda: cell.separator.thickness, lambda: cell.electrolyte.conductivity):
        with pytest.raises(InputError, match="single-particle model"):
            ask()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ["line 1 column 1", "empty or cut off"]),
        ("{", ["valid JSON", "cut off"]),
        (json.dumps(shipped())[:1000], ["valid JSON"]),
        ("[1, 2]", ["a JSON object"]),
        ('{"Header": {"BPX": 1, "BPX": 2}}', ["/Header/BPX", "the same key twice"]),
        ('{"a": NaN, "b": [1, -Infinity], "c": 1e999}', ["/a", "/b/1", "/c", "a finite number"]),
        ('{"a": ' + "9" * 5000 + "}", ["/a", "a finite number"]),
        ("[" * 100_000, ["nested very deeply"]),
        ('{"a":' * 300 + "1" + "}" * 300, ["nested this deeply"]),
        ('{"a" 1}', ["line 1 column 6", "':'"]),
    ],
)
def test_bad_json_is_told_with_its_place(text, words):
    with pytest.raises(InputError) as caught:
        parse_json(text)
    for word in words:
        assert word in str(caught.value)


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        mubar.load_cell(str(tmp_path / "none.json"))
    with pytest.raises(InputError, match="The cell 'chen2020' comes with mubar"):
        mubar.load_cell("chen2020.json")
    with pytest.raises(InputError, match="directory"):
        mubar.load_cell(tmp_path)
    binary = tmp_path / "cell.json"
    binary.write_bytes(b'{"Header": "\xff"}')
    with pytest.raises(InputError, match="byte 0xff at position 12"):
        mubar.load_cell(binary)
    big = tmp_path / "big.json"
    with big.open("wb") as f:
        f.truncate(10**9)  # sparse: it takes no room
    with pytest.raises(InputError, match="more than 33554432 bytes"):
        mubar.load_cell(big)
    for name in ("chen2021", "", "x" * 10_000, "a\0b", 5):
        with pytest.raises(InputError):
            mubar.load_cell(name)
    with pytest.raises(InputError, match="Did you mean 'chen2020'"):
        mubar.load_cell("chen2021")


def test_a_file_that_is_all_problems_takes_bounded_time_and_words():
    document = shipped()
    document[P]["Cell"] |= {f"{i} unknown" * 50: i for i in range(50_000)}
    with pytest.raises(InputError) as caught:
        read_document(document, "cell")
    assert len(caught.value.problems) <= 100
