"""Cell models: laws placed on a geometry. A model is one file; add it to `MODELS` and every door knows it."""

from typing import Any

from ..core.errors import UnknownNameError
from .dfn import DFN
from .single_particle import SingleParticle
from .spm import SPM
from .spme import SPMe

MODELS: dict[str, Any] = {model.name: model for model in (DFN, SPMe, SPM, SingleParticle)}


def named(name: str) -> Any:
    """The model called ``name``. Raises `UnknownNameError`."""
    if name.lower() not in MODELS:
        raise UnknownNameError.of("model", name, MODELS)
    return MODELS[name.lower()]()


__all__ = ["DFN", "MODELS", "SPM", "SPMe", "SingleParticle", "named"]
