"""Correlated transport in its three descriptions, and in four frames."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Landesfeind2019, Salt, ValoenReimers2005
from mubar.transport import (
    LAB,
    MASS,
    SOLVENT,
    VOLUME,
    LabFrame,
    OnsagerMatrix,
    SaltTransport,
    Solution,
    StefanMaxwell,
    TransferenceNumbers,
    nernst_einstein_conductivity,
    salt_diffusivity_in_frame,
    species_conductivities,
)

T = 298.15
FRAMES = [SOLVENT, VOLUME, MASS, LAB, LabFrame(2.1e-10)]
SALTS = [Salt("Li+", "PF6-"), Salt("Ca+2", "Cl-"), Salt("Al+3", "SO4-2")]


def random_matrix(charges, seed, size=0.3):
    """Symmetric positive definite with strong correlations, S/m."""
    a = np.random.default_rng(seed).normal(size=(len(charges),) * 2)
    return OnsagerMatrix(size * (a @ a.T + 0.1 * np.eye(len(charges))), charges)


def solution_of(charges, concentrations):
    """In 9000 mol/m³ of a solvent of 0.09 kg/mol that fills what the ions leave."""
    n, solvent = len(charges), 9000.0
    volumes = np.linspace(2e-5, 7e-5, n)
    rest = (1.0 - volumes @ np.asarray(concentrations)) / solvent
    masses = np.linspace(0.007, 0.15, n)
    return Solution(charges, concentrations, solvent, [*volumes, rest], [*masses, 0.09])


MIXTURES = [
    ((1, -1), (1000.0, 1000.0)),
    ((2, -1), (500.0, 1000.0)),
    ((1, 2, -1), (400.0, 300.0, 1000.0)),
    ((1, 1, -1, -2), (800.0, 400.0, 200.0, 500.0)),
]


# Onsager ----------------------------------------------------------------------------------------------------
def test_sums_of_the_matrix():
    matrix = OnsagerMatrix([[0.5, 0.7], [0.7, 1.4]], [1, -1])
    assert matrix.conductivity() == pytest.approx(3.3)
    np.testing.assert_allclose(matrix.transference_numbers(), [1.2 / 3.3, 2.1 / 3.3])
    assert matrix.transference().frame is SOLVENT


def test_a_dragged_ion_has_a_negative_share():
    """Li in negative clusters only: σ_++ + σ_+- < 0 although the matrix is positive definite."""
    t = OnsagerMatrix([[0.2, -0.4], [-0.4, 1.0]], [1, -1]).transference_numbers()
    assert t[0] == pytest.approx(-0.5)
    assert t.sum() == pytest.approx(1.0)


def test_independent_ions_are_the_limit():
    """κ, t and D of the diagonal matrix are those of Nernst and Einstein; its Haven ratio is one."""
    z, c, D = [2, -1], [40.0, 80.0], [0.8e-9, 2.0e-9]
    matrix = OnsagerMatrix.ideal(z, c, D, T)
    assert matrix.conductivity() == pytest.approx(nernst_einstein_conductivity(z, c, D, T), rel=1e-14)
    expected = 3 * D[0] * D[1] / (2 * D[0] + D[1])  # (z_+ - z_-) D_+ D_-/(z_+ D_+ - z_- D_-)
    assert matrix.salt_diffusivity(c, T) == pytest.approx(expected, rel=1e-12)
    assert not matrix.cross_correlations(species_conductivities(z, c, D, T)).any()
    np.testing.assert_allclose(np.diag(matrix.mobilities), np.array(c) * D / (R * T), rtol=1e-14)


def test_haven_ratio_of_a_matrix():
    """Pairs that move together: κ is what cross terms leave of Σ σ_i; both names."""
    matrix, parts = OnsagerMatrix([[1.0, -0.6], [-0.6, 2.0]], [1, -1]), [1.0, 2.0]
    assert matrix.haven_ratio(parts) == pytest.approx(3.0 / 1.8)
    assert matrix.ionicity(parts) == pytest.approx(0.6)
    np.testing.assert_allclose(matrix.cross_correlations(parts), [[0.0, -0.6], [-0.6, 0.0]])
    with pytest.raises(InputError):
        matrix.haven_ratio([1.0, -2.0])


def test_diffusive_part_carries_no_current():
    matrix = random_matrix((1, 2, -1), 3)
    assert np.abs(matrix.diffusive_part().sum(axis=1)).max() < 1e-14
    assert np.linalg.eigvalsh(matrix.diffusive_part())[0] > -1e-14


def test_currents_and_what_they_dissipate():
    """A uniform field is Ohm's law, κ E² per volume; fields of several points at once; each ion's own."""
    matrix = OnsagerMatrix([[0.2, -0.4], [-0.4, 1.0]], [1, -1])
    E = np.array([3.0, -1.0, 0.5])
    J = matrix.currents(np.stack([-E, -E]))
    np.testing.assert_allclose(J.sum(axis=0), matrix.conductivity() * E)
    np.testing.assert_allclose(matrix.dissipation(np.stack([-E, -E])), matrix.conductivity() * E**2)
    assert matrix.currents([1.0, 0.0]).tolist() == pytest.approx([-0.2, 0.4])
    for wrong in ([1.0], "uphill", [np.nan, 0.0], 1.0):
        with pytest.raises(InputError, match="gradients"):
            matrix.currents(wrong)


@pytest.mark.parametrize(
    ("sigma", "said"),
    [
        ([[1.0, 0.2], [0.3, 1.0]], "symmetric"),
        ([[1.0, 2.0], [2.0, 1.0]], "eigenvalue -1"),
        ([[1.0, float("nan")], [0.0, 1.0]], r"sigma\[0, 1\]"),
        ([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], "square"),
        ([[1.0]], "a row for each ion"),
        ("matrix", "square matrix of numbers"),
    ],
)
def test_what_is_no_onsager_matrix(sigma, said):
    with pytest.raises(InputError, match=said):
        OnsagerMatrix(sigma, [1, -1])


def test_what_a_matrix_can_not_tell():
    with pytest.raises(InputError, match="conductivity above 0"):
        OnsagerMatrix([[1.0, -1.0], [-1.0, 1.0]], [1, -1]).transference_numbers()
    with pytest.raises(InputError, match="two ions"):
        random_matrix((1, 1, -1), 0).salt_diffusivity([1.0, 1.0, 2.0], T)
    with pytest.raises(InputError, match="neutral"):
        random_matrix((1, -1), 0).salt_diffusivity([1.0, 2.0], T)
    with pytest.raises(InputError, match="frame"):
        OnsagerMatrix([[1.0]], [1], "solvent")


# round trips ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("charges", "concentrations"), MIXTURES)
@pytest.mark.parametrize("seed", range(5))
def test_onsager_to_friction_and_back(charges, concentrations, seed):
    matrix, solution = random_matrix(charges, seed), solution_of(charges, concentrations)
    friction = StefanMaxwell.from_onsager(matrix, solution)
    tolerance = 1e-12 * np.linalg.cond(matrix.sigma) * np.abs(matrix.sigma).max()
    np.testing.assert_allclose(friction.onsager().sigma, matrix.sigma, rtol=0, atol=tolerance)
    again = StefanMaxwell.from_diffusivities(friction.diffusivities(T), solution, T)
    np.testing.assert_allclose(again.friction, friction.friction, rtol=1e-14)


def test_friction_of_nearly_singular_matrices():
    """Condition numbers up to 1e8: the round trip loses no more than they say."""
    rng = np.random.default_rng(3)
    charges, concentrations = MIXTURES[-1]
    solution = solution_of(charges, concentrations)
    for _ in range(200):
        turned, _ = np.linalg.qr(rng.normal(size=(4, 4)))
        sigma = (turned * 10.0 ** rng.uniform(-8, 0, 4)) @ turned.T
        matrix = OnsagerMatrix(0.5 * (sigma + sigma.T), charges)
        back = StefanMaxwell.from_onsager(matrix, solution).onsager().sigma
        lost = np.abs(back - matrix.sigma).max() / np.abs(matrix.sigma).max()
        assert lost <= 1e-12 * np.linalg.cond(matrix.sigma)


def test_friction_as_a_balance_of_forces():
    """c_i ∇μ̄_i = Σ_j K_ij (v_j - v_i) solved as written, solvent at rest, for four ions."""
    charges, concentrations = MIXTURES[-1]
    solution = solution_of(charges, concentrations)
    rng = np.random.default_rng(5)
    D = rng.uniform(2e-11, 8e-10, (5, 5))
    D = D + D.T
    friction = StefanMaxwell.from_diffusivities(D, solution, T)
    gradient = rng.normal(size=4)  # J/(mol m)
    z, c = solution.charges, solution.concentrations
    v = -friction.onsager().sigma @ (gradient / (z * F)) / (z * F * c)
    v = np.append(v, 0.0)
    pulled = [sum(friction.friction[i, j] * (v[j] - v[i]) for j in range(5)) for i in range(4)]
    np.testing.assert_allclose(pulled, c * gradient, rtol=1e-10)


def test_no_friction_between_ions_is_nernst_einstein():
    """D_ij = inf among ions, D_i0 c_T/c_0 their self-diffusivities."""
    solution = solution_of((1, -1), (2.0, 2.0))
    D = np.array([[0, np.inf, 1e-9], [np.inf, 0, 2e-9], [1e-9, 2e-9, 0]])
    sigma = StefanMaxwell.from_diffusivities(D, solution, T).onsager().sigma
    dilution = solution.amounts.sum() / solution.solvent
    D_self = dilution * np.array([1e-9, 2e-9])
    expected = np.diag(species_conductivities([1, -1], [2.0, 2.0], D_self, T))
    np.testing.assert_allclose(sigma, expected, rtol=1e-12)


@pytest.mark.parametrize("salt", SALTS, ids=str)
@pytest.mark.parametrize("seed", range(5))
def test_onsager_to_newman_and_back(salt, seed):
    c = 700.0
    matrix = random_matrix((salt.z_plus, salt.z_minus), seed)
    newman = SaltTransport.from_onsager(matrix, salt, c, T, 1.7)
    tolerance = 1e-12 * np.linalg.cond(matrix.sigma) * np.abs(matrix.sigma).max()
    np.testing.assert_allclose(newman.onsager().sigma, matrix.sigma, rtol=0, atol=tolerance)


@pytest.mark.parametrize("law", [*Landesfeind2019.examples(), *ValoenReimers2005.examples()])
def test_measured_electrolytes_make_sense_in_all_three(law):
    """At 1 mol/L: a positive definite matrix, friction with the solvent, and the same four numbers back."""
    newman = SaltTransport.of(law, 1000.0, T)
    solution = Solution([1, -1], [1000.0, 1000.0], 1.1e4)
    matrix = newman.onsager()
    assert np.linalg.eigvalsh(matrix.sigma)[0] > 0.0
    friction = StefanMaxwell.from_onsager(matrix, solution)
    assert (friction.friction[2, :2] > 0.0).all()
    back = SaltTransport.from_onsager(
        friction.onsager(), law.salt, 1000.0, T, law.thermodynamic_factor(1000.0, T)
    )
    assert back.conductivity == pytest.approx(law.conductivity(1000.0, T), rel=1e-11)
    assert back.diffusivity == pytest.approx(law.diffusivity(1000.0, T), rel=1e-11)
    assert back.transference.values[0] == pytest.approx(law.transference_number(1000.0, T), rel=1e-10)


@pytest.mark.parametrize("law", [*Landesfeind2019.examples(), *ValoenReimers2005.examples()])
def test_measured_electrolytes_produce_entropy_wherever_they_were_measured(law):
    """A positive definite matrix at every concentration and temperature; t_+ of LiPF6 in EC:EMC is negative
    at high concentration, as published (Landesfeind & Gasteiger 2019).
    """
    t = []
    for c in np.linspace(*law.concentrations, 8):
        for at in np.linspace(*law.temperatures, 5):
            matrix = SaltTransport.of(law, c, at).onsager()
            assert np.linalg.eigvalsh(matrix.sigma)[0] > 0.04 * matrix.conductivity()
            t.append(matrix.transference_numbers()[0])
    assert (min(t) < 0.0) == isinstance(law, Landesfeind2019)


def test_newmans_laws_are_the_matrix():
    """Fluxes of i = -κ[...] and N_+ = -ν_+ D ∇c + t_+ i/(z_+F) against J = -σ ∇V."""
    salt, c, chi = Salt("Ca+2", "Cl-"), 300.0, 1.4
    transference = TransferenceNumbers([0.3, 0.7], [2, -1], SOLVENT)
    newman = SaltTransport(salt, transference, c, T, 2.0, 5e-10, chi)
    dV_plus, dc = 4.0, 1e4
    split = salt.nu * R * T / (salt.z_plus * salt.nu_plus * F) * chi * dc / c
    i = -newman.conductivity * (dV_plus - 0.7 * split)
    J = -newman.onsager().sigma @ [dV_plus, dV_plus - split]
    assert J.sum() == pytest.approx(i, rel=1e-12)
    assert J[0] / (2 * F) == pytest.approx(-newman.diffusivity * dc + 0.3 * i / (2 * F), rel=1e-12)


def test_singular_matrices_have_no_friction():
    with pytest.raises(InputError, match="inverted"):
        StefanMaxwell.from_onsager(
            OnsagerMatrix([[1.0, 1.0], [1.0, 1.0]], [1, -1]), solution_of((1, -1), (9.0, 9.0))
        )
    with pytest.raises(InputError, match="symmetric"):
        StefanMaxwell(np.triu(np.ones((3, 3)), 1), solution_of((1, -1), (9.0, 9.0)))
    with pytest.raises(InputError, match="ion and the solvent"):
        StefanMaxwell(np.zeros((2, 2)), solution_of((1, -1), (9.0, 9.0)))


# frames -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("charges", "concentrations"), MIXTURES)
@pytest.mark.parametrize("frame", FRAMES[1:], ids=repr)
def test_conductivity_and_entropy_production_know_no_frame(charges, concentrations, frame):
    """κ, and Σ N_k·(-∇μ̄_k) over all species from fluxes and Gibbs-Duhem, for random forces."""
    solution = solution_of(charges, concentrations)
    matrix = random_matrix(charges, 11)
    moved = matrix.in_frame(frame, solution)
    assert moved.conductivity() == pytest.approx(matrix.conductivity(), rel=1e-12)
    z, c = solution.charges, solution.concentrations
    gradient = np.random.default_rng(2).normal(size=len(z))
    N = -matrix.sigma @ (gradient / (z * F)) / (z * F)
    solvent_gradient = -(c @ gradient) / solution.solvent
    velocity = np.append(N / c, 0.0)
    phi = np.append(frame.weights(solution), 1.0 - frame.weights(solution).sum())
    velocity = velocity - phi @ velocity
    N_all = velocity * solution.amounts
    produced = -(N_all @ np.append(gradient, solvent_gradient))
    assert produced == pytest.approx(-(N @ gradient), rel=1e-10)
    np.testing.assert_allclose(
        frame.fluxes_from(SOLVENT, solution) @ (z * F * N), z * F * N_all[:-1], rtol=1e-10
    )


@pytest.mark.parametrize(("charges", "concentrations"), MIXTURES)
def test_there_and_back_through_every_frame(charges, concentrations):
    solution, matrix = solution_of(charges, concentrations), random_matrix(charges, 4)
    t = matrix.transference()
    around, carried = matrix, t
    for frame in (*FRAMES, SOLVENT):
        around, carried = around.in_frame(frame, solution), carried.in_frame(frame, solution)
        np.testing.assert_allclose(around.transference_numbers(), carried.values, rtol=1e-9)
    np.testing.assert_allclose(around.sigma, matrix.sigma, rtol=1e-11)


def test_transference_number_by_the_published_rule():
    """t_i^b = t_i^0 - z_i c_i Σ φ_k t_k^0/(z_k c_k), for volume and mass by hand."""
    solution = solution_of((1, -1), (1000.0, 1000.0))
    t = TransferenceNumbers([0.3, 0.7], [1, -1], SOLVENT)
    v = solution.molar_volumes
    volume = 0.3 - 1000.0 * (v[0] * 0.3 - v[1] * 0.7)
    assert t.in_frame(VOLUME, solution).values[0] == pytest.approx(volume, rel=1e-13)
    density = solution.molar_masses @ solution.amounts
    mass = 0.3 - 1000.0 * (0.007 * 0.3 - 0.15 * 0.7) / density
    assert t.in_frame(MASS, solution).values[0] == pytest.approx(mass, rel=1e-13)
    pumped = t.in_frame(LabFrame(2e-10), solution).values[0]
    assert pumped == pytest.approx(volume + F * 1000.0 * 2e-10, rel=1e-12)
    assert t.in_frame(LAB, solution).values[0] == pytest.approx(volume, rel=1e-14)


def test_how_volume_is_shared_between_ions_is_not_seen_by_the_salt():
    """D only knows the salt's volume; D⁰ = D^V/(c_0 V̄_0)."""
    one = solution_of((1, -1), (1000.0, 1000.0))
    other = Solution([1, -1], [1000.0, 1000.0], 9000.0, one.molar_volumes + np.array([1e-5, -1e-5, 0.0]))
    for solution in (one, other):
        D = salt_diffusivity_in_frame(3e-10, VOLUME, SOLVENT, solution)
        assert pytest.approx(3e-10 / (9000.0 * one.molar_volumes[2]), rel=1e-13) == D


