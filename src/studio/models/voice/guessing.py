"""The times of words where a voice tells none: estimated by how long sounds take, and by its silences."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, ToolFailed
from studio.models.voice import alignment, espeak
from studio.models.voice.pieces import Piece, Sound
from studio.models.voice.sentences import Sentence, cut

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.models.voice.reading.parts import Phrase

_VOWELS = "aeiouyàáâäãåæèéêëìíîïòóôöõøœùúûüAEIOUY"
_VOWEL, _CONSONANT, _FIGURE = 8, 6, 30


def timed(sentence: Sentence, samples: ndarray, rate: int, language: str) -> list[Piece]:
    """A sentence that was said without times, phrase by phrase, with times that are likely.

    Args:
        sentence: What was to be said.
        samples: What was said.
        rate: Samples a second.
        language: Its language.
    """
    likely = [_likely(phrase, language) for phrase in sentence.phrases]
    lengths = [sounds[-1].end - sounds[0].start if sounds else 0 for sounds in likely]
    total = sum(lengths)
    spans = alignment.spans(alignment.runs(samples, rate), [one / max(1, total) for one in lengths])
    sounds: list[Sound] = []
    first = 0
    for phrase, expected, span in zip(sentence.phrases, likely, spans, strict=True):
        placed = alignment.scaled(expected, span)
        sounds += [Sound(one.symbol, one.start, one.end, one.part + first) for one in placed]
        first += len(phrase.parts)
    return cut(sentence, samples, rate, sounds)


def unheard(sentence: Sentence) -> list[Piece]:
    """A sentence of which nothing can be said."""
    import numpy as np

    return [Piece(np.zeros(0, np.float32), 16_000, ()) for _ in sentence.phrases]


def _likely(phrase: Phrase, language: str) -> Sequence[Sound]:
    """The sounds of a phrase with the times another voice gives them, else by its letters."""
    teller = espeak.create()
    if teller and teller.card.voices(language):
        try:
            return teller.sounds(phrase, language)
        except (BadInput, ToolFailed):
            pass
    return _by_letters(phrase)


def _by_letters(phrase: Phrase) -> list[Sound]:
    found: list[Sound] = []
    now = 0
    for number, part in enumerate(phrase.parts):
        for letter in part.said:
            if not letter.isalnum():
                continue
            plain = unicodedata.normalize("NFKD", letter)[0]
            length = _FIGURE if letter.isdigit() else _VOWEL if plain in _VOWELS else _CONSONANT
            found.append(Sound(letter.casefold(), now, now + length, number))
            now += length
    return found
