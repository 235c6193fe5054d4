"""The times of words where a voice tells none: found by another voice, else guessed by letters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, ToolFailed
from studio.models.voice import alignment, espeak, warping
from studio.models.voice.pieces import Piece, Sound
from studio.models.voice.sentences import Sentence, cut

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.models.voice.reading.parts import Phrase

_VOWELS = "aeiouy"
_VOWEL, _CONSONANT, _FIGURE = 8, 6, 30
_BREATH = 0.15


def timed(sentence: Sentence, samples: ndarray, rate: int, language: str) -> list[Piece]:
    """A sentence that was said without times, phrase by phrase, with times that are likely.

    A voice that knows its times says the same, and its sounds are laid along these. Where there is none,
    phrases are told apart by silences, and words by their letters.

    Args:
        sentence: What was to be said.
        samples: What was said.
        rate: Samples a second.
        language: Its language.
    """
    known = _said_by_another(sentence, language)
    sounds = _laid(*known, samples, rate) if known else _by_silences(sentence, samples, rate)
    return cut(sentence, samples, rate, sounds)


def _said_by_another(sentence: Sentence, language: str) -> tuple[ndarray, int, list[Sound]] | None:
    """The sentence in a voice that tells its times."""
    import numpy as np

    teller = espeak.create()
    if not teller or not teller.card.voices(language):
        return None
    try:
        pieces = [teller.piece(phrase, language) for phrase in sentence.phrases]
    except (BadInput, ToolFailed):
        return None
    rate = pieces[0].rate
    parts: list[ndarray] = []
    sounds: list[Sound] = []
    now = first = 0
    for piece, phrase in zip(pieces, sentence.phrases, strict=True):
        sounds += [
            Sound(one.symbol, one.start + now, one.end + now, one.part + first) for one in piece.sounds
        ]
        parts += [piece.samples, np.zeros(round(_BREATH * rate), np.float32)]
        now += len(parts[-2]) + len(parts[-1])
        first += len(phrase.parts)
    return (np.concatenate(parts), rate, sounds) if sounds else None


def _laid(known: ndarray, known_rate: int, sounds: list[Sound], samples: ndarray, rate: int) -> list[Sound]:
    import numpy as np

    way = warping.along(warping.features(known, known_rate), warping.features(samples, rate))
    moments = np.arange(len(way)) * warping.STEP

    def then(sample: int) -> int:
        return round(float(np.interp(sample / known_rate, moments, way * warping.STEP)) * rate)

    return [Sound(one.symbol, then(one.start), then(one.end), one.part) for one in sounds]


def _by_silences(sentence: Sentence, samples: ndarray, rate: int) -> list[Sound]:
    likely = [_by_letters(phrase) for phrase in sentence.phrases]
    lengths = [sounds[-1].end if sounds else 0 for sounds in likely]
    shares = [length / max(1, sum(lengths)) for length in lengths]
    spans = alignment.spans(alignment.runs(samples, rate), shares)
    found: list[Sound] = []
    first = 0
    for phrase, sounds, span in zip(sentence.phrases, likely, spans, strict=True):
        placed = alignment.scaled(sounds, span)
        found += [Sound(one.symbol, one.start, one.end, one.part + first) for one in placed]
        first += len(phrase.parts)
    return found


def _by_letters(phrase: Phrase) -> list[Sound]:
    found: list[Sound] = []
    now = 0
    for number, part in enumerate(phrase.parts):
        for letter in filter(str.isalnum, part.said.casefold()):
            plain = unicodedata.normalize("NFKD", letter)[0]
            length = _FIGURE if letter.isdigit() else _VOWEL if plain in _VOWELS else _CONSONANT
            found.append(Sound(letter, now, now + length, number))
            now += length
    return found
