"""Room tones and effects, made of nothing but numbers: the same name and seed, the same samples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from numpy import ndarray

Atmosphere = Literal[
    "sea", "street", "cafe", "kitchen", "workshop", "office", "market", "hall", "room", "wind", "rain",
    "birds", "night", "crowd", "none",
]  # fmt: skip
Effect = Literal[
    "steps", "bell", "door", "whoosh", "chime", "pop", "click", "page", "pour", "sizzle", "gulls", "bicycle",
    "horn", "applause",
]  # fmt: skip

ATMOSPHERES: tuple[Atmosphere, ...] = get_args(Atmosphere)
"""What can be heard all the time."""

EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""What can be heard once."""


def atmosphere(name: str, seconds: float, seed: int) -> Iterator[ndarray]:
    """A place as it sounds, at about -30 LUFS.

    Args:
        name: One of ATMOSPHERES.
        seconds: How long; exactly so many samples come, rounded to the nearest.
        seed: What chance draws from.

    Returns:
        Blocks of 32-bit floating point, left and right, at 48 kHz.
    """
    from studio.render.sounds.atmospheres import atmosphere

    return atmosphere(name, seconds, seed)


def effect(name: str, seed: int) -> ndarray:
    """A sound that is heard once, with its loudest sample at -12 dB of full scale.

    Args:
        name: One of EFFECTS.
        seed: What chance draws from.

    Returns:
        32-bit floating point, left and right, at 48 kHz.
    """
    from studio.render.sounds.effects import effect

    return effect(name, seed)
