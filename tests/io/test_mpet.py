"""Cases of MPET read and run, against MPET's own runs; its files with mistakes."""

import configparser
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.special import erfc

import mubar
from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.io.mpet import load, scales
from mubar.models.particles import ContactChain, Fickian, LayeredCahnHilliard, LayeredHomogeneous

DATA = Path(__file__).parents[1] / "data" / "mpet"
SINGLE, HOMOGENEOUS, POPULATION = "lfp_SV1_1C_ACR_BV", "lfp_half_1C_homog_psd_BV", "lfp_half_1C_psd_BV"
LIONSIMBA = "lionsimba_1C"
CASES = {
    SINGLE: 1e-5,
    HOMOGENEOUS: 1e-5,
    POPULATION: 2e-6,
    "lfp_half_1C_psd_CIET": 2e-6,
    "default_1C": 2e-5,
    LIONSIMBA: 2e-6,
}
"""Agreement in voltage, rms, V; five times as much at most. MPET's tolerance moves V by up to 24 µV."""
FILLING = 1e-3
"""Agreement in the volumes' mean filling: particles fill one after the other, so a hair moves the moment."""


@pytest.mark.parametrize("name", CASES)
def test_agreement(name):
    """MPET's discretisation; at a tenth of its tolerance, so that only one of the two codes' is seen."""
    case = load(DATA / name / "params_system.cfg")
    result = mubar.simulate(**{**case.arguments, "rtol": 0.1 * case.rtol, "atol": 0.1 * case.atol})
    assert result.success
    time, filled, voltage, *volumes = np.loadtxt(DATA / name / "run.csv", delimiter=",", skiprows=1).T
    inside = (filled > 0.02) & (filled < 0.95) & (time <= result.time[-1])
    assert inside.sum() > 80
    off = np.interp(time, result.time, result.voltage)[inside] - voltage[inside]
    assert np.sqrt(np.mean(off**2)) < CASES[name]
    assert abs(off).max() < 5.0 * CASES[name]
    whole = np.interp(time, result.time, fields(result)["cathode_filling_fraction"])
    np.testing.assert_allclose(whole[inside], filled[inside], atol=2e-6)
    for mine, theirs in zip(volume_means(result).T, volumes, strict=True):
        np.testing.assert_allclose(np.interp(time, result.time, mine)[inside], theirs[inside], atol=FILLING)


def test_particles_agree_at_the_tolerance_of_the_case():
    """Which leaves each of the two its own error, of particles that jump one by one."""
    case = load(DATA / HOMOGENEOUS / "params_system.cfg")
    result = mubar.simulate(**case.arguments)
    time, filled, *volumes = np.loadtxt(
        DATA / HOMOGENEOUS / "run.csv", delimiter=",", skiprows=1, usecols=(0, 1, *range(3, 13))
    ).T
    inside = (filled > 0.02) & (filled < 0.95) & (time <= result.time[-1])
    mine = np.array([np.interp(time, result.time, m) for m in volume_means(result).T])
    np.testing.assert_allclose(mine[:, inside], np.array(volumes)[:, inside], atol=FILLING)


def fields(result):
    return {f.name: f.values for f in (*result.solution.coordinates(), *result.solution.fields())}


def volume_means(result):
    """(times, volumes of the cathode) filled fraction."""
    found, profiles = fields(result), result.solution.profiles
    if "filling_positive" not in found:
        full = profiles.cell.positive.material.maximum_concentration
        return 3.0 * found["c_s_positive"] @ profiles.mesh.shells().volumes / full
    each = found["filling_positive"] * found["share_positive"]
    return each.reshape(len(each), profiles.mesh.positive, -1).sum(axis=2)


def test_the_plain_discretisation_is_what_agrees():
    """The default one keeps a correction at the ends of electrodes, and integrates D over c: 0.5 mV apart."""
    case = load(DATA / LIONSIMBA / "params_system.cfg")
    assert case.mesh.plain
    found = mubar.simulate(**{**case.arguments, "mesh": replace(case.mesh, plain=False)})
    time, _, voltage = np.loadtxt(
        DATA / LIONSIMBA / "run.csv", delimiter=",", skiprows=1, usecols=(0, 1, 2)
    ).T
    assert abs(np.interp(time, found.time, found.voltage) - voltage)[:-12].max() > 2e-4


