"""Mixing recordings, all at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Audio, Decibels, Range, Seconds, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat

if TYPE_CHECKING:
    from pathlib import Path

    from studio.media.sound.formats import Encoding
    from studio.media.sound.mixing import Part
    from studio.media.sound.writing import Graph


@dataclass(frozen=True)
class Mixed:
    """Several recordings in one.

    Attributes:
        sound: The mix.
        duration: How long it is.
        lowered: By how much the whole was turned down to keep the limit; none where it was not.
        limited: By how much its peaks exceeded the limit and were held down; none where they were not.
    """

    sound: Audio
    duration: Seconds
    lowered: Annotated[float | None, Unit("dB")]
    limited: Annotated[float | None, Unit("dB")]


@tool(pure=True)
def mix(
    sounds: list[Audio],
    *,
    volumes: list[Decibels] | None = None,
    offsets: list[Seconds] | None = None,
    crossfade: Seconds = 0,
    duck: Annotated[float, Range(0, 40), Unit("dB")] = 0,
    length: Literal["longest", "shortest", "first"] = "longest",
    repeat: bool = False,
    limit: Decibels = -1,
    peaks: Literal["lower", "limit"] = "lower",
    format: SoundFormat | None = None,
) -> Mixed:
    """Mix recordings, so that all are heard at once.

    The first is the voice, if music is to make room for one. They may differ in rate and channels.
    The mix never clips: where the sum would exceed the limit, the whole is turned down, or its peaks
    are held down, and the result says by how much.

    Args:
        sounds: The recordings; where music makes room, the voice comes first.
        volumes: How much louder each is to be, in the same order; those not named stay as they are.
        offsets: When each begins, in the same order; those not named begin at once.
        crossfade: Fade recordings in and out over this time where others can be heard.
        duck: How far all others go down while the first speaks.
        length: How long the mix lasts: as the longest, the shortest, or the first of them.
        repeat: Begin those that are too short again and again, all but the first.
        limit: The true peak that may not be exceeded.
        peaks: Where it would be: lower the whole, or limit the peaks.
        format: Another format; else that of the first, or the nearest that can be written.

    Examples:
        studio audio mix voice.wav music.mp3 --volumes 0 --volumes -12 --duck 9 --length first
        studio audio mix evening.flac night.flac --offsets 0 --offsets 2:55 --crossfade 5
        studio audio mix speech.wav room.wav --repeat --length first --peaks limit --out scene.wav
    """
    from studio.media import probe
    from studio.media.sound import formats, mixing
    from studio.media.sound.recordings import recording

    if len(sounds) < 2:
        raise BadInput("one recording alone cannot be mixed", hint="give two or more")
    if not -24 <= limit <= 0:
        raise BadInput(f"a limit of {limit:g} dB cannot be kept", hint="choose one from -24 to 0")
    if repeat and length != "first":
        raise BadInput("what repeats has no end", hint="say --length first as well")
    heard = [recording(sound) for sound in sounds]
    like = mixing.common([one.stream for one in heard])
    first = heard[0]
    encoding = formats.encoding(format or formats.kept(first.stream, first.facts.container), like)
    parts = [
        mixing.Part(one, volume, offset)
        for one, volume, offset in zip(
            heard,
            _each(volumes, len(sounds), "volumes"),
            _each(offsets, len(sounds), "offsets"),
            strict=True,
        )
    ]
    plan = mixing.Plan(length, crossfade, repeat=repeat)
    if duck:
        plan = replace(plan, room=_curve(parts[0], duck, mixing.total(parts, plan)))
    graph = mixing.mixed(parts, plan, like)
    target = run().folder / f"{sounds[0].stem}{encoding.suffix}"
    lowered, limited = _written(graph, target, encoding, limit, lower=peaks == "lower")
    duration = probe.media(target).main_audio.duration
    return Mixed(target, duration, round(lowered, 2) or None, round(limited, 2) or None)


def _each(given: list[float] | None, count: int, name: str) -> list[float]:
    values = given or []
    if len(values) > count:
        raise BadInput(f"there are {len(values)} {name} for {count} recordings", hint="give at most one each")
    return [*values, *[0.0] * (count - len(values))]


def _curve(voice: Part, decibels: float, seconds: float) -> Path | None:
    """The curve by which the others make room; None where the voice never speaks."""
    from studio.media.sound import ducking

    spans = ducking.spoken(voice.recording)
    if spans:
        run().note("made room", during=f"{sum(span.length for span in spans):.1f} s of voice")
    else:
        run().note("made no room", because="nothing is heard of the voice")
    file = run().folder / "room.wav"
    return ducking.curve(spans, decibels, offset=voice.offset, seconds=seconds, file=file) if spans else None


def _written(
    graph: Graph, target: Path, encoding: Encoding, limit: float, *, lower: bool
) -> tuple[float, float]:
    """Write the mix; by how much it was lowered, and by how much its peaks were held down."""
    from studio.media.sound import writing

    made = writing.write(graph, target, encoding, ceiling=limit if lower else inf, label="Mixing")
    if lower or made.peak is None or made.peak <= limit:
        return made.lowered, 0.0
    writing.write(writing.limited(graph, limit), target, encoding, label="Limiting")
    return 0.0, made.peak - limit
