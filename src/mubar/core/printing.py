"""An expression as plain text, which the parser of function strings reads back."""

from __future__ import annotations

from .expr import Expr, topological
from .ops import OPS


def infix(root: Expr) -> str:
    """Text with Python's operators and precedence; numbers with all their digits, so that they survive."""
    text: dict[int, str] = {}
    for n in topological(root):
        inner = [text[id(a)] for a in n.args]
        if n.op == "const":
            text[id(n)] = repr(n.payload)
        elif n.op == "symbol":
            text[id(n)] = n.payload
        elif n.op == "table":
            text[id(n)] = f"{n.payload[0].label}{'_' * n.payload[1]}({inner[0]})"
        elif n.op == "special":
            function, orders = n.payload
            text[id(n)] = f"{function.label}{list(orders) if any(orders) else ''}({', '.join(inner)})"
        elif n.op == "root":
            text[id(n)] = f"root({infix(n.payload.expression)}, {', '.join([n.payload.unknown, *inner])})"
        elif n.op == "mul" and n.args[0] is n.args[1]:
            text[id(n)] = f"{_bracketed(n.args[0], inner[0], 6)} ** 2"
        elif OPS[n.op].precedence == 9:
            text[id(n)] = OPS[n.op].code.format(*inner)
        else:
            levels = _levels(n.op)
            parts = [_bracketed(a, t, least) for a, t, least in zip(n.args, inner, levels, strict=True)]
            text[id(n)] = OPS[n.op].code.format(*parts)
    return text[id(root)]


def _levels(op: str) -> tuple[int, ...]:
    """How strongly each argument must bind to stand without brackets."""
    own = OPS[op].precedence
    if op in ("neg", "pow"):
        return (own + 1, own)[: 1 if op == "neg" else 2]
    if op in ("and", "or", "not"):
        return (own, own)[: 1 if op == "not" else 2]
    return own, own + 1  # what binds to the left


def _bracketed(child: Expr, text: str, least: int) -> str:
    if child.op == "const" and child.payload < 0.0:
        strength = 4 if least <= 3 else 0  # a sign in front needs none on the left, and reads badly elsewhere
    elif child.op == "mul" and child.args[0] is child.args[1]:
        strength = 5
    else:
        strength = OPS[child.op].precedence
    return text if strength >= least else f"({text})"
