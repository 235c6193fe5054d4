"""Things drawn on plain grounds, whose outline is known, and what looks like a photograph of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy import ndarray

COLOURS = {"red": (200, 60, 50), "pale": (214, 196, 150), "dark": (40, 46, 70), "green": (70, 130, 80)}


def thing(size: int = 600, colour: str = "red") -> ndarray:
    """A cup with a handle, shaded, as straight RGBA."""
    fine = 4
    alpha: Any = np.zeros((size * fine, size * fine), np.uint8)
    one = size * fine / 100
    body = np.array([(28, 25), (68, 25), (63, 78), (33, 78)]) * one
    cv2.fillPoly(alpha, [body.astype(np.int32)], 255)
    cv2.ellipse(
        alpha, (int(66 * one), int(45 * one)), (int(14 * one), int(13 * one)), 0, 0, 360, 255, int(5 * one)
    )
    alpha = cv2.resize(alpha, (size, size), interpolation=cv2.INTER_AREA)
    light = 1.15 - 0.5 * np.linspace(0, 1, size)[None, :, None]
    rgba = np.zeros((size, size, 4), np.uint8)
    rgba[..., :3] = np.clip(np.array(COLOURS[colour]) * light, 0, 255)
    rgba[int(0.45 * size) : int(0.52 * size), :, :3] = (226, 178, 92)
    rgba[..., 3] = alpha
    return rgba


def photographed(
    rgba: ndarray, ground: tuple[int, int, int], *, noise: float = 1.5, shadow: float = 0.0
) -> ndarray:
    """A thing on a ground that is lit unevenly, with grain, its alpha gone."""
    size = rgba.shape[0]
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j][..., None]
    behind = np.array(ground, np.float32) * (1 - 0.05 * y - 0.05 * x * x)
    if shadow:
        dark = np.zeros((size, size), np.float32)
        cv2.ellipse(
            dark, (int(0.56 * size), int(0.79 * size)), (int(0.3 * size), int(0.06 * size)), 0, 0, 360, 1, -1
        )
        behind *= 1 - shadow * cv2.GaussianBlur(dark, (0, 0), 0.06 * size)[..., None]
    share = rgba[..., 3:] / 255.0
    seen = rgba[..., :3] * share + behind * (1 - share)
    seen += np.random.default_rng(3).normal(0, noise, seen.shape)
    whole = np.full((size, size, 4), 255, np.uint8)
    whole[..., :3] = np.clip(seen + 0.5, 0, 255)
    return whole


def busy(size: int = 400) -> ndarray:
    """A picture full of things."""
    chance = np.random.default_rng(5)
    whole = np.full((size, size, 4), 255, np.uint8)
    for _ in range(160):
        x, y = (int(one) for one in chance.integers(0, size, 2))
        colour = tuple(int(one) for one in chance.integers(20, 235, 3))
        cv2.circle(whole, (x, y), int(chance.integers(8, 46)), (*colour, 255), -1, cv2.LINE_AA)
    return whole
