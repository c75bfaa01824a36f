"""Fickian particles in populations against the default's spheres; diffusion along a face; hysteresis."""

import dataclasses

import numpy as np
import pytest

import mubar
from lfp_cells import V0, base, lfp
from mubar.core.constants import F
from mubar.core.errors import InputError
from mubar.kinetics import ButlerVolmer, InsertionExchange
from mubar.materials.population import LogNormal, Sizes
from mubar.materials.shapes import Plate
from mubar.models import SingleParticle
from mubar.models.inspection import Inspection
from mubar.models.particles import AllenCahn, Fickian, Hysteretic, SurfaceDiffusion
from mubar.models.system import System
from mubar.thermo import FormulaOCP, OneStateHysteresis, RegularSolution

T = 298.15
STEPS = ["Discharge at 1C for 20 minutes", "Rest for 5 minutes", "Charge at 2C for 5 minutes"]


def chen():
    return mubar.load_cell("chen2020")


def nodes(result):
    """The unknowns of the first group of nodes, (unknowns, rows, nodes)."""
    stored = result.solution.profiles
    seen = Inspection(stored.model, stored.cell, stored.mesh, stored.states, stored.temperature)
    return np.moveaxis(seen.structure.pendant(seen.states, 0), 1, 0)


def test_one_size_gives_the_answer_of_the_default():
    """A cell whose D and U are functions; second order in the number of shells."""
    cell = chen().half_cell("negative", lower_cutoff=0.01, upper_cutoff=2.0, nominal_capacity=5.0)
    cell = cell.replace(**{"positive.diffusivity": "3.3e-14*exp(-0.7*x)"})
    start = {"stoichiometries": {"positive": 0.3}, "rtol": 1e-7, "atol": 1e-8, "period": 20.0}
    fine = mubar.simulate(cell, STEPS, "single-particle", mesh=mubar.Mesh(1, 1, 1, 200), **start)
    off = []
    for shells in (20, 40):
        kind = Fickian(shells=shells)
        other = mubar.simulate(
            cell.replace(**{"positive.particles": kind}), STEPS, "single-particle", **start
        )
        found = np.interp(fine.time, other.time, other.voltage)
        off.append(abs(found - fine.voltage)[1:].max())
    assert off[0] < 6e-4
    assert off[1] < 0.3 * off[0]


def test_a_population_in_the_whole_cell():
    """Sizes in both electrodes; narrow ones are as good as one."""
    cell = chen()
    radius = cell.negative.material.particle_radius
    narrow, wide = (
        cell.replace(
            **{"negative.particles": Fickian(), "negative.population": LogNormal(radius, s, 6, seed=1)}
        )
        for s in (1e-4 * radius, 0.4 * radius)
    )
    one, two, three = (
        mubar.simulate(c, "Discharge at 1C for 15 minutes", "spm", period=60.0) for c in (cell, narrow, wide)
    )
    np.testing.assert_allclose(two.voltage, one.voltage, atol=1e-3)
    filled = {f.name: f.values for f in three.solution.fields()}["filling_negative"][-1]
    size = {f.name: f.values for f in three.solution.coordinates()}["size_negative"]
    assert (np.diff(filled[np.argsort(size)]) > 0.0).all()  # small ones empty first


