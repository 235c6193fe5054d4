"""Mixing what is heard in a film."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput
from studio.core.materials import Folder, Seconds, Unit
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media.sound.silences import Span
    from studio.media.sound.stemming import Mixed as Made
    from studio.store.films import FilmFolder
    from studio.story.grammar import Storyboard

PART = "audio/mix"
_SOUND = "audio/mix.wav"
_CODE = tuple(
    f"studio.media.sound.{name}"
    for name in ("balancing", "ducking", "levelling", "limiting", "looping", "stemming", "taping", "weighing")
)
_PRESETS = {"web": -14.0, "podcast": -16.0, "broadcast": -23.0}
_BEATS = 4
_QUICKEST, _SLOWEST = 0.7, 1.5


@dataclass(frozen=True)
class Mixed:
    """The sound of a film. What is not there to be measured is left out.

    Attributes:
        sound: Where it lies in the film's folder; empty where there is nothing to be heard.
        duration: How long it is.
        stems: What was mixed: speech, music, air.
        loudness: The loudness of the whole, measured in the finished file.
        true_peak: Its highest point between samples.
        range: How far loud and soft passages lie apart.
        speech_over: How far speech lies above all else while somebody talks, weighted as ears are.
        speech_least: The same for the phrase where it is least.
        ducked: How far the music goes down at most.
        remark: What fell short, and why; empty where all is as asked for.
    """

    sound: str
    duration: Seconds
    stems: tuple[str, ...]
    loudness: Annotated[float | None, Unit("LUFS")]
    true_peak: Annotated[float | None, Unit("dBTP")]
    range: Annotated[float | None, Unit("LU")]
    speech_over: Annotated[float | None, Unit("dB")]
    speech_least: Annotated[float | None, Unit("dB")]
    ducked: Annotated[float, Unit("dB")]
    remark: str


@tool(effect=True, resources=Resources(cpu=1, memory="400 MB"))
def mix(
    folder: Folder, *, preset: Literal["storyboard", "web", "podcast", "broadcast"] = "storyboard"
) -> Mixed:
    """Mix a film's speech, music and atmosphere.

    Music makes room before somebody speaks and comes back with the beat, as far as each phrase needs to
    lie well above it. The whole is brought to its loudness, its true peaks are held, and both are
    measured again in the finished file. It has exactly the film's length, and its end is not cut. Any of
    the stems may be missing; all of them stay.

    Args:
        folder: The film's folder.
        preset: The loudness: what the storyboard says, -14 LUFS for the web, -16 for podcasts, -23 for
            broadcasters.

    Examples:
        studio film mix cafe/
        studio film mix cafe/ --preset broadcast
    """
    from studio.store import timings
    from studio.store.films import FilmFolder, fingerprint, making
    from studio.story import scoring, written

    film = FilmFolder(folder)
    board = written.opened(film)
    samples = scoring.samples(board, board.brief.frames)
    files = {
        stem: path
        for stem, path in (("speech", film.narration), ("music", film.music), ("air", film.atmosphere))
        if path.is_file()
    }
    if not files:
        film.drop(PART, _SOUND)
        return Mixed(
            "", samples / scoring.RATE, (), None, None, None, None, None, 0.0, "nothing is to be heard"
        )
    if "speech" in files:
        _refuse_longer(files["speech"], samples / scoring.RATE, board)
    level = _PRESETS.get(preset, board.mix.loudness)
    times = (board.brief.frames, board.brief.fps, board.music.bars)
    read = [*files.values(), film.words]
    key = fingerprint(board.mix, level, times, sorted(files), files=read, code=_CODE)
    if not film.fresh(PART, key):
        with making("the mix"), timings.noted("mix", board.brief.seconds):
            made = _made(film, board, files, samples, level)
        film.keep(PART, key, {_SOUND: made.path}, **_told(made, files, samples, level, board.mix.peak))
    note = film.note(PART)
    names = ("loudness", "true_peak", "range", "speech_over", "speech_least")
    told: dict[str, Any] = {name: note.get(name) for name in names}
    return Mixed(
        _SOUND, samples / scoring.RATE, tuple(files), ducked=note["ducked"], remark=note["remark"], **told
    )


def _refuse_longer(voice: Path, film: float, board: Storyboard) -> None:
    from studio.media import probe

    lasts = probe.media(voice).main_audio.duration
    if lasts > film + 1 / board.brief.fps:
        raise BadInput(
            f"the narration lasts {lasts:.2f} s, and the film {film:.2f} s",
            hint="shorten the narration, or plan a longer film",
        )


def _made(film: FilmFolder, board: Storyboard, files: dict[str, Path], samples: int, level: float) -> Made:
    from studio.media.sound.stemming import mixed

    bar = board.brief.seconds / board.music.bars
    release = min(_SLOWEST, max(_QUICKEST, 2 * bar / _BEATS))
    words = _words(film) if "speech" in files else []
    target = run().folder / "mix.wav"
    return mixed(
        files,
        words,
        target,
        samples,
        duck=board.mix.duck,
        release=release,
        loudness=level,
        peak=board.mix.peak,
    )


def _words(film: FilmFolder) -> list[Span]:
    """When each word is said; nothing where nobody wrote it down for this narration."""
    from studio.media.sound.silences import Span

    made = film.note("audio/narration").get("files")
    if not film.words.is_file() or (made and "audio/words.json" not in made):
        return []
    try:
        words = json.loads(film.words.read_text("utf-8"))["words"]
        return sorted(
            (Span(float(word["start"]), float(word["end"])) for word in words), key=lambda span: span.start
        )
    except (ValueError, KeyError, TypeError):
        raise BadInput(
            f"{film.words.name} holds no words with times", hint="make it again with studio film narrate"
        ) from None


def _told(made: Made, files: dict[str, Path], samples: int, level: float, peak: float) -> dict[str, Any]:
    """What the note says of a mix."""
    balance, after = made.balance, made.levels.after
    return {
        "samples": samples,
        "stems": sorted(files),
        "target": {"loudness": level, "true_peak": peak},
        "loudness": after.integrated,
        "true_peak": after.true_peak,
        "range": after.range,
        "limited": made.levels.limited,
        "gains": {
            stem: round(getattr(balance, stem) + made.levels.gain, 2)
            for stem in ("speech", "music", "air")
            if stem in files
        },
        "phrases": made.phrases,
        "talking": round(made.talking, 3),
        "speech_over": _rounded(balance.over),
        "speech_least": _rounded(balance.least),
        "ducked": round(balance.deepest, 2),
        "remark": _remark(made, peak),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _remark(made: Made, peak: float) -> str:
    from studio.media.sound.balancing import LEAST

    told = [made.levels.remark] if made.levels.remark else []
    if made.balance.least is not None and made.balance.least < LEAST:
        told.append(f"speech lies only {made.balance.least:.1f} dB above the rest in one phrase")
    if (found := made.levels.after.true_peak) is not None and found > peak:
        told.append(f"the true peak is {found:.2f} dBTP")
    return "; ".join(told)
