"""What a voice is asked to say and what it answers, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from studio.core.errors import BadInput

MOST_WORDS = 3_000
"""How much is said in one go: twenty minutes of speech."""
PITCHES = 0.5, 2.5
THROATS = 0.6, 1.6
"""How far a voice is made another one: beyond that it is no person's."""


@dataclass(frozen=True)
class VoiceCard:
    """What a provider of speech can do.

    Attributes:
        name: What it is called.
        version: What makes its speech other speech when it changes.
        licence: The licence of what speaks.
        languages: Its voices by language, the best first; languages as two or three letters.
        exact: Whether it says itself when each sound is made; where it does not, times are estimated.
        rank: The higher, the better it sounds.
        phonemes: Whether it can be told sounds, as [[h@l'oU]], instead of letters.
    """

    name: str
    version: str
    licence: str
    languages: Mapping[str, tuple[str, ...]]
    exact: bool
    rank: int
    phonemes: bool = False

    def voices(self, language: str) -> tuple[str, ...]:
        """Its voices for a language; "en-gb" is asked for as such, and answered by those of "en"."""
        return self.languages.get(language) or self.languages.get(language.partition("-")[0], ())


@dataclass(frozen=True)
class Speech:
    """Something to say.

    Attributes:
        text: The words; *emphasis* between asterisks, paragraphs apart by an empty line.
        language: The language, as "en" or "en-gb".
        voice: One of the provider's voices; its best for the language when left out.
        speed: How many times as fast as it speaks by itself.
        pauses: How many times as long as usual it pauses at commas, full stops and paragraphs.
        pitch: How many times as high as the voice it is said.
        throat: How many times as long as that of the voice the throat is from which it comes: a child's is
            shorter, and sounds brighter.
        pronunciations: How names are said: another spelling, or sounds as [[h@l'oU]].
        seed: What chance draws from, where a voice has any.
        polish: Whether the voice is made to sit in a mix; otherwise it is left as it comes.
    """

    text: str
    language: str = "en"
    voice: str = ""
    speed: float = 1.0
    pauses: float = 1.0
    pitch: float = 1.0
    throat: float = 1.0
    pronunciations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    seed: int = 1
    polish: bool = True

    def __post_init__(self) -> None:
        if not 0.5 <= self.speed <= 3 or not 0 <= self.pauses <= 5:
            raise BadInput(
                f"speech of {self.speed:g} times the speed with {self.pauses:g} times the pauses",
                hint="speeds are 0.5 to 3, pauses 0 to 5",
            )
        if not PITCHES[0] <= self.pitch <= PITCHES[1] or not THROATS[0] <= self.throat <= THROATS[1]:
            raise BadInput(
                f"speech of {self.pitch:g} times the pitch from {self.throat:g} times the throat",
                hint="pitches are {:g} to {:g}, throats {:g} to {:g}".format(*PITCHES, *THROATS),
            )


@dataclass(frozen=True)
class Word:
    """A word as it was written, and when it is heard.

    Attributes:
        text: The word, with the marks that belong to it.
        start: When it begins, in seconds from the beginning of the sound.
        end: When it ends.
        offset: Where it begins in the text.
    """

    text: str
    start: float
    end: float
    offset: int = 0


@dataclass(frozen=True)
class Phone:
    """A sound of speech.

    Attributes:
        symbol: Which one, in the letters of the International Phonetic Association.
        start: When it begins, in seconds from the beginning of the sound.
        end: When it ends.
    """

    symbol: str
    start: float
    end: float


@dataclass(frozen=True)
class Spoken:
    """What was said.

    Attributes:
        sound: The recording: 48 kHz, mono, 16 bits.
        seconds: How long it is.
        words: All words of the text in their order.
        phones: All sounds in their order; where none is, the mouth is shut.
        provider: Who speaks.
        voice: With which voice.
        exact: Whether the times are the provider's own; otherwise they are estimated.
    """

    sound: Path
    seconds: float
    words: tuple[Word, ...]
    phones: tuple[Phone, ...]
    provider: str
    voice: str
    exact: bool = True
