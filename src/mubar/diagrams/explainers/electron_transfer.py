"""Marcus, Marcus-Hush-Chidsey, coupled ion-electron transfer: λ, filling, and every level's part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from mubar.core.constants import F, R
from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.core.units import eV
from mubar.kinetics import CIET, ButlerVolmer, Marcus, MarcusHushChidsey
from mubar.kinetics.electron_transfer import ElectronTransfer
from mubar.kinetics.fermi_dirac import electrons

from . import rate_laws
from .explainer import ELECTRONS, GOLD, LITHIUM, TEAL, Axis, Curve, Explainer, Plot, Point, Reading, Slider

K0 = 1e4
"""Prefactor of every law here, A/m²."""


def marcus() -> Explainer:
    """One level: two parabolas, and a current that falls again beyond η = λ."""
    return _explainer(
        "marcus",
        "Marcus: one level, two parabolas",
        "Reorganization energy against bias for an electron of one level; the inverted region",
        Marcus(K0, 0.2 * eV),
        (
            "The surroundings of a charge have to rearrange before it can move: the energy of the oxidised "
            "and of the reduced state over that rearrangement are parabolas, and the electron moves where "
            "they cross. Their distance in energy is the formal overpotential η_f = η + (RT/F) ln(c₊/x).",
            "The barrier of reduction is (λ + F η_f)²/4λ. It vanishes at −F η_f = λ; more bias makes it grow "
            "again: the inverted region. Here the bias tilts α itself, ½ (1 + F η_f/λ) for reduction.",
        ),
        (),
    )


def marcus_hush_chidsey() -> Explainer:
    """A metal: every level takes part, so that the current levels off."""
    return _explainer(
        "marcus-hush-chidsey",
        "Marcus–Hush–Chidsey: all levels of a metal",
        "Reorganization energy against bias for a metal: the levels that take part, and the plateau",
        MarcusHushChidsey(K0, 0.2 * eV),
        (
            "A metal offers electrons at every energy: full levels below the Fermi level, empty ones above,"
            " with Fermi and Dirac's tail between. Each level reacts by Marcus' law with a barrier of its "
            "own.",
            "Instead of an inverted region there is a plateau: beyond F |η_f| = λ all levels that could be "
            "of use are, and more bias brings no more.",
        ),
        _LEVELS,
    )


def ciet() -> Explainer:
    """Coupled ion-electron transfer: the same with an ion that needs a free site."""
    return _explainer(
        "ciet",
        "Coupled ion–electron transfer: an ion needs a free site",
        "Reorganization energy, bias and filling of a host whose ions enter together with electrons",
        CIET(K0, 0.2 * eV),
        (
            "A lithium ion enters a host and an electron reduces its site in the same step. The electron "
            "comes from a metal's levels as in Marcus, Hush and Chidsey's law; the ion in transition needs "
            "a free site, which brings the factor 1 − x.",
            "So the exchange current is largest well below half filling, and a full host reacts slowly "
            "however strong the bias is.",
        ),
        _LEVELS,
    )


_LEVELS = (
    Plot(
        "Which levels take part",
        "E",
        Axis("Energy of a level above the Fermi level / eV", -1.0, 1.0),
        Axis("Rate per energy / (sum of both)", 0.0, 12.0, bare=True),
        (
            Curve("oxidising_levels", "oxidation, into empty levels", LITHIUM, fill=True, at=0.97),
            Curve("reducing_levels", "reduction, from full ones", ELECTRONS, fill=True, at=0.03),
        ),
    ),
)


def _explainer(
    name: str, title: str, summary: str, law: ElectronTransfer, text: tuple[str, ...], more: tuple[Plot, ...]
) -> Explainer:
    laws = _laws(law, with_levels=bool(more))
    return Explainer(
        name=name,
        title=title,
        summary=summary,
        text=text,
        sliders=(
            Slider("eta", "Bias: overpotential η", "V", -0.8, 0.8, -0.1),
            Slider("lam", "Reorganization energy λ", "eV", 0.05, 1.0, 0.213),
            Slider("x", "Filling x of the host", "", 0.01, 0.99, 0.4),
            Slider("c_plus", "Activity c₊ of the ion", "", 0.01, 10.0, 1.0, logarithmic=True),
            Slider("T", "Temperature", "K", 250.0, 350.0, 298.15),
        ),
        laws=laws,
        views=(
            Plot(
                "Energy over rearrangement",
                "q",
                Axis("Rearrangement of the surroundings", -0.6, 1.6, bare=True),
                Axis("Free energy / eV", -0.8, 1.3),
                (
                    Curve("oxidised_state", "O + e⁻", ELECTRONS, at=0.1),
                    Curve("reduced_state", "R", LITHIUM, at=0.9),
                ),
                (Point("crossing_energy", GOLD, "crossing"),),
            ),
            *more,
            Plot(
                "Tafel plot",
                "eta",
                Axis("Overpotential η / V", -0.8, 0.8),
                Axis("|Current density| / A m⁻²", 1e-2, 1e6, logarithmic=True),
                (
                    Curve("butler_volmer", "Butler–Volmer, α = ½", TEAL, light=True, dashed=True, at=0.25),
                    Curve("size", "|j|", at=0.05),
                ),
                (Point("size"),),
            ),
            Plot(
                "Exchange current over filling",
                "x",
                Axis("Filling x", 0.0, 1.0),
                Axis("Exchange current / that at x = ½", 0.0, 2.2),
                (Curve("relative_exchange", colour=GOLD),),
                (Point("relative_exchange", GOLD),),
                over=(0.001, 0.999),
            ),
        ),
        readings=(
            Reading("Current density j", "current", "A/m²"),
            Reading("Exchange current density j₀", "exchange", "A/m²"),
            Reading("Formal overpotential η_f", "formal", "V"),
            Reading("α of reduction at the Fermi level", "alpha", ""),
        ),
    )


def _laws(law: ElectronTransfer, with_levels: bool) -> dict[str, Function]:
    given: dict[str, Any] = {"reorganization_energy": eV * Expr.symbol("lam")}
    found = {
        "current": rate_laws.of(law, rate_laws.current_density, given),
        "oxidation": rate_laws.of(law, rate_laws.oxidation, given),
        "reduction": rate_laws.of(law, rate_laws.reduction, given),
        "exchange": rate_laws.of(law, rate_laws.exchange, given),
    }
    half = rate_laws.of(law, rate_laws.exchange, {**given, "x": 0.5})
    same = ButlerVolmer(lambda x, c_plus, T: found["exchange"].expr)
    sizes = {
        "size": abs(found["current"].expr),
        "butler_volmer": abs(rate_laws.of(same, rate_laws.current_density, {}).expr),
        "relative_exchange": found["exchange"].expr / half.expr,
    }
    made = {name: Function(_INPUTS, e) for name, e in sizes.items()}
    drawn = (*_DRAWN, *_LEVEL_LAWS) if with_levels else _DRAWN
    return found | made | {f.__name__: Function.from_python(f) for f in drawn}


_INPUTS = ("eta", "lam", "x", "c_plus", "T")


# the drawing ------------------------------------------------------------------------------------------------
def formal(eta: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """η_f, V."""
    return eta + R * T / F * np.log(c_plus / x)


def alpha(eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """½ (1 + η_f/λ), the slope of the crossing's energy."""
    return 0.5 * (1.0 + formal(eta, x, c_plus, T) / lam)


