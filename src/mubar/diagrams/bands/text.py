"""JSON text of plain data: no NaN, no spaces, and InputError for what isn't JSON."""

from __future__ import annotations

import json
from typing import Any

from mubar.core.errors import InputError


def dumps(plain: Any) -> str:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def loads(text: str | bytes) -> Any:
    """Raises InputError for text that isn't JSON, or nests too deep to be a diagram."""
    try:
        return json.loads(text)
    except RecursionError:
        raise InputError.one("band diagram", "lists within lists without end", "a diagram's JSON") from None
    except (ValueError, TypeError) as error:
        raise InputError.one("band diagram", f"no JSON ({error})", "what BandDiagram.to_json wrote") from None
