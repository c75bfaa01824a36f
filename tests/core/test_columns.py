"""Columns of numbers in text files: every way of writing the same table is read alike, faults are placed."""

import gzip

import numpy as np
import pytest

from mubar.core import unit_names as units
from mubar.core.columns import Quantity, read_table
from mubar.core.errors import InputError

T = Quantity(("temperature", "T"), units.TEMPERATURE)
KAPPA = Quantity(("conductivity", "kappa", "κ"), units.CONDUCTIVITY)
TIME = Quantity(("time", "t"), units.TIME)

SAME = {
    "commas": "T / K,kappa / S.m-1\n298.15,1.0\n308.15,1.5\n",
    "other units": "T [degC],conductivity [mS/cm]\n25,10\n35,15\n",
    "spelled with powers": "temperature (°C),Conductivity (mS cm^-1)\n25,10\n35,15\n",
    "superscripts": "T / °C;κ / mS cm⁻¹\n25,0;10,0\n35,0;15,0\n",
    "brackets around a compound unit": "T / K,kappa / (S/m)\n298.15,1.0\n308.15,1.5\n",
    "no units": "T,kappa\n298.15,1\n308.15,1.5\n",
    "tabs, decimal commas": "T [degC]\tkappa\n25,0\t1,0\n35,0\t1,5\n",
    "blanks": "  T [K]   kappa [S/m]\n298.15   1.0\n 308.15\t1.5  \n",
    "the other way round, more columns": "note,kappa,run,T\nfirst,1,1,298.15\nlast,1.5,2,308.15\n",
    "comments": "# of a paper\nT,kappa\n# first\n298.15,1\n\n308.15,1.5 # last\n# end\n",
    "header in a comment": "# T,kappa\n298.15,1\n308.15,1.5\n",
    "quotes": '"T","note","kappa"\n"298.15","a, b","1"\n"308.15","","1.5"\n',
    "preamble": "Instrument 4\nSample;7;B\n\nT;kappa\n298,15;1\n308,15;1,5\n",
    "byte-order mark, carriage returns": "\ufeffT,kappa\r\n298.15,1\r\n308.15,1.5\r\n",
    "empty cells at the end": "T,kappa\n298.15,1,\n308.15,1.5,\n",
    "exponents": "T,kappa\n2.9815e2,1D0\n3.0815E+2,15e-1\n".replace("D", "e"),
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_the_same_table_written_differently(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    for file in (path, tmp_path / "a.csv.gz"):
        kappa, temperature = read_table(file, T, KAPPA).numbers(KAPPA, T)
        np.testing.assert_allclose(temperature, [298.15, 308.15], rtol=1e-15)
        np.testing.assert_allclose(kappa, [1.0, 1.5], rtol=1e-15)


def test_names_of_one_letter_keep_their_case(tmp_path):
    (tmp_path / "a.csv").write_text("T,t\n300,1\n")
    table = read_table(tmp_path / "a.csv", TIME, T)
    assert (table.column(T), table.column(TIME)) == (300.0, 1.0)


def test_a_table_without_header(tmp_path):
    (tmp_path / "a.txt").write_text("# ours\n298 1.0\n308, 1.5\n318;2\n")
    table = read_table(tmp_path / "a.txt", T, KAPPA, headerless=True)
    np.testing.assert_array_equal(table.numbers(T, KAPPA), [[298, 308, 318], [1, 1.5, 2]])


def test_gaps_are_kept_where_allowed(tmp_path):
    (tmp_path / "a.csv").write_text("T,kappa\n298,\n,2\n")
    table = read_table(tmp_path / "a.csv", T, KAPPA)
    np.testing.assert_array_equal(table.column(KAPPA, gaps=True), [np.nan, 2.0])
    with pytest.raises(InputError, match=r"a\.csv, line 2, column 'kappa': found '', expected a fin"):
        table.column(KAPPA)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("temp,kapa\n1,2\n", "found 'temp,kapa', expected a header that names temperature and conductivity"),
        ("temp,kapa\n1,2\n", "temperature / K,conductivity / S/m'. Is 'temp' meant for 'temperature'?"),
        ("temp,kappa\n1,2\n", "Is 'temp' meant for 'temperature'?"),
        ("T,kappa [V]\n1,2\n", r"line 1: found 'kappa [V]', expected a unit of conductivity (S/m, mS/cm"),
        ("T,kappa\n298,1\n308,?\n", "line 3, column 'kappa': found '?', expected a number"),
        ("T;kappa\n298;1\n308;1.500,5\n", "line 3, column 'kappa': found '1.500,5', expected a number"),
        ("T,kappa\n298,0,9\n308,1\n", "line 2: found 3 columns, expected 2, as in the header. With decimal"),
        ("T,kappa\n298,1\n308\n318,2\n", "line 3: found 1 columns, expected 2, as in the header"),
        ("T,kappa\n298,1\n308", "found 1 columns in the last line ('308'), expected 2, as in the header"),
        ("T,kappa\n298,inf\n", "line 2, column 'kappa': found 'inf', expected a finite number"),
        ("T,kappa\n\n", "found no rows"),
        ("# nothing\n", "found '# nothing', expected a header"),
        ("PK\0", "a binary file, expected a text file with columns. Export"),
    ],
)  # fmt: skip
def test_faults_are_placed(tmp_path, text, said):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "a.csv", T, KAPPA).numbers(T, KAPPA)
    assert said in str(caught.value)
    assert "a.csv" in str(caught.value)


def test_a_missing_column_is_named_with_what_may_be_it(tmp_path):
    (tmp_path / "a.csv").write_text("time,T,kapa\n1,300,2\n")
    table = read_table(tmp_path / "a.csv", TIME, T, KAPPA)
    with pytest.raises(
        InputError, match=r"found columns time, T, kapa, expected a column of conductivity.*'kapa'"
    ):
        table.column(KAPPA)


@pytest.mark.parametrize(
    ("dimension", "text", "value", "si"),
    [
        (units.CURRENT_DENSITY, "mA cm^-2", 3.0, 30.0),
        (units.MOLAR_ENERGY, "kJ·mol⁻¹", 2.0, 2000.0),
        (units.VOLTAGE, "mV", 50, 0.05),
        (units.TIME, "MIN", 2, 120),
    ],
)
def test_units_are_found_by_their_spelling(dimension, text, value, si):
    assert dimension.find(text).to_si(value) == si
    assert dimension.find("degF") is None


def test_a_capital_makes_no_milli():
    assert units.VOLTAGE.find("MV") is None


def test_a_label_that_was_understood_is_not_asked_about(tmp_path):
    (tmp_path / "a.csv").write_text("temperature,speed\n298,2\n")
    with pytest.raises(InputError) as caught:
        read_table(tmp_path / "a.csv", T, KAPPA)
    assert "found 'temperature,speed', expected a header" in str(caught.value)
    assert "meant for" not in str(caught.value)