def test_sizes_are_drawn_as_mpet_draws_them():
    case = load(DATA / POPULATION / "params_system.cfg")
    given = np.loadtxt(DATA / POPULATION / "psd_len_c.csv", delimiter=",")
    np.testing.assert_allclose(case.cell.positive.material.population.values, given, rtol=1e-9)
    again = load(DATA / POPULATION / "params_system.cfg", DATA / POPULATION / "psd_len_c.csv")
    np.testing.assert_allclose(again.cell.positive.material.population.values, given, rtol=1e-12)


ADDED = {"Material": ("Omega_b", "Omega_c", "EvdW"), "Sim Params": ("Crat",)}
"""Keys of graphite that LiFePO4's files lack, and one that nothing has."""


def changed(tmp_path, name, **lines):
    """A copy of a case with other lines ``key = value``."""
    folder = tmp_path / name
    shutil.copytree(DATA / name, folder)
    for file in folder.glob("*.cfg"):
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read(file)
        for section in parser.sections():
            also = ADDED.get(section, ())
            parser[section].update({k: v for k, v in lines.items() if k in parser[section] or k in also})
        with file.open("w") as out:
            parser.write(out)
    return folder / "params_system.cfg"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            {"type": "homog", "noise": "true"},
            r"\[Material\] noise: found true with homog .*amplitude of its own",
        ),
        ({"rxnType": "BV_raw"}, r"\[Reactions\] rxnType: found 'BV_raw'.*not supported"),
        ({"muRfunc": "LiMn2O4_ss"}, r"\[Material\] muRfunc"),
        ({"profileType": "CP"}, r"\[Sim Params\] profileType"),
        ({"SMset": "unknown"}, r"\[Electrolyte\] SMset"),
        ({"Crate": "fast"}, r"\[Sim Params\] Crate: found 'fast'"),
        ({"Nvol_s": "0", "Nvol_c": "2"}, r"\[Sim Params\] Nvol_s"),
        ({"simPartCond_c": "true", "G_mean_c": "0"}, r"\[Conductivity\] G_mean_c"),
        ({"type": "CHR2"}, r"\[Particles\] type: found CHR2 with LiFePO4"),
        ({"cathode": "nothing.cfg"}, "no such file"),
        ({"specified_psd_c": "[[1e-7, 2e-7]]"}, "rows"),
        ({"shape": "sphere"}, r"\[Particles\] shape"),
        ({"mean_c": "-1e-7"}, r"\[Particles\] mean_c: found -1e-07, expected a number, at least 1e-10"),
        ({"Crate": "0"}, r"\[Sim Params\] Crate: found 0, expected a C-rate"),
        ({"Crate": "inf"}, r"\[Sim Params\] Crate: found inf, expected a number, finite"),
        ({"tsteps": "0"}, r"\[Sim Params\] tsteps: found 0, expected a number, at least 1"),
        ({"Npart_c": "0"}, r"\[Sim Params\] Npart_c: found 0, expected at least 1"),
        ({"Vmin": "4"}, r"\[Sim Params\] Vmin: found 4 V, expected less than Vmax"),
        ({"kappa": "0"}, r"\[Material\] kappa: found 0, expected a number, above 0"),
        ({"cs0_c": "1.01"}, r"\[Particles\] cs0_c: found 1.01, expected a number, above 0 and below 1"),
        ({"muRfunc": ""}, r"\[Material\] muRfunc: found nothing, expected a value"),
        ({"cathode": ""}, r"\[Electrodes\] cathode: found nothing"),
        ({"E_A": ""}, r"\[Reactions\] E_A: found nothing, expected a"),
        ({"poros_c": "1.4"}, r"\[Geometry\] poros_c: found 1.4"),
        ({"specified_poros_s": "[0.3]"}, r"\[Geometry\] specified_poros_s"),
        ({"Crat": "1"}, r"\[Sim Params\] Crat: .*Did you mean 'Crate'"),
        ({"profileType": "CCsegments", "segments": "[(1, -1)]"}, r"\[Sim Params\] segments"),
        ({"mean_c": "100 nm"}, r"\[Particles\] mean_c: found '100 nm', expected a number$"),
        ({"poros_c": "40 %"}, r"\[Geometry\] poros_c: found '40 %', expected a number$"),
        (
            {"T": "25"},
            r"params_system\.cfg: \[Sim Params\] T: found 25, expected a temperature in K, at least 150",
        ),
    ],
)
def test_what_is_not_supported_is_named(lines, says, tmp_path):
    with pytest.raises(InputError, match=says):
        load(changed(tmp_path, POPULATION, **lines))


