"""The compiled solver, loaded on first use: from disk, or compiled once per machine.

In parts that call each other by address, since what LLVM sees at once it optimises over and over: a run of
tasks, a time step, a Newton iteration, the chain's linear system, and what is done with each kind of pendant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from .layout import (
    CARRY_OUT,
    G_ELIMINATE,
    G_EVALUATE,
    G_SUBSTITUTE,
    G_WEIGH,
    GROUP_SIZE,
    GROUP_TABLE,
    LOOK,
    NB,
    NEWTON_STEP,
    SOLVE_MANY,
    SOLVE_ONE,
    TIME_STEP,
)
from .machine_code import FLOATS, INTEGER, INTEGERS, Signature, Source, addresses, ready
from .tasks import Array

_HEADER = """\
from mubar.numerics import {module}

BLOCK = (0,) * {block_size}
"""
_FUNCTION = """

def part_{place}({arguments}):
    {body}
"""
_ON_A_PROBLEM = Signature((FLOATS, INTEGERS, FLOATS, INTEGER), returns=True)


@dataclass(frozen=True, eq=False)
class Part:
    """Functions of one module of this package that are compiled together.

    ``functions``: by the place in ``k`` (or in a group) that holds the address, the body of each.
    """

    module: str
    functions: Mapping[int, str]
    depends_on: tuple[str, ...] = ()
    """Modules beside its own and those that all depend on."""
    signature: Signature = _ON_A_PROBLEM
    arguments: str = "w, k, tables, o"

    def source(self, block_size: int) -> Source:
        """What is compiled; the same for all block sizes where none matters."""
        used = any("BLOCK" in body for body in self.functions.values())
        text = _HEADER.format(module=self.module, block_size=block_size if used else 0)
        for place, body in self.functions.items():
            body = body.replace("\n", "\n    ")
            text += _FUNCTION.format(place=place, body=body, arguments=self.arguments)
        signatures = {f"part_{place}": self.signature for place in self.functions}
        depends_on = ("layout", "pointers", self.module, *self.depends_on)
        return Source(self.module, text, signatures, depends_on)


_TASKS = Part(
    "integrate",
    {CARRY_OUT: "integrate.carry_out(n, integers, numbers)"},
    ("bounds", "history", "newton", "tasks", "vectors"),
    Signature((INTEGER, INTEGERS, FLOATS), returns=False),
    "n, integers, numbers",
)
_PARTS = (
    _TASKS,
    Part(
        "bdf",
        {TIME_STEP: "return bdf.step(w, k, tables)"},
        ("bounds", "corrector", "history", "vectors"),
    ),
    Part(
        "newton",
        {
            NEWTON_STEP: "return int(newton.newton_step(BLOCK, w, k, tables))",
            LOOK: "newton.look(BLOCK, w, k, tables)\nreturn 1",
        },
    ),
    Part(
        "chain",
        {
            SOLVE_ONE: "chain.solve_one(BLOCK, w, k)\nreturn 1",
            SOLVE_MANY: "chain.solve_many(BLOCK, w, k)\nreturn 1",
        },
    ),
)
PENDANTS = Part(
    "pendants",
    {
        G_WEIGH: "pendants.weigh(w, k, tables, o)\nreturn 1",
        G_EVALUATE: "pendants.evaluate(w, k, tables, o)\nreturn 1",
        G_ELIMINATE: "pendants.eliminate(w, k, o)\nreturn 1",
        G_SUBSTITUTE: "pendants.substitute(w, k, o)\nreturn 1",
    },
)
"""Particles of shells."""
NODES = Part(
    "nodes",
    {
        G_WEIGH: "nodes.weigh(w, k, tables, o)\nreturn 1",
        G_EVALUATE: "nodes.evaluate(w, k, tables, o)\nreturn 1",
        G_ELIMINATE: "nodes.eliminate(w, k, o)\nreturn 1",
        G_SUBSTITUTE: "nodes.substitute(w, k, o)\nreturn 1",
    },
)
"""Particles of nodes."""


def install(k: Array, pendants: Sequence[Part], announce: Callable[[str], None]) -> None:
    """Put the addresses of the solver's parts into the layout ``k``: one of ``pendants`` for every group.

    ``announce`` is called before each of those that this machine has to compile.
    """
    block_size = int(k[NB])
    ahead = [part for part in dict.fromkeys([*_PARTS, *pendants]) if not ready([part.source(block_size)])]
    for i, part in enumerate(ahead, 1):
        announce(f"compiling the solver (once per machine, less than a minute), part {i} of {len(ahead)}")
        _addresses(part, block_size)
    for part in _PARTS:
        for place, address in _addresses(part, block_size).items():
            k[place] = address
    for g, part in enumerate(pendants):
        for place, address in _addresses(part, block_size).items():
            k[k[GROUP_TABLE] + g * GROUP_SIZE + place] = address


@cache
def _addresses(part: Part, block_size: int) -> Mapping[int, int]:
    found = addresses(part.source(block_size))
    return {place: found[f"part_{place}"] for place in part.functions}
