"""A solution made without the solver: an LG M50-like cell on discharge, every volume one mixed particle.

Not a DFN, but it obeys the identities that a figure or a file may rely on: V_e = U + overpotential + V_Li in
every volume, the local currents add up to the cell's, charge is conserved, and V_e = 0 at x = 0.
"""

import numpy as np

from mubar.core.constants import F, R
from mubar.simulation.solution import Field, Solution, Status

THICKNESS = {"negative": 85.2e-6, "separator": 12e-6, "positive": 75.6e-6}
RADIUS = {"negative": 5.86e-6, "positive": 5.22e-6}
C_MAX = {"negative": 33133.0, "positive": 63104.0}
ACTIVE = {"negative": 0.75, "positive": 0.665}
AREA, TEMPERATURE = 0.1027, 298.15


def graphite(x):
    return (
        1.97938 * np.exp(-39.3631 * x) + 0.2482 - 0.0909 * np.tanh(29.8538 * (x - 0.1234))
        - 0.04478 * np.tanh(14.9159 * (x - 0.2769)) - 0.0205 * np.tanh(30.4444 * (x - 0.6103))
    )  # fmt: skip


def nmc(x):
    return (
        -0.8090 * x + 4.4875 - 0.0428 * np.tanh(18.5138 * (x - 0.5542))
        - 17.7326 * np.tanh(15.7890 * (x - 0.3117)) + 17.5842 * np.tanh(15.9308 * (x - 0.3120))
    )  # fmt: skip


OCP = {"negative": graphite, "positive": nmc}
START = {"negative": 0.9014, "positive": 0.27}


class SyntheticProfiles:
    def __init__(self, coordinates, fields):
        self._coordinates, self._fields = coordinates, fields

    def coordinates(self):
        return iter(self._coordinates)

    def fields(self):
        return iter(self._fields)


