"""From phrases to a recording: pauses between them, one rate, and the times of every word."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import ToolFailed
from studio.models.voice.pieces import Piece, Sound, divided
from studio.models.voice.reading.parts import Part, Phrase
from studio.models.voice.reading.tokens import Written
from studio.models.voice.speech import Phone, Speech, Spoken, VoiceCard, Word

if TYPE_CHECKING:
    from numpy import ndarray

RATE = 48_000
_PAUSES = {"": 0.04, ",": 0.17, ";": 0.27, ":": 0.27, ".": 0.42, "!": 0.42, "?": 0.42}
_PARAGRAPH = 0.8
_LEAD, _TAIL = 0.05, 0.15
# What is heard of a sound before and after the times it is said to have.
_BEFORE, _AFTER = 0.02, 0.06
_RISE, _FALL = 0.006, 0.03


@dataclass(frozen=True)
class _Placed:
    """A phrase in the whole: where its first sample lies, and its sounds in seconds."""

    phrase: Phrase
    at: int
    samples: ndarray
    phones: tuple[tuple[Phone, int], ...]


def delivered(
    pieces: Sequence[Piece],
    phrases: Sequence[Phrase],
    words: Sequence[Written],
    speech: Speech,
    out: Path,
    card: VoiceCard,
    voice: str,
) -> Spoken:
    """Write what was said, and say when.

    Args:
        pieces: What the voice made, one for each phrase.
        phrases: The phrases.
        words: The words as they were written.
        speech: What was asked for.
        out: The file to write.
        card: Who speaks.
        voice: With which voice.
    """
    import numpy as np

    placed, length = _placed(pieces, phrases, speech)
    if not any(one.phones for one in placed):
        raise ToolFailed(
            f"{card.name} could say nothing of this text in the language {speech.language!r}",
            hint="choose the language of the text, or another voice",
        )
    samples = np.zeros(length, np.float32)
    for one in placed:
        samples[one.at : one.at + len(one.samples)] += one.samples
    if speech.polish:
        from studio.models.voice.polish import polished

        samples = polished(samples, f"{card.name} {voice.rpartition('+')[2]}")
    write(out, samples)
    return Spoken(
        sound=out,
        seconds=length / RATE,
        words=_words(placed, words),
        phones=tuple(phone for one in placed for phone, _ in one.phones),
        provider=card.name,
        voice=voice,
        exact=card.exact,
    )


def _placed(pieces: Sequence[Piece], phrases: Sequence[Phrase], speech: Speech) -> tuple[list[_Placed], int]:
    """Phrases one after the other, with the pauses that their marks ask for; and how long that is."""
    found: list[_Placed] = []
    now = round(_LEAD * RATE)
    end = now
    for piece, phrase in zip(pieces, phrases, strict=True):
        samples, sounds = _trimmed(piece)
        if not sounds:
            found.append(_Placed(phrase, now, samples, ()))
            continue
        at = now - sounds[0].start
        phones = tuple(
            (Phone(one.symbol, (at + one.start) / RATE, (at + one.end) / RATE), one.part) for one in sounds
        )
        found.append(_Placed(phrase, max(0, at), samples[max(0, -at) :], phones))
        end = at + sounds[-1].end
        pause = _PARAGRAPH if phrase.last else _PAUSES.get(phrase.ending, 0.17)
        now = end + round(pause * speech.pauses / speech.speed * RATE)
    ends = [one.at + len(one.samples) for one in found]
    return found, max([end + round(_TAIL * RATE), *ends])


def _trimmed(piece: Piece) -> tuple[ndarray, list[Sound]]:
    """A phrase at our rate without the silence around it, its edges faded."""
    import numpy as np

    if not piece.sounds:
        return np.zeros(0, np.float32), []
    samples, scale = resampled(piece.samples, piece.rate), RATE / piece.rate
    first, last = piece.sounds[0].start * scale, piece.sounds[-1].end * scale
    begin = max(0, round(first - _BEFORE * RATE))
    kept = samples[begin : round(last + _AFTER * RATE)].copy()
    for width, side in ((_RISE, slice(None)), (_FALL, slice(None, None, -1))):
        count = min(len(kept), round(width * RATE))
        kept[side][:count] *= np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32)) ** 2
    sounds = [
        Sound(one.symbol, round(one.start * scale) - begin, round(one.end * scale) - begin, one.part)
        for one in piece.sounds
    ]
    return kept, sounds


def resampled(samples: ndarray, rate: int) -> ndarray:
    """The same sound at our rate, nothing of it lost or added."""
    from math import gcd

    import numpy as np

    if rate == RATE:
        return samples.astype(np.float32)
    step = gcd(rate, RATE)
    up, down = RATE // step, rate // step
    # Whole periods of both rates, so that every sample of the old one keeps its time.
    blocks = -(-len(samples) // down)
    blocks = next(count for count in range(blocks, 2 * blocks + 8) if _is_smooth(count))
    padded = np.zeros(blocks * down, np.float32)
    padded[: len(samples)] = samples
    spectrum = np.fft.rfft(padded)
    whole = np.fft.irfft(spectrum, blocks * up) * (up / down)
    made: ndarray = whole[: round(len(samples) * up / down)].astype(np.float32)
    return made


def _is_smooth(count: int) -> bool:
    """Whether it has small factors only, as quick transforms ask."""
    for factor in (2, 3, 5, 7):
        while count % factor == 0:
            count //= factor
    return count == 1


def _words(placed: Sequence[_Placed], words: Sequence[Written]) -> tuple[Word, ...]:
    """When each word is heard; one of which nothing is heard takes no time."""
    found: list[Word] = []
    now = 0.0
    for one in placed:
        for number, part in enumerate(one.phrase.parts):
            phones = [phone for phone, owner in one.phones if owner == number]
            for start, end, word in _shared(phones, words[part.first : part.end], part):
                begins = max(now, start) if start is not None else now
                now = max(begins, end) if end is not None else begins
                found.append(Word(word.text, round(begins, 6), round(now, 6), word.offset))
    return tuple(found)


def _shared(
    phones: Sequence[Phone], words: Sequence[Written], part: Part
) -> list[tuple[float | None, float | None, Written]]:
    marks = [Sound(phone.symbol, at, at + 1, part.first) for at, phone in enumerate(phones)]
    shares = divided(marks, [len(word.text) for word in words])
    return [
        (phones[share[0].start].start, phones[share[-1].start].end, word) if share else (None, None, word)
        for share, word in zip(shares, words, strict=True)
    ]


def write(out: Path, samples: ndarray) -> None:
    """Write samples as 16 bits, mono."""
    import numpy as np

    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for start in range(0, len(samples), RATE):
            part = np.clip(samples[start : start + RATE], -1, 1) * 32767
            file.writeframes(np.rint(part).astype("<i2").tobytes())
