"""Conductivity of crystals: Neumann's principle, Nye's table, polycrystals."""

import numpy as np
import pytest

from mubar.core.errors import InputError, UnknownNameError
from mubar.transport import ConductivityTensor, conductivity_tensor_basis
from mubar.transport.point_groups import GENERATORS, SYSTEMS, generators

# J. F. Nye, Physical Properties of Crystals (1957), table 3, and the orders of the groups
TABLE = {
    1: "23 m-3 432 -43m m-3m",
    2: "4 -4 4/m 422 4mm -42m 4/mmm 3 -3 32 3m -3m 6 -6 6/m 622 6mm -6m2 6/mmm",
    3: "222 mm2 mmm",
    4: "2 m 2/m",
    6: "1 -1",
}
INDEPENDENT = {group: n for n, groups in TABLE.items() for group in groups.split()}
ORDERS = (
    1, 2, 2, 2, 4, 4, 4, 8, 4, 4, 8, 8, 8, 8, 16, 3, 6, 6, 6, 12, 6, 6, 12, 12, 12, 12, 24,
    12, 24, 24, 24, 48,
)  # fmt: skip


def closure(operations):
    """The whole group, by multiplying until nothing new comes."""
    found = [np.eye(3)]
    for element in found:
        for r in operations:
            new = r @ element
            if not any(np.allclose(new, f, atol=1e-9) for f in found):
                found.append(new)
    return found


def random_tensor(seed):
    a = np.random.default_rng(seed).normal(size=(3, 3))
    return a @ a.T


def test_there_are_32_groups():
    assert len(GENERATORS) == 32
    assert set(GENERATORS) == set(INDEPENDENT)


@pytest.mark.parametrize(("group", "order"), [*zip(GENERATORS, ORDERS, strict=True)])
def test_every_group(group, order):
    """Its order; dimension by Nye; the basis spans what averaging over all its operations leaves."""
    operations = closure(generators(group))
    assert len(operations) == order
    basis = conductivity_tensor_basis(group)
    assert basis.shape == (INDEPENDENT[group], 3, 3)
    np.testing.assert_allclose(np.einsum("aij,bij->ab", basis, basis), np.eye(len(basis)), atol=1e-12)
    for seed in range(3):
        k = random_tensor(seed)
        averaged = sum(r @ k @ r.T for r in operations) / order
        allowed = ConductivityTensor(k).symmetrized(group).values
        np.testing.assert_allclose(allowed, averaged, atol=1e-12)
        assert ConductivityTensor(averaged).deviation(group) < 1e-12


def test_crystal_systems():
    counts = [len(conductivity_tensor_basis(s)) for s in SYSTEMS]
    assert counts == [6, 4, 3, 2, 2, 2, 1]
    np.testing.assert_allclose(conductivity_tensor_basis("cubic")[0], np.eye(3) / np.sqrt(3.0), atol=1e-15)
    monoclinic = conductivity_tensor_basis("monoclinic")
    assert (monoclinic[:, [0, 1], [1, 2]] == 0.0).all()  # y alone
    assert (monoclinic[:, 0, 2] != 0.0).any()


def test_unknown_groups():
    with pytest.raises(UnknownNameError, match="cubic"):
        conductivity_tensor_basis("cubik")
    with pytest.raises(UnknownNameError):
        conductivity_tensor_basis(4)  # type: ignore[arg-type]


def test_principal_axes():
    k = ConductivityTensor(random_tensor(1))
    values, axes = k.principal()
    assert (np.diff(values) > 0.0).all()
    assert np.linalg.det(axes) == pytest.approx(1.0)
    np.testing.assert_allclose(axes.T @ np.diag(values) @ axes, k.values, atol=1e-13)
    np.testing.assert_allclose(k.along(axes), values, rtol=1e-12)
    np.testing.assert_allclose(k.along_needle(axes), values, rtol=1e-10)
    np.testing.assert_allclose(k.rotated(axes).values, np.diag(values), atol=1e-13)


def test_two_conductivities_of_one_direction():
    """Field held and current held differ off the axes, the former never smaller; their mean is Voigt's."""
    k = ConductivityTensor(np.diag([1.0, 4.0, 9.0]))
    assert k.along([1, 1, 0]) == pytest.approx(2.5)
    assert k.along_needle([1, 1, 0]) == pytest.approx(1.6)
    n = np.random.default_rng(0).normal(size=(20000, 3))
    assert (k.along_needle(n) <= k.along(n) + 1e-12).all()
    assert k.along(n).mean() == pytest.approx(k.voigt(), rel=0.02)


def test_turning_a_crystal_turns_what_is_measured():
    k, angle = ConductivityTensor(random_tensor(2)), 0.7
    r = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    n = np.array([0.3, -0.5, 0.8])
    assert k.rotated(r).along(r @ n) == pytest.approx(k.along(n), rel=1e-12)
    for name in ("voigt", "reuss", "self_consistent"):
        assert getattr(k.rotated(r), name)() == pytest.approx(getattr(k, name)(), rel=1e-9)
    with pytest.raises(InputError, match="orthogonal"):
        k.rotated(2 * r)


def test_claimed_symmetry():
    k = ConductivityTensor([[1.0, 0.02, 0.0], [0.02, 1.1, 0.0], [0.0, 0.0, 3.0]])
    assert k.is_compatible("mmm", 0.01)
    assert not k.is_compatible("mmm", 0.009)
    assert not k.is_compatible("4/m", 0.02)
    assert k.is_compatible("tetragonal", 0.03)
    assert k.is_compatible("2/m", 0.01)
    assert k.deviation("mmm") == pytest.approx(np.sqrt(2) * 0.02 / np.linalg.norm(k.values))


def test_polycrystals():
    """Between the bounds; 1/2 for (1, 1, 0), nothing for (1, 0, 0); the grains' excess currents cancel."""
    for seed in range(20):
        k = ConductivityTensor(random_tensor(seed))
        mean = k.self_consistent()
        assert k.reuss() <= mean <= k.voigt()
        values = k.principal()[0]
        assert np.sum((values - mean) / (values + 2 * mean)) == pytest.approx(0.0, abs=1e-10)
    assert ConductivityTensor(np.diag([1.0, 1.0, 0.0])).self_consistent() == pytest.approx(0.5)
    assert ConductivityTensor(np.diag([1.0, 0.0, 0.0])).self_consistent() == pytest.approx(0.0, abs=1e-12)
    assert ConductivityTensor(np.diag([1.0, 1.0, 0.0])).reuss() == 0.0
    cube = ConductivityTensor(2.0 * np.eye(3))
    assert [cube.voigt(), cube.reuss(), cube.self_consistent()] == pytest.approx([2.0] * 3)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([[1.0, 2.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], "symmetric"),
        (np.diag([1.0, -1.0, 1.0]), "none below 0"),
        (np.eye(2), "shape"),
    ],
)
def test_what_is_no_conductivity_tensor(values, said):
    with pytest.raises(InputError, match=said):
        ConductivityTensor(values)


def test_what_is_no_direction():
    k = ConductivityTensor(np.diag([1.0, 1.0, 0.0]))
    for n in ("up", [0.0, 0.0, 0.0], [1.0, 0.0], 3.0, [np.nan, 0.0, 1.0]):
        with pytest.raises(InputError):
            k.along(n)
    with pytest.raises(InputError, match="inverted"):
        k.along_needle([1.0, 0.0, 0.0])
