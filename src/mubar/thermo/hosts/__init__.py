"""Host materials, one file each."""

from typing import TYPE_CHECKING

from ...core.later import exporting

if TYPE_CHECKING:
    from .names import *  # noqa: F403

__getattr__, __dir__ = exporting(__name__)
