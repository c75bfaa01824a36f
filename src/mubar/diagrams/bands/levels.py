"""What is drawn on the rectangle of levels: fills, lines, marks, arrows, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .kinds import ImpliedLevel, InnerPotential, StandardVoltage
from .labels import place
from .naming import CURRENT, SIZE, Name, Rectangle, beside, text_width
from .parts import Trace
from .scale import VoltageScale
from .theme import Theme
from .typeset import plain_text, species_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from .description import BandDiagram

_DASHES = (0, (4.5, 2.0))
_WEIGHTS = (2.3, 1.4, 0.9)


def fills(ax: Axes, diagram: BandDiagram, theme: Theme) -> None:
    """Regions, and lines at the interfaces between them."""
    for region in diagram.regions:
        ax.axvspan(region.left, region.right, color=theme.fills[region.fill], lw=0, zorder=0)
    for interface in diagram.interfaces:
        ax.axvline(interface.x, color=theme.muted, lw=0.6, ls=_style(bool(interface.passes)), zorder=1)


def frame(ax: Axes, diagram: BandDiagram, on: Rectangle, theme: Theme) -> None:
    """Fills, the axis of voltage with its breaks."""
    fills(ax, diagram, theme)
    ticks = on.scale.ticks()
    ax.set_yticks(
        [float(on.scale.height(V)) for V in ticks], [f"{V + 0.0:.6g}".replace("-", "−") for V in ticks]
    )
    ax.set_ylabel(diagram.y_label, color=theme.ink, parse_math=False)
    for (_, below), (above, _) in zip(on.scale.stretches, on.scale.stretches[1:], strict=False):
        low, high = float(on.scale.height(below)), float(on.scale.height(above))
        ax.axhspan(low, high, color=theme.background, lw=0, zorder=0.5)
        for y in (low, high):
            ax.axhline(y, color=theme.muted, lw=0.5, ls=(0, (1, 2)), zorder=0.6)
            ax.plot(
                [-0.008, 0.008], [y - 0.012, y + 0.012], color=theme.muted, lw=0.8, clip_on=False,
                transform=ax.transAxes, zorder=6,
            )  # fmt: skip
        ax.plot(
            [0.0, 0.0],
            [low, high],
            color=theme.background,
            lw=1.6,
            clip_on=False,
            transform=ax.transAxes,
            zorder=5,
        )


def lines(ax: Axes, diagram: BandDiagram, scale: VoltageScale, theme: Theme) -> None:
    """The traces. Where the axis is broken a steep line crosses the break straight."""
    for trace in diagram.traces:
        colour = theme.of(diagram.colours.get(trace.species))
        height = scale.height(trace.V)
        alone = _alone(trace.V)
        over = 0.2 if isinstance(trace.kind, ImpliedLevel) else 0.0
        ax.plot(trace.x, height, color=colour, zorder=3.0 + over, **_line(trace))
        ax.plot(trace.x[alone], height[alone], "_", color=colour, ms=9, mew=_WEIGHTS[trace.rank], zorder=3)


def marks(ax: Axes, diagram: BandDiagram, on: Rectangle, theme: Theme) -> None:
    """Reactions, gaps, currents."""
    height = on.scale.height
    for mark in diagram.reactions:
        V = np.array([level.V for level in mark.levels])
        ax.plot([mark.x, mark.x], [height(V.min()), height(V.max())], color=theme.ink, lw=0.8, zorder=4)
        for level in mark.levels:
            y, colour = float(height(level.V)), theme.of(diagram.colours.get(level.species))
            ax.plot([mark.x], [y], "o", color=colour, mec=theme.background, mew=0.8, ms=5.0, zorder=5)
            towards = float(height(0.5 * (V.min() + V.max()))) - y
            if level.gives and abs(towards) * on.height > 12.0:
                near, far = y + 0.12 * towards, y + 0.75 * towards
                ends = (near, far) if level.gives > 0 else (far, near)
                _arrow(ax, (mark.x, ends[0]), (mark.x, ends[1]), theme.current, 1.0, "-|>")
    for gap in diagram.gaps:
        ends = (gap.x, float(height(gap.start))), (gap.x, float(height(gap.end)))
        _arrow(ax, *ends, theme.ink, 0.8, "<->" if abs(ends[1][1] - ends[0][1]) * on.height > 9.0 else "-")
    for arrow in diagram.currents:
        if (arrow.x_start, arrow.V_start) == (arrow.x_end, arrow.V_end):
            continue  # nothing flows
        (x, y), (x2, y2) = beside(on, arrow)
        share = ((x / on.width, y / on.height), (x2 / on.width, y2 / on.height))
        _arrow(ax, *share, theme.current, 1.7, "-|>", "axes fraction")


def captions(ax: Axes, placed: list[Name], diagram: BandDiagram, theme: Theme) -> None:
    """Names in the colours of what they name, with leaders to it where they had to move."""
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.2, foreground=theme.background, alpha=0.85)]
    for k, name in enumerate(placed):
        colour = theme.current if name.species == CURRENT else theme.of(diagram.colours.get(name.species))
        points: dict[str, Any] = {"xycoords": "axes points", "annotation_clip": False}
        text = ax.annotate(
            name.text, (name.left, name.centre), va="center_baseline", ha="left", color=colour, size=SIZE,
            zorder=7, path_effects=halo, **points,
        )  # fmt: skip
        text.set_gid(f"name-{k}")
        if name.moved:
            side = name.left - 1.0 if name.anchor[0] < name.left else name.left + name.width + 1.0
            inner = min(max(name.anchor[0], name.left), name.left + name.width)
            end = (side, name.centre) if inner != name.anchor[0] else (inner, _edge(name))
            leader = {"arrowstyle": "-", "color": colour, "lw": 0.5, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", end, name.anchor, textcoords="axes points", arrowprops=leader, zorder=6, **points)


def interface_names(ax: Axes, diagram: BandDiagram, on: Rectangle, theme: Theme) -> None:
    """Above the rectangle, apart from each other."""
    named = [i for i in diagram.interfaces if i.name or i.passes]
    texts = [
        " ".join([plain_text(i.name), *(f"${species_text(s)}$" for s in i.passes)]).strip() for i in named
    ]
    at = [on.at(i.x, 0.0)[0] for i in named]
    placed = place(at, [text_width(t, 7.0) + 4.0 for t in texts], 0.0, on.width, 2.0)
    for x, text in zip(placed, texts, strict=True):
        ax.annotate(
            text, (float(x), on.height + 4.0), xycoords="axes points", ha="center", va="bottom", size=7.0,
            color=theme.muted, annotation_clip=False,
        )  # fmt: skip


def region_strip(ax: Axes, diagram: BandDiagram, on: Rectangle, theme: Theme) -> None:
    """Names of the regions on their fills; smaller where they are many, cut where they are long."""
    fills(ax, diagram, theme)
    ax.set_ylim(0.0, 1.0)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    size = 7.5
    texts = [plain_text(r.name) for r in diagram.regions]
    while size > 5.5 and sum(text_width(t, size) + 5.0 for t in texts) > on.width:
        size -= 0.5
    room = on.width / max(len(texts), 1)
    while sum(text_width(t, size) + 5.0 for t in texts) > on.width and any(len(t) > 2 for t in texts):
        texts = [t if text_width(t, size) + 5.0 <= room else t[:-2].rstrip() + "…" for t in texts]
    at = [on.at(0.5 * (r.left + r.right), 0.0)[0] for r in diagram.regions]
    placed = place(at, [text_width(t, size) + 5.0 for t in texts], 0.0, on.width)
    for k, (x, text) in enumerate(zip(placed, texts, strict=True)):
        label = ax.annotate(
            text, (float(x), 8.0), xycoords="axes points", ha="center", va="center", size=size,
            color=theme.ink, annotation_clip=False,
        )  # fmt: skip
        label.set_gid(f"region-{k}")


def _line(trace: Trace) -> dict[str, Any]:
    if isinstance(trace.kind, StandardVoltage):
        return {"lw": 0.9, "alpha": 0.75}
    if isinstance(trace.kind, (ImpliedLevel, InnerPotential)):
        return {"lw": 1.3, "ls": _DASHES, "dash_capstyle": "butt"}
    return {"lw": _WEIGHTS[trace.rank]}


def _style(dashed: bool) -> Any:
    return (0, (3, 2)) if dashed else "-"


def _alone(V: np.ndarray) -> np.ndarray:
    """Points without a neighbour, which a line would not show."""
    there = np.concatenate([[False], np.isfinite(V), [False]])
    return there[1:-1] & ~there[:-2] & ~there[2:]


def _edge(name: Name) -> float:
    _, bottom, _, top = name.box
    return bottom if name.anchor[1] < name.centre else top


def _arrow(
    ax: Axes,
    start: tuple[float, float],
    end: tuple[float, float],
    colour: str,
    width: float,
    style: str,
    coordinates: str = "data",
) -> None:
    properties = {
        "arrowstyle": style, "color": colour, "lw": width, "shrinkA": 0, "shrinkB": 0,
        "mutation_scale": 5.0 + 2.0 * width,
    }  # fmt: skip
    frame: dict[str, Any] = {"xycoords": coordinates, "textcoords": coordinates}
    ax.annotate("", end, start, arrowprops=properties, zorder=4, **frame)
