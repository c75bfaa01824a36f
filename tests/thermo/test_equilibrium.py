"""Equilibria whose answer is known: Donnan, concentration cells, partition, saturation, buffers."""

import numpy as np
import pytest
from scipy.optimize import brentq

from mubar.core.constants import F, R
from mubar.core.errors import InputError, UnknownNameError
from mubar.thermo.electrolytes import Davies, Ideal, Pitzer
from mubar.thermo.equilibrium import Equilibrated, Membrane, Phase, Pin, SaltBridge, equilibrate
from mubar.thermo.levels import Reaction, couple, formation_energy, ph, species_voltage, standard_voltage

T = 298.15
VOLT = R * T / F
SALT = ("Na+", "Cl-")


def salt(name, m, **more):
    return Phase(name, {"Na+": m, "Cl-": m}, **more)


# Donnan -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("fixed", [-5.0, -0.2, -1e-4, 0.03, 2.0])
def test_donnan_potential_of_a_charged_gel(fixed):
    """φ_gel - φ_bath = (RT/F) asinh(X/2c) beside a large bath of a 1:1 salt (F. G. Donnan 1911)."""
    c = 0.1
    ions = {"Na+": max(-fixed, 0.0), "Cl-": max(fixed, 0.0)}
    gel = Phase("gel", ions, fixed_charge=fixed)
    found = equilibrate([salt("bath", c, solvent_mass=1e9), gel], [Membrane("bath", "gel", SALT)])
    assert found.junction("bath", "gel") == pytest.approx(VOLT * np.arcsinh(fixed / (2 * c)), abs=1e-9)
    inside = found.molalities["gel"]
    assert inside["Na+"] * inside["Cl-"] == pytest.approx(c * c, rel=1e-7)
    for ion in SALT:
        assert found.voltage(ion, "gel") == pytest.approx(found.voltage(ion, "bath"), abs=1e-12)


def test_donnan_with_ions_of_several_charges():
    """Σ z_i c_i exp(-z_i Fφ/RT) + X = 0, its root by Brent's method."""
    bath = {"Na+": 0.05, "Ca+2": 0.02, "Al+3": 0.001, "Cl-": 0.053, "SO4-2": 0.02}
    gel = Phase("gel", dict.fromkeys(bath, 0.0) | {"Na+": 0.4}, fixed_charge=-0.4)
    phases = [Phase("bath", bath, solvent_mass=1e9), gel]
    found = equilibrate(phases, [Membrane("bath", "gel", tuple(bath))])
    charges = {"Na+": 1, "Ca+2": 2, "Al+3": 3, "Cl-": -1, "SO4-2": -2}

    def charge(psi):
        return sum(z * bath[s] * np.exp(-z * psi) for s, z in charges.items()) - 0.4

    assert found.junction("bath", "gel") == pytest.approx(VOLT * brentq(charge, -20, 20), abs=1e-9)


def test_a_macroion_divides_a_salt_between_equal_volumes():
    """Donnan's own case, NaR (c₁) | NaCl (c₂) of one volume: the part c₂/(c₁ + 2c₂) of the NaCl passes."""
    c1, c2 = 0.3, 0.2
    one = Phase("one", {"Na+": c1, "R-": c1, "Cl-": 0.0}, standard={"R-": 0.0})
    found = equilibrate([one, salt("two", c2)], [Membrane("one", "two", SALT)])
    assert found.molalities["one"]["Cl-"] / c2 == pytest.approx(c2 / (c1 + 2 * c2), rel=1e-9)
    assert found.molalities["one"]["R-"] == pytest.approx(c1, rel=1e-12)


