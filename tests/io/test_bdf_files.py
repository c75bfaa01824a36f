"""The Battery Data Format: what is written obeys the standard, what people have is read or refused."""

import csv
import gzip
import sys
from dataclasses import replace

import numpy as np
import pytest

from mubar.core.errors import InputError
from mubar.io import bdf
from mubar.simulation.throughput import throughput
from synthetic import discharge

# BDF ontology 1.2.0: obligation "required" and "recommended", the latter but for Unix time.
REQUIRED = ["Test Time / s", "Voltage / V", "Current / A"]
RECOMMENDED = ["Cycle Count / 1", "Step Count / 1", "Ambient Temperature / degC"]


def cycle(seed: int = 0):
    """Discharge, rest, charge with random currents; charge and energy by the trapezoidal rule."""
    rng = np.random.default_rng(seed)
    current = np.repeat([5.0, 0.0, -2.5, 3.0, 0.0], 20) * np.repeat(rng.uniform(0.5, 1.5, 5), 20)
    t = np.cumsum(np.concatenate([[0.0], np.where(np.arange(1, 100) % 20, 30.0, 1e-6)]))
    voltage = 3.7 + 0.2 * np.sin(t / 500.0)

    def integral(values):
        return np.concatenate([[0.0], np.cumsum(0.5 * (values[1:] + values[:-1]) * np.diff(t))]) / 3600.0

    return replace(
        discharge(times=100),
        time=t,
        voltage=voltage,
        current=current,
        charge=integral(current),
        energy=integral(current * voltage),
        step=np.repeat(np.arange(1, 6), 20),
    )


def columns_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    return dict(zip(head, np.array(rows, dtype=float).T, strict=True))


@pytest.mark.parametrize("name", ["a.csv", "a.bdf", "a.CSV"])
def test_csv_reads_back_exactly(solution, tmp_path, name):
    bdf.write_bdf(solution, tmp_path / name)
    written = columns_of(tmp_path / name)
    assert list(written)[:6] == REQUIRED + RECOMMENDED
    np.testing.assert_array_equal(written["Test Time / s"], solution.time)
    np.testing.assert_array_equal(written["Voltage / V"], solution.voltage)
    np.testing.assert_allclose(written["Ambient Temperature / degC"], 25.0, atol=1e-12)


def test_counts_are_written_as_whole_numbers(tmp_path):
    bdf.write_bdf(cycle(), tmp_path / "a.csv")
    with open(tmp_path / "a.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Step Count / 1"] for row in rows] == [str(k) for k in range(1, 6) for _ in range(20)]
    assert not [row["Current / A"] for row in rows if row["Current / A"].startswith("-0.0")]


