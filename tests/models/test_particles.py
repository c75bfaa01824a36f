"""Particles of every kind: balances, thermodynamics, phase fields against analytic results."""

import dataclasses

import numpy as np
import pytest
from scipy.integrate import quad

import mubar
from lfp_cells import C_MAX, HOST, KINDS, OMEGA, V0, base, lfp
from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, PhaseFieldMarcusHushChidsey
from mubar.kinetics.exchange import RegularSolutionExchange
from mubar.materials.population import LogNormal, Sizes
from mubar.materials.shapes import Flake, Plate, Platelet, Sphere
from mubar.models import SingleParticle
from mubar.models.describe import describe
from mubar.models.inspection import Inspection
from mubar.models.particles import CONNECTIONS, TYPES, AllenCahn, CahnHilliard, Fickian, Homogeneous
from mubar.models.particles.interface import width
from mubar.models.pendants.nodes import NodePendants
from mubar.models.system import System
from mubar.thermo import RegularSolution

T = 298.15
MESH = mubar.Mesh(3, 2, 4, 4)


def fields(result):
    return {f.name: f.values for f in result.solution.fields()}


def seen(result):
    stored = result.solution.profiles
    return Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)


# what every kind has to do --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_lithium_is_conserved(kind):
    cell = KINDS[kind]()
    steps = ["Discharge at 1C for 20 minutes", "Rest for 10 minutes", "Hold at 3.5 V for 10 minutes"]
    result = mubar.simulate(cell, [*steps, "Discharge at 2C until 2.5 V"], "dfn", mesh=MESH,
                            stoichiometries={"positive": 0.02}, rtol=1e-5)  # fmt: skip
    assert result.success
    assert "skipped" not in result.message
    full = cell.positive.active_fraction * cell.positive.thickness * cell.area * C_MAX * F / 3600.0
    filled = fields(result)["filling_fraction_positive"]
    passed = result.discharge_capacity / full
    np.testing.assert_allclose(filled - filled[0], passed - passed[0], atol=1e-12)
    x = seen(result).structure.pendant(seen(result).states, 0)[:, -1]
    assert x.min() > 0.0
    assert x.max() < 1.0


def test_every_kind_is_held_to_this():
    held = {type(make().positive.material.particles) for make in KINDS.values()}
    assert held == set(TYPES)
    connections = {type(make().positive.material.connection) for make in KINDS.values()}
    assert connections - {type(None)} == set(CONNECTIONS)


def test_a_homogeneous_particle_follows_its_rate_law():
    """At a constant current x is a line in time and V = U(x) + η(x), η from the inverted rate law."""
    cell = lfp(Homogeneous(HOST, Sphere()), Sizes([80e-9]))
    result = mubar.simulate(cell, "Discharge at C/2 until 2.5 V", SingleParticle(), rtol=1e-7,
                            stoichiometries={"positive": 0.02}, temperature=T)  # fmt: skip
    x = fields(result)["filling_positive"][:, 0]
    assert len(x) > 50
    np.testing.assert_allclose(x - 0.02, result.time * (x[-1] - 0.02) / result.time[-1], atol=1e-10)
    j = -result.current / (cell.area * cell.positive.thickness * cell.positive.active_fraction) * 80e-9 / 3.0
    j0 = 0.16 * np.sqrt(x * (1.0 - x)) * np.exp(OMEGA * (0.5 - x) / (R * T))
    eta = 2.0 * R * T / F * np.arcsinh(j / (2.0 * j0))
    near = x < 0.9  # beyond, the barrier before full particles counts
    np.testing.assert_allclose(result.voltage[near], (HOST(x, T) + eta)[near], atol=1.2e-8)


def test_the_gap_between_charge_and_discharge_is_that_of_the_spinodals():
    """Many homogeneous particles at C/1000 switch one by one at the spinodal (W. Dreyer et al., Nature
    Materials 9 (2010) 448)."""
    cell = lfp(Homogeneous(HOST, Plate()), Sizes(np.linspace(60e-9, 90e-9, 40)))
    there = mubar.simulate(cell, "Discharge at C/1000 until 3.3 V", SingleParticle(), rtol=1e-5,
                           stoichiometries={"positive": 0.02})  # fmt: skip
    back = mubar.simulate(cell, "Charge at C/1000 until 3.55 V", SingleParticle(), rtol=1e-5,
                          stoichiometries={"positive": 0.98})  # fmt: skip
    assert there.success
    assert back.success
    plateaus = []
    for result in (there, back):
        x = fields(result)["filling_fraction_positive"]
        plateaus.append(
            np.interp(0.5, *((x, result.voltage) if x[0] < 0.5 else (x[::-1], result.voltage[::-1])))
        )
    gap = HOST.hysteresis_gaps(T)[0]
    assert plateaus[1] - plateaus[0] == pytest.approx(gap, rel=0.03)


