"""Cutting recordings shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import Audio, Decibels, Range, Seconds
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat

if TYPE_CHECKING:
    from studio.media.sound.recordings import Recording
    from studio.media.sound.writing import Graph

_ROUNDING = 0.001


@tool(pure=True)
def trim(
    sound: Audio,
    *,
    start: Seconds | None = None,
    end: Seconds | None = None,
    silence: Literal["ends", "everywhere"] | None = None,
    threshold: Decibels = -50,
    shortest: Annotated[Seconds, Range(above=0)] = 0.5,
    keep: Seconds = 0.1,
    format: SoundFormat | None = None,
) -> Audio:
    """Cut a recording shorter, by times or by its silence.

    Cuts are exact to the sample. By silence, what is quiet is taken away at both ends or everywhere,
    and a little of it is kept beside every sound, so that nothing begins or breaks off suddenly.

    Args:
        sound: The recording, or a film whose sound is meant.
        start: Where the result begins; else at the beginning.
        end: Where it ends; else at the end.
        silence: Take silence away at both ends, or everywhere.
        threshold: What counts as silence: nothing louder than this, against full scale.
        shortest: How long it must be quiet to count.
        keep: How much silence stays beside a sound.
        format: Another format; else that of the recording, or the nearest that can be written.

    Examples:
        studio audio trim interview.wav --start 0:12 --end 1:30.5
        studio audio trim takes/ --silence ends --out clean/
        studio audio trim talk.mp3 --silence everywhere --shortest 1 --keep 0.25
    """
    from studio.media.sound import formats, tags, writing
    from studio.media.sound.recordings import recording

    heard = recording(sound)
    name = format or formats.kept(heard.stream, heard.facts.container)
    if silence is None:
        graph = _by_time(heard, start, end)
    elif start is not None or end is not None:
        raise BadInput("times and silence exclude each other", hint="cut by time first, then by silence")
    else:
        graph = _by_silence(heard, threshold, shortest, keep, inside=silence == "everywhere")
    encoding = formats.encoding(name, heard.stream)
    target = run().folder / f"{sound.stem}{encoding.suffix}"
    made = writing.write(graph, target, encoding, tags=tags.read(heard), label="Cutting")
    if made.lowered:
        run().note("turned down", by=f"{made.lowered:.1f} dB", because="the sum of its channels would clip")
    return made.path


def _by_time(heard: Recording, start: float | None, end: float | None) -> Graph:
    from studio.media.sound import cutting

    if start is None and end is None:
        raise BadInput("say what is to be cut", hint="with --start, --end or --silence")
    begin, length = start or 0.0, heard.seconds
    if begin >= length:
        raise BadInput(f"{heard.name} lasts {length:.3f} s; it has nothing at {begin:g} s")
    if end is not None and end > length + _ROUNDING:
        raise BadInput(
            f"{heard.name} lasts {length:.3f} s; it does not go on to {end:g} s",
            hint="leave --end out to keep the rest",
        )
    if end is not None and end <= begin:
        raise BadInput(f"the end, {end:g} s, does not come after the start, {begin:g} s")
    return cutting.part(heard, begin, end)


def _by_silence(heard: Recording, threshold: float, shortest: float, keep: float, *, inside: bool) -> Graph:
    from studio.media.sound import cutting, silences

    quiet = silences.silences(heard, threshold=threshold, shortest=shortest)
    length = max(heard.seconds, quiet[-1].end if quiet else 0.0)
    stays = silences.kept(quiet, length, padding=keep, inside=inside)
    if not stays:
        raise BadInput(
            f"{heard.name} is silent throughout; nothing would be left",
            hint=f"lower the threshold below {threshold:g} dB if something can be heard",
        )
    taken = length - sum(span.length for span in stays)
    run().note(
        "removed",
        silence=f"{taken:.2f} s",
        leaving=f"{len(stays)} {'piece' if len(stays) == 1 else 'pieces'}",
    )
    return cutting.parts(heard, stays)
