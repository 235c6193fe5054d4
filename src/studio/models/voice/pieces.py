"""A phrase as it comes from a voice: samples, and which sound lies where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray


@dataclass(frozen=True)
class Sound:
    """A sound of speech within a phrase.

    Attributes:
        symbol: Which one, in the letters of the International Phonetic Association.
        start: The sample it begins at.
        end: The sample behind it.
        part: The part of the phrase it belongs to.
    """

    symbol: str
    start: int
    end: int
    part: int


@dataclass(frozen=True)
class Piece:
    """What a voice makes of one phrase.

    Attributes:
        samples: The recording, from -1 to 1; silence around the speech is welcome.
        rate: Samples a second.
        sounds: What is heard, in its order.
    """

    samples: ndarray
    rate: int
    sounds: tuple[Sound, ...]


def divided(sounds: Sequence[Sound], weights: Sequence[float]) -> list[list[Sound]]:
    """Sounds handed out among words by how many letters each has; every word gets one while there are any."""
    total = sum(weights)
    edges = [0]
    for at in range(1, len(weights)):
        ideal = round(len(sounds) * sum(weights[:at]) / total) if total else 0
        left = len(weights) - at
        edges.append(max(min(edges[-1] + 1, len(sounds)), min(ideal, len(sounds) - left)))
    edges.append(len(sounds))
    return [list(sounds[start:end]) for start, end in pairwise(edges)]