def oxidised_state(q: Any, lam: Any) -> Any:
    """eV over the rearrangement, 0 for the oxidised state at rest."""
    return lam * q * q


def reduced_state(q: Any, eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """eV; with an electron taken from the Fermi level."""
    return lam * (1.0 - q) ** 2 + formal(eta, x, c_plus, T)


def crossing(eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    return alpha(eta, lam, x, c_plus, T)


def crossing_energy(eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    return lam * alpha(eta, lam, x, c_plus, T) ** 2


def _level(E: Any, eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """A level's share of I = ∫ n_e e^{-(Λ+h-y)²/4Λ} dy at y = E/RT, per eV; I is the law's own."""
    f = F / (R * T)
    y, h = f * E, f * formal(eta, x, c_plus, T)
    own = electrons(y) * np.exp(-((f * lam + h - y) ** 2) / (4.0 * f * lam))
    return f * own / MarcusHushChidsey.donor.reduction(h, np.exp(h), eV * lam, R * T)


def oxidising_levels(E: Any, eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """Per eV, relative to both rates of all levels."""
    return _level(E, eta, lam, x, c_plus, T) / (1.0 + np.exp(-F * eta / (R * T)))


def reducing_levels(E: Any, eta: Any, lam: Any, x: Any, c_plus: Any, T: Any) -> Any:
    """Per eV, relative to both rates of all levels."""
    return _level(E, eta, lam, x, c_plus, T) / (1.0 + np.exp(F * eta / (R * T)))


_DRAWN: tuple[Callable[..., Any], ...] = (
    formal, alpha, oxidised_state, reduced_state, crossing, crossing_energy,
)  # fmt: skip
_LEVEL_LAWS: tuple[Callable[..., Any], ...] = (oxidising_levels, reducing_levels)
