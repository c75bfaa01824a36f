"""All explainers by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mubar.core.errors import UnknownNameError

from .butler_volmer import butler_volmer
from .charge_flow import charge_flow
from .electron_transfer import ciet, marcus, marcus_hush_chidsey
from .explainer import Explainer
from .lithium_ion_cell import lithium_ion_cell
from .nernst_ladder import nernst_ladder
from .resistor_junction import resistor_junction

EXPLAINERS: Mapping[str, Callable[[], Explainer]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        charge_flow,
        resistor_junction,
        nernst_ladder,
        lithium_ion_cell,
        butler_volmer,
        marcus,
        marcus_hush_chidsey,
        ciet,
    )
}
"""In the order in which they are best read."""


def explainer(name: str) -> Explainer:
    """The explainer of that name. Raises `UnknownNameError` with the nearest match."""
    if name not in EXPLAINERS:
        raise UnknownNameError.of("explainer", name, EXPLAINERS)
    return EXPLAINERS[name]()