# concentration cells ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("passes", "sign"), [("Na+", 1), ("Cl-", -1)])
def test_concentration_cell_with_a_selective_membrane(passes, sign):
    """The junction is ±(RT/F) ln 10; the other ion's level, read by its electrodes, differs by twice that."""
    found = equilibrate([salt("a", 0.1), salt("b", 0.01)], [Membrane("a", "b", (passes,))])
    assert found.junction("a", "b") == pytest.approx(sign * VOLT * np.log(10), abs=1e-12)
    other = "Cl-" if passes == "Na+" else "Na+"
    gap = found.voltage(other, "b") - found.voltage(other, "a")
    assert gap == pytest.approx(sign * 2 * VOLT * np.log(10), abs=1e-12)
    assert found.voltage(passes, "b") == pytest.approx(found.voltage(passes, "a"), abs=1e-12)
    assert found.molalities["a"]["Na+"] == pytest.approx(0.1, rel=1e-12)  # neutrality lets nothing through


def test_concentration_cell_with_an_ideal_salt_bridge():
    """No junction potential; two Ag/AgCl electrodes read (RT/F) ln 10, half of what a membrane gives."""
    found = equilibrate([salt("a", 0.1), salt("b", 0.01)], [SaltBridge("a", "b")])
    assert found.junction("a", "b") == 0.0
    silver = couple("AgCl/Ag")
    cell = found.electron_level(silver, "b") - found.electron_level(silver, "a")
    assert cell == pytest.approx(VOLT * np.log(10), abs=1e-12)


def test_concentration_cell_of_real_salt():
    """With Pitzer's coefficients the cell reads 2RT/F Δln(mγ±): NaCl 0.1 and 1 mol/kg, γ± 0.778 and 0.657
    (Robinson & Stokes), 110.0 mV.
    """
    pitzer = Pitzer.for_ions(*SALT)
    phases = [salt("a", 1.0, activity=pitzer), salt("b", 0.1, activity=pitzer)]
    found = equilibrate(phases, [Membrane("a", "b", ("Na+",))])
    gap = found.voltage("Cl-", "b") - found.voltage("Cl-", "a")
    assert gap == pytest.approx(2 * VOLT * np.log(1.0 * 0.657 / (0.1 * 0.778)), abs=2e-4)


# partition --------------------------------------------------------------------------------------------------
def test_partition_of_a_salt_between_two_liquids():
    """m_o/m_w = exp[-(ΔG₊ + ΔG₋)/2RT] and φ_o - φ_w = (ΔG₋ - ΔG₊)/2F, ΔG the ions' energies of transfer."""
    transfer = {"K+": 20e3, "Cl-": 31e3}
    oil = Phase(
        "oil", {"K+": 0.0, "Cl-": 0.0}, standard={s: formation_energy(s) + g for s, g in transfer.items()}
    )
    water = Phase("water", {"K+": 0.3, "Cl-": 0.3}, solvent_mass=2.0)
    found = equilibrate([water, oil], [Membrane("water", "oil", ("K+", "Cl-"))])
    ratio = found.molalities["oil"]["K+"] / found.molalities["water"]["K+"]
    assert ratio == pytest.approx(np.exp(-51e3 / (2 * R * T)), rel=1e-9)
    assert found.junction("water", "oil") == pytest.approx(11e3 / (2 * F), abs=1e-12)
    total = 2.0 * found.molalities["water"]["K+"] + found.molalities["oil"]["K+"]
    assert total == pytest.approx(0.6, rel=1e-12)


def test_partition_of_a_neutral():
    """Nernst's distribution law; no potential."""
    oil = Phase(
        "oil", {"I2(aq)": 0.0}, standard={"I2(aq)": formation_energy("I2(aq)") - R * T * np.log(85.0)}
    )
    found = equilibrate([Phase("water", {"I2(aq)": 0.01}), oil], [Membrane("water", "oil", ("I2(aq)",))])
    assert found.molalities["oil"]["I2(aq)"] == pytest.approx(85.0 * found.molalities["water"]["I2(aq)"])
    assert found.junction("water", "oil") == 0.0


