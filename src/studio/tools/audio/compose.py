"""Composing music."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall
from studio.core.materials import Audio, Folder, Range, Seconds, Unit
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy import ndarray

    from studio.render.music.notes import Piece


@dataclass(frozen=True)
class Composed:
    """A piece of music.

    Attributes:
        sound: The recording.
        stems: Its parts, each by itself, as long as the whole and adding up to it; none unless asked for.
        duration: How long it lasts.
        key: Its key.
        tempo: Its beats a minute, four to a bar.
        bars: How many bars it has, all equally long.
    """

    sound: Audio
    stems: Folder | None
    duration: Seconds
    key: str
    tempo: Annotated[float, Unit("beats a minute")]
    bars: float


@tool(pure=True, resources=Resources(cpu=1, memory="600 MB"))
def compose(
    mood: Literal[
        "warm", "bright", "calm", "driving", "playful", "serious", "tender", "grand", "mysterious", "elegant"
    ],
    *,
    duration: Annotated[Seconds, Range(1, 14400)] = 30,
    bars: Annotated[float, Range(0.5, 20000)] | None = None,
    tempo: Annotated[float, Range(30, 240), Unit("beats a minute")] | None = None,
    seed: Annotated[int, Range(0, 2**31 - 1)] = 1,
    stems: bool = False,
    format: SoundFormat = "wav",
) -> Composed:
    """Compose a piece of music in a mood, exactly as long as it must be.

    It has a theme that returns, harmony that leads somewhere, an arc from a sparse beginning through a
    lift to a last chord that rings out, and a different piece for every seed. Bars fill the time exactly,
    so cuts can lie on them. Everything is written and played here: no recordings, no model, no network.
    It is as loud as -16 LUFS and never peaks above -1 dBTP.

    Args:
        mood: How it feels.
        duration: How long it lasts, to the sample.
        bars: How many bars fill that time; half a bar is allowed. Chosen to suit the mood when left out.
        tempo: The tempo instead, as near as whole bars allow.
        seed: What chance draws from: key, chords, theme, groove, instruments.
        stems: Also keep every part by itself: drums, bass, chords, melody and the rest.
        format: The format of the recording.

    Examples:
        studio audio compose warm
        studio audio compose driving --duration 15 --bars 8 --seed 7 --out trailer.wav
        studio audio compose elegant --duration 1:02 --tempo 96 --format flac
        studio audio compose grand --duration 12 --stems --out score/
    """
    from studio.media.sound.delivering import recorded
    from studio.render.music import RATE, Score, arc, bars_for
    from studio.render.music.composing import written
    from studio.render.music.synthesis.mixing import mixed
    from studio.render.music.synthesis.playing import BLOCK

    if bars is not None and tempo is not None:
        raise BadCall(
            "bars and tempo say the same thing", hint="name one of them; the duration does the rest"
        )
    if bars is not None and 2 * bars % 1:
        raise BadCall(f"a piece cannot have {bars:g} bars", hint="choose whole bars, or halves")
    count = bars or bars_for(duration, mood, tempo)
    score = Score(duration, arc(count), mood, seed)
    piece = written(score)
    parts = run().folder / "stems" if stems else None
    blocks = _apart(piece, parts) if parts else mixed(piece)
    heard = run().track(blocks, "Playing", total=1 + piece.samples // BLOCK)
    sound = recorded(heard, run().folder / mood, format)
    return Composed(sound, parts, score.samples / RATE, piece.key.name, round(score.tempo, 2), count)


def _apart(piece: Piece, folder: Path) -> Iterator[ndarray]:
    """The whole piece, block by block, while every part of it goes onto a tape of its own."""
    from contextlib import ExitStack

    from studio.media.sound.tape import Tape
    from studio.render.music import RATE
    from studio.render.music.synthesis.mixing import parted

    folder.mkdir()
    tapes: dict[str, Tape] = {}
    with ExitStack() as rolling:
        for block in parted(piece):
            yield block.pop("mix")
            for part, samples in block.items():
                if part not in tapes:
                    tapes[part] = rolling.enter_context(Tape(folder / f"{part}.wav", RATE))
                tapes[part].add(samples)
