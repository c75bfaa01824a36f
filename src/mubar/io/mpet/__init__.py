"""Cases of MPET (multiphase porous electrode theory, github.com/TRI-AMDD/mpet): its configuration files as a
cell, a protocol and a start.
"""

from .case import Case, load

__all__ = ["Case", "load"]
