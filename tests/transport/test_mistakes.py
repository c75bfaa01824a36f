"""Words where numbers belong, wrong objects, wrong shapes: always an InputError that says so."""

import numpy as np
import pytest

from mubar import transport as tr
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Salt

INF, NAN = float("inf"), float("nan")
LIPF6 = Salt("Li+", "PF6-")
SOLUTION = tr.Solution([1, -1], [1e3, 1e3], 1e4, [1e-6, 5e-5, (1 - 51e-3) / 1e4], [7e-3, 0.145, 0.09])
MATRIX = tr.OnsagerMatrix([[1.0, 0.1], [0.1, 2.0]], [1, -1])
MISTAKES = [
    lambda: tr.nernst_einstein_conductivity([1, -1], [1, 1], [1e-9, 1e-9], "hot"),
    lambda: tr.nernst_einstein_conductivity([1, -1], [1, 1], [1e-9, 1e-9], None),
    lambda: tr.nernst_einstein_conductivity([1, -1], [1, 1], [1e-9, INF], 300),
    lambda: tr.thermodynamic_mobility(-1e-9, 300),
    lambda: tr.thermodynamic_mobility("x", 300),
    lambda: tr.diffusivity("x", 300),
    lambda: tr.electrophoretic_mobility("x", 1),
    lambda: tr.drift_velocity("x", 1),
    lambda: tr.haven_ratio("x", 1),
    lambda: tr.ionicity(1, -1),
    lambda: tr.walden_product(1, 1, "x"),
    lambda: tr.decoupling_index(1, 1, NAN),
    lambda: tr.OnsagerMatrix([], []),
    lambda: tr.OnsagerMatrix(np.eye(2) * 1j, [1, -1]),
    lambda: tr.OnsagerMatrix(np.eye(2), [1, 0]),
    lambda: tr.OnsagerMatrix(np.eye(2), "ab"),
    lambda: tr.OnsagerMatrix(np.eye(2), [True, -1]),
    lambda: MATRIX.in_frame("volume", SOLUTION),
    lambda: MATRIX.in_frame(tr.VOLUME, None),
    lambda: MATRIX.transference().in_frame("mass", SOLUTION),
    lambda: MATRIX.salt_diffusivity([1e3, 1e3], -3),
    lambda: MATRIX.salt_diffusivity([1e3, 1e3], 300, "x"),
    lambda: MATRIX.salt_diffusivity([[1e3], [1e3]], 300),
    lambda: tr.Solution([1, -1], [[1], [1]], 10),
    lambda: tr.Solution("ab", [1, 1], 10),
    lambda: tr.Solution([1, -1], [1, 1], 10, [1, 2]),
    lambda: tr.LabFrame("x"),
    lambda: tr.LabFrame(True),
    lambda: tr.StefanMaxwell([[0, 1], [2, 0]], SOLUTION),
    lambda: tr.StefanMaxwell("x", SOLUTION),
    lambda: tr.StefanMaxwell(np.zeros((3, 3)), "x"),
    lambda: tr.StefanMaxwell.from_diffusivities(np.zeros((3, 3)), SOLUTION, 300),
    lambda: tr.StefanMaxwell.from_diffusivities(-np.ones((3, 3)), SOLUTION, 300).onsager(),
    lambda: tr.StefanMaxwell.from_diffusivities([[0, 1, 2], [3, 0, 4], [5, 6, 0]], SOLUTION, 300),
    lambda: tr.SaltTransport(LIPF6, MATRIX.transference(), "x", 300, 1, 1, 1),
    lambda: tr.SaltTransport("LiPF6", MATRIX.transference(), 1, 300, 1, 1, 1),
    lambda: tr.SaltTransport.of("x", 1, 300),
    lambda: tr.AssociatedSalt("x", ()),
    lambda: tr.AssociatedSalt(LIPF6, (tr.Cluster(1, 0, 1e-9), tr.Cluster(0, 1, 1e-9))).concentrations([1, 2]),
    lambda: tr.AssociatedSalt(LIPF6, (tr.Cluster(1, 0, 1e-9), tr.Cluster(0, 1, 1e-9))).concentrations(0),
    lambda: tr.VFT(1, 1, 1)(["a"]),
    lambda: tr.Arrhenius.through(-1, 300, 1e4),
    lambda: tr.Arrhenius.through(1, 0, 1e4),
    lambda: tr.ConductivityTensor("x"),
    lambda: tr.ConductivityTensor(np.eye(3)).rotated("x"),
    lambda: tr.ConductivityTensor(np.eye(3)).is_compatible("cubic", "x"),
    lambda: tr.ConductivityTensor(np.eye(3)).is_compatible("cubic", -1),
    lambda: tr.ConductivityTensor(np.eye(3)).is_compatible("mm", 0.1),
    lambda: tr.conductivity_tensor_basis(None),
    lambda: tr.Bruggeman("x"),
    lambda: tr.Bruggeman().tortuosity_factor("x"),
    lambda: tr.efficiency_of_path(0.3, "x"),
    lambda: tr.efficiency_of_factor(0.3, NAN),
    lambda: tr.efficiency_of_path(0.3, -2.0),
    lambda: tr.sauter_radius([1e-6], ["x"]),
    lambda: tr.sauter_radius([1e-6, 2e-6], [0, 1]),
    lambda: tr.specific_surface_area("x", 0.5),
    lambda: tr.lognormal_sauter_radius(1e-6, "x"),
    lambda: tr.ThermoelectricMatrix("x", [1, 2], 1, 300),
    lambda: tr.ThermoelectricMatrix(MATRIX, [1e-4, 2e-4], 1, 300).fluxes("x", 1),
    lambda: tr.ThermoelectricMatrix(MATRIX, [1e-4, 2e-4], 1, 300).fluxes([1, 2, 3], 1),
    lambda: tr.ThermoelectricMatrix.from_extended(np.eye(3), [1, -1], "x"),
    lambda: tr.ThermoelectricMatrix.from_extended(np.eye(1), [], 300),
    lambda: tr.ThermoelectricMatrix(MATRIX, [1e-4, 2e-4], 1, 300).soret_coefficient("x", 1),
    lambda: tr.ThermoelectricMatrix(MATRIX, [1e-4, 2e-4], 1, 300).soret_coefficient(LIPF6, 0),
    lambda: tr.advected_currents([1, -1], [1, 1], "x"),
    lambda: tr.drift_diffusion(1, 1, 1e-9, 300, "x", 1),
    lambda: tr.induced_emf("x"),
    lambda: tr.loop_current("x", [1], [1], [1]),
    lambda: tr.loop_current(1, [1, 2], [1], [1]),
    lambda: tr.thermodynamic_factor_of([1, 2, 3, 4], ["a"] * 4, 2),
    lambda: tr.thermodynamic_factor_of([1, 2, 3, 4], [0] * 4, "x"),
    lambda: tr.molar_factor("x", 1, 1),
    lambda: tr.melt_transference("x", tr.MASS),
    lambda: tr.limiting_conductivities("KCl", 1, 1, 1, 300, 78, 1e-3),
    lambda: tr.diffusivity_of_conductivity("x", 1, 300),
    lambda: tr.TemperatureData("x", "y"),
    lambda: MATRIX.cross_correlations("ab"),
]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_refused_in_words(mistake):
    with pytest.raises(InputError):
        mistake()
