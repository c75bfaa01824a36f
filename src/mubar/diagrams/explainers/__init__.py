"""Interactive explainers: pages with sliders whose numbers are the laws of this package (`mubar explain`)."""

from .butler_volmer import butler_volmer
from .charge_flow import charge_flow
from .electron_transfer import ciet, marcus, marcus_hush_chidsey
from .explainer import Explainer
from .gallery import write_gallery
from .lithium_ion_cell import lithium_ion_cell
from .nernst_ladder import nernst_ladder
from .registry import EXPLAINERS, explainer
from .resistor_junction import resistor_junction

__all__ = [
    "EXPLAINERS",
    "Explainer",
    "butler_volmer",
    "charge_flow",
    "ciet",
    "explainer",
    "lithium_ion_cell",
    "marcus",
    "marcus_hush_chidsey",
    "nernst_ladder",
    "resistor_junction",
    "write_gallery",
]