def test_the_laboratory_does_not_know_how_volume_is_shared():
    """A silver anode at the closed end: ΔV = V_+ - V_Ag moves with the convention as t^V does."""
    one, t = solution_of((1, -1), (1000.0, 1000.0)), TransferenceNumbers([0.3, 0.7], [1, -1], SOLVENT)
    found = []
    for shared in (0.0, 1e-5):
        volumes = one.molar_volumes + np.array([shared, -shared, 0.0])
        solution = Solution([1, -1], [1000.0, 1000.0], 9000.0, volumes)
        lab = LabFrame((volumes[0] - 10.27e-6) / F)
        found.append((t.in_frame(VOLUME, solution).values[0], t.in_frame(lab, solution).values[0]))
    assert found[0][0] - found[1][0] == pytest.approx(0.01, rel=1e-10)
    assert found[0][1] == pytest.approx(found[1][1], rel=1e-13)


def test_diffusivity_of_the_matrix_agrees_with_its_frame():
    solution, matrix = solution_of((2, -1), (500.0, 1000.0)), random_matrix((2, -1), 8)
    newman = SaltTransport.from_onsager(matrix, SALTS[1], 500.0, T, 1.3)
    for frame in FRAMES:
        moved = newman.in_frame(frame, solution)
        assert moved.transference.frame == frame
        back = moved.in_frame(SOLVENT, solution)
        assert back.diffusivity == pytest.approx(newman.diffusivity, rel=1e-12)
    with pytest.raises(InputError, match="solvent's frame"):
        newman.in_frame(VOLUME, solution).onsager()
    with pytest.raises(InputError, match="solvent's frame"):
        matrix.in_frame(VOLUME, solution).salt_diffusivity([500.0, 1000.0], T)


