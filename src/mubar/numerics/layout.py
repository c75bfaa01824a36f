"""Where everything lies: a problem is one float64 workspace ``w`` and one int64 layout ``k``.

A problem is a *chain with pendants*:

    state y:  chain, a row of nv volumes per unknown | group 0, (ns, np) | group 1 … | border (nm) | charge,
    energy

* *chain*: nv control volumes in a row, nb unknowns each. Residual of equation b on volume v:
      volume_b(v) + face_b(v) - face_b(v - 1) + Σ pendants on v: weight · gain_b · j
* *pendants*: np identical chains of ns shells, laid out (shell, pendant) so that inner loops run over
  pendants. Shell residual M ẋ + (flux out) - (flux in), flux = -g (P(x_outer) - P(x_inner)); the outermost
  shell gives kappa · j, where j(x_surface, y_volume, z) is the exchange current.
* *pendants of nodes* (`nodes`): np chains of any lengths, nu unknowns per node, reactions anywhere. Sorted by
  length, so that row i of the group is node i of its first n_i pendants; laid out (unknown, row, pendant).
* *functionals* φ: sums of local terms over volumes, faces and pendants; the first is the voltage.
* *border*: nm unknowns z (current first) with residuals g(z, ż, φ): what is controlled, and lumped unknowns.

The workspace also holds ẏ, parameters, outputs of kernels, the matrices and the integrator's memory, so (w,
k) is a complete, resumable run; nothing is allocated inside. Names below index ``k``: sizes first, then
offsets into ``w``, then a block per group, then the kernels' own offsets.
"""

# sizes
(N, NV, NM, NF, NG, COUPLED) = range(6)
# offsets into w; matrices: blocks (nb, nb, nv), right-hand sides (nb, columns, nv), gradients (nf, nb, nv)
(
    YDOT, CLOCK, VOLUME, FACE, FUNCTIONALS, BORDER, DIAG, LEFT, RIGHT, RHS, GRADIENT, GRADIENT_Z, DZ, SMALL,
    DELTA, LOWER, UPPER, REACH, DIFFERENTIAL, SHARE, WEIGHT, EE, KEEP, PHI, STEPPING, REAL,
) = range(6, 32)  # fmt: skip
# kernels: (address, loop length, first offset) each, at these places in k
(CHAIN_CALLS, CHAIN_CALL_COUNT, BORDER_CALL) = range(32, 35)
# integrator's counters
(ORDER, ORDER_USED, SINCE, STARTING, STEPS, ERROR_FAILS, NEWTON_FAILS, ITERATIONS) = range(35, 43)
# the stop that has been met but not yet reported, counted from 1
PENDING = 43
# places in k: groups, and pairs (first, end) of the unknowns that have bounds
(GROUP_TABLE, BOUNDED, BOUNDED_COUNT) = range(44, 47)
# addresses of the solver's compiled parts (`engine`)
(CARRY_OUT, TIME_STEP, NEWTON_STEP, LOOK, SOLVE_ONE, SOLVE_MANY) = range(47, 53)
# unknowns of a volume
NB = 53
HEAD = 54

# per group, at k[GROUP_TABLE] + g * GROUP_SIZE
(
    G_SHELLS, G_COUNT, G_STATE, G_NODE, G_EXCHANGE, G_GATHERED, G_HOME, G_WEIGHT, G_KAPPA, G_GAIN,
    G_MASS, G_CONDUCTANCE, G_LOWER, G_DIAG, G_UPPER, G_RESIDUAL, G_REDUCED, G_NODE_CALL, G_EXCHANGE_CALL,
    G_ALIKE, G_FIXED, G_FIXED_CALL,
) = range(22)  # fmt: skip
# addresses of the compiled parts for this kind of pendant
(G_WEIGH, G_EVALUATE, G_ELIMINATE, G_SUBSTITUTE) = range(22, 26)
# of a group of nodes (`nodes`); rows of starts and the list of columns lie in k
(
    G_UNKNOWNS, G_NODES, G_STARTS, G_COLUMNS, G_COLUMN_COUNT, G_MEAN, G_MEANS, G_CONSERVED, G_VOLUME, G_SUMS,
    G_SPREAD, G_SPREAD_COUNT, G_AROUND,
) = range(26, 39)  # fmt: skip
GROUP_SIZE = 39
# whence a node reads what isn't its own: from the row before, its pendant, the row behind
NEAR, PENDANT, FAR = -1, 0, 1

# inside REAL: time since `begin`, step, last step, error constant, tolerances, time of the pending stop, and
# when `begin` was: short times late in a run keep all their digits; the least step
(T, H, H_USED, CK, RTOL, ATOL, T_STOP, T_BEGIN, H_LEAST) = range(9)
REALS = 9
MAX_ORDER = 5
