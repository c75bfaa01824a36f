"""Write a cell as a BPX file (JSON), to edit and to share."""

from __future__ import annotations

import argparse
import json

from . import common, outputs
from .exits import Exit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    common.add_cell(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE.json", help="file to write (default: standard output)"
    )
    parser.add_argument("--force", action="store_true", help="write over a file of that name")


def execute(args: argparse.Namespace) -> int:
    if args.output is not None:
        outputs.check_cell(args.output, args.force, inputs=[args.cell])
    document = common.load(args).to_bpx(args.output)
    if args.output is None:
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        print(f"wrote {args.output}")
    return Exit.DONE
