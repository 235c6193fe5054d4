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

    from studio.models.voice import Speech, Spoken
    from studio.story.grammar import Line, Storyboard

PART = "audio/narration"
_WORDS = "audio/words.json"
_SOUND = "audio/narration.wav"
_CODE = ("studio.models.voice", "studio.media.sound.speaking")


@dataclass(frozen=True)
class Narrated:
    """The lines of a film, spoken.

    Attributes:
        lines: How many there are.
        words: How many words they have.
        speaks: How long somebody speaks.
        provider: What spoke them; nothing where nobody does.
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

    The sound lies in the film's folder afterwards, and beside it when every word is said. Where the
    storyboard names no voice nothing is spoken; where it names a recording, that is heard instead.

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
    key = fingerprint(lines, board.narrator, board.brief.frames, board.brief.fps, files=own, code=_CODE)
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
    from studio.models.voice import chosen

    folder, fps = run().folder, board.brief.fps
    provider = chosen(voice_of(board), board.brief.language)
    said: list[tuple[Line, Spoken]] = []
    for number, line in enumerate(run().track(lines, "Speaking")):
        said.append((line, provider.speak(speech(board, line), folder / f"line-{number:03}.wav")))
    begin = speaking.starts([line.start / fps for line, _ in said], [spoken.seconds for _, spoken in said])
    placed = [(start, spoken.sound) for start, (_, spoken) in zip(begin, said, strict=True)]
    speaking.placed(placed, folder / "narration.wav", board.brief.seconds)
    words = list(_words(begin, [spoken for _, spoken in said]))
    phones = [
        {"symbol": phone.symbol, "start": round(start + phone.start, 4), "end": round(start + phone.end, 4)}
        for start, (_, spoken) in zip(begin, said, strict=True)
        for phone in spoken.phones
    ]
    listed = folder / "words.json"
    listed.write_text(json.dumps({"words": words, "phones": phones}, indent=1, ensure_ascii=False), "utf-8")
    facts = {
        "provider": said[0][1].provider,
        "voice": said[0][1].voice,
        "words": len(words),
        "speaks": round(sum(spoken.seconds for _, spoken in said), 3),
    }
    return {_SOUND: folder / "narration.wav", _WORDS: listed}, facts


def voice_of(board: Storyboard) -> str:
    """Who speaks in a film, as voices are asked for."""
    return ":".join(filter(None, (board.narrator.provider, board.narrator.voice)))


def speech(board: Storyboard, line: Line) -> Speech:
    """A line as a voice is given it."""
    from studio.models.voice import Speech

    narrator = board.narrator
    return Speech(
        line.text,
        language=board.brief.language,
        voice=line.voice or narrator.voice,
        speed=narrator.speed,
        pauses=narrator.pauses,
        pronunciations=narrator.pronunciations,
        seed=board.brief.seed,
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