# reactions --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", [Ideal(), Davies(), Pitzer.for_ions(*SALT)])
def test_saturated_salt_fixes_the_gap(model):
    """V_Na - V_Cl = μ_NaCl/F = -3.981 V whatever the solution is like."""
    water = salt("water", 1.0, activity=model)
    found = equilibrate([water], [Equilibrated("NaCl = Na+ + Cl-", "water")])
    gap = found.voltage("Na+", "water") - found.voltage("Cl-", "water")
    assert gap == pytest.approx(formation_energy("NaCl") / F, abs=1e-10)
    assert gap == pytest.approx(-3.981, abs=1e-3)


@pytest.mark.parametrize(
    ("salt_name", "ions", "solubility"), [("NaCl", SALT, 6.15), ("KCl", ("K+", "Cl-"), 4.80)]
)
def test_solubility(salt_name, ions, solubility):
    """mol/kg at 25 °C (Robinson & Stokes, p. 492): formation energies and Pitzer's coefficients together."""
    water = Phase("water", dict.fromkeys(ions, 1.0), activity=Pitzer.for_ions(*ions))
    found = equilibrate([water], [Equilibrated(f"{salt_name} = {ions[0]} + {ions[1]}", "water")])
    assert found.molalities["water"][ions[0]] == pytest.approx(solubility, rel=0.05)


def test_water_fixes_the_gap_of_its_ions():
    """V_H - V_OH = -2.458 V, pH 7.00 in pure water, 12 in 0.01 mol/kg of NaOH."""
    water = Equilibrated("H2O = H+ + OH-", "water")
    pure = equilibrate([Phase("water", {"H+": 0.0, "OH-": 0.0})], [water])
    base = equilibrate([Phase("water", {"H+": 0.0, "OH-": 0.01, "Na+": 0.01})], [water])
    for found in (pure, base):
        assert found.voltage("H+", "water") - found.voltage("OH-", "water") == pytest.approx(
            -2.4577, abs=1e-4
        )
    assert ph(pure.voltage("H+", "water"), T) == pytest.approx(6.998, abs=2e-3)
    assert ph(base.voltage("H+", "water"), T) == pytest.approx(11.995, abs=2e-3)


def test_buffer():
    """Henderson and Hasselbalch: equal amounts of H2PO4- and HPO4-2 give pH = pK."""
    ions = {"Na+": 0.03, "H2PO4-": 0.01, "HPO4-2": 0.01, "H+": 0.0, "OH-": 0.0}
    reaction = Reaction.parse("H2PO4- = H+ + HPO4-2")
    conditions = [Equilibrated(reaction, "w"), Equilibrated("H2O = H+ + OH-", "w")]
    found = equilibrate([Phase("w", ions)], conditions)
    p_k = -np.log10(reaction.equilibrium_constant())
    assert ph(found.voltage("H+", "w"), T) == pytest.approx(p_k, abs=2e-5)


def test_common_ion():
    """AgCl in 0.1 mol/kg of KCl: [Ag+] = K_sp/(0.1 + [Ag+])."""
    phase = Phase("w", {"Ag+": 0.0, "K+": 0.1, "Cl-": 0.1})
    found = equilibrate([phase], [Equilibrated("AgCl = Ag+ + Cl-", "w")])
    k = Reaction.parse("AgCl = Ag+ + Cl-").equilibrium_constant()
    s = 0.5 * (-0.1 + np.sqrt(0.01 + 4 * k))
    # s of 1.8e-9 is the difference of two numbers near 0.1
    assert found.molalities["w"]["Ag+"] == pytest.approx(k / (0.1 + s), rel=1e-6)
    assert found.molalities["w"]["Cl-"] == pytest.approx(0.1, rel=1e-7)


# pinned levels and electrodes -------------------------------------------------------------------------------
def test_a_pinned_level_sets_the_float():
    """With V_Na pinned, φ = V - V° - (RT/F) ln m and nothing else changes."""
    found = equilibrate(
        [salt("a", 0.1), salt("b", 0.01)], [Membrane("a", "b", ("Na+",)), Pin("Na+", "b", -2.5)]
    )
    for phase, m in (("a", 0.1), ("b", 0.01)):
        assert found.voltage("Na+", phase) == pytest.approx(-2.5, abs=1e-12)
        expected = -2.5 - standard_voltage("Na+") - VOLT * np.log(m)
        assert found.potentials[phase] == pytest.approx(expected, abs=1e-12)
        assert found.standard_voltage("Na+", phase) == pytest.approx(
            standard_voltage("Na+") + expected, abs=1e-12
        )


