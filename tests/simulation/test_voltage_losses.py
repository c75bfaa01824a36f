"""Where the voltage goes: the terms add up to it, and each is the one that its name says."""

from dataclasses import replace

import numpy as np
import pytest

from mubar.simulation.solution import Field
from mubar.simulation.voltage_losses import RELAXED, VoltageLosses, voltage_losses, volume_widths
from synthetic import discharge


def taken_apart(solution, without: str = "\0") -> VoltageLosses | None:
    fields = {f.name: f for f in solution.fields() if not f.name.startswith(without)}
    return voltage_losses(solution.voltage, solution.coordinates(), fields)


@pytest.mark.parametrize("current", [-5.0, 5.0, 8.0])
def test_terms_add_up_to_the_terminal_voltage(current):
    run = discharge(times=40, current=current, end=300.0)
    parts = taken_apart(run)
    np.testing.assert_allclose(parts.potential - sum(parts.losses.values()), run.voltage, atol=1e-13)
    # Second law: reaction and transport cost voltage on discharge and on charge alike. (The particles here
    # are well mixed, and what their spread across an electrode does to the mean of U can have either sign.)
    for name in set(parts.losses) - {"diffusion in particles"}:
        loss = parts.losses[name]
        assert (np.sign(current) * loss > -1e-9).all(), name


def test_terms_are_what_they_are_called(solution):
    parts = taken_apart(solution)
    fields = {f.name: f.values for f in solution.fields()}
    np.testing.assert_allclose(parts.potential, fields[RELAXED])
    # the synthetic cell: perfectly conducting solids and a contact of 2 mΩ at 5 A
    np.testing.assert_allclose(parts.losses["electrons and contacts"], 0.010, atol=1e-12)
    # uniform volumes: plain means
    np.testing.assert_allclose(
        parts.losses["reaction, negative"], fields["overpotential_negative"].mean(axis=1)
    )
    np.testing.assert_allclose(
        parts.losses["reaction, positive"], -fields["overpotential_positive"].mean(axis=1)
    )
    across = fields["V_Li"][:, :20].mean(axis=1) - fields["V_Li"][:, 40:].mean(axis=1)
    np.testing.assert_allclose(parts.losses["electrolyte"], across)


def test_without_the_relaxed_voltage_surfaces_are_the_reference(solution):
    with_it, without = taken_apart(solution), taken_apart(solution, without=RELAXED)
    assert "diffusion in particles" not in without.losses
    surfaces = with_it.potential - with_it.losses["diffusion in particles"]
    np.testing.assert_allclose(without.potential, surfaces, atol=1e-14)


def test_half_cell(solution):
    """Lithium metal on the negative side: no material there, the rest holds what the metal takes."""
    axes = [f for f in solution.coordinates() if not f.name.endswith("negative")]
    keep = np.flatnonzero(next(f.values for f in axes if f.name == "region") != "negative")
    shift = 85.2e-6

    def cut(f: Field) -> Field:
        if f.dims[-1:] != ("x",):
            return f
        values = f.values[..., keep]
        return replace(f, values=values - shift if f.name == "x" else values)

    fields = {
        f.name: cut(f) for f in solution.fields() if not f.name.endswith("_negative") and f.name != RELAXED
    }
    parts = voltage_losses(solution.voltage, map(cut, axes), fields)
    np.testing.assert_allclose(parts.potential, fields["open_circuit_potential_positive"].values.mean(axis=1))
    np.testing.assert_allclose(parts.potential - sum(parts.losses.values()), solution.voltage, atol=1e-13)
    assert list(parts.losses) == ["reaction, positive", "electrolyte", "metal and contacts"]


@pytest.mark.parametrize("missing", ["V_Li", "open_circuit_potential_positive", "overpotential_positive"])
def test_not_enough_is_known(solution, missing):
    assert taken_apart(solution, without=missing) is None


def test_widths_from_centres():
    widths = np.random.default_rng(0).uniform(0.1, 3.0, 200)
    centres = np.cumsum(widths) - widths / 2
    np.testing.assert_allclose(volume_widths(centres), widths, rtol=1e-10)