def test_along_a_face_lithium_diffuses():
    """An ideal host without reaction: waves fade at D (2/Δ)² sin²(kΔ/2), as by Fick's law."""
    D, length, n = 1e-18, 100e-9, 50
    ideal = RegularSolution(omega=0.0, mu0=-V0 * F)
    kind = SurfaceDiffusion(ideal, gradient_energy=1e-18, diffusivity=D, spacing=length / n, wetting=0.5)
    cell = lfp(kind, Sizes([length]), **{"positive.kinetics": ButlerVolmer(InsertionExchange(1e-16))})
    options = {"rtol": 1e-8, "atol": 1e-11}
    rest = mubar.simulate(
        cell, "Rest for 1e-6 s", SingleParticle(), stoichiometries={"positive": 0.5}, **options
    )
    st = System(SingleParticle(), cell, SingleParticle.default_mesh).structure
    place, wave = (np.arange(n) + 0.5) / n, 2
    y = rest.solution.final_state["y"].copy()
    st.pendant(y, 0)[1] += 1e-2 * np.cos(wave * np.pi * place)
    start = dataclasses.replace(rest.solution, final_state={**rest.solution.final_state, "y": y})
    t_end = 600.0
    done = mubar.simulate(cell, f"Rest for {t_end} s", SingleParticle(), start=mubar.Result(start), **options)
    assert done.success
    after = st.pendant(done.solution.final_state["y"], 0)[1] - 0.5
    rate = D * (2.0 * n / length * np.sin(0.5 * wave * np.pi / n)) ** 2
    assert rate * t_end > 1.0
    expected = 1e-2 * np.exp(-rate * t_end) * np.cos(wave * np.pi * place)
    np.testing.assert_allclose(after, expected, atol=2e-6)


def test_slow_diffusion_along_the_face_is_none():
    options = {"gradient_energy": 4e-9, "spacing": 5e-9}
    host = RegularSolution(omega=11177.0, mu0=-V0 * F)
    runs = [
        mubar.simulate(lfp(kind, Sizes([60e-9])), "Discharge at 1C for 30 minutes", SingleParticle(),
                       stoichiometries={"positive": 0.02}, rtol=1e-7, period=30.0)
        for kind in (AllenCahn(host, **options), SurfaceDiffusion(host, diffusivity=1e-30, **options))
    ]  # fmt: skip
    np.testing.assert_allclose(runs[1].voltage, runs[0].voltage, atol=1e-6)


HYSTERESIS = OneStateHysteresis(FormulaOCP("3.4 - 0.2*x"), FormulaOCP("3.5 - 0.2*x"), decay=8.0)


def test_the_state_of_hysteresis_goes_with_what_has_passed():
    """Through a discharge, a rest and a charge h is what the law gives along x, and V follows U(x, T, h)."""
    fast = {"positive.kinetics": ButlerVolmer(InsertionExchange(1e-2)), "positive.diffusivity": 1e-12}
    cell = lfp(Hysteretic(HYSTERESIS, Plate(), start=1.0, shells=3), Sizes([50e-9]), **fast)
    result = mubar.simulate(cell, ["Discharge at C/2 for 50 minutes", "Rest for 10 minutes",
                                   "Charge at C/2 for 30 minutes"], SingleParticle(),
                            stoichiometries={"positive": 0.2}, rtol=1e-7, atol=1e-8)  # fmt: skip
    assert result.success
    h, x = (values[:, 0] for values in nodes(result))
    assert h.min() < -0.5
    np.testing.assert_allclose(h, HYSTERESIS.states(x, 1.0), atol=1e-5)
    np.testing.assert_allclose(result.voltage, HYSTERESIS.open_circuit_potential(x, T, h), atol=1e-4)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: Fickian(shells=2), "at least 3"),
        (lambda: Fickian(3.4), "a host"),
        (lambda: Hysteretic(RegularSolution(omega=0.0)), "OneStateHysteresis"),
        (lambda: Hysteretic(HYSTERESIS, start=2.0), "state"),
        (lambda: SurfaceDiffusion(RegularSolution(omega=0.0), diffusivity=0.0), "diffusivity"),
    ],
)
def test_bad_input(make, says):
    with pytest.raises(InputError, match=says):
        make()


def test_a_material_keeps_its_potential_without_a_host():
    cell = base()
    kept = cell.replace(**{"positive.particles": Fickian()}).positive.material
    assert kept.open_circuit_potential(0.4, T) == cell.positive.material.open_circuit_potential(0.4, T)
