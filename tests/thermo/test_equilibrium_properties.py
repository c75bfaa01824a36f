"""Laws that every equilibrium obeys, over random phases, membranes, fixed charges and reactions."""

import itertools

import numpy as np
import pytest
from scipy.linalg import null_space

from mubar.core.constants import F, R
from mubar.core.errors import InputError
from mubar.thermo.electrolytes import Davies, Ideal
from mubar.thermo.equilibrium import Equilibrated, Membrane, Phase, equilibrate
from mubar.thermo.species import charge

T = 305.0
IDEAL = (Ideal(),)
IONS = ("Na+", "K+", "Ca+2", "Al+3", "Cl-", "SO4-2", "PO4-3")


def random_case(seed, models=IDEAL, span=(-6.0, 0.5)):
    """Two to four phases in a row, each with all ions, a random membrane between neighbours."""
    rng = np.random.default_rng(seed)
    phases = []
    for name in "abcd"[: rng.integers(2, 5)]:
        m = {ion: float(10.0 ** rng.uniform(*span)) for ion in IONS}
        net = sum(charge(s) * v for s, v in m.items())
        fixed = 0.0
        if rng.random() < 0.5:  # neutral by a fixed charge, or by more of one ion
            fixed = -net
        else:
            m["Cl-" if net > 0 else "Na+"] += abs(net)
        standard = {ion: float(rng.normal(0.0, 5e3)) for ion in IONS}
        mass = float(10.0 ** rng.uniform(-2, 2))
        phases.append(Phase(name, m, fixed, mass, standard, models[rng.integers(len(models))]))
    membranes = [
        Membrane(p.name, q.name, tuple(rng.choice(IONS, size=rng.integers(1, len(IONS) + 1), replace=False)))
        for p, q in itertools.pairwise(phases)
    ]
    return phases, membranes


def check(phases, membranes, found):
    for p in phases:
        ions = found.molalities[p.name]
        net = sum(charge(s) * m for s, m in ions.items()) + p.fixed_charge
        assert abs(net) <= 1e-9 * sum(abs(charge(s)) * m for s, m in ions.items())
        assert min(ions.values()) > 0.0
    for membrane in membranes:
        for s in membrane.passes:
            gap = found.voltage(s, membrane.one) - found.voltage(s, membrane.other)
            assert abs(gap) < 1e-9
    for s in IONS:
        joined = {p.name: {p.name} for p in phases}  # phases among which s can move
        for membrane in membranes:
            if s in membrane.passes:
                both = joined[membrane.one] | joined[membrane.other]
                for name in both:
                    joined[name] = both
        for names in map(frozenset, joined.values()):
            before = sum(p.solvent_mass * p.molalities[s] for p in phases if p.name in names)
            after = sum(p.solvent_mass * found.molalities[p.name][s] for p in phases if p.name in names)
            assert after == pytest.approx(before, rel=1e-8)


@pytest.mark.parametrize("seed", range(40))
def test_ideal_phases(seed):
    phases, membranes = random_case(seed)
    check(phases, membranes, equilibrate(phases, membranes, T))


@pytest.mark.parametrize("seed", range(15))
def test_real_phases(seed):
    phases, membranes = random_case(seed, (Davies(), Ideal()), (-6.0, -2.0))
    found = equilibrate(phases, membranes, T)
    check(phases, membranes, found)
    for p in phases:
        ln = p.activity.log_gammas(found.molalities[p.name], T)
        assert found.log_gamma[p.name] == pytest.approx(ln, abs=1e-9)


@pytest.mark.parametrize("seed", [29, 44, 70, 250, 260, 290, 377, *range(1000, 1015)])
@pytest.mark.parametrize("span", [(-14.0, 1.0), (-25.0, 2.0)])
def test_extremes(seed, span):
    """Fifteen decades of concentration, and more; the seeds up to 377 are the hardest of a thousand."""
    phases, membranes = random_case(seed, span=span)
    check(phases, membranes, equilibrate(phases, membranes, T))


