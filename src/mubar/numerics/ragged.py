"""Many chains of different lengths in one array: row after row, longest chains first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Ragged:
    """Chains of ``lengths`` (falling): a vector over the nodes holds the first nodes of all, then the second
    nodes of those that have one, and so on.
    """

    lengths: np.ndarray

    @cached_property
    def starts(self) -> np.ndarray:
        """Where every row begins, and where the last ends."""
        return np.concatenate([[0], np.cumsum(self._counts)])

    @cached_property
    def _counts(self) -> np.ndarray:
        longer = np.searchsorted(-self.lengths, -np.arange(int(self.lengths[0])), side="left")
        return longer.astype(np.int64)

    @cached_property
    def node(self) -> np.ndarray:
        """Of every entry, which node of its chain it is."""
        return np.repeat(np.arange(len(self._counts)), self._counts)

    @cached_property
    def chain(self) -> np.ndarray:
        """Of every entry, which chain it belongs to."""
        return np.arange(self.size) - self.starts[self.node]

    @cached_property
    def last(self) -> np.ndarray:
        """Of every entry, whether it is the last of its chain."""
        return self.node == self.lengths[self.chain] - 1

    @property
    def size(self) -> int:
        return int(self.lengths.sum())

    def summed(self, values: np.ndarray) -> np.ndarray:
        """(..., nodes) as (..., chains): over the nodes of every chain."""
        found = np.zeros((*values.shape[:-1], len(self.lengths)))
        for start, end in zip(self.starts[:-1], self.starts[1:], strict=True):
            found[..., : end - start] += values[..., start:end]
        return found

    def padded(self, values: np.ndarray) -> np.ndarray:
        """(..., nodes) as (..., chains, longest), NaN where a chain has no such node."""
        shape = (*values.shape[:-1], len(self.lengths), len(self._counts))
        found = np.full(shape, np.nan)
        found[..., self.chain, self.node] = values
        return found
