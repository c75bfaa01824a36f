"""Pictures compared loosely: small and blurred, so that another font or a shifted pixel doesn't count."""

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

REFERENCE = Path(__file__).parent / "reference"
SIZE = (150, 110)
LIMIT = 4.0
"""Mean difference of the blurred pictures, of 255."""


def small(png: bytes) -> Image.Image:
    """As references are stored."""
    return Image.open(io.BytesIO(png)).convert("RGB").resize(SIZE, Image.Resampling.BOX)


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean over pixels and colours after a blur, and at least a quarter of the worst tile of 10 by 10."""
    blurred = (np.asarray(i.filter(ImageFilter.GaussianBlur(2)), dtype=float) for i in (a, b))
    apart = np.abs(np.subtract(*blurred)).mean(axis=2)
    tiles = apart.reshape(SIZE[1] // 10, 10, SIZE[0] // 10, 10).mean(axis=(1, 3))
    return max(float(apart.mean()), 0.25 * float(tiles.max()))


def stored(name: str) -> Image.Image:
    return Image.open(REFERENCE / f"{name}.png").convert("RGB")


def assert_looks_like(png: bytes, name: str, redraw: bool) -> None:
    """``redraw`` stores the picture as the new reference."""
    if redraw:
        small(png).quantize(64).save(REFERENCE / f"{name}.png", optimize=True)
    assert difference(small(png), stored(name)) < LIMIT, f"{name} looks otherwise: pytest --redraw"