def test_an_electrode_at_a_given_level_turns_a_couple_over():
    """Fe+3/Fe+2 beside a large bath of NaCl at φ = 0: Nernst's ratio at V_e, Cl- makes up the charge."""
    cell = Phase("cell", {"Fe+3": 0.01, "Fe+2": 0.01, "Cl-": 0.15, "Na+": 0.1})
    bath = salt("bath", 0.1, solvent_mass=1e6)
    held = species_voltage(standard_voltage("Cl-"), 0.1, -1, T)
    conditions = [
        Equilibrated(couple("Fe+3/Fe+2"), "cell", electron_level=0.72),
        Membrane("bath", "cell", ("Cl-",)),
        Pin("Cl-", "bath", held),
    ]
    found = equilibrate([bath, cell], conditions)
    assert found.potentials["bath"] == pytest.approx(0.0, abs=1e-9)
    assert found.electron_level(couple("Fe+3/Fe+2"), "cell") == pytest.approx(0.72, abs=1e-10)
    here = found.molalities["cell"]
    assert here["Fe+3"] + here["Fe+2"] == pytest.approx(0.02, rel=1e-10)
    local = 0.72 - found.potentials["cell"]
    ratio = np.exp((local - couple("Fe+3/Fe+2").standard_potential()) / VOLT)
    assert here["Fe+3"] / here["Fe+2"] == pytest.approx(ratio, rel=1e-8)
    assert here["Cl-"] < 0.15


def test_daniell_cell():
    """Zn | Zn+2 || Cu+2 | Cu across an ideal bridge, 0.5 and 0.05 mol/kg: 1.1015 V - 29.6 mV."""
    phases = [Phase("zinc", {"Zn+2": 0.5, "SO4-2": 0.5}), Phase("copper", {"Cu+2": 0.05, "SO4-2": 0.05})]
    found = equilibrate(phases, [SaltBridge("zinc", "copper")])
    volts = found.electron_level(couple("Cu+2/Cu"), "copper") - found.electron_level(
        couple("Zn+2/Zn"), "zinc"
    )
    assert volts == pytest.approx(1.1015 + 0.5 * VOLT * np.log(0.1), abs=2e-4)


def test_levels_agree_with_the_temperature():
    cold = equilibrate([salt("a", 0.1), salt("b", 0.01)], [Membrane("a", "b", ("Na+",))], T=273.15)
    assert cold.junction("a", "b") == pytest.approx(R * 273.15 / F * np.log(10), abs=1e-12)


def test_phases_apart_have_floats_of_their_own():
    found = equilibrate([salt("a", 0.1), salt("b", 0.01)])
    assert dict(found.potentials) == {"a": 0.0, "b": 0.0}
    assert found.molalities["b"]["Na+"] == pytest.approx(0.01)