@pytest.mark.parametrize("seed", range(10))
def test_no_neighbouring_state_has_less_free_energy(seed):
    """Moving any neutral combination that the membranes let through, either way, costs energy."""
    phases, membranes = random_case(seed)
    found = equilibrate(phases, membranes, T)
    states = [(s, p) for p in phases for s in IONS]
    index = {(s, p.name): i for i, (s, p) in enumerate(states)}
    moves = np.zeros((len(states), sum(len(m.passes) for m in membranes)))
    for k, (s, wall) in enumerate((s, m) for m in membranes for s in m.passes):
        moves[index[s, wall.one], k], moves[index[s, wall.other], k] = -1.0, 1.0
    z = np.array([charge(s) for s, _ in states])
    neutral = np.array([[charge(s) * (p is q) for s, p in states] for q in phases])
    directions = moves @ null_space(neutral @ moves)
    n = np.array([p.solvent_mass * found.molalities[p.name][s] for s, p in states])
    mass = np.array([p.solvent_mass for _, p in states])
    standard = np.array([p.standard_potential(s) for s, p in states])

    def slope(n):
        """dG/dn of ideal solutions, J/mol."""
        return standard + R * T * np.log(n / mass)

    def gibbs(n):
        return n @ (slope(n) - R * T)

    rng = np.random.default_rng(seed)
    for _ in range(5 if directions.size else 0):
        d = directions @ rng.normal(size=directions.shape[1])
        assert abs(z @ d) < 1e-9 * np.abs(d).sum()
        d *= 0.2 * np.min(n[np.abs(d) > 1e-12] / np.abs(d[np.abs(d) > 1e-12]))
        assert d @ slope(n) == pytest.approx(0.0, abs=1e-7 * np.abs(d * slope(n)).sum())
        # from a minimum every way goes up, by half the curvature (by a fifth: within a quarter of that)
        rise, curvature = gibbs(n + d) - gibbs(n), 0.5 * R * T * (d**2 / n).sum()
        assert rise == pytest.approx(curvature, rel=0.25, abs=1e-12 * np.abs(n * slope(n)).sum())


@pytest.mark.parametrize("seed", range(12))
def test_reactions_reach_their_constants(seed):
    """Phosphoric acid in any amounts: every mass action law holds, protons and phosphorus are kept."""
    rng = np.random.default_rng(seed)
    m = {s: float(10 ** rng.uniform(-4, 0)) for s in ("H2PO4-", "HPO4-2", "PO4-3")}
    m |= {"H+": 0.0, "OH-": 0.0, "Cl-": 0.0}
    m["Na+"] = sum(-charge(s) * v for s, v in m.items())
    if seed % 2:  # acid
        m["H+"] = m["Cl-"] = float(rng.uniform(0.1, 2.0))
    else:
        m["Cl-"], m["Na+"] = 0.1, m["Na+"] + 0.1
    reactions = ("H2O = H+ + OH-", "H2PO4- = H+ + HPO4-2", "HPO4-2 = H+ + PO4-3")
    conditions = [Equilibrated(text, "w") for text in reactions]
    found = equilibrate([Phase("w", m)], conditions)
    after = found.molalities["w"]
    for condition in conditions:
        log_q = sum(nu * np.log(after[s]) for s, nu in condition.equation.terms if s in after)
        assert log_q == pytest.approx(np.log(condition.equation.equilibrium_constant()), abs=1e-8)
    phosphorus = ("H2PO4-", "HPO4-2", "PO4-3")
    assert sum(after[s] for s in phosphorus) == pytest.approx(sum(m[s] for s in phosphorus), rel=1e-10)
    protons = {"H+": 1, "OH-": -1, "H2PO4-": 2, "HPO4-2": 1}
    total = [sum(k * where[s] for s, k in protons.items()) for where in (m, after)]
    assert total[1] == pytest.approx(total[0], abs=1e-9)