def test_order_of_the_population_does_not_matter():
    sizes = np.array([40e-9, 20e-9, 30e-9])
    kind = AllenCahn(HOST, gradient_energy=4e-9, spacing=5e-9)
    runs = [
        mubar.simulate(
            lfp(kind, Sizes(order)),
            "Discharge at 1C for 30 minutes",
            SingleParticle(),
            rtol=1e-6,
            stoichiometries={"positive": 0.02},
            period=60.0,
        )
        for order in (sizes, sizes[::-1])
    ]
    one, other = (fields(r)["filling_positive"] for r in runs)
    np.testing.assert_allclose(one, other[:, ::-1], atol=1e-9)
    np.testing.assert_allclose(runs[0].voltage, runs[1].voltage, atol=1e-9)


def test_a_crowd_that_gets_full_takes_no_more_steps_than_a_few():
    """At a large overpotential always some particle is about to be full: no step may fail for it alone."""
    steps = []
    for count in (10, 10_000):
        cell = lfp(Homogeneous(HOST, Plate()), LogNormal(80e-9, 20e-9, count, seed=1))
        result = mubar.simulate(cell, "Hold at 3.05 V for 20 minutes", SingleParticle(), outputs=(),
                                stoichiometries={"positive": 0.0121})  # fmt: skip
        assert result.success
        steps.append(len(result.time))
    assert steps[1] < 1.6 * steps[0]


def test_flakes_of_all_sizes_have_one_form():
    flake = Flake(flatness=40.0, face=1.2)
    size = np.array([50e-9, 1e-6])
    np.testing.assert_allclose(flake.volume(size), 1.2 * size**2 * (size / 40.0))
    np.testing.assert_allclose(flake.area_per_volume(size) * flake.volume(size), 2.0 * 1.2 * size**2)


def test_rates_that_go_with_activity_see_all_of_it():
    """As Butler-Volmer kinetics of a phase field do, so Marcus-Hush-Chidsey's: j0 goes as e^{μ/2RT}."""
    state = {"x": np.array([0.2, 0.7]), "c_plus": 1.2, "T": T}
    for law in (ButlerVolmer(RegularSolutionExchange(1e-6, interaction=OMEGA)),
                PhaseFieldMarcusHushChidsey(10.0, 2e4, OMEGA)):  # fmt: skip
        more = law.beyond_uniform(3000.0).current_density(-0.04, **state)
        expected = law.current_density(-0.04, **state) * np.exp(1500.0 / (R * T))
        np.testing.assert_allclose(more, expected, rtol=1e-12)


def test_a_population_is_cycled():
    """Currents, holds, rests, twice; every particle fills and empties; a run goes on where it ended."""
    cell = KINDS["homogeneous"]()
    cycle = ("Discharge at 1C until 3 V", "Hold at 3 V until C/20", "Rest for 5 minutes",
             "Charge at 1C until 3.9 V", "Hold at 3.9 V until C/20")  # fmt: skip
    options = {"model": "dfn", "mesh": MESH, "rtol": 1e-6}
    both = mubar.simulate(cell, [cycle] * 2, stoichiometries={"positive": 0.02}, **options)
    first = mubar.simulate(cell, [cycle], stoichiometries={"positive": 0.02}, **options)
    then = mubar.simulate(cell, [cycle], start=first, **options)
    assert both.success
    assert "skipped" not in both.message
    assert set(both.cycle) == {1, 2}
    x = both.data["filling_positive"].values
    for number in (1, 2):
        mine = both.solution.cycle == number
        assert (x[mine].max(axis=0) > 0.97).all()
        assert (x[mine].min(axis=0) < 0.03).all()
    holds = [both.current[both.solution.step == step] for step in (2, 5, 7, 10)]
    for i in holds:
        assert abs(i[-1]) == pytest.approx(cell.nominal_capacity / 20.0, rel=1e-3)
        assert (np.sign(i) == np.sign(i[0])).all()
    assert then.time[-1] == pytest.approx(both.time[-1], rel=2e-4)
    np.testing.assert_allclose(then.data["filling_positive"].values[-1], x[-1], atol=1e-4)