def test_diffusivity_against_the_volume_from_fluxes():
    """No current, forces from Onsager's matrix, velocities moved by hand: N_+^V = -ν_+ D^V ∇c."""
    solution, matrix = solution_of((2, -1), (500.0, 1000.0)), random_matrix((2, -1), 8)
    newman = SaltTransport.from_onsager(matrix, SALTS[1], 500.0, T, 1.3)
    dc = 1e5
    split = 3 * R * T / (2 * F) * 1.3 * dc / 500.0
    t = newman.transference.values
    J = -matrix.sigma @ [t[1] * split, -t[0] * split]
    assert J.sum() == pytest.approx(0.0, abs=1e-10 * abs(J[0]))
    v = J / (F * solution.charges * solution.concentrations)
    v_volume = (solution.molar_volumes * solution.amounts)[:2] @ v
    N_volume = 500.0 * (v[0] - v_volume)
    assert N_volume == pytest.approx(-newman.in_frame(VOLUME, solution).diffusivity * dc, rel=1e-11)


def test_a_number_without_a_frame_is_refused():
    for frame in (None, "volume", 1):
        with pytest.raises(InputError, match="without one is incomplete"):
            TransferenceNumbers([0.4, 0.6], [1, -1], frame)
    with pytest.raises(TypeError):
        TransferenceNumbers([0.4, 0.6], [1, -1])  # type: ignore[call-arg]
    with pytest.raises(InputError, match="incomplete"):
        SaltTransport(SALTS[0], 0.4, 1.0, T, 1.0, 1e-9, 1.0)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="add up to 1"):
        TransferenceNumbers([0.4, 0.4], [1, -1], SOLVENT)


