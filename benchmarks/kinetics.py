"""Every rate law against Butler-Volmer: in a compiled kernel, with the slopes of a Newton step; on arrays."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from mubar import kinetics
from mubar.core.derivative import derivatives
from mubar.core.expr import Expr
from mubar.core.source import KernelSpec
from mubar.core.special import SpecialSlot
from mubar.core.structure import with_symbols
from mubar.core.units import eV, kT
from mubar.kinetics import CIET, ButlerVolmer, FilmResistance, InsertionExchange, RateLaw
from mubar.numerics.kernels import compile_kernel

from .report import Section, at_most, main, table
from .timing import interleaved

T = 298.15
LFP = 8.3 * kT(T)
INSERTION = InsertionExchange(7e-6, activation_energy=3e4)
POINTS = kinetics.DensityOfStates(np.linspace(-1.0, 1.0, 41) * eV, 1.0 + 0.5 * np.sin(np.arange(41)))
CHOSEN: dict[str, RateLaw] = {
    "ButlerVolmer": ButlerVolmer(INSERTION),
    "CIET, metal": CIET(20.0, LFP),
    "CIET, Zeng's approximation": CIET(20.0, LFP, kinetics.ZengApproximation()),
    "CIET, one level": CIET(20.0, LFP, kinetics.Localized(0.1 * eV)),
    "CIET, semiconductor": CIET(20.0, LFP, kinetics.Semiconductor(0.3 * eV, -0.3 * eV)),
    "CIET, 41 points": CIET(20.0, LFP, POINTS),
    "FilmResistance of ButlerVolmer": FilmResistance(ButlerVolmer(INSERTION), 5e-3),
    "FilmResistance of CIET, metal": FilmResistance(CIET(20.0, LFP), 5e-3),
}
_EXPORTED = (getattr(kinetics, name) for name in kinetics.__all__)
_KINDS = [k for k in _EXPORTED if isinstance(k, type) and issubclass(k, RateLaw) and k.examples()]
_OTHERS = {k.__name__: k.examples()[0] for k in _KINDS if k not in set(map(type, CHOSEN.values()))}
LAWS = CHOSEN | _OTHERS
"""Every law that `mubar.kinetics` exports, those not chosen above by their first example."""
NAMES = ("eta", "x", "c_plus", "T")
RANGES = {"T": (253.15, 333.15)}
"""Where temperatures lie that vary."""
SLOW = {"CIET, semiconductor", "CIET, 41 points"}
"""On arrays: exact quadrature over bands."""
Call = Callable[[int], object]
"""Of a kernel, over so many states."""


def measure(quick: bool, out: Path) -> Section:
    rng = np.random.default_rng(3)
    count = 1000
    state = {
        "eta": rng.uniform(-0.15, 0.15, count),
        "x": rng.uniform(0.02, 0.98, count),
        "c_plus": rng.uniform(0.2, 2.0, count),
    }
    warm = {**state, "T": rng.uniform(*RANGES["T"], count)}
    rounds = 50 if quick else 400
    began = time.process_time()
    kernels, varying = ({k: _kernel(law, given) for k, law in LAWS.items()} for given in (state, warm))
    made = time.process_time() - began
    compiled, heated = (_each(calls, count, rounds) for calls in (kernels, varying))
    size = 100_000 if quick else 1_000_000
    eta = rng.uniform(-0.15, 0.15, size)
    arrays = {k: _on_arrays(law, eta[: size // 100 if _slow(k) else size]) for k, law in LAWS.items()}
    vectorised = interleaved(arrays, 2 if quick else 5, burst=1)
    on_arrays = {
        k: timing.processor / (size // 100 if _slow(k) else size) * 1e9 for k, timing in vectorised.items()
    }
    rows = [
        (
            k,
            compiled[k],
            compiled[k] / compiled["ButlerVolmer"],
            heated[k],
            heated[k] / heated["ButlerVolmer"],
            on_arrays[k],
            on_arrays[k] / on_arrays["ButlerVolmer"],
        )
        for k in LAWS
    ]
    header = ("rate law", "kernel, ns", "of BV", "T varies, ns", "of BV", "arrays, ns", "of BV")
    text = f"""\
