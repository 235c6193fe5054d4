"""eSpeak NG as a provider: about a hundred languages, small, and exact about every sound's time."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled
from studio.core.written.findings import nearest
from studio.host import packages, programs
from studio.models.voice import saying
from studio.models.voice.espeak_process import Conversation
from studio.models.voice.pieces import Piece, Sound, divided
from studio.models.voice.speech import Speech, Spoken, VoiceCard

if TYPE_CHECKING:
    from studio.models.voice.reading.parts import Phrase

_PACKAGE = "espeakng-loader"
_SYSTEM = "libespeak-ng.so.1" if sys.platform == "linux" else "libespeak-ng.1.dylib"
_WORDS_A_MINUTE = 160
# Its own <emphasis> is as loud as can be, however loud the rest is.
_EMPHASIS = '<prosody volume="+25%" pitch="+30%" range="+30%" rate="85%">', "</prosody>"
# A livelier melody than its own, with room above for emphasis.
_MANNER = {"pitch": 50, "range": 60, "volume": 65}
_VARIANTS = ("m7", "f2")
_FIRST = {"en": ("en-us", "en-gb"), "es": ("es", "es-419"), "pt": ("pt-br", "pt"), "fr": ("fr", "fr-fr")}


@dataclass(frozen=True)
class Installed:
    """An eSpeak NG on this machine.

    Attributes:
        library: The file to speak with.
        data: The folder of its voices; "" where the library knows.
        version: Its version.
    """

    library: str
    data: str
    version: str


def installed() -> Installed | None:
    """The one of the extra `voice`, else that of the machine; None if there is none."""
    folder = packages.folder(_PACKAGE, "espeakng_loader")
    libraries = sorted(folder.glob("libespeak-ng.*")) if folder else []
    if folder and libraries:
        return Installed(str(libraries[0]), str(folder / "espeak-ng-data"), version(_PACKAGE))
    return _of_the_machine()


def _of_the_machine() -> Installed | None:
    if not (program := programs.found("espeak-ng")):
        return None
    try:
        told = programs.answer([str(program), "--version"])
    except (Unavailable, ToolFailed):
        return None
    release = re.search(r"(\d[\w.-]*)\s+Data at: (.+)", told)
    return Installed(_SYSTEM, release[2].strip(), release[1]) if release else None


@cache
def _tags(data: str) -> Mapping[str, str]:
    """The file of each language's voice, by its tag as en-gb; read from the folder, nothing is started."""
    found: dict[str, tuple[int, str]] = {}
    folder = Path(data, "lang")
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        told = file.read_text("utf-8", "replace")
        for tag, order in re.findall(r"^language\s+(\S+)[^\S\n]*(\d*)", told, re.MULTILINE):
            wanted = int(order or 5), file.relative_to(folder).as_posix()
            found[tag.lower()] = min(wanted, found.get(tag.lower(), wanted))
    return {tag: name for tag, (_, name) in sorted(found.items())}


def _languages(data: str) -> dict[str, tuple[str, ...]]:
    """Voices by language: those of its best known form first, and of each one for either sex."""
    by_language: dict[str, list[str]] = {}
    for tag in _tags(data):
        by_language.setdefault(tag.partition("-")[0], []).append(tag)
    found: dict[str, tuple[str, ...]] = {}
    for language, tags in by_language.items():
        first = [tag for tag in _FIRST.get(language, (language,)) if tag in tags]
        ordered = [*first, *(tag for tag in tags if tag not in first)]
        for tag in ordered:
            found[tag] = tuple(f"{tag}+{variant}" for variant in _VARIANTS)
        found[language] = tuple(f"{tag}+{variant}" for tag in ordered for variant in _VARIANTS)
    return found


_conversations: dict[Installed, Conversation] = {}


