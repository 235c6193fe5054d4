"""Voices that want whole sentences: phrases put together for them, and cut apart again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from studio.models.voice.pieces import Piece, Sound
from studio.models.voice.reading.parts import Part, Phrase

if TYPE_CHECKING:
    from numpy import ndarray

_ENDS = ".!?"
_LOUDER = 2.5
_EASE = 0.02


@dataclass(frozen=True)
class Sentence:
    """Phrases up to a full stop.

    Attributes:
        phrases: The phrases.
    """

    phrases: tuple[Phrase, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that is to be said; sounds are numbered by it."""
        return tuple(part for phrase in self.phrases for part in phrase.parts)

    def text(self, letters: Callable[[str], str] = str) -> str:
        """What is to be said, with its marks.

        Args:
            letters: What a voice knows of some text; of what it knows nothing, only the marks are left.
        """
        told = ""
        for part in self.parts:
            said = letters(part.said).strip()
            told += (" " if said and told else "") + said + (part.ending if told or said else "")
        return told


def sentences(phrases: Sequence[Phrase]) -> Iterator[Sentence]:
    """All of a text, sentence by sentence."""
    gathered: list[Phrase] = []
    for phrase in phrases:
        gathered.append(phrase)
        if phrase.ending in _ENDS or phrase.last:
            yield Sentence(tuple(gathered))
            gathered = []
    if gathered:
        yield Sentence(tuple(gathered))


def cut(sentence: Sentence, samples: ndarray, rate: int, sounds: Sequence[Sound]) -> list[Piece]:
    """A sentence as a voice says it, phrase by phrase.

    Args:
        sentence: What was to be said.
        samples: What was said.
        rate: Samples a second.
        sounds: Its sounds, numbered by the parts of the sentence.
    """
    samples = _emphasised(sentence, samples, rate, sounds)
    owners = [at for at, phrase in enumerate(sentence.phrases) for _ in phrase.parts]
    firsts = [owners.index(at) for at in range(len(sentence.phrases))]
    grouped: list[list[Sound]] = [[] for _ in sentence.phrases]
    for sound in sounds:
        grouped[owners[sound.part]].append(sound)
    edges = _edges(grouped, len(samples))
    return [
        Piece(
            samples[start:end],
            rate,
            tuple(
                replace(one, start=one.start - start, end=one.end - start, part=one.part - first)
                for one in group
            ),
        )
        for (start, end), group, first in zip(pairwise(edges), grouped, firsts, strict=True)
    ]


def unheard(sentence: Sentence) -> list[Piece]:
    """A sentence of which a voice can say nothing."""
    import numpy as np

    return [Piece(np.zeros(0, np.float32), 48_000, ()) for _ in sentence.phrases]


def _edges(grouped: Sequence[Sequence[Sound]], length: int) -> list[int]:
    """Where phrases are cut: in the middle of what lies between them."""
    edges = [0]
    for before, after in pairwise(grouped):
        if before and after:
            edges.append((before[-1].end + after[0].start) // 2)
        else:
            edges.append(before[-1].end if before else edges[-1])
    return [*edges, length]


def _emphasised(sentence: Sentence, samples: ndarray, rate: int, sounds: Sequence[Sound]) -> ndarray:
    """What is emphasised is louder, where the voice itself cannot be told."""
    import numpy as np

    gains = np.zeros(len(samples), np.float32)
    for number, part in enumerate(sentence.parts):
        own = [sound for sound in sounds if sound.part == number]
        if part.emphasis and own:
            gains[own[0].start : own[-1].end] = _LOUDER
    if not gains.any():
        return samples
    width = max(1, round(_EASE * rate))
    eased = np.convolve(gains, np.hanning(width + 2)[1:-1] / (width / 2 + 0.5), "same")
    made: ndarray = (samples * 10 ** (eased / 20)).astype(np.float32)
    return made