# bad input --------------------------------------------------------------------------------------------------
TWO = [salt("a", 0.1), salt("b", 0.01)]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Phase("a", {"Na+": 0.1, "Cl-": 0.2}), r"phase a: found '-0.1 mol/kg of charge'"),
        (lambda: Phase("a", {"Na+": 0.1}, fixed_charge=0.1), r"phase a: .*neutral"),
        (lambda: Phase("a", {"Na+": 0.1, "Clo4-": 0.1}), r"Clo4-.*Did you mean 'ClO4-'"),
        (lambda: Phase("a", {"Na+": -0.1, "Cl-": -0.1}), r"a.molalities\[Na\+\]: found -0.1"),
        (lambda: Phase("a", {"Na+": "1"}), r"a.molalities\[Na\+\]: found '1'"),
        (lambda: Phase("a", {}), r"a.molalities: found"),
        (lambda: salt("a", 0.1, solvent_mass=0.0), r"Phase.solvent_mass: found 0.0"),
        (lambda: salt("a", 0.1, activity=None), r"a.activity: found None"),
        (lambda: equilibrate([]), r"phases: found 'none'"),
        (lambda: equilibrate([TWO[0], TWO[0]]), r"phases: found 'a, a'"),
        (lambda: equilibrate(TWO, T=0.0), r"T: .*temperature above 0 K"),
        (lambda: equilibrate(TWO, T=float("nan")), r"T: "),
        (lambda: equilibrate(TWO, [Membrane("a", "c", ("Na+",))]), r"phase: found 'c'"),
        (
            lambda: equilibrate(TWO, [Membrane("a", "b", ("Na",))]),
            r"species in phase a: .*Did you mean 'Na\+'",
        ),
        (lambda: Membrane("a", "b", "Na+"), r"Membrane.passes: found 'Na\+'"),
        (lambda: equilibrate(TWO, [Equilibrated("NaCl = Na+ + Cl-", "c")]), r"phase: found 'c'"),
        (lambda: Equilibrated("NaCl = Na+ + 2 Cl-", "a"), r"found \+1 Cl"),
        (lambda: equilibrate(TWO, [Equilibrated("KCl = K+ + Cl-", "a")]), r"found 'K\+', expected only ions"),
        (lambda: Equilibrated("Fe+3 + e- = Fe+2", "a"), r"found None, expected electron_level"),
        (lambda: equilibrate(TWO, [Pin("Na+", "a", float("nan"))]), r"Pin\(Na\+\): found nan"),
        (
            lambda: equilibrate(TWO, [Pin("Na+", "a", 0.0), Pin("Na+", "a", 0.1)]),
            r"levels that can't hold together",
        ),
        (lambda: equilibrate(TWO, [SaltBridge("a", "b"), SaltBridge("b", "a")]), r"SaltBridge: found"),
        (
            lambda: equilibrate(TWO, [SaltBridge("a", "b"), Membrane("a", "b", ("Na+",))]),
            r"SaltBridge: found 'a to b, whose potentials something else sets already'",
        ),
        (lambda: Phase("a", {"R-": 0.0}, standard={"R-": "0"}), r"a.standard\[R-\]: found '0'"),
        (lambda: Membrane("a", "a", SALT), r"Membrane: found 'a on both sides'"),
        (
            lambda: Equilibrated(couple("Fe+3/Fe+2"), "a", electron_level=float("inf")),
            r"electron_level: found inf",
        ),
        (
            lambda: equilibrate(TWO, [Equilibrated("NaCl = Na+ + Cl-", "a", {"Na+": 0.1})]),
            r"isn't dissolved: found 'Na\+', expected one of: NaCl",
        ),
        (
            lambda: equilibrate(TWO, [Equilibrated("NaCl = Na+ + Cl-", "a", {"NaCl": 0.0})]),
            r"activity of NaCl: found 0.0",
        ),
        (lambda: equilibrate(TWO, ["bridge"]), r"conditions: found 'bridge'"),
        (lambda: equilibrate(TWO).voltage("K+", "a"), r"species in phase a: found 'K\+'"),
        (lambda: equilibrate(TWO).junction("a", "z"), r"phase: found 'z'"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_a_species_that_nothing_supplies():
    """Both are told: a cation alone can't go through, for the phase would be charged."""
    empty = Phase("b", {"Na+": 0.0, "Cl-": 0.0})
    with pytest.raises(InputError) as caught:
        equilibrate([salt("a", 0.1), empty], [Membrane("a", "b", ("Na+",))])
    assert [p.found for p in caught.value.problems] == ["no Na+", "no Cl-"]
    equilibrate([salt("a", 0.1), empty], [Membrane("a", "b", SALT)])


def test_unknown_names_are_key_errors_too():
    with pytest.raises(UnknownNameError):
        equilibrate(TWO, [Membrane("a", "c", ("Na+",))])