@dataclass(frozen=True)
class Espeak:
    """eSpeak NG.

    Attributes:
        place: The one to speak with.
    """

    place: Installed

    @property
    def card(self) -> VoiceCard:
        """What it can do."""
        return VoiceCard(
            name="espeak",
            version=self.place.version,
            licence="GPL-3.0-or-later",
            languages=_languages(self.place.data),
            exact=True,
            rank=10,
            phonemes=True,
        )

    def refuse(self, voice: str) -> None:
        """Raise BadInput where it has no voice of that name."""
        self._file(voice)

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something.

        Raises:
            BadInput: It has no such voice, or there is nothing to say.
            ToolFailed: It does not work.
        """
        voice = saying.chosen_voice(self.card, speech)
        asked = {
            "voice": self._file(voice),
            "rate": round(_WORDS_A_MINUTE * speech.speed),
            **_MANNER,
        }
        return saying.said(
            speech, out, self.card, voice, lambda phrases: [self._piece(phrase, asked) for phrase in phrases]
        )

    def piece(self, phrase: Phrase, language: str) -> Piece:
        """A phrase as it would say it: for voices that do not tell when their sounds are made."""
        voice = self.card.voices(language)[0]
        return self._piece(phrase, {"voice": self._file(voice), "rate": _WORDS_A_MINUTE, **_MANNER})

    def _file(self, voice: str) -> str:
        """What the library calls a voice."""
        tag, _, variant = voice.partition("+")
        tags = _tags(self.place.data)
        if tag.lower() not in tags:
            raise BadInput(f"eSpeak NG has no voice {tag!r}", hint=nearest(tag, tags))
        variants = {path.name for path in Path(self.place.data, "voices", "!v").iterdir()}
        if variant and variant not in variants:
            raise BadInput(f"eSpeak NG has no variant {variant!r}", hint=nearest(variant, sorted(variants)))
        return tags[tag.lower()] + (f"+{variant}" if variant else "")

    def _piece(self, phrase: Phrase, asked: Mapping[str, Any]) -> Piece:
        import numpy as np

        stop_if_cancelled()
        text, starts = _text(phrase)
        answer, sound = _conversation(self.place).ask({**asked, "text": text})
        samples = np.frombuffer(sound, "<i2").astype(np.float32) / 32768
        return Piece(samples, answer["rate"], _sounds(answer["events"], starts, phrase, len(samples)))


def _conversation(place: Installed) -> Conversation:
    return _conversations.setdefault(place, Conversation(place.library, place.data))


def _text(phrase: Phrase) -> tuple[str, list[int]]:
    """A phrase as the library takes it, and where each part begins in it."""
    text = ""
    starts = []
    for part in phrase.parts:
        text += "" if part.glued and not part.said.isascii() else " "
        told = f"[[{part.sounds}]]" if part.sounds else part.said
        before, after = _EMPHASIS if part.emphasis else ("", "")
        text += before
        starts.append(len(text))
        text += told + after
    return text + (phrase.ending or ","), starts


def _sounds(
    events: Sequence[Sequence[Any]], starts: Sequence[int], phrase: Phrase, length: int
) -> tuple[Sound, ...]:
    """The sounds, each with the part it belongs to."""
    found: dict[int, list[Sound]] = {}
    part = 0
    ends = [sample for kind, sample, _ in events if kind == "sound"]
    following = iter([*ends[1:], length])
    for kind, sample, told in events:
        if kind == "word":
            part = max(part, max((at for at, start in enumerate(starts) if start <= told), default=0))
            continue
        end = next(following)
        # An empty one is a pause; what stands in brackets is a change of language.
        symbol = re.sub(r"\(.*?\)|-", "", told)
        if symbol and end > sample:
            found.setdefault(part, []).append(Sound(symbol, sample, end, part))
    return tuple(_spread(found, phrase))


def _spread(found: Mapping[int, Sequence[Sound]], phrase: Phrase) -> Iterator[Sound]:
    """Words that are said in one with the one before them get their share of its sounds."""
    at = 0
    count = len(phrase.parts)
    while at < count:
        end = next((later for later in range(at + 1, count) if found.get(later)), count)
        together = [part for part in range(at, end) if part == at or phrase.parts[part].said]
        shares = divided(found.get(at, ()), [max(1, len(phrase.parts[part].said)) for part in together])
        for part, share in zip(together, shares, strict=True):
            yield from (Sound(one.symbol, one.start, one.end, part) for one in share)
        at = end


def create(_voice: str = "") -> Espeak | None:
    """The provider, if it can speak here."""
    place = installed()
    return Espeak(place) if place else None
