"""How good pixels are: references in floating point, and how near to them a result comes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float64]

_LUMA = np.array([0.299, 0.587, 0.114])
_WINDOW = 5
_WINDOW_SIGMA = 1.5


def pixels(path: Path) -> Pixels:
    """The pixels of a file, rows by columns by red, green, blue."""
    from PIL import Image

    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.float64)


def lanczos(image: Pixels, width: int, height: int) -> Pixels:
    """The image scaled with three lobes of the sinc, each new pixel weighed over all it covers."""
    rows = _lanczos_weights(image.shape[0], height)
    columns = _lanczos_weights(image.shape[1], width)
    planes = [rows @ image[..., band] @ columns.T for band in range(image.shape[2])]
    return np.stack(planes, axis=-1).clip(0, 255)


def gauss(image: Pixels, sigma: float) -> Pixels:
    """The image under a true Gaussian, its edges continued outward."""
    reach = int(6 * sigma)
    bell = _bell(reach, sigma)
    padded = np.pad(image, ((reach, reach), (reach, reach), (0, 0)), mode="edge")
    return _along(_along(padded, bell, 0), bell, 1)


def psnr(image: Pixels, reference: Pixels) -> float:
    """Peak signal to noise in dB."""
    error = float(np.mean((image - reference) ** 2))
    return float("inf") if error == 0 else 10 * float(np.log10(255**2 / error))


def ssim(image: Pixels, reference: Pixels) -> float:
    """Structural similarity of the luma under a Gaussian window of 11 × 11, as in Wang et al. (2004)."""
    one, two = image @ _LUMA, reference @ _LUMA
    bell = _bell(_WINDOW, _WINDOW_SIGMA)

    def local(plane: Pixels) -> Pixels:
        return _along(_along(plane, bell, 0), bell, 1)

    mean_one, mean_two = local(one), local(two)
    spread_one = local(one * one) - mean_one**2
    spread_two = local(two * two) - mean_two**2
    shared = local(one * two) - mean_one * mean_two
    small, tiny = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    alike = (2 * mean_one * mean_two + small) * (2 * shared + tiny)
    return float(np.mean(alike / ((mean_one**2 + mean_two**2 + small) * (spread_one + spread_two + tiny))))


def _lanczos_weights(had: int, wanted: int) -> Pixels:
    scale = had / wanted
    stretch = max(scale, 1.0)
    centres = (np.arange(wanted) + 0.5) * scale - 0.5
    distance = (np.arange(had)[None, :] - centres[:, None]) / stretch
    weights = np.where(np.abs(distance) < 3, np.sinc(distance) * np.sinc(distance / 3), 0.0)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _bell(reach: int, sigma: float) -> Pixels:
    bell = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    return np.asarray(bell / bell.sum())


def _along(image: Pixels, weights: Pixels, axis: int) -> Pixels:
    """The image under a row of weights, in the part where they fit."""
    length = image.shape[axis] - len(weights) + 1
    total = np.zeros([length if at == axis else size for at, size in enumerate(image.shape)])
    for offset, weight in enumerate(weights):
        window = [slice(None)] * image.ndim
        window[axis] = slice(offset, offset + length)
        total += weight * image[tuple(window)]
    return total
