"""State of charge of a lithium-ion cell at rest: what charging does to three levels."""

from __future__ import annotations

from typing import Any

from mubar.core.expr import Expr
from mubar.core.law import Function
from mubar.materials.library import load_cell

from ..bands import BandDiagram, Conventions, GapArrow, Level, ReactionMark, Region
from .explainer import GOLD, PLUM, Axis, Bands, Curve, Explainer, Plot, Point, Reading, Slider, level

CELL = "chen2020"


def lithium_ion_cell() -> Explainer:
    """An LG M50 cell between 0 and 100 %."""
    return Explainer(
        name="lithium-ion-cell",
        title="State of charge of a lithium-ion cell",
        summary="V_e in both electrodes and V_Li through the cell at rest, from empty to full",
        text=(
            "At rest every species voltage is flat wherever the species can go: V_Li through the whole "
            "electrolyte, V_e in each electrode by itself. Lithium in a host ties the two together: V_e − "
            "V_Li = U, the host's potential against lithium metal.",
            "So the cell is two gaps from one common level, and its voltage is the difference of the gaps, "
            "U₊ − U₋. Charging takes lithium out of the positive host (U₊ rises) and puts it into the "
            "negative one (U₋ falls).",
        ),
        sliders=(Slider("soc", "State of charge", "", 0.0, 1.0, 0.6),),
        laws=_laws(),
        views=(
            Bands(_diagram(), _BOUND, (-1.2, 4.4)),
            Plot(
                "Potentials of the electrodes and of the cell",
                "soc",
                Axis("State of charge", 0.0, 1.0),
                Axis("Potential / V", 0.0, 4.5),
                (
                    Curve("U_positive", "U₊", PLUM, at=0.02),
                    Curve("cell", "cell", at=0.5),
                    Curve("U_negative", "U₋", GOLD, at=0.6),
                ),
                (Point("U_positive", PLUM), Point("cell"), Point("U_negative", GOLD)),
            ),
        ),
        readings=(
            Reading("Cell voltage", "cell", "V"),
            Reading("U₊ against lithium", "U_positive", "V"),
            Reading("U₋ against lithium", "U_negative", "V"),
            Reading("Filling of the positive host", "x_positive", ""),
            Reading("Filling of the negative host", "x_negative", ""),
        ),
    )


def _laws() -> dict[str, Function]:
    cell, soc = load_cell(CELL), Expr.symbol("soc")
    empty, full = cell.balance.empty, cell.balance.full
    found = {}
    for side in ("negative", "positive"):
        host: Any = getattr(cell, side).material
        x = empty[side] + soc * (full[side] - empty[side])
        found[f"x_{side}"] = x
        found[f"U_{side}"] = host.open_circuit_potential(x, cell.reference_temperature)
    found["cell"] = found["U_positive"] - found["U_negative"]
    found["V_Li"] = -found["U_negative"]
    found["middle_negative"] = 0.5 * found["V_Li"]
    return {name: Function(("soc",), value, name) for name, value in found.items()}


def _diagram() -> BandDiagram:
    cell = load_cell(CELL)
    ends = [0.0]
    for part in ("negative", "separator", "positive"):
        ends.append(ends[-1] + 1e6 * getattr(cell, part).thickness)
    a, b, c = ends[1:]
    return BandDiagram(
        "LG M50 at rest",
        regions=(
            Region("negative: graphite", 0.0, a, "negative"),
            Region("separator", a, b, "electrolyte"),
            Region("positive: NMC", b, c, "positive"),
        ),
        traces=(
            level("e-", 0.0, a, 0.0, where="negative electrode"),
            level("e-", b, c, 4.0, where="positive electrode"),
            level("Li+", 0.0, c, -0.1, where="electrolyte"),
        ),
        reactions=(
            ReactionMark(0.3 * a, (Level("e-", 0.0), Level("Li+", -0.1)), "Li+ + e- = Li(C6)"),
            ReactionMark(b + 0.35 * (c - b), (Level("e-", 4.0), Level("Li+", -0.1)), "Li+ + e- = Li(NMC)"),
        ),
        gaps=(
            GapArrow(0.75 * a, -0.1, 0.0, "U₋"),
            GapArrow(b + 0.25 * (c - b), -0.1, 4.0, "U₊"),
            GapArrow(0.5 * (a + b), 0.0, 4.0, "cell voltage"),
        ),
        conventions=Conventions("V_e = 0 in the negative electrode", "V_Li against lithium metal"),
        x_label="Position / µm",
    )


_BOUND = {
    "traces/1/V": ("cell", "cell"),
    "traces/2/V": ("V_Li", "V_Li"),
    "reactions/0/levels/1/V": "V_Li",
    "reactions/1/levels/0/V": "cell",
    "reactions/1/levels/1/V": "V_Li",
    "gaps/0/start": "V_Li",
    "gaps/1/start": "V_Li",
    "gaps/1/end": "cell",
    "gaps/2/end": "cell",
}
