"""Flite as a provider: small voices of recorded English; a program of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core import scratch
from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled
from studio.core.written.findings import nearest
from studio.host import programs
from studio.models.voice import alignment, arpabet, recordings, saying, sentences
from studio.models.voice.pieces import Piece, Sound, divided
from studio.models.voice.speech import Speech, Spoken, VoiceCard

if TYPE_CHECKING:
    from studio.models.voice.reading.parts import Phrase
    from studio.models.voice.sentences import Sentence

_BEST = ("slt", "rms", "awb", "kal16", "kal")
_QUICKEST = "kal"
"""What is asked for sounds alone: all voices have the same."""
_PATIENCE = 60


@dataclass(frozen=True)
class Flite:
    """Flite.

    Attributes:
        program: Where it lies.
        version: Its version.
        voices: What it speaks with, the best first.
    """

    program: str
    version: str
    voices: tuple[str, ...]

    @property
    def card(self) -> VoiceCard:
        """What it can do."""
        return VoiceCard(
            name="flite",
            version=self.version,
            licence="BSD-like (CMU)",
            languages={"en": self.voices, "en-us": self.voices},
            exact=True,
            rank=30,
        )

    def refuse(self, voice: str) -> None:
        """Raise BadInput where it has no voice of that name."""
        if voice not in self.voices:
            raise BadInput(f"flite has no voice {voice!r}", hint=nearest(voice, self.voices))

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something.

        Raises:
            BadInput: It has no such voice, or there is nothing to say.
            ToolFailed: It does not work.
        """
        voice = saying.chosen_voice(self.card, speech)
        self.refuse(voice)
        with scratch.anywhere() as folder:
            sound = folder / "said.wav"

            def utter(phrases: Sequence[Phrase]) -> list[Piece]:
                return [
                    piece
                    for sentence in sentences.sentences(phrases)
                    for piece in self._pieces(sentence, voice, speech.speed, sound)
                ]

            return saying.said(speech, out, self.card, voice, utter)

    def _pieces(self, sentence: Sentence, voice: str, speed: float, sound: Path) -> list[Piece]:
        stop_if_cancelled()
        stretch = f"duration_stretch={1 / speed:.4f}"
        told = self._told(
            voice, "--setf", stretch, "-t", " " + sentence.text(_letters), "-o", str(sound), "-psdur"
        )
        samples, rate = recordings.read(sound, "flite")
        heard = _timed(told, rate)
        known = [at for at, part in enumerate(sentence.parts) if _letters(part.said).strip()]
        apart = self._apart([_letters(sentence.parts[at].said) for at in known], voice)
        if len(apart) == len(known):
            owners = alignment.owned([one.symbol for one in heard], apart)
        else:
            shares = divided(heard, [len(sentence.parts[at].said) for at in known])
            owners = [number for number, share in enumerate(shares) for _ in share]
        sounds = [
            Sound(arpabet.ipa(one.symbol), one.start, one.end, known[owner])
            for one, owner in zip(heard, owners, strict=True)
        ]
        return sentences.cut(sentence, samples, rate, sounds)

    def _apart(self, said: Sequence[str], voice: str) -> list[list[str]]:
        """The sounds of every part by itself: between commas it pauses."""
        voice = _QUICKEST if _QUICKEST in self.voices else voice
        told = self._told(voice, "-t", f" {', '.join(said)}.", "-o", "none", "-ps")
        found: list[list[str]] = [[]]
        for symbol in told.split():
            if symbol not in arpabet.PAUSES:
                found[-1].append(symbol)
            elif found[-1]:
                found.append([])
        return found[:-1] if not found[-1] else found

    def _told(self, voice: str, *arguments: str) -> str:
        return programs.answer([self.program, "-voice", voice, *arguments], seconds=_PATIENCE)


def _letters(text: str) -> str:
    """A text in the letters it knows; it takes no others."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("æ", "ae"))
    return "".join(sign for sign in plain if sign.isascii())


def _timed(told: str, rate: int) -> list[Sound]:
    """`pau:0.164 f:0.276` and so on: each sound with the second it ends at."""
    found = []
    before = 0.0
    for symbol, end in re.findall(r"(\S+):([\d.]+)", told):
        if symbol not in arpabet.PAUSES:
            found.append(Sound(symbol, round(before * rate), round(float(end) * rate), 0))
        before = float(end)
    return found


@cache
def _looked_at(program: str, _changed: int) -> Flite | None:
    try:
        told = programs.answer([program, "-lv"])
        version = _version(program)
    except (Unavailable, ToolFailed):
        return None
    names = told.partition(":")[2].split()
    voices = tuple(name for name in _BEST if name in names)
    return Flite(program, version, voices) if voices else None


def _version(program: str) -> str:
    """It tells its version, and ends as if that were an error."""
    told = " ".join(programs.lines([program, "--version"], ended=lambda _: None))
    version = re.search(r"version: flite-(\S+)", told)
    return version[1] if version else ""


def create(_voice: str = "") -> Flite | None:
    """The provider, if the program is here."""
    place = programs.found("flite")
    return _looked_at(str(place), place.stat().st_mtime_ns) if place else None
