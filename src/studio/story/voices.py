"""With which voice each line of a film is said: the narrator's, or that of whoever says it in the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.models.voice import PROVIDERS
from studio.story.grammar import Voice

if TYPE_CHECKING:
    from studio.story.grammar import Line, Storyboard

_FASTEST = 2.0


def voice_of(board: Storyboard, line: Line) -> Voice:
    """With which voice a line is said, and how fast in all.

    Args:
        board: The film.
        line: One of its lines.
    """
    narrator = board.narrator
    voice = own(board.speakers, line.speaker) or Voice()
    if not (voice.provider or voice.voice):
        voice = voice.model_copy(update={"voice": narrator.voice})
    if line.voice:
        voice = named(line.voice).model_copy(update={"speed": voice.speed})
    speed = min(_FASTEST, narrator.speed * voice.speed)
    return voice.model_copy(update={"provider": voice.provider or narrator.provider, "speed": speed})


def own(speakers: Mapping[str, Voice], speaker: str) -> Voice | None:
    """The voice of somebody of the picture; None for the narrator, and for whoever has none of their own.

    Args:
        speakers: Everybody's voice.
        speaker: What a line calls who says it.
    """
    wanted = speaker.casefold()
    return next((voice for name, voice in speakers.items() if speaker and name.casefold() == wanted), None)


def named(told: str) -> Voice:
    """A voice as people ask for it: flite, flite:rms; or rms alone, of whoever speaks in the film.

    Args:
        told: The words for it.
    """
    provider, mark, voice = told.partition(":")
    if provider in PROVIDERS:
        return Voice(provider=provider, voice=voice)
    return Voice(voice=told if mark else provider)


def asked(voice: Voice) -> str:
    """A voice as it is looked for on this machine.

    Args:
        voice: The voice.
    """
    return ":".join(filter(None, (voice.provider, voice.voice)))


def described(voice: Voice) -> str:
    """A voice in words: flite slt, 1.3 times as high.

    Args:
        voice: The voice.
    """
    changes = {
        "times as high": voice.pitch,
        "times the throat": voice.throat,
        "times as fast": voice.speed,
    }
    told = [" ".join(filter(None, (voice.provider, voice.voice)))]
    told += [f"{value:g} {words}" for words, value in changes.items() if value != 1]
    return ", ".join(filter(None, told))