def test_outputs_by_name_are_kept_instead_of_states():
    """Where a buffer of states is full they are condensed to what was asked for, each at its temperature."""
    cell = KINDS["homogeneous"]()
    steps = ["Discharge at 1C for 6 minutes", "Charge at C/2 for 4 minutes (35 degC)"]
    names = ["open_circuit_voltage", "filling_positive", "overpotential_positive", "power_storage_positive"]
    options = {"model": "single-particle", "soc": 0.9, "period": 1.0}
    whole = mubar.simulate(cell, steps, **options)
    some = mubar.simulate(cell, steps, outputs=names, **options)
    assert whole.time.size > 600
    assert not hasattr(some.solution.profiles, "states")
    kept, expected = fields(some), fields(whole)
    assert set(kept) == set(names)
    for name in names:
        np.testing.assert_allclose(kept[name], expected[name], rtol=1e-9, atol=1e-12)
    for mine, other in zip(some.solution.coordinates(), whole.solution.coordinates(), strict=True):
        np.testing.assert_array_equal(mine.values, other.values)


# phase fields ---------------------------------------------------------------------------------------------
KAPPA, LENGTH, SPACING = 5e-9, 120e-9, 1e-9


@pytest.fixture(scope="module")
def separated():
    """A plate, half discharged and then left alone: one interface."""
    cell = lfp(CahnHilliard(HOST, Plate(), gradient_energy=KAPPA, diffusivity=1e-14, spacing=SPACING),
               Sizes([LENGTH]))  # fmt: skip
    result = mubar.simulate(cell, ["Discharge at 1C for 30 minutes", "Rest for 20 minutes"], SingleParticle(),
                            stoichiometries={"positive": 0.02}, rtol=1e-7)  # fmt: skip
    assert result.success
    return result


def excess_energy(x):
    """Of a uniform host above the common tangent, J/m³."""
    low = HOST.binodal(T)[0, 0]
    return C_MAX * (HOST.gibbs(x, T) - HOST.gibbs(low, T) - HOST.tie_line_potentials(T)[0] * -F * (x - low))


def free_energy(profile):
    """Of the plate above the common tangent, J/m², (rows, nodes) from the surface."""
    weights = np.full(profile.shape[1], SPACING)
    weights[[0, -1]] *= 0.5
    gradient = 0.5 * KAPPA * (np.diff(profile, axis=1) ** 2).sum(axis=1) / SPACING
    return excess_energy(profile) @ weights + gradient


def test_interface_is_cahn_and_hilliards(separated):
    """κ x'²/2 = Δg(x), and the interface's energy is ∫ √(2 κ Δg) dx between the binodals (J. W. Cahn, J. E.
    Hilliard, J. Chem. Phys. 28 (1958) 258)."""
    profile = fields(separated)["stoichiometry_positive"][-1, 0]
    low, high = HOST.binodal(T)[0]
    assert profile.min() == pytest.approx(low, abs=1e-4)
    assert profile.max() == pytest.approx(high, abs=1e-4)
    i = int(np.flatnonzero(profile > 0.5)[-1])
    middle, slope = 0.5 * (profile[i] + profile[i + 1]), (profile[i] - profile[i + 1]) / SPACING
    # second order in spacing over width, 0.1
    assert slope == pytest.approx(np.sqrt(2.0 * excess_energy(middle) / KAPPA), rel=5e-3)
    energy = quad(lambda x: np.sqrt(2.0 * KAPPA * max(excess_energy(x), 0.0)), low, high)[0]
    assert free_energy(profile[None])[0] == pytest.approx(energy, rel=5e-3)


def test_plateau_is_the_common_tangent(separated):
    assert separated.voltage[-1] == pytest.approx(HOST.tie_line_potentials(T)[0], abs=2e-6)


def test_free_energy_never_rises_in_isolation(separated):
    """With no current a particle is isolated; its free energy is a Lyapunov function."""
    alone = separated.solution.step == 2
    energy = free_energy(fields(separated)["stoichiometry_positive"][alone, 0])
    assert len(energy) > 20
    assert energy[0] - energy[-1] > 1e-6 * energy[0]
    assert np.diff(energy).max() < 1e-9 * energy[0]


