"""Sums of squared displacements and of velocity products over all time origins, by fast Fourier transform.

G. R. Kneller, V. Keiner, M. Kneller, M. Schiller, Comput. Phys. Commun. 91 (1995) 191; for displacements
V. Calandrini, E. Pellegrini, P. Calligari, K. Hinsen, G. R. Kneller, Collection SFN 12 (2011) 201.
Series have time as their last axis; what is summed over stands before it.
"""

from __future__ import annotations

import numpy as np


def spectrum(series: np.ndarray, lags: int) -> np.ndarray:
    """The Fourier transform of real ``series`` (..., frames), zeros behind them so that correlations up to
    ``lags`` frames don't wrap around.
    """
    from scipy import fft

    length = fft.next_fast_len(series.shape[-1] + lags, real=True)
    return np.asarray(fft.rfft(series, length, axis=-1, workers=-1))


def origin_mean(power: np.ndarray, frames: int, lags: int) -> np.ndarray:
    """⟨a(t₀) b(t₀ + t)⟩ over origins t₀, (..., lags + 1), symmetric in a and b: Re(A*B) of `spectrum`."""
    from scipy import fft

    length = fft.next_fast_len(frames + lags, real=True)
    sums = np.asarray(fft.irfft(power, length, axis=-1))[..., : lags + 1]
    return sums / (frames - np.arange(lags + 1))


def displacement_mean(power: np.ndarray, products: np.ndarray, lags: int) -> np.ndarray:
    """⟨Δa Δb⟩ of displacements over 0 ... lags frames, (..., lags + 1).

    ``power`` as in `origin_mean`; ``products`` a(t) b(t), (..., frames), of the same series.
    """
    frames = products.shape[-1]
    total = products.sum(axis=-1, keepdims=True)
    zero = np.zeros_like(total)
    early = np.concatenate([zero, np.cumsum(products[..., :lags], axis=-1)], axis=-1)
    late = np.concatenate([zero, np.cumsum(products[..., : -lags - 1 : -1], axis=-1)], axis=-1)
    ends = (2.0 * total - early - late) / (frames - np.arange(lags + 1))
    return ends - 2.0 * origin_mean(power, frames, lags)
