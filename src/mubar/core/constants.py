"""Exact SI constants (2019 redefinition; CODATA 2022 for the electric constant).

Written out rather than imported from scipy.constants, which would cost a tenth of a second at every start;
a test compares them with scipy's.
"""

import math

K_B = 1.380649e-23
"""Boltzmann constant, J/K (exact)."""
N_A = 6.02214076e23
"""Avogadro constant, 1/mol (exact)."""
E_CHARGE = 1.602176634e-19
"""Elementary charge, C (exact)."""
H_PLANCK = 6.62607015e-34
"""Planck constant, J s (exact)."""
HBAR = H_PLANCK / (2.0 * math.pi)
"""Reduced Planck constant, J s."""
R = K_B * N_A
"""Molar gas constant, J/(mol K)."""
F = E_CHARGE * N_A
"""Faraday constant, C/mol."""
EPS0 = 8.8541878188e-12
"""Vacuum permittivity, F/m (CODATA 2022)."""
C_STANDARD = 1000.0
"""Standard concentration c° = 1 mol/L, in mol/m³; the activity of the cation in rate laws is c/c°."""
ZERO_CELSIUS = 273.15
"""0 °C in K."""
