"""Standard levels, couples, Nernst, pH: identities and published potentials."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo import Phase, Pourbaix, convert, equilibrate, levels, nernst
from mubar.thermo.levels import (
    Reaction,
    couple,
    formation_energy,
    formation_source,
    known_species,
    species_voltage,
    standard_voltage,
)
from mubar.thermo.levels.formation import known
from mubar.thermo.species import charge, composition

T = 298.15


def test_there_are_enough_ions_and_every_name_is_a_formula():
    ions = [s for s in levels.known_species("aq") if charge(s)]
    assert len(ions) >= 60
    for species in levels.known_species():
        assert composition(species) or species == "e-"
    elements = [s for s in levels.known_species("element") if s != "e-"]
    assert all(formation_energy(s) == 0.0 for s in elements)


# A. J. Bard, R. Parsons, J. Jordan (eds.), Standard Potentials in Aqueous Solution (1985), as in Bard &
# Faulkner, Electrochemical Methods, 2nd ed., Table C.1. V against SHE.
PUBLISHED = {
    "Na+/Na": -2.714, "Mg+2/Mg": -2.356, "Al+3/Al": -1.676, "Mn+2/Mn": -1.18, "Zn+2/Zn": -0.7626,
    "Cd+2/Cd": -0.4025, "Co+2/Co": -0.277, "Sn+2/Sn": -0.1375, "Pb+2/Pb": -0.1251, "Cu+2/Cu": 0.340,
    "Cu+2/Cu+": 0.159, "Ag+/Ag": 0.7991, "Fe+3/Fe+2": 0.771, "Fe(CN)6-3/Fe(CN)6-4": 0.3610, "AgCl/Ag":
    0.2223, "Hg2Cl2/Hg": 0.26816, "PbSO4/Pb": -0.3505, "MnO2/Mn+2": 1.23, "MnO4-/Mn+2": 1.51, "O2/H2O":
    1.229, "O2/OH-": 0.401, "H2O/H2": -0.828, "Cl2/Cl-": 1.3583, "I2/I-": 0.5355, "I3-/I-": 0.536,
    "VO2+/VO+2": 1.000, "Li+/Li": -3.045, "HgO/Hg": 0.0977, "Ag2O/Ag": 0.342, "Hg2SO4/Hg": 0.613,
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_standard_potentials_are_the_published_ones(name):
    assert couple(name).standard_potential() == pytest.approx(PUBLISHED[name], abs=6e-3)


def test_where_evaluations_differ_they_differ_by_tens_of_millivolts():
    """The same table for metals and couples whose formation energies were revised."""
    for name, value in {
        "Fe+2/Fe": -0.44,
        "Ni+2/Ni": -0.257,
        "Ce+4/Ce+3": 1.72,
        "Br2/Br-": 1.0652,
        "K+/K": -2.925,
    }.items():
        assert couple(name).standard_potential() == pytest.approx(value, abs=0.035)


@pytest.mark.parametrize(
    ("text", "p_k"),
    [
        ("H2O = H+ + OH-", 13.995),
        ("HSO4- = H+ + SO4-2", 1.99),
        ("CO2(aq) + H2O = H+ + HCO3-", 6.35),
        ("HCO3- = H+ + CO3-2", 10.33),
        ("NH4+ = H+ + NH3(aq)", 9.25),
        ("H2PO4- = H+ + HPO4-2", 7.20),
        ("HPO4-2 = H+ + PO4-3", 12.35),
        ("H2O2(aq) = H+ + HO2-", 11.65),
        ("AgCl = Ag+ + Cl-", 9.75),
        ("AgBr = Ag+ + Br-", 12.28),
        ("AgI = Ag+ + I-", 16.08),
        ("2 CrO4-2 + 2 H+ = Cr2O7-2 + H2O", -14.5),
    ],
)
def test_dissociation_constants_and_solubility_products(text, p_k):
    """pK at 25 °C, CRC Handbook of Chemistry and Physics."""
    assert -np.log10(Reaction.parse(text).equilibrium_constant()) == pytest.approx(p_k, abs=0.06)


@pytest.mark.parametrize(
    ("positive", "negative", "volts"),
    [
        ("PbO2/PbSO4", "PbSO4/Pb", 2.04),
        ("HgO/Hg", "ZnO/Zn", 1.35),
        ("Ag2O/Ag", "ZnO/Zn", 1.59),
        ("Cu+2/Cu", "Zn+2/Zn", 1.10),
    ],
)
def test_open_circuit_voltages_of_batteries(positive, negative, volts):
    """Lead-acid, mercury, silver-zinc and Daniell cells at unit activities (Linden's Handbook)."""
    found = couple(positive).standard_potential() - couple(negative).standard_potential()
    assert found == pytest.approx(volts, abs=0.01)


def test_salts_set_the_gap_between_their_ions():
    """V_Na - V_Cl = -3.98 V beside solid NaCl; V_H - V_OH = -2.458 V in water."""
    assert formation_energy("NaCl") / F == pytest.approx(-3.981, abs=1e-3)
    assert formation_energy("H2O") / F == pytest.approx(-2.4577, abs=1e-4)


# levels -----------------------------------------------------------------------------------------------------
def test_iron_levels():
    """V_e = 3 V_Fe3+ - 2 V_Fe2+, at unit activity and off it."""
    iron = couple("Fe+3/Fe+2")
    three, two = standard_voltage("Fe+3"), standard_voltage("Fe+2")
    assert iron.electron_level({"Fe+3": three, "Fe+2": two}) == pytest.approx(3 * three - 2 * two, rel=1e-14)
    assert 3 * three - 2 * two == pytest.approx(iron.standard_potential(), abs=1e-12)
    off = {"Fe+3": species_voltage(three, 0.02, 3, T), "Fe+2": species_voltage(two, 0.3, 2, T)}
    expected = iron.standard_potential() - R * T / F * np.log(0.3 / 0.02)
    assert iron.electron_level(off) == pytest.approx(expected, rel=1e-12)
    assert iron.potential({"Fe+3": 0.02, "Fe+2": 0.3}) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", levels.known_couples())
def test_nernst_and_species_voltages_are_one(name):
    """The general form n V_e = -Σ ν z V - Σ ν μ/F against E° - RT/(nF) ln Q, at random activities."""
    reaction = couple(name)
    rng = np.random.default_rng(len(name))
    ions = [s for s in reaction.species if charge(s)]
    activities = {s: float(10 ** rng.uniform(-6, 1)) for s in ions}
    voltages = {s: species_voltage(standard_voltage(s), activities[s], charge(s), T) for s in ions}
    assert reaction.electron_level(voltages) == pytest.approx(reaction.potential(activities), abs=1e-12)
    log_q = sum(nu * np.log(activities[s]) for s, nu in reaction.terms if s in ions)
    e0 = reaction.standard_potential()
    assert levels.nernst(e0, reaction.electrons, np.exp(log_q), T) == pytest.approx(
        reaction.potential(activities), abs=1e-12
    )


def test_a_float_moves_the_electron_level_with_it():
    """Shifting every species voltage by the same amount shifts V_e by that amount: charge is balanced."""
    for name in levels.known_couples():
        reaction = couple(name)
        voltages = {s: standard_voltage(s) for s in reaction.species if charge(s)}
        moved = {s: v + 0.7 for s, v in voltages.items()}
        gap = reaction.electron_level(moved) - reaction.electron_level(voltages)
        assert gap == pytest.approx(0.7, abs=1e-12)


def test_nernst_slope():
    """59.16 mV per decade and electron at 25 °C."""
    a = np.array([1.0, 10.0])
    assert np.diff(levels.nernst(0.0, 1, 1 / a, T))[0] == pytest.approx(0.05916, abs=1e-5)
    assert np.diff(levels.nernst(0.0, 2, 1 / a, T))[0] == pytest.approx(0.02958, abs=1e-5)
    assert np.diff(couple("Zn+2/Zn").potential({"Zn+2": a}))[0] == pytest.approx(0.02958, abs=1e-5)


def test_ph_is_a_difference_of_levels():
    assert levels.ph_step(T) == pytest.approx(0.05916, abs=1e-5)
    assert levels.ph(species_voltage(0.0, 1e-5, 1, T), T) == pytest.approx(5.0, abs=1e-12)
    assert levels.ph(levels.proton_voltage(9.3, 350.0), 350.0) == pytest.approx(9.3, abs=1e-12)
    assert levels.ph(1.0 + levels.proton_voltage(3.0, T), T, V_standard=1.0) == pytest.approx(3.0)


def test_activity_of_inverts_species_voltage():
    a = np.geomspace(1e-8, 3.0, 7)
    for z in (-2, 1, 3):
        found = levels.activity_of(species_voltage(0.3, a, z, 320.0), 0.3, z, 320.0)
        np.testing.assert_allclose(found, a, rtol=1e-11)


# bad input --------------------------------------------------------------------------------------------------
def test_names_are_forgiving_about_the_charge():
    for name in ("Fe+3", "Fe3+", "Fe^3+"):
        assert known(name) == "Fe+3"
    assert known("Hg22+") == "Hg2+2"
    assert known("Hg2+") == "Hg+2"
    assert known("SO42-") == "SO4-2"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: formation_energy("Fe+4"), r"species: found 'Fe\+4'.*Did you mean 'Fe\+[23]'"),
        (lambda: standard_voltage("Zn+"), r"species: found 'Zn\+'.*Did you mean 'Zn\+2'"),
        (lambda: standard_voltage("H2O"), r"species: found 'H2O', expected an ion"),
        (lambda: couple("Fe3/Fe2"), r"couple: found 'Fe3/Fe2'.*Did you mean 'Fe\+3/Fe\+2'"),
        (lambda: Reaction.parse("Fe+3 + 2 e- = Fe+2"), r"found \+1 of charge"),
        (lambda: Reaction.parse("Zn + O2 = ZnO"), r"found -1 O"),
        (lambda: Reaction.parse("Zn -> ZnO"), r"reaction: found 'Zn -> ZnO'"),
        (lambda: Reaction.parse("Fe+3 + e = Fe+2"), r"species: found 'e'"),
        (lambda: Reaction.parse(3), r"reaction: found 3"),
        (lambda: Reaction.parse("Zn(OH +2 = Zn"), r"reaction: found|species: found"),
        (lambda: Reaction.parse("H2O = H+ + OH-").standard_potential(), r"found '0 electrons'"),
        (lambda: couple("Fe+3/Fe+2").potential({"Fe+4": 1.0}), r"activity in .*Did you mean 'Fe\+"),
        (lambda: couple("Fe+3/Fe+2").potential({"Fe+3": 0.0}), r"activity of Fe\+3: found 0.0"),
        (lambda: couple("Fe+3/Fe+2").potential(T=0.0), r"T: .*temperature above 0 K"),
        (lambda: couple("Fe+3/Fe+2").electron_level({"Fe+3": 0.0}), r"found no voltage of Fe\+2"),
        (lambda: species_voltage(0.0, 1.0, 0, T), r"z: found 0"),
        (lambda: species_voltage(0.0, -1.0, 1, T), r"activity: found -1.0"),
        (lambda: species_voltage(0.0, 1.0, 1, -3.0), r"T: .*temperature above 0 K"),
        (lambda: levels.nernst(0.0, 0, 1.0, T), r"n: found 0"),
        (lambda: levels.ph_step(0.0), r"T: "),
        (lambda: charge("3Na"), r"species: found '3Na'"),
        (lambda: composition("Zn(OH"), r"species: found 'Zn\(OH'"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_unbalanced_reactions_tell_everything_at_once():
    with pytest.raises(InputError) as caught:
        Reaction.parse("MnO4- + 5 e- = Mn+2 + H2O")
    assert {p.found for p in caught.value.problems} == {"-3 O", "+2 H", "+8 of charge"}


def test_unknown_names_are_key_errors_too():
    with pytest.raises(UnknownNameError):
        formation_energy("Xx+")


def test_reactions_print_as_they_are_read():
    text = "PbO2 + SO4-2 + 4 H+ + 2 e- = PbSO4 + 2 H2O"
    assert str(Reaction.parse(text)) == text


@pytest.mark.parametrize(
    ("name", "atoms", "z"),
    [
        ("Fe(CN)6-3", {"Fe": 1, "C": 6, "N": 6}, -3),
        ("Zn(OH)4-2", {"Zn": 1, "O": 4, "H": 4}, -2),
        ("NH4+", {"N": 1, "H": 4}, 1),
        ("O2(aq)", {"O": 2}, 0),
        ("e-", {}, -1),
    ],
)
def test_formulas(name, atoms, z):
    assert dict(composition(name)) == atoms
    assert charge(name) == z


def test_every_energy_names_its_source():
    """A publication, but zero by convention for elements in their reference states, H⁺ and electrons."""
    conventional = {*known_species("element"), "H+"}
    for species in known_species():
        source = formation_source(species)
        assert source.startswith("zero by convention" if species in conventional else "D. D. Wagman et al.")
        assert (formation_energy(species) == 0.0) is (species in conventional)
    with pytest.raises(UnknownNameError, match="Did you mean"):
        formation_source("Fe+4")


def test_couples_are_known_however_charges_are_written():
    for name in ("Fe3+/Fe2+", "Fe^3+/Fe^2+", "Fe+3/Fe2+"):
        assert couple(name) == couple("Fe+3/Fe+2")
    with pytest.raises(UnknownNameError, match=r"found 'Fe4\+/Fe2\+'.*Did you mean 'Fe\+3/Fe\+2'"):
        couple("Fe4+/Fe2+")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: species_voltage("0.5", 1.0, 1, 300.0), "V_standard: found '0.5', expected a finite number"),
        (lambda: species_voltage([0.1, np.nan], 1.0, 1, 300.0), r"V_standard\[1\]: found nan"),
        (lambda: species_voltage(0.5, 1.0, "+1", 300.0), "z: found '\\+1', expected a finite number"),
        (lambda: convert("0.1", "SCE", "SHE"), "potential: found '0.1', expected a finite number"),
        (lambda: nernst(np.inf, 1, 1.0, 300.0), "E_standard: found inf"),
        (lambda: Pourbaix("Cu", "Cu"), r"Pourbaix\.forms: found 'Cu', expected names of species"),
        (lambda: equilibrate(Phase("a", {"Na+": 1.0, "Cl-": 1.0})), "phases: found .*, expected a list of"),
    ],
)
def test_what_is_no_number_or_list_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
