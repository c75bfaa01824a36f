"""Write an interactive explainer, a page with sliders; without a name, list them.

The page is one file that fetches nothing; its numbers are computed in the browser from the same laws as here.
"""

from __future__ import annotations

import argparse

from mubar.core.errors import InputError, Problem
from mubar.core.files import ending, write

from .exits import Exit
from .report import print_written


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="which one; without it, they are listed")
    parser.add_argument("-o", "--output", metavar="FILE.html", help="page to write; with --all a folder")
    parser.add_argument("--all", action="store_true", help="write all of them and an index")


def execute(args: argparse.Namespace) -> int:
    from mubar.diagrams.explainers import EXPLAINERS, explainer, write_gallery

    if args.all and args.name is not None:
        raise InputError([Problem("mubar explain", f"--all and {args.name}", "one of the two")])
    if not args.all and args.name is None and args.output is None:
        _list([(name, make().summary) for name, make in EXPLAINERS.items()])
        return Exit.DONE
    if args.output is None:
        raise InputError([Problem("mubar explain", "no -o", _EXPECTED)])
    if args.all:
        print_written(map(str, write_gallery(args.output)))
        return Exit.DONE
    if args.name is None:
        raise InputError([Problem("mubar explain", "no NAME", _EXPECTED)])
    one = explainer(args.name)
    ending(args.output, "page", [".html"])
    write(args.output, one.html())
    print_written([args.output])
    return Exit.DONE


_EXPECTED = "mubar explain NAME -o FILE.html, or mubar explain --all -o FOLDER"


def _list(rows: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in rows)
    for name, summary in rows:
        print(f"{name:<{width}}  {summary}")
