"""Values that hardly a cell has are told, with the unit that may have been meant; impossible ones refused."""

import json
import warnings

import numpy as np
import pytest
from documents import shipped

import mubar
from mubar.core.constants import F
from mubar.core.usual import UnusualValueWarning
from mubar.materials.parameters import CELL, ELECTRODE, ELECTROLYTE, FOIL, MATERIAL, SEPARATOR
from mubar.materials.unusual import unusual
from mubar.thermo import RegularSolution

DECLARED = [p for table in (CELL, SEPARATOR, ELECTRODE, MATERIAL, ELECTROLYTE, FOIL) for p in table]


@pytest.fixture(scope="module")
def cell():
    return mubar.load_cell("chen2020")


@pytest.mark.parametrize("name", mubar.list_cells())
def test_nothing_is_unusual_in_published_cells(name):
    published = mubar.load_cell(name)
    cells = [published, *(published.half_cell(side) for side in ("negative", "positive"))]
    assert [str(p) for one in cells for p in unusual(one)] == []


def test_what_is_usual_is_possible():
    for p in DECLARED:
        if p.usual is not None:
            assert p.usual.low >= p.bounds.low, p.key
            assert p.usual.high <= p.bounds.high, p.key


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [
        ("electrolyte.conductivity", 9.5, "0.95 S.m-1 (9.5 mS/cm)"),
        ("electrolyte.conductivity", lambda c: 0.01 * c, "1 S.m-1 (10 mS/cm)"),
        ("electrolyte.diffusivity", 3e-6, "3e-10 m2.s-1 (3e-06 cm2/s)"),
        ("electrolyte.diffusivity", "3e-6 + 0*c", "3e-10 m2.s-1 (3e-06 cm2/s)"),
        ("negative.diffusivity", 3e-10, "3e-14 m2.s-1 (3e-10 cm2/s)"),
        ("negative.diffusivity_activation_energy", 35.0, "35000 J.mol-1 (35 kJ/mol)"),
        ("cell.nominal_capacity", 5000.0, "5 A.h (5000 mA.h)"),
        ("cell.electrode_area", 1027.0, "0.1027 m2 (1027 cm2)"),
        ("separator.thickness", 2.5e-3, "2.5e-05 m (0.0025 cm)"),
        ("negative.kinetics.exchange.rate_constant", 1e-11, "1e-07 mol.m-2.s-1 (1e-11 mol/cm2/s)"),
    ],
)
def test_a_slip_of_units_that_is_possible_is_told(cell, key, value, meant):
    with pytest.warns(UnusualValueWarning) as told:
        cell.replace(**{key: value})
    (said,) = told
    shown = "negative.reaction_rate_constant" if "kinetics" in key else key
    assert str(said.message).startswith(f"{shown}: found ")
    assert f"Did you mean {meant}?" in str(said.message)
    assert said.filename == __file__  # the user's line, not ours


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [
        ("negative.thickness", 75, "7.5e-05 m (75 um)"),
        ("negative.thickness", 0.085, "8.5e-05 m (0.085 mm)"),
        ("positive.particle_radius", 5.2, "5.2e-06 m (5.2 um)"),
        ("positive.particle_radius", 50, "5e-08 m (50 nm)"),
        ("electrolyte.initial_concentration", 1.2, "1200 mol.m-3 (1.2 mol/L)"),
        ("positive.maximum_concentration", 51.7, "51700 mol.m-3 (51.7 mol/L)"),
        ("cell.upper_cutoff", 4200, "4.2 V (4200 mV)"),
        ("cell.reference_temperature", 25, "298.15 K (25 degC)"),
        ("positive.porosity", 33.5, "0.335 (33.5 %)"),
    ],
)
def test_one_that_is_impossible_is_refused(cell, key, value, meant):
    with pytest.raises(mubar.InputError) as refused:
        cell.replace(**{key: value})
    assert f"Did you mean {meant}?" in str(refused.value)


@pytest.mark.parametrize("key", ["negative.thickness", "electrolyte.conductivity"])
def test_a_number_with_its_unit_is_converted_in_the_message(cell, key):
    text, number = {"negative.thickness": ("75 um", "7.5e-05")}.get(key, ("9.5 mS/cm", "0.95"))
    with pytest.raises(mubar.InputError, match=f"Give the number alone, in .*: {number}"):
        cell.replace(**{key: text})


def test_concentrations_of_a_table_in_mol_per_litre(cell):
    with pytest.raises(mubar.InputError, match=r"Did you mean 100 to 2000 mol/m3 \(mol/L\)"):
        cell.replace(**{"electrolyte.conductivity": {"x": [0.1, 1, 2], "y": [0.3, 1, 0.7]}})


def test_a_file_is_told_of_as_well(tmp_path):
    document = shipped()
    document["Parameterisation"]["Electrolyte"]["Conductivity [S.m-1]"] = 9.5
    path = tmp_path / "cell.json"
    path.write_text(json.dumps(document))
    with pytest.warns(UnusualValueWarning, match=r"0\.95 S\.m-1 \(9\.5 mS/cm\)"):
        made = mubar.load_cell(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made.replace(**{"negative.thickness": 8e-5})  # what was told once is not told again


def test_a_sweep_tells_of_each_key_once(cell):
    changes = [{"negative.diffusivity": d} for d in (3e-14, 1e-10, 2e-10)]
    with pytest.warns(UnusualValueWarning) as told:
        mubar.sweep(cell, "Rest for 1 s", changes, "single-particle", threads=1)
    assert len(told) == 1


@pytest.mark.parametrize("key", ["positive.open_circuit_potential", "positive.particles"])
def test_a_chemical_potential_of_the_wrong_sign(cell, key):
    from mubar.models.particles import AllenCahn

    host = RegularSolution(omega=11177.0, mu0=3.4 * F)
    given = AllenCahn(host) if key.endswith("particles") else host
    with pytest.warns(UnusualValueWarning, match=f"mu0={-host.mu0:.6g} J/mol"):
        cell.replace(**{key: given})


def test_two_phases_are_no_slip(cell):
    """Their potential rises in between, as object and as a formula of one's own."""
    RT = 8.314462618 * 298.15

    def potential(x):
        return 3.4 - (RT * np.log(x / (1 - x)) + 11177.0 * (1 - 2 * x)) / F

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for law in (RegularSolution(omega=11177.0, mu0=-3.4 * F), potential):
            made = cell.replace(**{"positive.open_circuit_potential": law})
            assert float(made.positive.material.open_circuit_potential(0.5, 298.15)) == pytest.approx(3.4)
