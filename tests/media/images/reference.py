"""Slow and plain definitions in numpy that the fast ones are held against."""

from typing import Any

import numpy as np

Array = Any


def luma(picture: Array) -> Array:
    """Return brightness as ITU-R BT.601 weighs it."""
    return np.asarray(picture, np.float64)[..., :3] @ np.array([0.299, 0.587, 0.114])


def ssim(one: Array, other: Array) -> float:
    """Structural similarity by Wang et al. (2004), window by window, written as in the paper."""
    offsets = np.arange(11) - 5
    weights = np.exp(-(offsets**2) / (2 * 1.5**2))
    window = np.outer(weights, weights) / weights.sum() ** 2

    def mean(values: Array) -> Array:
        places = np.lib.stride_tricks.sliding_window_view(values, (11, 11))
        return np.einsum("yxij,ij->yx", places, window)

    a, b = luma(one), luma(other)
    mean_a, mean_b = mean(a), mean(b)
    variance_a, variance_b = mean(a * a) - mean_a**2, mean(b * b) - mean_b**2
    covariance = mean(a * b) - mean_a * mean_b
    c1, c2 = 2.55**2, 7.65**2
    top = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    return float((top / ((mean_a**2 + mean_b**2 + c1) * (variance_a + variance_b + c2))).mean())


def lanczos(picture: Array, width: int, height: int) -> Array:
    """Shrink with an antialiased Lanczos filter of three lobes, in double precision."""
    values = np.asarray(picture, np.float64)
    return _along(_along(values, height, 0), width, 1)


def _along(values: Array, size: int, axis: int) -> Array:
    before = values.shape[axis]
    scale = before / size
    reach = max(scale, 1.0)
    centres = (np.arange(size) + 0.5) * scale - 0.5
    distance = (np.arange(before)[None, :] - centres[:, None]) / reach
    weights = np.where(np.abs(distance) < 3, np.sinc(distance) * np.sinc(distance / 3), 0)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.moveaxis(np.tensordot(weights, np.moveaxis(values, axis, 0), axes=1), 0, axis)