def test_missing_volumes_and_charged_solutions_are_refused():
    bare = Solution([1, -1], [10.0, 10.0], 5e4)
    t = TransferenceNumbers([0.4, 0.6], [1, -1], SOLVENT)
    for frame, said in ((VOLUME, "partial molar volumes"), (MASS, "molar masses"), (LAB, "volumes")):
        with pytest.raises(InputError, match=said):
            t.in_frame(frame, bare)
    with pytest.raises(InputError, match="neutral"):
        Solution([1, -1], [10.0, 11.0], 5e4)
    with pytest.raises(InputError, match="Σ c V = 1"):
        Solution([1, -1], [10.0, 10.0], 5e4, [1e-5, 1e-5, 1e-5])
    for words in (
        lambda: Solution([1, -1], [10.0, 10.0], 5e4, "large"),
        lambda: Solution([1, -1], "many", 5e4),
        lambda: Solution([1, -1], [10.0, 10.0], "water"),
        lambda: TransferenceNumbers("half", [1, -1], SOLVENT),
        lambda: OnsagerMatrix([[1.0, 0.0], [0.0, 1.0]], [1, -1]).salt_diffusivity("x", T),
        lambda: StefanMaxwell.from_diffusivities("slow", bare, T),
    ):
        with pytest.raises(InputError):
            words()
    with pytest.raises(InputError, match="solvent's last"):
        Solution([1, -1], [10.0, 10.0], 5e4, [1e-5, 1e-5])


