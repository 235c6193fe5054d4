"""What all voices have in common: a text is read, said phrase by phrase, and delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, Refused
from studio.models.voice import delivery, throats
from studio.models.voice.reading import names, parts, tokens
from studio.models.voice.speech import MOST_WORDS, Speech, Spoken, VoiceCard

if TYPE_CHECKING:
    from studio.models.voice.pieces import Piece
    from studio.models.voice.reading.parts import Phrase

_LONGEST_WORD = 200

Utter = Callable[["Sequence[Phrase]"], "Sequence[Piece]"]
"""What a voice does with phrases."""


def said(speech: Speech, out: Path, card: VoiceCard, voice: str, utter: Utter) -> Spoken:
    """Have a text said.

    Args:
        speech: The text, and how it is to be said.
        out: The file to write.
        card: Who speaks.
        voice: With which voice.
        utter: What makes sound of phrases.

    Raises:
        BadInput: There is nothing in it that can be said.
        Refused: It is too long.
    """
    words = tokens.words(speech.text)
    if not words:
        raise BadInput("there are no words to say", hint="give it a text")
    if len(words) > MOST_WORDS:
        raise Refused(
            f"{len(words):,} words are more than are said in one go",
            hint=f"divide the text into parts of up to {MOST_WORDS:,} words",
        )
    if any(len(word.text) > _LONGEST_WORD for word in words):
        raise Refused(
            f"a word of more than {_LONGEST_WORD} letters is no word", hint="put spaces between the words"
        )
    known = names.checked(speech.pronunciations)
    phrases = parts.phrases(words, speech.language, known)
    if not card.phonemes and any(part.sounds for phrase in phrases for part in phrase.parts):
        raise BadInput(
            f"{card.name} cannot be told sounds",
            hint="write the name with other letters, as Radwerk=rahd verk, or choose --voice espeak",
        )
    pieces = [throats.changed(piece, speech.pitch, speech.throat) for piece in utter(phrases)]
    return delivery.delivered(pieces, phrases, words, speech, out, card, voice)


def chosen_voice(card: VoiceCard, speech: Speech) -> str:
    """The voice that is asked for, or the best for the language.

    Raises:
        BadInput: There is none for the language.
    """
    if speech.voice:
        return speech.voice
    if voices := card.voices(speech.language):
        return voices[0]
    raise BadInput(
        f"{card.name} does not speak {speech.language!r}",
        hint=f"it speaks {', '.join(sorted(card.languages))}",
    )
