"""One colour for every species, the same in every diagram as long as no two in it would share one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mubar.thermo.species import ELECTRON

from ..style import DIFFUSION, ELECTRONS, LITHIUM, NEGATIVE, POSITIVE


@dataclass(frozen=True)
class Colour:
    """On a light background and on a dark one, #RRGGBB."""

    light: str
    dark: str

    def to_dict(self) -> dict[str, str]:
        return {"light": self.light, "dark": self.dark}


_BLUE, _RED = Colour(ELECTRONS, "#5AAEF5"), Colour(LITHIUM, "#FF7A7F")
_GOLD, _PLUM = Colour("#A07800", DIFFUSION), Colour(POSITIVE, "#C88FB2")
_VIOLET, _TEAL = Colour("#8A2BE2", "#B68CFF"), Colour("#0C8F6F", NEGATIVE)
_GREY = Colour("#5F5F5F", "#B4B4B4")
_OTHERS = (_VIOLET, _TEAL, _GOLD, _PLUM)
_USUAL = {
    ELECTRON: _BLUE,
    "Li+": _RED,
    **dict.fromkeys(("Na+", "Cu+2", "Fe+2", "Ag+"), _GOLD),
    **dict.fromkeys(("K+", "Zn+2", "PF6-", "H+", "OH-"), _VIOLET),
    **dict.fromkeys(("Cl-", "SO4-2", "NO3-"), _TEAL),
    **dict.fromkeys(("Fe+3", "Ca+2"), _PLUM),
}


def colours(species: Sequence[str]) -> dict[str, Colour]:
    """Colours by species: the usual one, or the next that is free; grey once all are taken.

    Blue is kept for electrons, red for lithium.
    """
    found: dict[str, Colour] = {}
    for s in species:
        found_already = set(found.values())
        reserved = {_USUAL[t] for t in species if t in _USUAL and t != s}
        usual = _USUAL.get(s)
        if usual is None or usual in found_already:
            free = [c for c in _OTHERS if c not in found_already]
            usual = next((c for c in free if c not in reserved), free[0] if free else _GREY)
        found[s] = usual
    return found
