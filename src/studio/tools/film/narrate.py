"""Having a film's lines spoken."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.materials import Folder, Seconds
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from studio.models.voice import Spoken
    from studio.story.grammar import Line, Storyboard

PART = "audio/narration"
_WORDS = "audio/words.json"
_SOUND = "audio/narration.wav"
_CODE = ("studio.models.voice", "studio.story.voices", "studio.media.sound.speaking")


@dataclass(frozen=True)
class Narrated:
    """The lines of a film, spoken.

    Attributes:
        lines: How many there are.
        words: How many words they have.
        speaks: How long somebody speaks.
        provider: What spoke for the narrator; nothing where nobody does.
        voice: With which voice.
    """

    lines: int
    words: int
    speaks: Seconds
    provider: str
    voice: str


@tool(effect=True)
def narrate(folder: Folder) -> Narrated:
    """Have the lines of a film spoken, each at its time.

    The sound lies in the film's folder afterwards, and beside it when every word is said. Whoever says a
    line in the picture has the voice that the storyboard gives them. Where it names no voice nothing is
    spoken; where it names a recording, that is heard instead.

    Args:
        folder: The film's folder.

    Examples:
        studio film narrate cafe/
    """
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import written

    film = FilmFolder(folder)
    board = written.opened(film)
    lines = [line for line in board.lines if line.text]
    if not (board.narrator.file or (board.narrator.provider and lines)):
        film.drop(PART, _SOUND, _WORDS)
        return Narrated(0, 0, 0, "", "")
    own = [film.path / board.narrator.file] if board.narrator.file else []
    key = fingerprint(
        lines, board.narrator, board.speakers, board.brief.frames, board.brief.fps, files=own, code=_CODE
    )
    if not film.fresh(PART, key):
        with making("the narration"), timings.noted("narrate", board.brief.seconds):
            made, facts = _recorded(own[0], board) if own else _spoken(board, lines)
        film.keep(PART, key, made, **facts)
        if own:
            # Nobody knows when what is said there.
            film.words.unlink(missing_ok=True)
    told = {"words": 0, "speaks": 0, "provider": "", "voice": "", **film.note(PART)}
    return Narrated(len(lines), told["words"], told["speaks"], told["provider"], told["voice"])


def _spoken(board: Storyboard, lines: list[Line]) -> tuple[dict[str, Path], dict[str, Any]]:
    from studio.media.sound import speaking
    from studio.story import voices

    folder, fps = run().folder, board.brief.fps
    heard: list[tuple[Line, Spoken]] = []
    for number, line in enumerate(run().track(lines, "Speaking")):
        heard.append((line, said(board, line, folder / f"line-{number:03}.wav")))
    begin = speaking.starts([line.start / fps for line, _ in heard], [spoken.seconds for _, spoken in heard])
    placed = [(start, spoken.sound) for start, (_, spoken) in zip(begin, heard, strict=True)]
    speaking.placed(placed, folder / "narration.wav", board.brief.seconds)
    words = list(_words(begin, [spoken for _, spoken in heard]))
    phones = [
        {"symbol": phone.symbol, "start": round(start + phone.start, 4), "end": round(start + phone.end, 4)}
        for start, (_, spoken) in zip(begin, heard, strict=True)
        for phone in spoken.phones
    ]
    listed = folder / "words.json"
    listed.write_text(json.dumps({"words": words, "phones": phones}, indent=1, ensure_ascii=False), "utf-8")
    by = [spoken for line, spoken in heard if not (line.voice or voices.own(board.speakers, line.speaker))]
    narrator = by[0] if by else heard[0][1]
    facts = {
        "provider": narrator.provider,
        "voice": narrator.voice,
        "words": len(words),
        "speaks": round(sum(spoken.seconds for _, spoken in heard), 3),
    }
    return {_SOUND: folder / "narration.wav", _WORDS: listed}, facts


def said(board: Storyboard, line: Line, out: Path) -> Spoken:
    """Have one line said by whoever says it in the film.

    Args:
        board: The film.
        line: The line.
        out: The file to write.
    """
    from studio.models.voice import Speech, chosen
    from studio.story import voices

    narrator, voice = board.narrator, voices.voice_of(board, line)
    return chosen(voices.asked(voice), board.brief.language).speak(
        Speech(
            line.text,
            language=board.brief.language,
            voice=voice.voice,
            speed=voice.speed,
            pauses=narrator.pauses,
            pitch=voice.pitch,
            throat=voice.throat,
            pronunciations=narrator.pronunciations,
            seed=board.brief.seed,
        ),
        out,
    )


def _words(begin: list[float], said: list[Spoken]) -> Iterator[dict[str, Any]]:
    for number, (start, spoken) in enumerate(zip(begin, said, strict=True)):
        for word in spoken.words:
            times = {"start": round(start + word.start, 4), "end": round(start + word.end, 4)}
            yield {"text": word.text, **times, "line": number}


def _recorded(own: Path, board: Storyboard) -> tuple[dict[str, Path], dict[str, Any]]:
    """A recording of the user's own, as long as the film."""
    from studio.core.errors import BadInput
    from studio.media import encode, probe

    facts = probe.media(own)
    if not facts.audio:
        raise BadInput(f"{own.name} holds no sound", hint="name a recording of the narration")
    if facts.duration > board.brief.seconds + 1 / board.brief.fps:
        raise BadInput(
            f"{own.name} lasts {facts.duration:.2f} s, and the film {board.brief.seconds:.2f} s",
            hint="shorten it, or plan a longer film",
        )
    target = run().folder / "narration.wav"
    encode.ffmpeg(
        [
            *("-i", encode.source(own), "-map", "0:a:0", "-ac", "1", "-ar", "48000"),
            *("-af", "apad", "-t", f"{board.brief.seconds:.6f}", "-c:a", "pcm_s16le"),
        ],
        target=target,
        seconds=board.brief.seconds,
        label="Reading the narration",
    )
    return {_SOUND: target}, {"provider": "", "voice": own.name, "words": 0, "speaks": facts.duration}