def test_noise_that_mpet_leaves_out(tmp_path):
    """MPET draws noise for ACR particles, but their equations do not have it."""
    quiet, noisy = (changed(tmp_path / noise, POPULATION, noise=noise) for noise in ("false", "true"))
    assert load(noisy).cell.positive == load(quiet).cell.positive


def test_sections_that_mpet_does_not_have(tmp_path):
    file = changed(tmp_path, POPULATION).parent / "params_LFP.cfg"
    file.write_text(file.read_text() + "\n[Degradation]\nSEI = true\n")
    with pytest.raises(InputError, match=r"\[Degradation\]: found a section that is not supported"):
        load(file.parent / "params_system.cfg")


def test_sizes_that_cannot_be_read(tmp_path):
    system = changed(tmp_path, POPULATION)
    with pytest.raises(InputError, match=r"nope\.csv: found no such file or directory"):
        load(system, tmp_path / "nope.csv")
    (tmp_path / "sizes.csv").write_text("1e-7,big\n")
    with pytest.raises(InputError, match=r"sizes\.csv: found .*big.*numbers, a row for each volume"):
        load(system, tmp_path / "sizes.csv")


def test_all_that_is_wrong_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        load(changed(tmp_path, POPULATION, alpha="0.4", zp="2", SMset="unknown"))
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize("text", ["", "no sections", "[Sim Params\nx = 1", "[A]\nx=1\n[A]\nx=2"])
def test_files_that_are_no_configuration(text, tmp_path):
    path = tmp_path / "params_system.cfg"
    path.write_text(text)
    with pytest.raises(InputError):
        load(path)
    with pytest.raises(InputError):
        load(tmp_path / "missing.cfg")
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InputError):
        load(path)


@pytest.mark.parametrize(
    ("lines", "steps"),
    [
        ({"Crate": "-2", "cs0_c": "0.95"}, "Charge at"),
        ({"profileType": "CV", "Vset": "3.3"}, "Hold at 3.3 V"),
        ({"profileType": "CVsegments", "segments": "[(3.3, 0.4), (3.5, 0.1)]"}, "Hold at 3.3 V"),
        ({"profileType": "CCsegments", "segments": "[(0.3, 0.4), (-0.5, 0.1)]"}, "Discharge at"),
        ({"elyteModelType": "dilute"}, "Discharge at"),
    ],
)
def test_profiles(lines, steps, tmp_path):
    case = load(changed(tmp_path, SINGLE, **lines))
    assert str(case.steps[0]).startswith(steps)
    assert mubar.simulate(**case.arguments).success


def test_a_mean_current_is_that_of_the_capacity():
    """1C of 50 µm with 41.4 % of LiFePO4, 1.3793e28 sites/m³."""
    case = load(DATA / POPULATION / "params_system.cfg")
    assert case.cell.nominal_capacity == pytest.approx(
        1.602e-19 * 50e-6 * 0.6 * 0.69 * 1.3793e28 / 3600, rel=1e-12
    )


GRAPHITE = {"muRfunc": "LiC6", "Omega_a": "1.3992e-20", "Omega_b": "5.761532e-21", "Omega_c": "8.23076e-20",
            "kappa": "4e-7", "B": "0", "rho_s": "1.7e28", "k0": "3e-2", "rxnType": "BV_gMod01",
            "shape": "cylinder", "discretization": "2e-8", "D": "1.25e-12", "Vmin": "0.01", "Vmax": "0.5",
            "E_A": "0", "cs0_c": "0.02"}  # fmt: skip


def test_graphite_of_two_layers(tmp_path):
    """A homogeneous particle follows, slowly discharged, the equilibrium of its layers."""
    slow = {**GRAPHITE, "type": "homog2", "Crate": "0.001"}
    case = load(changed(tmp_path / "one", SINGLE, **slow))
    material = case.cell.positive.material
    assert isinstance(material.particles, LayeredHomogeneous)
    result = mubar.simulate(**case.arguments)
    assert result.success
    x = {f.name: f.values for f in result.solution.fields()}["cathode_filling_fraction"]
    inside = (x > 0.12) & (x < 0.96)  # before, the layers are still alike
    U = material.particles.host(x[inside], case.temperature)
    assert np.ptp(U) > 0.02
    np.testing.assert_allclose(result.voltage[inside], U, atol=4e-3)
    resolved = load(changed(tmp_path / "two", SINGLE, **GRAPHITE, type="CHR2")).cell.positive.material
    assert isinstance(resolved.particles, LayeredCahnHilliard)
    assert resolved.particles.gradient_energy == pytest.approx(8e-7)
    rate = resolved.kinetics.exchange.rate_constant
    assert material.kinetics.exchange.rate_constant == pytest.approx(2.0 * rate)
    with pytest.raises(InputError, match="EvdW"):
        load(changed(tmp_path / "three", SINGLE, **GRAPHITE, type="CHR2", EvdW="1e-21"))


