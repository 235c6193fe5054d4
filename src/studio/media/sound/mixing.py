"""Several recordings in one: at once, one after the other, and music that makes room for a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput
from studio.media import encode
from studio.media.facts import AudioFacts
from studio.media.sound import ducking, layouts, rates
from studio.media.sound.recordings import Recording
from studio.media.sound.writing import Graph

Length = Literal["longest", "shortest", "first"]

_FADE = "qsin"


@dataclass(frozen=True, slots=True)
class Part:
    """One recording in a mix.

    Attributes:
        recording: The recording.
        volume: By how many decibels it is turned up.
        offset: When it begins, in seconds.
    """

    recording: Recording
    volume: float = 0.0
    offset: float = 0.0

    @property
    def end(self) -> float:
        return self.offset + self.recording.seconds


@dataclass(frozen=True, slots=True)
class Plan:
    """How parts become a mix.

    Attributes:
        length: How long the mix lasts: as its longest, shortest or first part.
        crossfade: Seconds over which a part fades in or out where another can be heard.
        room: The curve by which the others make room for the first, as a file; None where they do not.
        repeat: Whether parts that end too early begin again; not the first.
    """

    length: Length = "longest"
    crossfade: float = 0.0
    room: Path | None = None
    repeat: bool = False


def common(streams: Sequence[AudioFacts]) -> AudioFacts:
    """What holds all of some tracks without loss: the highest rate, the most channels, the finest samples."""
    first = streams[0]
    widest = max(streams, key=lambda stream: stream.channels)
    layout = widest.layout if widest.channels != 2 else "stereo"
    floating = any(stream.codec.startswith("pcm_f") for stream in streams)
    return replace(
        first,
        codec="pcm_f32le" if floating and first.codec.startswith("pcm_") else first.codec,
        rate=max(stream.rate for stream in streams),
        channels=widest.channels,
        layout="mono" if widest.channels == 1 else layout,
        depth=max(stream.depth for stream in streams),
    )


def mixed(parts: Sequence[Part], plan: Plan, like: AudioFacts) -> Graph:
    """The graph in which all parts are heard at once, each from its time on.

    Args:
        parts: The recordings; where music makes room, the first is the voice.
        plan: How they go together.
        like: Rate and channels of the mix.
    """
    lasts = total(parts, plan)
    chains = [
        _placed(number, part, parts, plan, like, lasts) + f"[part{number}]"
        for number, part in enumerate(parts)
    ]
    names = [f"[part{number}]" for number in range(len(parts))]
    if plan.room:
        chains += _ducked(names, like)
        names = [names[0], "[bed]"]
    end = f"apad=whole_len={round(lasts * like.rate)},atrim=end_sample={round(lasts * like.rate)}"
    chains.append(f"{''.join(names)}amix=inputs={len(names)}:normalize=0:duration=longest,{end}[out]")
    inputs = [
        argument
        for number, part in enumerate(parts)
        for argument in (*_repeating(number, plan), *part.recording.input)
    ]
    if plan.room:
        inputs += ["-i", encode.source(plan.room)]
    return Graph(tuple(inputs), ";".join(chains), lasts, like.rate, like.layout, like.channels)


def joined(recordings: Sequence[Recording], like: AudioFacts, *, gap: float, crossfade: float) -> Graph:
    """The graph in which recordings are heard one after the other.

    Args:
        recordings: What is joined, in order.
        like: Rate and channels of the result.
        gap: Seconds of silence between two.
        crossfade: Seconds over which two overlap.
    """
    _refuse_overlaps(recordings, crossfade)
    count = len(recordings)
    between = f",apad=pad_len={round(gap * like.rate)}" if gap else ""
    # What is only put one after the other stays as it is, bit for bit.
    floating = bool(crossfade) or len({recording.stream.rate for recording in recordings}) > 1
    chains = []
    for number, recording in enumerate(recordings):
        chain = _alike(number, recording, like, floating=floating)
        chains.append(f"{chain}{between if number < count - 1 else ''}[part{number}]")
    if crossfade:
        chains += _overlapped(count, round(crossfade * like.rate))
    else:
        names = "".join(f"[part{number}]" for number in range(count))
        chains.append(f"{names}concat=n={count}:v=0:a=1[out]")
    inputs = tuple(argument for recording in recordings for argument in recording.input)
    seconds = sum(recording.seconds for recording in recordings) + (count - 1) * (gap - crossfade)
    return Graph(inputs, ";".join(chains), seconds, like.rate, like.layout, like.channels)


def _alike(number: int, recording: Recording, like: AudioFacts, *, floating: bool = True) -> str:
    """A recording with the rate and the channels of all, its level as it was.

    Args:
        number: Which input of ffmpeg it is.
        recording: The recording.
        like: Rate and channels of all.
        floating: Whether it will be added to others, for which its numbers must have room.
    """
    stream = recording.stream
    channels = layouts.mixed(stream.layout, stream.channels, like.layout)
    rate = [rates.resampled(like.rate)] if stream.rate != like.rate else []
    form = ["sample_fmts=fltp"] if floating else []
    form += [f"channel_layouts={like.layout}"] if _named(like.layout) else []
    return ",".join(
        [recording.head(number), *channels, *rate, *(["aformat=" + ":".join(form)] if form else [])]
    )


def _named(layout: str) -> bool:
    return not layout.endswith("channels")


def total(parts: Sequence[Part], plan: Plan) -> float:
    if plan.length == "first":
        return parts[0].end
    ends = [part.end for part in parts]
    return min(ends) if plan.length == "shortest" else max(ends)


def _repeating(number: int, plan: Plan) -> tuple[str, ...]:
    return ("-stream_loop", "-1") if plan.repeat and number else ()


def _placed(
    number: int, part: Part, parts: Sequence[Part], plan: Plan, like: AudioFacts, total: float
) -> str:
    """One part with its volume, its fades and the silence before it."""
    rate = like.rate
    chain = [_alike(number, part.recording, like)]
    room = total - part.offset
    if room <= 0:
        raise BadInput(
            f"{part.recording.name} would begin at {part.offset:g} s, after the end of the mix",
            hint="choose an earlier offset, or another length",
        )
    lasts = room if plan.repeat and number else min(part.recording.seconds, room)
    chain.append(f"atrim=end_sample={round(lasts * rate)}")
    if part.volume:
        chain.append(f"volume={part.volume:g}dB")
    if plan.crossfade:
        chain += _fades(number, part, parts, plan.crossfade, lasts, total)
    if part.offset:
        chain.append(f"adelay=delays={round(part.offset * rate)}S:all=1")
    return ",".join(chain)


def _fades(
    number: int, part: Part, parts: Sequence[Part], crossfade: float, lasts: float, total: float
) -> list[str]:
    """Fades only where something else can be heard meanwhile, and never over more than half of a part."""
    length = min(crossfade, lasts / 2)
    end = part.offset + lasts
    others = [other for position, other in enumerate(parts) if position != number]
    begins = any(other.offset < part.offset < other.end for other in others)
    ends = any(other.offset < end < other.end for other in others) and end < total - 0.001
    rise = [f"afade=t=in:d={length:.6f}:curve={_FADE}"] if begins else []
    fall = [f"afade=t=out:st={lasts - length:.6f}:d={length:.6f}:curve={_FADE}"] if ends else []
    return [*rise, *fall]


def _ducked(names: Sequence[str], like: AudioFacts) -> list[str]:
    """Everything but the first part, multiplied with the curve, which is the last input."""
    others = f"{''.join(names[1:])}amix=inputs={len(names) - 1}:normalize=0:duration=longest[music]"
    channels = "|".join(f"c{number}=c0" for number in range(like.channels))
    curve = [
        f"[{len(names)}:a]aresample={like.rate}",
        f"atrim=start={ducking.LEAD}",
        "asetpts=N/SR/TB",
        f"pan={like.layout if _named(like.layout) else f'{like.channels}c'}|{channels}[curve]",
    ]
    return [others, ",".join(curve), "[music][curve]amultiply[bed]"]


def _refuse_overlaps(recordings: Sequence[Recording], crossfade: float) -> None:
    for position, recording in enumerate(recordings):
        sides = (position > 0) + (position < len(recordings) - 1)
        if crossfade * sides > recording.seconds:
            both = " on both sides" if sides == 2 else ""
            raise BadInput(
                f"{recording.name} lasts {recording.seconds:.3f} s, "
                f"too short for a crossfade of {crossfade:g} s{both}",
                hint="choose a shorter crossfade",
            )


def _overlapped(count: int, samples: int) -> list[str]:
    names = ["[part0]", *(f"[over{number}]" for number in range(1, count - 1)), "[out]"]
    return [
        f"{before}[part{number}]acrossfade=nb_samples={samples}:curve1={_FADE}:curve2={_FADE}{after}"
        for number, (before, after) in enumerate(pairwise(names), start=1)
    ]
