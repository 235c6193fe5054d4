"""Piper as a provider: neural voices, each a file; a program of its own that gives no times."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core import scratch
from studio.core.errors import BadInput, NotFound, ToolFailed, Unavailable
from studio.core.run import stop_if_cancelled
from studio.core.written.findings import nearest
from studio.host import programs
from studio.host.programs import Finished
from studio.models.voice import guessing, recordings, saying, sentences
from studio.models.voice.pieces import Piece
from studio.models.voice.speech import Speech, Spoken, VoiceCard
from studio.store.filing import home

if TYPE_CHECKING:
    from studio.models.voice.reading.parts import Phrase
    from studio.models.voice.sentences import Sentence

_SHARED = ("/usr/share/piper-voices", "/usr/local/share/piper-voices", "/opt/piper-voices")
_OWN = ("~/.local/share/piper-voices", "~/.local/share/piper/voices", "~/piper-voices")
_SUFFIX = ".onnx"
_PATIENCE = 600


@dataclass(frozen=True)
class Piper:
    """Piper.

    Attributes:
        program: Where it lies.
        files: The file of each voice by its name.
    """

    program: str
    files: Mapping[str, Path]

    @property
    def card(self) -> VoiceCard:
        """What it can do."""
        return VoiceCard(
            name="piper",
            version=f"{Path(self.program).stat().st_mtime_ns}",
            licence="GPL-3.0 or MIT, by its version; of each voice its own",
            languages=self._languages(),
            exact=False,
            rank=40,
        )

    def _languages(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for name, file in self.files.items():
            tag = _language(file)
            for language in dict.fromkeys((tag, tag.partition("-")[0])):
                found[language] = (*found.get(language, ()), name)
        return found

    def refuse(self, voice: str) -> None:
        """Raise BadInput where it has no voice of that name."""
        if voice not in self.files:
            raise BadInput(f"piper has no voice {voice!r}", hint=nearest(voice, self.files))

    def speak(self, speech: Speech, out: Path) -> Spoken:
        """Say something; the same call says the same, so nothing is left to chance.

        Raises:
            BadInput: It has no such voice, or there is nothing to say.
            ToolFailed: It does not work.
        """
        voice = saying.chosen_voice(self.card, speech)
        self.refuse(voice)

        def utter(phrases: Sequence[Phrase]) -> list[Piece]:
            return self._pieces(list(sentences.sentences(phrases)), self.files[voice], speech)

        return saying.said(speech, out, self.card, voice, utter)

    def _pieces(self, wanted: Sequence[Sentence], file: Path, speech: Speech) -> list[Piece]:
        """All sentences by one call of the program, which loads a voice each time: a line for each."""
        stop_if_cancelled()
        spoken = [sentence for sentence in wanted if sentence.text()]
        with scratch.anywhere() as folder:
            command = [
                *(self.program, "--model", str(file), "--output_dir", str(folder)),
                *("--length_scale", f"{1 / speech.speed:.4f}", "--noise_scale", "0", "--noise_w", "0"),
            ]
            story = "".join(f"{sentence.text()}\n" for sentence in spoken)
            programs.answer(command, seconds=_PATIENCE, story=story)
            # They are named by the clock.
            written = sorted(folder.glob("*.wav"), key=lambda path: (len(path.name), path.name))
            if len(written) != len(spoken):
                raise ToolFailed(f"piper said {len(written)} of {len(spoken)} sentences")
            heard = {
                id(one): recordings.read(path, "piper") for one, path in zip(spoken, written, strict=True)
            }
        found: list[Piece] = []
        for sentence in wanted:
            if id(sentence) in heard:
                found += guessing.timed(sentence, *heard[id(sentence)], speech.language)
            else:
                found += sentences.unheard(sentence)
        return found


def _language(file: Path) -> str:
    """The language of a voice, from the file beside it, else from its name: en_GB-alan-medium."""
    tag = file.name.partition("-")[0]
    try:
        told = json.loads(file.with_name(f"{file.name}.json").read_text("utf-8"))
        tag = str(told.get("language", {}).get("code") or told["espeak"]["voice"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        pass
    return tag.replace("_", "-").lower()


def _found() -> dict[str, Path]:
    """Every voice in the folders where people keep them; the first of a name counts."""
    places = [home.home() / "voices", *(Path(place).expanduser() for place in _OWN), *map(Path, _SHARED)]
    found: dict[str, Path] = {}
    for place in places:
        for file in sorted(place.rglob(f"*{_SUFFIX}")) if place.is_dir() else ():
            if file.with_name(f"{file.name}.json").is_file():
                found.setdefault(file.stem, file)
    return found


def _named(voice: str) -> Iterator[tuple[str, Path]]:
    if voice.endswith(_SUFFIX):
        file = Path(voice).expanduser().absolute()
        if not file.is_file() or not file.with_name(f"{file.name}.json").is_file():
            raise NotFound(
                f"{voice} is no voice of Piper",
                hint=f"it needs {file.name} and {file.name}.json side by side",
            )
        yield voice, file


@cache
def _speaks(program: str, _changed: int) -> bool:
    """Whether it is the one that speaks: a program for mice has the same name."""
    ends: list[Finished] = []
    try:
        told = " ".join(programs.lines([program, "--help"], ended=ends.append))
    except (Unavailable, ToolFailed):
        return False
    # One of them explains itself where others complain.
    told += "".join(end.said for end in ends)
    return "--output_dir" in told or "--output-dir" in told


def create(voice: str = "") -> Piper | None:
    """The provider, if the program is here and has a voice, or is told one."""
    if not (place := programs.found("piper")):
        return None
    files = {**_found(), **dict(_named(voice))}
    if not files or not _speaks(str(place), place.stat().st_mtime_ns):
        return None
    return Piper(str(place), files)