# any number of ions -----------------------------------------------------------------------------------------
def random_solution(n, seed):
    """Ions of charges up to ±3 in a solvent that outnumbers them; the last anion makes it neutral."""
    rng = np.random.default_rng([n, seed])
    charges = np.append(rng.choice([1, 2, 3, -1, -2], n - 1), -1)
    charges[0] = abs(charges[0])
    c = 10.0 ** rng.uniform(0, 2, n)
    c[0] += 2.0 * np.abs(charges * c).sum()
    c[-1] = charges[:-1] @ c[:-1]
    return solution_of(tuple(charges), tuple(c))


@pytest.mark.parametrize("n", range(2, 9))
@pytest.mark.parametrize("seed", range(4))
def test_all_descriptions_of_any_number_of_ions(n, seed):
    """Onsager -> friction -> D_ij -> friction -> Onsager through every frame, to 1e-12 times the condition
    number; the entropy production of any forces is the same in all frames, and so is κ.
    """
    solution, matrix = random_solution(n, seed), random_matrix(np.ones(n), seed)
    matrix = OnsagerMatrix(matrix.sigma, solution.charges)
    tolerance = 1e-12 * np.linalg.cond(matrix.sigma)
    forces = np.random.default_rng(seed).normal(size=n)
    produced = forces @ matrix.sigma @ forces
    for frame in FRAMES:
        there = matrix.in_frame(frame, solution)
        assert there.conductivity() == pytest.approx(matrix.conductivity(), rel=1e-10)
        carried = frame.forces_from(SOLVENT, solution) @ forces
        assert there.dissipation(carried) == pytest.approx(produced, rel=1e-9)
        moved = frame.fluxes_from(SOLVENT, solution) @ matrix.currents(forces)
        np.testing.assert_allclose(there.currents(carried), moved, rtol=1e-7, atol=1e-9 * np.abs(moved).max())
        D = StefanMaxwell.from_onsager(there, solution).diffusivities(T)
        back = StefanMaxwell.from_diffusivities(D, solution, T).onsager()
        assert np.abs(back.sigma - matrix.sigma).max() <= tolerance * np.abs(matrix.sigma).max()


