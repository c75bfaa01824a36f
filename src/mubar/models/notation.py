"""The letters that equations are printed with: names in code and paths of a cell, to LaTeX."""

from __future__ import annotations

from ..materials.keys import SIDES, name_of, side_of

MEANINGS = {
    "c": "salt concentration over 1 mol/L",
    "u": "V_e - V_Li, V",
    "current": "current density of the cell, discharging positive, A/m2",
    "foil": "overpotential of the lithium foil, V",
    "u_negative": "V_e - V_Li between the means over the negative electrode, V",
    "u_positive": "V_e - V_Li between the means over the positive electrode, V",
    "c_negative": "mean of the salt concentration over the negative electrode, over 1 mol/L",
    "c_positive": "mean of the salt concentration over the positive electrode, over 1 mol/L",
}
"""Unknowns in words."""

_TITLES = {
    "c": "salt",
    "u": "charge",
    "V_Li": "step of V_Li",
    "voltage": "voltage",
    "foil": "lithium foil",
    "c_foil": "salt at the foil",
    "u_negative": "charge, negative",
    "u_positive": "charge, positive",
    "c_negative": "mean salt, negative",
    "c_positive": "mean salt, positive",
    "mean_c_negative": "mean salt, negative",
    "mean_c_positive": "mean salt, positive",
    "reaction_negative": "reaction, negative",
    "reaction_positive": "reaction, positive",
}

_LETTERS = {
    # unknowns and functionals
    "c": r"\hat{c}",
    "u": "w",
    "current": "i",
    "foil": r"\eta_{\mathrm{Li}}",
    "voltage": "V",
    "c_foil": r"\hat{c}_{0}",
    "mean_c": r"\langle\hat{c}\rangle",
    "reaction": "J",
    # rows and properties
    "dx": r"\Delta x",
    "porosity": r"\varepsilon",
    "efficiency": r"\mathcal{B}",
    "ion_share": "s",
    "at_negative_end": r"\mathbf{1}_{x=0}",
    "at_positive_end": r"\mathbf{1}_{x=L}",
    "log_c": r"\ln\hat{c}",
    "resistivity": "r",
    "to_left": r"\ell^{-}",
    "to_right": r"\ell^{+}",
    "integral_D": r"\Theta",
    "anion_share": "t_{-}",
    "diffusion_factor": r"\zeta",
    # nodes of a particle
    "x_mean": r"\langle x\rangle",
    "mu": r"\mu/F",
    "volume": "v",
    "before": "g^{-}",
    "behind": "g^{+}",
    "wall": r"g^{\mathrm{w}}",
    "surface": "a",
    "share": r"\varphi",
    "h": "h",
    "x1": "x_{1}",
    "x2": "x_{2}",
    "mu1": r"\mu_{1}/F",
    "mu2": r"\mu_{2}/F",
    "begun": "t_0",
    "loud": r"\mathbf{1}_{\mathrm{noise}}",
    "sites": "N",
    "fallen": r"\Delta V_{\mathrm{e}}",
    "carried": "I",
    "held": r"\Sigma x",
    "mean": r"\bar{x}",
    "drop": "r",
    "charge": "q",
    "within": r"\hat{v}",
    "first": r"\mathbf{1}_{\mathrm{first}}",
    "inner": r"\mathbf{1}_{\mathrm{inner}}",
    "preceded": r"\mathbf{1}_{\mathrm{preceded}}",
    "followed": r"\mathbf{1}_{\mathrm{followed}}",
    # numbers and laws
    "x": "x",
    "time": "t",
    "temperature": "T",
    "area": "A",
    "thickness": "L",
    "contact_resistance": r"R_{\mathrm{contact}}",
    "conductivity": r"\sigma",
    "electrolyte.conductivity": r"\kappa",
    "diffusivity": "D",
    "transference_number": "t_{+}",
    "thermodynamic_factor": r"\chi",
    "initial_concentration": "c_{0}",
    "open_circuit_potential": "U",
    "particle_radius": r"R_{\mathrm{p}}",
    "surface_area_per_volume": r"a_{\mathrm{s}}",
    "maximum_concentration": r"c_{\mathrm{max}}",
    "rate_constant": "k",
    "activation_energy": "E",
    "reference_temperature": r"T_{\mathrm{ref}}",
    "anodic_transfer": r"\alpha_{\mathrm{a}}",
    "cathodic_transfer": r"\alpha_{\mathrm{c}}",
    "control.current": "a",
    "control.voltage": "b",
    "control.power": "d",
    "control.setpoint": "s_{0}",
    "control.slope": "s_{1}",
    "control.start": "t_{0}",
}
_FLUXES = {"c": "N", "u": r"i_{\mathrm{e}}", "V_Li": r"\Delta V_{\mathrm{Li}}"}
_PLACES = {
    "left": "k", "right": "k+1", "out": "k+1/2", "in": "k-1/2", "node": "i", "near": "i-1", "far": "i+1",
}  # fmt: skip


def title(name: str) -> str:
    """The equation of unknown or functional ``name`` in words."""
    return _TITLES.get(name, name.replace("_", " "))


def symbol(name: str) -> str:
    """A name in an expression, such as ``c@left``, ``c_t`` or ``positive.materials[nmc].particle_radius``."""
    name, _, place = name.partition("@")
    if place in ("out", "in"):
        return flux(name, _PLACES[place])
    if name == "j" and place:
        return of("j", place)
    if name.startswith("∫"):
        return r"\int\!" + symbol(name[1:])
    if name.endswith("_t") and name[:-2] in _LETTERS:
        return r"\partial_t " + _with(_LETTERS[name[:-2]], _PLACES.get(place, ""))
    if "." in name:
        return _of_path(name)
    if name in _LETTERS:
        return _with(_LETTERS[name], _PLACES.get(place, ""))
    stem, _, side = name.rpartition("_")
    if side in SIDES and stem in _LETTERS:
        return of(_LETTERS[stem], side)
    return _with(_upright(name), _PLACES.get(place, ""))


def flux(name: str, face: str = "k+1/2") -> str:
    """What flows through a face in the equation ``name``, or its part of a functional."""
    return _with(_FLUXES.get(name) or symbol(name), face)


def part(name: str) -> str:
    """The part of functional ``name`` in volume k."""
    return _with(symbol(name), "k")


def of(letter: str, group: str) -> str:
    """``letter`` of a material or electrode: ``negative``, ``positive.nmc``."""
    side, material = side_of(group), name_of(group)
    return _with(letter, rf"\mathrm{{{', '.join(part for part in (side[0], material) if part)}}}")


def _of_path(path: str) -> str:
    head, _, rest = path.partition(".")
    last = path.rpartition(".")[2]
    letter = _LETTERS.get(path) or _LETTERS.get(last) or _upright(last)
    if head not in SIDES:
        return letter
    material = rest.partition("[")[2].partition("]")[0]
    return of(letter, f"{head}.{material}")


def _upright(name: str) -> str:
    return rf"\mathrm{{{name.replace('_', ' ').replace(' ', chr(92) + ' ')}}}"


def _with(letter: str, subscript: str) -> str:
    """The letter with a further subscript."""
    if not subscript:
        return letter
    if letter.endswith("}") and "_{" in letter:
        return f"{letter[:-1]},{subscript}}}"
    return f"{letter}_{{{subscript}}}"