def test_charging_is_positive_in_the_file():
    """The standard: positive current charges, negative discharges; here discharging is positive."""
    run = cycle()
    written = bdf.table(run)
    np.testing.assert_array_equal(written["Current / A"], -run.current)
    net = written["Charging Capacity / Ah"] - written["Discharging Capacity / Ah"]
    np.testing.assert_allclose(net, -run.charge, atol=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_capacities_are_the_standards_integrals(seed):
    """Integrals of max(±I, 0) from the start of the test; none ever falls."""
    run = cycle(seed)
    written = bdf.table(run)
    for direction, sign in (("Charging", -1.0), ("Discharging", 1.0)):
        part = np.maximum(sign * run.current, 0.0)
        for quantity, rate in (("Capacity / Ah", part), ("Energy / Wh", part * run.voltage)):
            total = written[f"{direction} {quantity}"]
            steps = 0.5 * (rate[1:] + rate[:-1]) * np.diff(run.time)
            np.testing.assert_allclose(total, np.concatenate([[0], np.cumsum(steps)]) / 3600, atol=1e-7)
            assert (np.diff(total) >= 0).all()


def test_throughput_of_a_continued_run_starts_at_zero():
    run = cycle()
    later = discharge(times=100, time=run.time, charge=run.charge + 7.0, energy=run.energy + 20.0)
    for one, other in zip(vars(throughput(run)).values(), vars(throughput(later)).values(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


def test_parquet_holds_the_same(solution, tmp_path):
    import pyarrow.parquet

    bdf.write_bdf(solution, tmp_path / "a.parquet")
    table = pyarrow.parquet.read_table(tmp_path / "a.parquet")
    for label, values in bdf.table(solution).items():
        np.testing.assert_array_equal(table.column(label).to_numpy(), values)


@pytest.mark.parametrize("name", ["a.csv", "a.bdf", "a.parquet"])
def test_own_files_are_read_with_the_sign_turned_back(tmp_path, name):
    run = cycle()
    bdf.write_bdf(run, tmp_path / name)
    read = bdf.read(tmp_path / name)
    np.testing.assert_array_equal(read.time, run.time)
    np.testing.assert_array_equal(read.voltage, run.voltage)
    np.testing.assert_array_equal(read.current, run.current)
    assert read.name == name


def test_parquet_without_pyarrow_names_the_fix(solution, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for act in (
        lambda: bdf.write_bdf(solution, tmp_path / "a.parquet"),
        lambda: bdf.read(tmp_path / "a.parquet"),
    ):
        with pytest.raises(InputError, match=r"pip install 'mubar\[parquet\]'"):
            act()


# --- measured files -----------------------------------------------------------------------------------------

READABLE = {
    "BDF labels": "Test Time / s,Voltage / V,Current / A\n0,4.1,-5\n10,4.0,-5\n",
    "BDF names": "test_time_second,current_ampere,voltage_volt\n0,-5,4.1\n10,-5,4.0\n",
    "BDF, more columns": "Unix Time / s,Test Time / s,Step Type,Voltage / V,Current / A\n"
    "9,0,CC_DCH,4.1,-5\n19,10,x,4.0,-5\n",
    "BDF, Unix time only": "Unix Time / s,Voltage / V,Current / A\n1700000000,4.1,-5\n1700000010,4.0,-5\n",
    "plain": "time,current,voltage\n0,5,4.1\n10,5,4.0\n",
    "brackets": "Time [s],Current [A],Voltage [V]\n0,5,4.1\n10,5,4.0\n",
    "other units": "Time [h],Current [mA],Voltage (mV)\n0,5000,4100\n0.002777777777777778,5000,4000\n",
    "unit after an underscore": "time_s,current_A,voltage_V\n0,5,4.1\n10,5,4.0\n",
    "short": "t;I;U\n0;5;4.1\n10;5;4.0\n",
    "semicolons and decimal commas": "Time [s];Current [A];Voltage [V]\n0,0;5,0;4,1\n10,0;5,0;4,0\n",
    "tabs, no newline at the end": "Time [s]\tCurrent [A]\tVoltage [V]\n0\t5\t4.1\n10\t5\t4.0",
    "comment mark": "# time, current, voltage\n0,5,4.1\n10,5,4.0\n",
    "preamble, blank lines": "Cycler 7, channel 3\nStart Time: 12:30\n\nTime [s],Current [A],Voltage [V]\n"
    "\n0,5,4.1\n\n10,5,4.0\n\n",
    "quotes": '"Time [s]","Note","Current [A]","Voltage [V]"\n"0","a, b","5","4.1"\n"10","","5","4.0"\n',
    "carriage returns": "time,current,voltage\r\n0,5,4.1\r\n10,5,4.0\r\n",
}


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE.keys())
def test_readable(tmp_path, text):
    (tmp_path / "a.csv").write_bytes(text.encode())
    read = bdf.read(tmp_path / "a.csv")
    np.testing.assert_allclose(read.time, [0.0, 10.0], rtol=1e-12)
    np.testing.assert_allclose(read.voltage, [4.1, 4.0], rtol=1e-12)
    np.testing.assert_allclose(read.current, [5.0, 5.0], rtol=1e-12)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_cyclers(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("Time [s],Temperature [°C],Voltage [V]\n0,25,4.1\n".encode(encoding))
    assert bdf.read(tmp_path / "a.csv").voltage.tolist() == [4.1]


def test_compressed(tmp_path):
    (tmp_path / "a.bdf.gz").write_bytes(gzip.compress(READABLE["BDF labels"].encode()))
    assert bdf.read(tmp_path / "a.bdf.gz").current.tolist() == [5.0, 5.0]


def test_current_may_be_missing(tmp_path):
    (tmp_path / "a.csv").write_text("time,voltage\n0,4.1\n")
    assert bdf.read(tmp_path / "a.csv").current is None


@pytest.mark.parametrize("time", ["t", "Time / s", "Time [s]"])
def test_a_slash_before_a_unit_makes_no_bdf_file(tmp_path, time):
    """As journals write units; BDF's own time header is what marks its files."""
    (tmp_path / "a.csv").write_text(f"{time},Voltage / V,Current / A\n0,4.1,5\n10,4.0,5\n")
    assert bdf.read(tmp_path / "a.csv").current[0] == 5.0


@pytest.mark.parametrize(("kind", "as_is"), [("BDF labels", -5.0), ("plain", 5.0)])
def test_sign_can_be_told(tmp_path, kind, as_is):
    (tmp_path / "a.csv").write_text(READABLE[kind])
    assert bdf.read(tmp_path / "a.csv", charging_positive=False).current[0] == as_is
    assert bdf.read(tmp_path / "a.csv", charging_positive=True).current[0] == -as_is


HEADER = "Time [s],Voltage [V],Current [A]\n"
UNREADABLE = {
    "empty file": ("", "found an empty file, expected a header that names two of time, unix time, voltage"),
    "no header": ("0,4.1,5\n1,4.0,5\n", "found '0,4.1,5', expected a header"),
    "no voltage": ("time,current\n0,5\n", "a.csv: found columns time, current, expected a column of voltage"),
    "no time": ("voltage,current\n4.1,5\n", "expected a column of time, such as 'time / s'"),
    "wrong unit": (
        "Time [s],Voltage [A]\n0,1\n",
        "line 1: found 'Voltage [A]', expected a unit of voltage (V, mV)",
    ),
    "unknown unit": ("Time [fortnight],Voltage [V]\n0,1\n", "expected a unit of time (s, min, h, day)"),
    "no rows": (HEADER, "found no rows, expected rows of numbers under the header"),
    "a word": (HEADER + "0,4.1,5\n1,off,5\n", "line 3, column 'Voltage [V]': found 'off', expected a number"),
    "empty cell": (
        HEADER + "0,4.1,5\n1,,5\n2,4.0,5\n",
        "a.csv: voltage: found no number in row 2 of 3 (1 such rows)",
    ),
    "NaN": (HEADER + "0,4.1,5\n1,nan,5\n", "voltage: found no number in row 2 of 2"),
    "short row": (
        HEADER + "0,4.1,5\n1,4.1\n2,4.0,5\n",
        "line 3: found 2 columns, expected 3, as in the header",
    ),
    "cut off": (
        HEADER + "0,4.1,5\n1,4.",
        "found 2 columns in the last line ('1,4.'), expected 3, as in the header. The file",
    ),
    "time runs back": (
        HEADER + "0,4.1,5\n5,4,5\n3,4,5\n",
        "time: found 5 s then 3 s in rows 2 and 3, expected times that",
    ),
    "binary": (b"\x7fELF\0\0\1", "found a binary file, expected a text file with columns"),
    "spreadsheet": (
        b"PK\x03\x04\0\0",
        "found a binary file, expected a text file with columns. Export spreadsheets",
    ),
    "not text": (b"time,voltage\n\x81\x8d", "found bytes that are not text"),
    "one long line": ("x" * 1_000_000, "expected a header"),
    "one long cell": (HEADER + "0,4.1," + "5" * 1_000_000 + "x", "found a line of 131072 characters or more"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        bdf.read(path)
    assert message in str(caught.value)
    assert "a.csv" in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(
        InputError, match=r"no\.csv: found no such file or directory, expected a file that can be read"
    ):
        bdf.read(tmp_path / "no.csv")
    with pytest.raises(InputError, match="found is a directory"):
        bdf.read(tmp_path)


def test_damaged_archive(tmp_path):
    whole = gzip.compress(READABLE["plain"].encode())
    for content in (whole[:-5], b"plain text", whole[:12] + b"\xff\xff" + whole[14:]):
        (tmp_path / "a.csv.gz").write_bytes(content)
        with pytest.raises(InputError, match="found a damaged archive"):
            bdf.read(tmp_path / "a.csv.gz")


def test_damaged_parquet(solution, tmp_path):
    path = tmp_path / "a.parquet"
    bdf.write_bdf(solution, path)
    whole = path.read_bytes()
    for content in (b"", whole[: len(whole) // 2], b"time,voltage\n0,1\n"):
        path.write_bytes(content)
        with pytest.raises(InputError, match=r"a\.parquet: found .*, expected a Parquet file"):
            bdf.read(path)
    with pytest.raises(InputError, match="no such file"):
        bdf.read(tmp_path / "no.parquet")


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"voltage": [4.1]}, "found columns voltage, expected a column of time"),
        ({"time": [0.0], "x": [1.0]}, "found columns time, x, expected a column of voltage"),
        ({"time": [0.0], "voltage": ["high"]}, "found a damaged file or no numbers"),
    ],
)
def test_parquet_with_other_columns(tmp_path, columns, message):
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=message):
        bdf.read(tmp_path / "a.parquet")
