"""Melts: no solvent, so that a frame and its fluxes are tied together."""

import numpy as np
import pytest

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Salt
from mubar.transport import (
    LAB,
    MASS,
    SOLVENT,
    VOLUME,
    IonFrame,
    LabFrame,
    OnsagerMatrix,
    SaltTransport,
    Solution,
    StefanMaxwell,
    TransferenceNumbers,
    melt_transference,
    salt_diffusivity_in_frame,
)

T = 1100.0


def random_melt(n, seed):
    """Ions of charges up to ±3 that make up 1 m³, the last an anion that makes it neutral."""
    rng = np.random.default_rng(seed)
    charges = np.append(rng.integers(1, 4, n - 1) * rng.choice([1, 1, -1], n - 1), -1)
    charges[0] = abs(charges[0])
    c = rng.uniform(1e3, 2e4, n)
    c[0] += 3.0 * np.abs(charges * c).sum()  # more cations than anions, but for the last
    c[-1] = charges[:-1] @ c[:-1]
    volumes = rng.uniform(1e-5, 5e-5, n)
    return Solution(charges, c, None, volumes / (volumes @ c), rng.uniform(0.007, 0.2, n))


def random_friction(melt, seed):
    D = 10.0 ** np.random.default_rng(seed).uniform(-9, -8, (len(melt.charges),) * 2)
    return StefanMaxwell.from_diffusivities(D + D.T, melt, T)


MELTS = [(n, seed) for n in range(2, 8) for seed in range(3)]


@pytest.mark.parametrize(("n", "seed"), MELTS)
def test_friction_to_onsager_and_back(n, seed):
    """In any frame; to 1e-12 times the condition number of what moves."""
    melt = random_melt(n, seed)
    friction = random_friction(melt, seed)
    matrix = friction.onsager()
    condition = np.linalg.cond(matrix.sigma[:-1, :-1])
    for frame in (IonFrame(n - 1), IonFrame(0), MASS, VOLUME, LabFrame(1e-10)):
        back = StefanMaxwell.from_onsager(matrix.in_frame(frame, melt), melt)
        tolerance = 1e-12 * condition * np.abs(friction.friction).max()
        np.testing.assert_allclose(back.friction, friction.friction, rtol=0, atol=tolerance)


@pytest.mark.parametrize(("n", "seed"), MELTS)
def test_balance_of_forces(n, seed):
    """c_i ∇μ̄_i = Σ_j K_ij (v_j - v_i) by least squares, velocities shifted so that no mass moves; forces that
    obey Gibbs and Duhem. Entropy production and κ are the same in all frames.
    """
    melt = random_melt(n, seed)
    friction = random_friction(melt, seed)
    z, c = melt.charges, melt.concentrations
    gradient = np.random.default_rng(seed).normal(size=n)
    gradient -= (c @ gradient) / c.sum()
    pull = friction.friction - np.diag(friction.friction.sum(axis=1))
    v = np.linalg.lstsq(pull, c * gradient, rcond=1e-12)[0]
    rho = melt.molar_masses * c
    v -= rho @ v / rho.sum()
    produced, conductivity = [], []
    for frame in (MASS, VOLUME, LAB, IonFrame(0), IonFrame(n - 1)):
        matrix = friction.onsager().in_frame(frame, melt)
        forces = frame.forces_from(MASS, melt) @ (gradient / (z * F))
        J = matrix.currents(forces)
        if frame is MASS:
            np.testing.assert_allclose(J, z * F * c * v, rtol=1e-8, atol=1e-10 * np.abs(J).max())
        produced.append(float(matrix.dissipation(forces)))
        conductivity.append(matrix.conductivity())
        carried = frame.weights(melt) @ (J / (z * c))
        assert abs(carried) < 1e-10 * np.abs(J / (z * c)).max()
    assert produced == pytest.approx([produced[0]] * 5, rel=1e-9)
    assert produced[0] > 0.0
    assert conductivity == pytest.approx([conductivity[0]] * 5, rel=1e-9)


