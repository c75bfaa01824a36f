"""Cell models: laws placed on a geometry. A model is one file; add it to `MODELS` and every door knows it."""

from typing import Any

from ..core.errors import InputError, UnknownNameError
from .dfn import DFN
from .single_particle import SingleParticle
from .spm import SPM
from .spme import SPMe

MODELS: dict[str, Any] = {model.name: model for model in (DFN, SPMe, SPM, SingleParticle)}


def chosen(model: Any) -> Any:
    """A model, or the one of that name. Raises `InputError`."""
    if isinstance(model, str):
        return named(model)
    if isinstance(model, type) or not (hasattr(model, "equations") and hasattr(model, "layers")):
        expected = f"a model, such as mubar.models.DFN(), or its name: {', '.join(MODELS)}"
        raise InputError.one("model", model, expected)
    return model


def named(name: str) -> Any:
    """The model called ``name``. Raises `UnknownNameError`."""
    if name.lower() not in MODELS:
        raise UnknownNameError.of("model", name, MODELS)
    return MODELS[name.lower()]()


__all__ = ["DFN", "MODELS", "SPM", "SPMe", "SingleParticle", "chosen", "named"]