def test_spinodal_decomposition_grows_as_linear_stability_says():
    """Rate -D x(1-x)/(RT) k² [μ'(x) + κ k²/c_max] of a wave of wave number k (J. W. Cahn, Acta Metall. 9
    (1961) 795)."""
    x0, D, n = 0.5, 1e-16, 3
    cell = lfp(CahnHilliard(HOST, Plate(), gradient_energy=KAPPA, diffusivity=D, spacing=SPACING),
               Sizes([LENGTH]))  # fmt: skip
    rest = mubar.simulate(
        cell, "Rest for 1e-6 s", SingleParticle(), stoichiometries={"positive": x0}, rtol=1e-8, atol=1e-12
    ).solution
    k = n * np.pi / LENGTH
    wave = np.cos(k * np.linspace(0.0, LENGTH, round(LENGTH / SPACING) + 1))
    weights = np.ones_like(wave)
    weights[[0, -1]] = 0.5
    st = System(SingleParticle(), cell, SingleParticle.default_mesh).structure
    y = rest.final_state["y"].copy()
    st.pendant(y, 0)[1] += 1e-5 * wave
    disturbed = dataclasses.replace(rest, final_state={**rest.final_state, "y": y})
    expected = -D * x0 * (1 - x0) / (R * T) * k**2 * (HOST.d_chemical_potential(x0, T) + KAPPA * k**2 / C_MAX)
    assert expected > 0.0
    t_end = 2.0 / expected
    grown = mubar.simulate(
        cell, f"Rest for {t_end} s", SingleParticle(), start=mubar.Result(disturbed), rtol=1e-8, atol=1e-12
    )
    assert grown.success
    y = grown.solution.final_state["y"]
    amplitude = (weights * wave) @ (st.pendant(y, 0)[1] - x0) / ((weights * wave) @ wave)
    assert np.log(amplitude / 1e-5) / t_end == pytest.approx(expected, rel=5e-3)


def test_without_interaction_it_is_fickian_diffusion():
    """Ω = 0 and a vanishing gradient energy: the spherical particle with constant D."""
    ideal = RegularSolution(omega=0.0, mu0=-3.4 * F)
    radius, D = 1e-6, 2e-15
    kind = CahnHilliard(ideal, Sphere(), gradient_energy=1e-15, diffusivity=D, spacing=radius / 150)
    fick = base().replace(**{
        "positive.particle_radius": radius, "positive.diffusivity": D,
        "positive.open_circuit_potential": ideal,
    })  # fmt: skip
    field = fick.replace(**{"positive.particles": kind, "positive.population": Sizes([radius])})
    options = {"stoichiometries": {"positive": 0.2}, "rtol": 1e-7, "mesh": mubar.Mesh(1, 1, 1, 150)}
    steps = ["Discharge at 1C for 20 minutes", "Rest for 5 minutes", "Charge at 2C for 5 minutes"]
    one, two = (mubar.simulate(c, steps, SingleParticle(), period=10.0, **options) for c in (fick, field))
    assert one.success
    assert two.success
    np.testing.assert_allclose(np.interp(one.time, two.time, two.voltage)[1:], one.voltage[1:], atol=2e-4)


def test_wetting_starts_the_phases_from_the_ends():
    cell = lfp(AllenCahn(HOST, spacing=2e-9), Sizes([80e-9]))
    result = mubar.simulate(cell, "Discharge at C/10 for 3 hours", SingleParticle(), rtol=1e-6,
                            stoichiometries={"positive": 0.02})  # fmt: skip
    profile = fields(result)["stoichiometry_positive"][-1, 0]
    assert profile[0] > 0.9
    assert profile.min() < 0.1
    np.testing.assert_allclose(profile, profile[::-1], atol=1e-6)


def test_phases_are_counted_by_the_spinodal(separated):
    """Of homogeneous particles those outside it, by share; of a plate the nodes, whose front is narrow."""
    cell = lfp(Homogeneous(HOST, Plate()), Sizes([60e-9, 75e-9, 90e-9]))
    data = mubar.simulate(cell, "Discharge at C/2 for 40 minutes", "dfn", mesh=MESH,
                          stoichiometries={"positive": 0.02}).data  # fmt: skip
    low, high = HOST.spinodal(T)[0]
    assert list(data["phase_positive"].values) == ["0.012", "0.99", "between"]
    shares = data["phase_share_positive"]
    np.testing.assert_allclose(shares.sum("phase_positive"), 1.0, rtol=1e-14)
    x, weight = data["filling_positive"].values.reshape(-1, 4, 3), data["share_positive"].values.reshape(4, 3)
    for name, inside in (("0.012", x < low), ("0.99", x > high), ("between", (x > low) & (x < high))):
        expected = (weight * inside).sum(axis=2)
        assert expected.max() > 0.2
        np.testing.assert_allclose(shares.sel(phase_positive=name), expected, atol=1e-14)
    plate = separated.data
    end = plate["phase_share_positive"][-1, 0]
    full, front = (float(end.sel(phase_positive=name)) for name in ("0.99", "between"))
    assert 0.01 < front < 0.1
    assert full + 0.5 * front == pytest.approx(float(plate["filling_positive"][-1, 0]), abs=0.01)
    np.testing.assert_allclose(plate["depth_positive"][0], np.linspace(0.0, LENGTH, 121), atol=1e-20)


