"""The 32 crystallographic point groups by generators, and the tensors that they leave as they are.

Axes as in J. F. Nye, Physical Properties of Crystals (1957), appendix B: z along the axis of highest order, x
along a; the unique axis of monoclinic crystals is y; symbols of Hermann and Mauguin.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np

from ..core.errors import UnknownNameError

Operation = np.ndarray
_EPS = 1e-9


def _turn(fold: int) -> Operation:
    """A rotation about z by 2π/fold."""
    c, s = np.cos(2 * np.pi / fold), np.sin(2 * np.pi / fold)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


_I = -np.eye(3)
_2X, _2Y, _2Z = np.diag([1.0, -1, -1]), np.diag([-1.0, 1, -1]), np.diag([-1.0, -1, 1])
_MX, _MY, _MZ = -_2X, -_2Y, -_2Z
_3Z, _4Z, _6Z = _turn(3), _turn(4), _turn(6)
# about the diagonal of the cube
_3D = np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])

GENERATORS: Mapping[str, tuple[Operation, ...]] = {
    "1": (), "-1": (_I,),
    "2": (_2Y,), "m": (_MY,), "2/m": (_2Y, _MY),
    "222": (_2X, _2Y), "mm2": (_MX, _MY), "mmm": (_MX, _MY, _MZ),
    "4": (_4Z,), "-4": (_I @ _4Z,), "4/m": (_4Z, _MZ), "422": (_4Z, _2X), "4mm": (_4Z, _MX),
    "-42m": (_I @ _4Z, _2X), "4/mmm": (_4Z, _MZ, _MX),
    "3": (_3Z,), "-3": (_3Z, _I), "32": (_3Z, _2X), "3m": (_3Z, _MX), "-3m": (_3Z, _2X, _I),
    "6": (_6Z,), "-6": (_3Z, _MZ), "6/m": (_6Z, _MZ), "622": (_6Z, _2X), "6mm": (_6Z, _MX),
    "-6m2": (_3Z, _MZ, _MX), "6/mmm": (_6Z, _MZ, _MX),
    "23": (_2Z, _3D), "m-3": (_2Z, _3D, _I), "432": (_4Z, _3D), "-43m": (_I @ _4Z, _3D),
    "m-3m": (_4Z, _3D, _I),
}  # fmt: skip
SYSTEMS: Mapping[str, str] = {
    "triclinic": "-1", "monoclinic": "2/m", "orthorhombic": "mmm", "tetragonal": "4/mmm",
    "trigonal": "-3m", "hexagonal": "6/mmm", "cubic": "m-3m",
}  # fmt: skip
"""Crystal systems and their groups of highest symmetry."""


def generators(point_group: str) -> tuple[Operation, ...]:
    """Matrices (3, 3) that generate a point group, ``"mmm"``, or that of a crystal system, ``"cubic"``.

    Raises `UnknownNameError`.
    """
    found = GENERATORS.get(SYSTEMS.get(point_group, point_group)) if isinstance(point_group, str) else None
    if found is None:
        raise UnknownNameError.of("point group", str(point_group), [*GENERATORS, *SYSTEMS])
    return found


def conductivity_tensor_basis(point_group: str) -> np.ndarray:
    """Independent symmetric tensors that a crystal's conductivity is made of, (n, 3, 3).

    Neumann's principle: R κ Rᵀ = κ for every generator R. Orthonormal in the sum of squares.
    ``point_group`` or crystal system as in `generators`. Raises `UnknownNameError`.
    """
    return _basis(tuple(r.tobytes() for r in generators(point_group))).copy()


@lru_cache(maxsize=64)
def _basis(operations: tuple[bytes, ...]) -> np.ndarray:
    ordered = sorted(combinations_with_replacement(range(3), 2), key=lambda ij: ij[0] != ij[1])
    symmetric = np.zeros((6, 3, 3))  # diagonal ones first
    for k, (i, j) in enumerate(ordered):
        symmetric[k, i, j] = symmetric[k, j, i] = 1.0 if i == j else np.sqrt(0.5)
    conditions = [np.zeros((1, 6))]
    for raw in operations:
        r = np.frombuffer(raw).reshape(3, 3)
        conditions.append((r @ symmetric @ r.T - symmetric).reshape(6, 9).T)
    _, s, rows = np.linalg.svd(np.concatenate(conditions), full_matrices=True)
    kept = rows[np.count_nonzero(s > _EPS) :]
    # the invariant part of each elementary tensor in turn, as far as it is new: a readable basis
    found: list[np.ndarray] = []
    for part in kept.T @ kept:
        new = part - sum((part @ f) * f for f in found)
        if np.linalg.norm(new) > _EPS:
            found.append(new / np.linalg.norm(new))
    return np.einsum("nk,kij->nij", np.array(found), symmetric)