WEAK = (
    "H2O = H+ + OH-", "H2PO4- = H+ + HPO4-2", "HPO4-2 = H+ + PO4-3", "NH4+ = H+ + NH3(aq)",
    "CO2(aq) + H2O = H+ + HCO3-", "HCO3- = H+ + CO3-2",
)  # fmt: skip
FAMILIES = (("H2PO4-", "HPO4-2", "PO4-3"), ("NH4+", "NH3(aq)"), ("CO2(aq)", "HCO3-", "CO3-2"), ("Cl-",))


@pytest.mark.parametrize("seed", range(20))
def test_weak_acids_at_extremes(seed):
    """Two phases of weak acids and bases over fifteen decades, with a membrane that some of them pass."""
    rng = np.random.default_rng(seed)
    names = ("H+", "OH-", "Na+", *(s for family in FAMILIES for s in family))
    phases = []
    for name in "ab":
        m = {s: float(10.0 ** rng.uniform(-14.0, 1.0)) for s in names}
        net = sum(charge(s) * v for s, v in m.items())
        m["Cl-" if net > 0 else "Na+"] += abs(net)
        phases.append(Phase(name, m, solvent_mass=float(10.0 ** rng.uniform(-2, 2))))
    passes = tuple(map(str, rng.choice(names, size=rng.integers(1, 6), replace=False)))
    reactions = [Equilibrated(text, p.name) for text in WEAK for p in phases]
    found = equilibrate(phases, [*reactions, Membrane("a", "b", passes)])
    for r in reactions:
        after = found.molalities[r.phase]
        log_q = sum(nu * np.log(after[s]) for s, nu in r.equation.terms if s in after)
        assert log_q == pytest.approx(np.log(r.equation.equilibrium_constant()), abs=1e-8)
    for family in FAMILIES:
        totals = [
            sum(p.solvent_mass * m[p.name][s] for p in phases for s in family)
            for m in ({p.name: p.molalities for p in phases}, found.molalities)
        ]
        assert totals[1] == pytest.approx(totals[0], rel=1e-8)
    for m in found.molalities.values():
        charges = [charge(s) * v for s, v in m.items()]
        assert abs(sum(charges)) <= 1e-9 * sum(map(abs, charges))


def test_a_float_of_all_levels_changes_nothing():
    """μ° of the ions of every phase shifted by zFψ: the same composition, levels ψ higher."""
    phases, membranes = random_case(3)
    moved = [
        Phase(p.name, p.molalities, p.fixed_charge, p.solvent_mass,
              {s: g + charge(s) * F * 0.4 for s, g in p.standard.items()})
        for p in phases
    ]  # fmt: skip
    one, two = equilibrate(phases, membranes, T), equilibrate(moved, membranes, T)
    for p in phases:
        assert two.molalities[p.name] == pytest.approx(one.molalities[p.name], rel=1e-8)
        for s in IONS:
            assert two.voltage(s, p.name) - one.voltage(s, p.name) == pytest.approx(0.4, abs=1e-9)


def test_order_doesnt_matter():
    phases, membranes = random_case(5)
    one, two = equilibrate(phases, membranes, T), equilibrate(phases[::-1], membranes[::-1], T)
    for p in phases:
        assert two.molalities[p.name] == pytest.approx(one.molalities[p.name], rel=1e-8)


def test_random_absence_is_solved_or_named():
    """Species left out at random: either an equilibrium with all of them, or a message that names them."""
    solved = named = 0
    for seed in range(40):
        phases, membranes = random_case(seed)
        rng = np.random.default_rng(seed)
        gone = set(rng.choice(IONS, size=2, replace=False))
        m = {s: 0.0 if s in gone else v for s, v in phases[0].molalities.items()}
        net = -sum(charge(s) * v for s, v in m.items())
        first = Phase("a", m, net, phases[0].solvent_mass, phases[0].standard)
        try:
            found = equilibrate([first, *phases[1:]], membranes, T)
        except InputError as e:
            named += {p.found for p in e.problems} <= {f"no {s}" for s in gone}
        else:
            check([first, *phases[1:]], membranes, found)
            solved += 1
    assert solved >= 5
    assert named == 40 - solved