# populations and bad input --------------------------------------------------------------------------------
def test_log_normal_sizes():
    drawn = LogNormal(100e-9, 20e-9, 20_000, seed=3).sizes(2)
    assert drawn.shape == (2, 20_000)
    assert drawn.mean() == pytest.approx(100e-9, rel=5e-3)
    assert drawn.std() == pytest.approx(20e-9, rel=2e-2)
    np.testing.assert_array_equal(drawn, LogNormal(100e-9, 20e-9, 20_000, seed=3).sizes(2))
    assert (drawn != LogNormal(100e-9, 20e-9, 20_000, seed=4).sizes(2)).all()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Sizes([1e-7, -1e-7]), "at least 1e-10"),
        (lambda: Sizes([1e-7, 2e-7], [0.5, 0.6]), "add to one"),
        (lambda: Sizes("many"), "numbers"),
        (lambda: LogNormal(0.0, 1e-8), "mean size"),
        (lambda: LogNormal(1e-7, 1e-8, 2.5), "whole number"),
        (lambda: LogNormal(100, 1e-8), "at most 0.01 m"),
        (lambda: LogNormal(1e-7, 20), "at most 0.01 m"),
        (lambda: Sizes([1e-7, 100]), "at most 0.01 m"),
        (lambda: AllenCahn(HOST, gradient_energy=0.0), "gradient energy"),
        (lambda: AllenCahn(HOST, Sphere()), "Platelet"),
        (lambda: CahnHilliard(HOST, Platelet()), "Sphere"),
        (lambda: Homogeneous(3.4), "a host"),
        (lambda: base().replace(**{"positive.population": Sizes([1e-7])}), "particles as well"),
        (lambda: base().replace(**{"positive.particles": 3}), "kind of particle"),
        (lambda: KINDS["allen-cahn"]().replace(**{"positive.particles.gradient": 1e-9}), "gradient_energy"),
        (lambda: System(SingleParticle(), lfp(AllenCahn(HOST, spacing=2e-8), Sizes([1e-7])), MESH).bind(T),
         "interface"),
        (lambda: KINDS["homogeneous"]().to_bpx(), "not"),
    ],
)  # fmt: skip
def test_bad_input(make, says):
    with pytest.raises(InputError, match=says) if says != "not" else pytest.raises(InputError):
        make()


def test_a_coarse_grid_is_told():
    """Fewer than two nodes in an interface: in the result's message, whatever else it says."""
    notes = []
    for nodes in (1.5, 2.5):
        wide = width(HOST, 5e-9, C_MAX, T)
        cell = lfp(AllenCahn(HOST, gradient_energy=5e-9, spacing=wide / nodes), Sizes([60e-9]))
        result = mubar.simulate(cell, "Rest for 1 s", SingleParticle(), stoichiometries={"positive": 0.02})
        assert result.success
        notes.append(result.message)
    assert "positive: nodes 6.47e-09 m apart and an interface 9.7e-09 m wide" in notes[0]
    assert "phases stick to the grid" in notes[0]
    assert "stick" not in notes[1]


def test_numbers_inside_are_changed_by_their_keys():
    cell = KINDS["allen-cahn"]()
    changed = cell.replace(**{"positive.particles.host.omega": 9000.0, "positive.particles.wetting": 0.9})
    assert changed.positive.material.particles.host.omega == 9000.0
    assert changed.positive.material.particles.wetting == 0.9
    x = 0.3
    assert changed.positive.material.open_circuit_potential(x, T) == pytest.approx(
        changed.positive.material.particles.host(x, T), rel=1e-14
    )


