"""BPX documents for tests: a shipped one to change, and one with every feature that the shipped ones lack."""

import copy
import json
from functools import reduce
from importlib.resources import files


def shipped(name="chen2020"):
    """A shipped cell file as plain JSON values."""
    return json.loads(files("mubar.materials.library").joinpath(f"{name}.json").read_text("utf-8"))


def with_value(document, path, value):
    """A copy of the document with ``value`` at ``path``."""
    made = copy.deepcopy(document)
    reduce(lambda here, step: here[step], path[:-1], made)[path[-1]] = value
    return made


def without(document, path):
    """A copy of the document that lacks what stands at ``path``."""
    made = copy.deepcopy(document)
    del reduce(lambda here, step: here[step], path[:-1], made)[path[-1]]
    return made


def blend():
    """LG M50 with its NMC split into two sizes, tables, user-defined blocks and measured runs."""
    document = shipped()
    parameters = document["Parameterisation"]
    positive = parameters["Positive electrode"]
    matrix = {k: positive.pop(k) for k in list(positive)[:4]}
    small = dict(positive)
    large = dict(positive)
    small["Particle radius [m]"] = 2e-6
    small["Surface area per unit volume [m-1]"] = 3 * 0.2 / 2e-6
    large["Surface area per unit volume [m-1]"] = 3 * 0.465 / large["Particle radius [m]"]
    large["OCP [V]"] = {"x": [0.2, 0.3, 0.5, 0.7, 0.9], "y": [4.35, 4.15, 3.95, 3.75, 3.5]}
    large["OCP (lithiation) [V]"] = 3.9
    parameters["Positive electrode"] = {**matrix, "Particle": {"small": small, "Large ones": large}}
    negative = parameters["Negative electrode"]
    negative["Diffusivity [m2.s-1]"] = {"x": [0.0, 0.5, 1], "y": [3e-14, 2e-14, 4e-14]}
    negative["Entropic change coefficient [V.K-1]"] = "1e-5 * (x - 0.5)"
    parameters["User-defined"]["someone else"] = {"a": 1, "f": "2*x", "description": "theirs"}
    parameters["User-defined"]["mubar"] |= {
        "cell": {"contact_resistance": 0.002},
        "electrolyte": {"thermodynamic_factor": "1 + 0.3 * (x / 1000)", "description": "made up"},
        "positive": {
            "small": {
                "kinetics": {
                    "ButlerVolmer": {
                        "exchange": {"InsertionExchange": {"rate_constant": 5e-5}},
                        "anodic_transfer": 0.4,
                        "cathodic_transfer": 0.6,
                    }
                }
            }
        },
    }
    document["State"]["Initial conditions"]["Initial hysteresis state: Positive electrode"] = {
        "small": 1,
        "Large ones": 0.5,
    }
    document["Validation"] = {
        "1C": {"Time [s]": [0, 1, 2], "Current [A]": [-5, -5, -5], "Voltage [V]": [4.1, 4.0, 3.9]}
    }
    return document


def single_particle():
    """A file for the single-particle model: no electrolyte, no separator, no matrix."""
    document = shipped()
    document["Header"]["Model"] = "SPM"
    parameters = document["Parameterisation"]
    del parameters["Electrolyte"], parameters["Separator"]
    for side in ("Negative electrode", "Positive electrode"):
        for field in ("Porosity", "Transport efficiency", "Conductivity [S.m-1]"):
            del parameters[side][field]
    return document