@pytest.mark.parametrize("salt", SALTS, ids=str)
@pytest.mark.parametrize("seed", range(10))
def test_newman_all_the_way_round(salt, seed):
    """Newman -> Onsager -> Stefan-Maxwell -> Onsager -> Newman, t_+ from -2 to 2."""
    rng = np.random.default_rng(seed)
    t, c, chi = rng.uniform(-2, 2), 10.0 ** rng.uniform(0, 3), rng.uniform(0.3, 5.0)
    kappa, D = 10.0 ** rng.uniform(-4, 1), 10.0 ** rng.uniform(-13, -9)
    charges = [salt.z_plus, salt.z_minus]
    start = SaltTransport(salt, TransferenceNumbers([t, 1 - t], charges, SOLVENT), c, T, kappa, D, chi)
    solution = Solution(charges, [salt.nu_plus * c, salt.nu_minus * c], 1e4)
    matrix = start.onsager()
    tolerance = 1e-12 * np.linalg.cond(matrix.sigma)
    around = StefanMaxwell.from_onsager(matrix, solution).onsager()
    end = SaltTransport.from_onsager(around, salt, c, T, chi)
    assert end.conductivity == pytest.approx(kappa, rel=tolerance)
    assert end.diffusivity == pytest.approx(D, rel=tolerance)
    assert end.transference.values[0] == pytest.approx(t, rel=tolerance, abs=tolerance)