Current density and its slopes by overpotential, filling and salt, as a Newton step needs them, in a kernel
over {count} states of the interface at one temperature; the same and the slope by temperature where that
varies from state to state; and the current density alone on arrays of {size:.0e} values with NumPy. BV is
Butler-Volmer with two transfer coefficients and the exchange current of insertion, with activation energy. On
arrays integrals over levels are exact (to rounding), in kernels tables, right to 1e-10 at one temperature
and to 1e-9 where it varies. Bands, and equations with an integral inside, are measured on a hundredth of the
values. Kernels are called from Python; what a call over no states takes is left out. Compiling these
{len(LAWS)} laws
twice and making all their tables took {made:.0f} s of the processor.

{table(header, rows)}
"""
    exact = [k for k in CHOSEN if k.startswith("CIET") and "Zeng" not in k]
    coupled, also_heated = (
        max(found[k] for k in exact) / found["ButlerVolmer"] for found in (compiled, heated)
    )
    claims = (
        at_most(
            "coupled ion-electron transfer of any donor in the compiled solver: times Butler-Volmer",
            2.0,
            coupled,
        ),
        at_most("... where the temperature varies from state to state", 4.0, also_heated),
    )
    return Section("Rate laws", claims, text)


def _each(kernels: dict[str, Call], count: int, rounds: int) -> dict[str, float]:
    """Nanoseconds by state, of calls over ``count`` of them; the least, as of short calls wall times say."""
    calls = {k: lambda call=call: call(count) for k, call in kernels.items()}
    found = interleaved({"": lambda: kernels["ButlerVolmer"](0), **calls}, rounds)
    return {k: (found[k].least - found[""].least) / count * 1e9 for k in kernels}


def _slow(name: str) -> bool:
    return name in SLOW or name.startswith("FilmResistance of CIET")


def _on_arrays(law: RateLaw, eta: np.ndarray) -> Callable[[], object]:
    return lambda: law.current_density(eta, x=0.4, c_plus=1.0, T=T)


def _kernel(law: RateLaw, state: dict[str, np.ndarray]) -> Call:
    """The law's machine code over the first of the states, slopes by all that varies among them included."""
    twin, numbers = with_symbols(law, "law")
    eta, x, c_plus, temperature = map(Expr.symbol, NAMES)
    j = twin.current_density(eta, x=x, c_plus=c_plus, T=temperature)
    outputs = [j, *(derivatives((j,), name)[0] for name in state)]
    scalars = {**({} if "T" in state else {"T": T}), **numbers}
    spec = KernelSpec(tuple(state), tuple(scalars), tuple((str(i), e) for i, e in enumerate(outputs)))
    function = ctypes.CFUNCTYPE(None, ctypes.c_int64, *[ctypes.c_void_p] * 3)(compile_kernel(spec))
    n = len(state["eta"])
    w = [*state.values(), *(np.array([v]) for v in scalars.values())]
    w += [np.zeros(n) for _ in outputs]
    tables, packed = spec.special_tables, [np.zeros(1)]
    starts = []
    for name in spec.tables:
        starts.append(sum(map(len, packed)))
        table_of = tables[name]
        made = _part(law, table_of.function).table(table_of.orders, *table_of.at(scalars, RANGES))
        packed.append(made.packed())
    places = np.cumsum([0, *map(len, w)])
    k = np.array([*places[:-1], *starts, places[-1]], dtype=np.int64)
    work, tab = np.concatenate([*w, np.zeros(spec.scratch_rows * n)]), np.concatenate(packed)
    arguments = work.ctypes.data, k.ctypes.data, tab.ctypes.data
    keep = (work, k, tab)
    return lambda count: (function(count, *arguments), keep)


def _part(law: Any, function: Any) -> Any:
    if not isinstance(function, SpecialSlot):
        return function
    for name in function.name.split(".")[1:]:
        law = getattr(law, name)
    return law


if __name__ == "__main__":
    main(measure)