def discharge(times=250, volumes=20, shells=20, end=3400.0, current=5.0, **changes):
    """A constant-current discharge; ``changes`` replace attributes of the Solution."""
    t = np.linspace(0.0, end, times)
    i = current / AREA
    width = {s: THICKNESS[s] / volumes for s in THICKNESS}
    left = dict(zip(THICKNESS, np.cumsum([0.0, *list(THICKNESS.values())[:-1]]), strict=True))
    x_of = {s: left[s] + width[s] * (np.arange(volumes) + 0.5) for s in THICKNESS}
    x = np.concatenate(list(x_of.values()))
    region = np.repeat(list(THICKNESS), volumes)
    total = sum(THICKNESS.values())

    # Electrolyte: the steady state of evenly spread reactions, approached with one time constant.
    flux = np.interp(x, [0, left["separator"], left["positive"], total], [0, i, i, 0])
    gradient = -flux * 0.74 / (F * 2.5e-10 * np.where(region == "separator", 0.32, 0.14))
    c = np.cumsum(gradient * np.repeat(list(width.values()), volumes))
    c_e = 1000.0 + (c - c.mean()) * (1 - np.exp(-t[:, None] / 120.0))
    ohmic = -np.cumsum(
        flux / np.where(region == "separator", 0.3, 0.16) * np.repeat(list(width.values()), volumes)
    )
    relative = ohmic + 2 * R * TEMPERATURE / F * 0.74 * np.log(c_e / c_e[:, :1])

    def rate(eta, surface):
        return (
            2
            * 1.2
            * np.sqrt(np.maximum(surface * (1 - surface), 1e-6))
            * np.sinh(F * eta / (2 * R * TEMPERATURE))
        )

    rows = {s: {"x": [], "j": [], "u": [], "eta": [], "offset": []} for s in OCP}
    for side, sign in (("negative", 1.0), ("positive", -1.0)):
        a = 3 * ACTIVE[side] / RADIUS[side]
        mean_j = sign * i / (a * THICKNESS[side])
        filling = np.full(volumes, START[side])
        here = region == side
        for k in range(times):
            u = OCP[side](filling)
            low, high = -1.0, 6.0  # V_e - V_Li at the first volume, by bisection: the rate rises with it
            for _ in range(60):
                offset = 0.5 * (low + high)
                j = rate(offset - (relative[k, here] - relative[k, here][0]) - u, filling)
                low, high = (offset, high) if j.mean() < mean_j else (low, offset)
            eta = offset - (relative[k, here] - relative[k, here][0]) - u
            for name, value in (("x", filling), ("j", j), ("u", u), ("eta", eta), ("offset", offset)):
                rows[side][name].append(value)
            if k + 1 < times:
                filling = filling - a * j * (t[k + 1] - t[k]) / (F * ACTIVE[side] * C_MAX[side])
    data = {s: {name: np.array(value) for name, value in r.items()} for s, r in rows.items()}
    n, p = data["negative"], data["positive"]

    v_li = relative - relative[:, :1] - n["offset"][:, None]
    v_positive = v_li[:, region == "positive"][:, 0] + p["offset"]
    v_e = np.where(region == "negative", 0.0, np.where(region == "positive", v_positive[:, None], np.nan))
    voltage = v_positive - current * 2e-3

    axes = [Field("x", ("x",), x, "m", "position"), Field("region", ("x",), region, "", "part of the cell")]
    fields = [
        Field("V_e", ("time", "x"), v_e, "V", "species voltage of electrons"),
        Field("V_Li", ("time", "x"), v_li, "V", "species voltage of lithium ions"),
        Field("c_e", ("time", "x"), c_e, "mol.m-3", "salt concentration"),
    ]
    relaxed = nmc(p["x"].mean(axis=1)) - graphite(n["x"].mean(axis=1))
    fields.append(Field("open_circuit_voltage", ("time",), relaxed, "V", "open-circuit voltage"))
    for s, d in data.items():
        r = RADIUS[s] * (np.arange(shells) + 0.5) / shells
        parabola = (r / RADIUS[s]) ** 2 - 0.6
        c_s = C_MAX[s] * (d["x"][:, :, None] - 0.02 * (d["j"] / 3.0)[:, :, None] * parabola)
        axes += [
            Field(f"x_{s}", (f"x_{s}",), x_of[s], "m", "position"),
            Field(f"r_{s}", (f"r_{s}",), r, "m", "radius"),
        ]
        at = ("time", f"x_{s}")
        fields += [
            Field(f"overpotential_{s}", at, d["eta"], "V", "overpotential"),
            Field(f"current_density_{s}", at, d["j"], "A.m-2", "current density of the reaction"),
            Field(f"open_circuit_potential_{s}", at, d["u"], "V", "open-circuit potential"),
            Field(
                f"surface_stoichiometry_{s}",
                at,
                d["x"] - 0.02 * (d["j"] / 3.0),
                "1",
                "filled fraction of the surface",
            ),
            Field(f"c_s_{s}", (*at, f"r_{s}"), c_s, "mol.m-3", "lithium concentration"),
        ]
    charge = current * t / 3600
    power = voltage * current
    energy = np.concatenate([[0.0], np.cumsum(0.5 * (power[1:] + power[:-1]) * np.diff(t))]) / 3600
    made = {
        "status": Status.SUCCESS,
        "time": t,
        "voltage": voltage,
        "current": np.full(times, current),
        "charge": charge,
        "energy": energy,
        "temperature": np.full(times, TEMPERATURE),
        "step": np.ones(times, dtype=np.int64),
        "cycle": np.ones(times, dtype=np.int64),
        "message": "Reached 2.5 V after 56.7 min.",
        "profiles": SyntheticProfiles(axes, fields),
        "final_state": {
            "chain": np.stack([c_e[-1], relative[-1]], axis=1),
            "particles": c_s[-1],
            "charge": np.array(charge[-1]),
        },
        "statistics": {"steps": 143, "rejected_steps": 3, "newton_iterations": 301, "solver_time": 1.1e-3},
        "inputs": {
            "model": "dfn",
            "steps": ["Discharge at 1C until 2.5 V"],
            "soc": 1.0,
            "cell": {"Header": {"BPX": "1.1.0"}},
        },
        "citations": (
            "C.-H. Chen et al., J. Electrochem. Soc. 167 (2020) 080534",
            "A source with µ̄, <tags> & 25 °C",
        ),
        "versions": {"mubar": "0.1.0", "numpy": np.__version__},
        "title": "LG M50, discharge at 1C until 2.5 V",
    }
    return Solution(**(made | changes))