def test_a_molten_salt_has_one_friction_and_one_conductivity():
    """NaCl: κ = (zcF)²/K = 2cF²D/RT; t_Na against the mass M_Cl/(M_Na + M_Cl), whatever the friction."""
    c = 26000.0
    melt = Solution([1, -1], [c, c], None, [0.3 / c, 0.7 / c], [22.990e-3, 35.453e-3])
    friction = StefanMaxwell.from_diffusivities([[0, 1e-8], [1e-8, 0]], melt, T)
    matrix = friction.onsager().in_frame(MASS, melt)
    assert matrix.conductivity() == pytest.approx(2 * c * F**2 * 1e-8 / (R * T), rel=1e-12)
    assert matrix.conductivity() == pytest.approx((c * F) ** 2 / friction.friction[0, 1], rel=1e-12)
    assert matrix.transference_numbers()[0] == pytest.approx(35.453 / 58.443, rel=1e-12)
    for frame in (MASS, VOLUME, IonFrame(0), IonFrame(1)):
        alone = melt_transference(melt, frame)
        np.testing.assert_allclose(alone.values, matrix.in_frame(frame, melt).transference_numbers())
        np.testing.assert_allclose(alone.in_frame(MASS, melt).values, matrix.transference_numbers())
    assert melt_transference(melt, VOLUME).values.tolist() == pytest.approx([0.7, 0.3])


def test_volumes_to_three_digits():
    """Σ c V = 1.0005: the volume frame is one all the same, there and back."""
    c = 26000.0
    melt = Solution([1, -1], [c, c], None, [0.3002 / c, 0.7003 / c], [22.990e-3, 35.453e-3])
    t = melt_transference(melt, MASS)
    back = t.in_frame(VOLUME, melt).in_frame(LAB, melt).in_frame(MASS, melt)
    np.testing.assert_allclose(back.values, t.values, rtol=1e-12)


def test_a_common_anion_at_rest():
    """(Li, K)Cl: internal transference numbers of the cations alone, in the ratio of z c v."""
    melt = Solution([1, 1, -1], [8000.0, 12000.0, 20000.0], None)
    D = np.full((3, 3), 3e-9)
    matrix = StefanMaxwell.from_diffusivities(D, melt, T).onsager()
    assert matrix.frame == IonFrame(2)
    t = matrix.transference_numbers()
    assert t[2] == 0.0
    assert t[:2] == pytest.approx([0.4, 0.6])  # equal friction, equal velocities
    with pytest.raises(InputError, match="molar masses"):
        matrix.in_frame(MASS, melt)


def test_an_ion_at_rest_in_a_solution():
    """Its own share is zero, the others' those of velocities relative to it; the solvent is forgotten."""
    solution = Solution([1, -1], [1000.0, 1000.0], 5e4)
    t = TransferenceNumbers([0.3, 0.7], [1, -1], SOLVENT)
    moved = t.in_frame(IonFrame(1), solution)
    assert moved.values.tolist() == pytest.approx([1.0, 0.0])
    with pytest.raises(InputError, match="gives the solvent a weight"):
        moved.in_frame(SOLVENT, solution)


def test_what_a_melt_can_not_have():
    c = 26000.0
    melt = Solution([1, -1], [c, c], None, [0.3 / c, 0.7 / c], [0.023, 0.035])
    for attempt, said in (
        (lambda: TransferenceNumbers([0.3, 0.7], [1, -1], MASS).in_frame(VOLUME, melt), "no solvent"),
        (lambda: TransferenceNumbers([0.3, 0.7], [1, -1], SOLVENT).in_frame(MASS, melt), "no solvent"),
        (lambda: OnsagerMatrix(np.eye(2), [1, -1]).in_frame(MASS, melt), "no solvent"),
        (lambda: OnsagerMatrix(np.eye(2), [1, -1], MASS).in_frame(VOLUME, melt), "that could make up"),
        (lambda: salt_diffusivity_in_frame(1e-9, MASS, VOLUME, melt), "can't vary"),
        (lambda: melt_transference(Solution([1, -1], [1.0, 1.0], 5e4), MASS), "in a solvent"),
        (lambda: melt_transference(random_melt(3, 0), MASS), "two ions"),
        (lambda: IonFrame(2).weights(melt), "from 0 to 1"),
        (lambda: IonFrame(-1), "from 0"),
        (lambda: IonFrame("Cl"), "place of an ion"),  # type: ignore[arg-type]
        (lambda: Solution([1, -1], [c, c], None, [1e-5, 1e-5, 1e-5]), "2 volumes"),
        (lambda: Solution([1, -1], [c, c], None, None, [0.023, -0.035]), "masses above 0"),
        (lambda: StefanMaxwell(np.zeros((3, 3)), melt), "a row for each ion"),
        (lambda: StefanMaxwell(np.zeros((2, 2)), melt).onsager(), "inverted"),
    ):
        with pytest.raises(InputError, match=said):
            attempt()
    newman = SaltTransport.from_onsager(
        OnsagerMatrix([[1.0, 0.1], [0.1, 2.0]], [1, -1]), Salt("Na+", "Cl-"), c, T, 1.0
    )
    with pytest.raises(InputError, match="can't vary"):
        newman.in_frame(VOLUME, melt)
