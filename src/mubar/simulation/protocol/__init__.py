"""What is done to a cell: steps, as text in the field's own syntax or as objects.

**Discharging is positive**, for currents and powers, everywhere in mubar. Formats that count the other way
are converted where they are read (`Profile.from_csv`). Times are in s, temperatures in K.

    Step(CRate(1), [VoltageCutoff(2.5)])
    parse_step("Discharge at 1C until 2.5 V (10 second period, 25 degC)")
    parse_protocol([("Discharge at 1C until 2.5 V", "Charge at C/3 until 4.2 V")] * 10)
"""

from .controls import Control, CRate, Current, Power, Resistance, Rest, Voltage
from .parser import parse_step
from .profile import Profile
from .quantities import Mode, Quantity
from .resolve import ResolvedStep, Stop
from .sequence import parse_protocol, resolve_protocol
from .step import Step
from .terminations import CapacityCutoff, CRateCutoff, CurrentCutoff, SOCCutoff, Termination, VoltageCutoff

__all__ = [
    "CRate",
    "CRateCutoff",
    "CapacityCutoff",
    "Control",
    "Current",
    "CurrentCutoff",
    "Mode",
    "Power",
    "Profile",
    "Quantity",
    "Resistance",
    "ResolvedStep",
    "Rest",
    "SOCCutoff",
    "Step",
    "Stop",
    "Termination",
    "Voltage",
    "VoltageCutoff",
    "parse_protocol",
    "parse_step",
    "resolve_protocol",
]
