"""Mouths that speak: the shapes our renderer draws, frame by frame, from the sounds of a narration."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np

from studio.render.figures import shelves

_SHAPES = {
    "A": "m b p", "G": "f v", "H": "l ɫ r ɹ", "F": "u uː ʊ w oʊ əʊ", "E": "o ɔ ɔː ɒ ɜ ɜː ɝ",
    "D": "a aː ɑ ɑː æ aɪ aʊ ʌ", "C": "e ɛ eɪ ə ɪ i iː ɐ eə ɪə",
}  # fmt: skip
_BY_SOUND = {sound: shape for shape, sounds in _SHAPES.items() for sound in sounds.split()}


def mouth(words: Path, frames: int, fps: float) -> list[float]:
    """How far the mouth of who speaks is open on each frame, as a share of its widest.

    Args:
        words: The list that a narration leaves, with its sounds.
        frames: How many frames the film has.
        fps: Frames a second.
    """
    shapes = {str(name): shape.open for name, shape in shelves.faces().mouths.items()}
    widest = max(shapes.values())
    found = [0.0] * frames
    for phone in json.loads(words.read_text("utf-8"))["phones"]:
        shape = _BY_SOUND.get(phone["symbol"].strip("ˈˌ"), "B")
        for frame in range(
            round(phone["start"] * fps), max(round(phone["end"] * fps), round(phone["start"] * fps) + 1)
        ):
            if frame < frames:
                found[frame] = max(found[frame], shapes[shape] / widest)
    return found


def babbling(
    moves: list[float], voice: np.ndarray, chance: random.Random
) -> tuple[list[float], int, int] | None:
    """The same mouth, moving for a while where nothing is said; with the first and the last frame of it."""
    quiet = voice < -50
    count = chance.randint(6, 12)
    places = [at for at in range(len(moves) - count) if quiet[max(0, at - 3) : at + count + 3].all()]
    if not places:
        return None
    first = chance.choice(places)
    wrong = [chance.uniform(0.3, 1.0) if first <= at < first + count else one for at, one in enumerate(moves)]
    return wrong, first, first + count
