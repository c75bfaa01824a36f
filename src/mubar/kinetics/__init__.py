"""Rate laws of interfaces, one file each.

Exported laws and exchange current densities are known by name to cell files, and every exported law is held
to the tests of tests/kinetics.
"""

from .base import RateLaw
from .butler_volmer import ButlerVolmer
from .exchange import InsertionExchange, MetalExchange

__all__ = ["ButlerVolmer", "InsertionExchange", "MetalExchange", "RateLaw"]