@pytest.mark.parametrize("name", ["MHC", "Marcus", "BV_gMod01"])
def test_rates_are_those_of_mpet(name, tmp_path):
    """Rates of reduction over k0 as its reactions define them, energies in kT."""
    lines = {"rxnType": name, "type": "homog", "k0": "0.7", "E_A": "0"}
    law = load(changed(tmp_path, SINGLE, **lines)).cell.positive.material.kinetics
    kT = 1.381e-23 * 298.0
    lam, omega, T = 3.4113e-20 / kT, 1.8560e-20 / kT, scales.temperature(298.0)
    x, c, eta = np.meshgrid([0.03, 0.4, 0.9], [0.6, 1.3], [-4.0, -0.5, 0.3, 6.0])
    a = x / (1.0 - x) * np.exp(omega * (1.0 - 2.0 * x))

    def k(h):
        edge = (lam - np.sqrt(1.0 + np.sqrt(lam) + h * h)) / (2.0 * np.sqrt(lam))
        return np.sqrt(np.pi * lam) / (1.0 + np.exp(-h)) * erfc(edge)

    formal, alpha = eta + np.log(c / x), 0.5 * (1.0 + np.log(c / x) / lam)
    forth = np.exp(-(eta**2) / (4.0 * lam)) * (np.exp(-alpha * eta) - np.exp((1.0 - alpha) * eta))
    expected = {
        "MHC": np.sqrt(a / x) * (1.0 - x) * (k(-formal) * c - k(formal) * x) / k(0.0),
        "Marcus": (1.0 - x) * c ** (0.25 * (3.0 - 2.0 * alpha)) * x ** (0.25 * (1.0 + 2.0 * alpha)) * forth,
        "BV_gMod01": x * (1.0 - x) * np.sqrt(c * a) * (np.exp(-0.5 * eta) - np.exp(0.5 * eta)),
    }[name]
    j = law.current_density(eta * R * T / F, x=x, c_plus=c, T=T)
    np.testing.assert_allclose(j, -0.7 * expected, rtol=1e-9)


def test_chains_of_particles(tmp_path):
    """Conductances are drawn after the sizes; the last particle of a chain is behind all contacts."""
    lines = {"simPartCond_c": "true", "G_mean_c": "1e-11", "G_stddev_c": "2e-12"}
    material = load(changed(tmp_path / "drawn", HOMOGENEOUS, **lines)).cell.positive.material
    assert isinstance(material.connection, ContactChain)
    shape = np.array(material.population.values).shape
    draw, variance = np.random.RandomState(0), np.log1p(0.2**2)
    draw.standard_normal(shape)
    expected = 1e-11 * np.exp(np.sqrt(variance) * draw.standard_normal(shape) - 0.5 * variance)
    np.testing.assert_allclose(material.connection.conductances.table(*shape), expected, rtol=1e-9)
    alike = {"simPartCond_c": "true", "G_mean_c": "2e-15"}
    cases = DATA / HOMOGENEOUS / "params_system.cfg", changed(tmp_path / "alike", HOMOGENEOUS, **alike)
    one, two = (mubar.simulate(**load(case).arguments) for case in cases)
    assert two.success
    middle = 0.5 * one.time[-1]
    assert np.interp(middle, two.time, two.voltage) < np.interp(middle, one.time, one.voltage) - 1e-3


def test_a_host_with_gaps_that_have_no_barrier(tmp_path):
    """A fitted potential between whose phases rounding leaves nothing: no interface, no division by zero."""
    case = load(changed(tmp_path, POPULATION, muRfunc="LiCoO2_LIONSIMBA"))
    material = case.cell.positive.material
    assert material.particles.interface(material).width > 0.0


def test_fickian_particles_of_several_sizes(tmp_path):
    lines = {"type": "diffn", "shape": "sphere", "Dfunc": "lattice", "D": "1e-15", "E_A": "0"}
    material = load(changed(tmp_path, HOMOGENEOUS, **lines)).cell.positive.material
    assert isinstance(material.particles, Fickian)
    assert material.diffusivity(0.3, 298.0) == pytest.approx(0.21e-15)