def test_whole_numbers_stay_whole():
    cell = base().replace(**{
        "positive.particles": Fickian(), "positive.population": LogNormal(1e-7, 2e-8, 5, seed=3),
    })  # fmt: skip
    changed = cell.replace(**{"positive.population.count": 20, "positive.particles.shells": 7.0})
    assert changed.positive.material.population.sizes(2).shape == (2, 20)
    assert changed.positive.material.particles.nodes(np.ones(2)).tolist() == [7, 7]
    with pytest.raises(InputError, match=r"positive\.population.*20\.5.*whole number"):
        cell.replace(**{"positive.population.count": 20.5})


@pytest.mark.parametrize(
    ("kind", "key", "value", "says"),
    [
        ("allen-cahn", "open_circuit_potential", "3.4 - 0.1*x", "positive.particles.host"),
        ("allen-cahn", "entropic_coefficient", 1e-4, "positive.particles.host"),
        ("hysteretic", "open_circuit_potential", "3.4 - 0.1*x", "positive.particles.host"),
        ("allen-cahn", "diffusivity", 1e-15, "do not use it"),
        ("surface-diffusion", "diffusivity", 1e-15, "positive.particles.diffusivity"),
        ("cahn-hilliard", "diffusivity_activation_energy", 1e4, "do not use it"),
        ("fickian", "particle_radius", 1e-6, "positive.population"),
    ],
)
def test_changes_that_would_change_nothing_are_refused(kind, key, value, says):
    with pytest.raises(InputError) as caught:
        KINDS[kind]().replace(**{f"positive.{key}": value})
    (problem,) = caught.value.problems
    assert problem.where == f"positive.{key}"
    assert says in str(problem)


def test_changes_that_particles_see_are_taken():
    """Fickian particles without a host have the material's U, and all of them its D; both radius and surface
    change how much material there is.
    """
    fickian, hysteretic = KINDS["fickian"](), KINDS["hysteretic"]()
    assert fickian.replace(**{"positive.open_circuit_potential": "3.4 - 0.1*x"}) != fickian
    assert hysteretic.replace(**{"positive.diffusivity": 1e-15}) != hysteretic
    both = {"positive.particle_radius": 1e-6, "positive.surface_area_per_volume": 1e6}
    assert fickian.replace(**both).positive.material.active_fraction == pytest.approx(1.0 / 3.0)


def test_a_particle_of_too_many_nodes_is_told():
    cell = lfp(CahnHilliard(HOST, gradient_energy=1e-8, spacing=6e-9), Sizes([5e-3]))
    with pytest.raises(InputError, match=r"nodes 6e-09 m apart in a particle of 0\.005 m"):
        System(SingleParticle(), cell, MESH)


def test_a_gap_without_a_barrier_is_no_interface():
    class Flat:
        def __init__(self, ends):
            self.ends = ends

        def binodal(self, T):
            return np.array(self.ends)

        def gibbs(self, x, T):
            return 1e3 * np.maximum(0.0, (x - 0.4) * (0.6 - x))

    assert width(Flat([[0.1, 0.3]]), 1e-9, C_MAX, T) == np.inf
    assert width(Flat([[0.1, 0.3], [0.4, 0.6]]), 1e-9, C_MAX, T) == pytest.approx(
        0.2 * np.sqrt(0.5e-9 / (C_MAX * 10.0)), rel=1e-12
    )


def test_half_cells_of_phases_leave_room_beyond_the_hysteresis():
    """The potentials of a regular solution's spinodals, in closed form, lie inside the cut-offs."""
    full = mubar.load_cell("prada2013").replace(
        **{
            "positive.particles": Homogeneous(HOST),
            "positive.population": Sizes([1e-7]),
            "positive.maximum_stoichiometry": 0.95,
        }
    )
    half = full.half_cell("positive")
    s = np.sqrt(1.0 - 2.0 * R * T / OMEGA)
    gap = np.log((1.0 + s) / (1.0 - s)) * R * T / F - OMEGA * s / F
    assert gap < 0.0
    window = full.positive.material
    x = np.array([window.minimum_stoichiometry, window.maximum_stoichiometry])
    ends = HOST.open_circuit_potential(x, T)
    assert half.upper_cutoff == pytest.approx(max(ends[0], V0 - gap) + 0.3, abs=1e-5)
    assert half.lower_cutoff == pytest.approx(min(ends[1], V0 + gap) - 0.3, abs=1e-5)


def test_equations_are_printed():
    lines = dict(describe(SingleParticle(), KINDS["cahn-hilliard"]()))
    assert any(r"\kappa" in text or "gradient" in text for text in lines.values())
    assert isinstance(
        System(SingleParticle(), KINDS["homogeneous"](), MESH).structure.eq.pendants[0], NodePendants
    )
