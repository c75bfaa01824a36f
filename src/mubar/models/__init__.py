"""Cell models: laws placed on a geometry. A model is one file; add it to `MODELS` and every door knows it."""

from typing import Any

from ..core.errors import InputError, UnknownNameError
from . import describe
from .dfn import DFN
from .model import Model
from .single_particle import SingleParticle
from .spm import SPM
from .spme import SPMe

MODELS: dict[str, type[Model]] = {model.name: model for model in (DFN, SPMe, SPM, SingleParticle)}


def chosen(model: Any) -> Model:
    """A model, or the one of that name. Raises `InputError`."""
    if isinstance(model, str):
        return named(model)
    if not isinstance(model, Model):
        expected = f"a model, such as mubar.models.DFN(), or its name: {', '.join(MODELS)}"
        raise InputError.one("model", model, expected)
    return model


def named(name: str) -> Model:
    """The model called ``name``. Raises `UnknownNameError`."""
    if name.lower() not in MODELS:
        raise UnknownNameError.of("model", name, MODELS)
    return MODELS[name.lower()]()


__all__ = ["DFN", "MODELS", "SPM", "Model", "SPMe", "SingleParticle", "chosen", "describe", "named"]
