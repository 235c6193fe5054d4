"""Bringing recordings to one level."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadInput
from studio.core.materials import Audio, Decibels, Loudness, Unit
from studio.core.run import run
from studio.core.tool import tool
from studio.media.sound.formats import SoundFormat

if TYPE_CHECKING:
    from studio.media.sound.levelling import Aim

_USUAL = -16.0


@dataclass(frozen=True)
class Level:
    """The levels of a recording. A level of silence is left out, for it has no decibels.

    Attributes:
        loudness: The loudness of the whole, by EBU R 128.
        range: How far loud and soft passages lie apart.
        true_peak: The highest point between samples, against full scale.
        rms: The average power, against full scale, where it was asked for.
    """

    loudness: Annotated[float | None, Unit("LUFS")]
    range: Annotated[float, Unit("LU")]
    true_peak: Annotated[float | None, Unit("dBTP")]
    rms: Annotated[float | None, Unit("dB")]


@dataclass(frozen=True)
class Normalized:
    """A recording at its new level.

    Attributes:
        sound: The recording.
        reached: Whether it has the level asked for: within 0.1, its true peak within
            0.2 dB of the limit.
        remark: Why not, where it has not.
        gain: By how much it was turned up.
        limited: Whether its peaks had to be held down.
        before: Its levels as it was.
        after: Its levels as it is, measured in the finished file.
    """

    sound: Audio
    reached: bool
    remark: str
    gain: Annotated[float, Unit("dB")]
    limited: bool
    before: Level
    after: Level


@tool(pure=True)
def normalize(
    sound: Audio,
    *,
    loudness: Loudness | None = None,
    peak: Decibels | None = None,
    rms: Decibels | None = None,
    limit: Decibels = -1.5,
    format: SoundFormat | None = None,
) -> Normalized:
    """Bring a recording to a level: loudness, peak or average power.

    The level is measured in the finished file and corrected until it is right. Where peaks would
    exceed the limit, a limiter that looks between the samples holds them down. Silence, and for
    loudness anything shorter than 0.4 s, is left alone.

    Args:
        sound: The recording to level.
        loudness: The loudness to reach: -16 LUFS, if nothing is said, suits the web and podcasts; -14
            is usual for streaming, -23 for European and -24 for American television.
        peak: Bring the true peak to this instead, with nothing limited.
        rms: Bring the average power to this instead.
        limit: The true peak that may not be exceeded.
        format: Another format; else that of the recording, or the nearest that can be written.

    Examples:
        studio audio normalize speech.wav
        studio audio normalize music.flac --loudness -14 --limit -1
        studio audio normalize recordings/ --peak -1 --out levelled/
    """
    from studio.media.sound import formats, levelling, tags
    from studio.media.sound.recordings import recording

    aim = _aim(loudness, peak, rms, limit)
    heard = recording(sound)
    same = formats.kept(heard.stream, heard.facts.container)
    name = format or same
    encoding = formats.encoding(name, heard.stream)
    target = run().folder / f"{sound.stem}{encoding.suffix}"
    keeps = name == same and sound.suffix.lower() == encoding.suffix
    made = levelling.levelled(heard, aim, target, encoding, tags.read(heard), keeps_format=keeps)
    levels = [
        Level(level.integrated, level.range, level.true_peak, level.rms)
        for level in (made.before, made.after)
    ]
    return Normalized(
        made.path, not made.remark, made.remark, round(made.gain, 2), made.limited, levels[0], levels[1]
    )


def _aim(loudness: float | None, peak: float | None, rms: float | None, limit: float) -> Aim:
    from studio.media.sound.levelling import Aim

    given = [kind for kind in (loudness, peak, rms) if kind is not None]
    if len(given) > 1:
        raise BadInput("a recording has one level", hint="say one of --loudness, --peak and --rms")
    if not -24 <= limit <= 0:
        raise BadInput(f"a limit of {limit:g} dB cannot be kept", hint="choose one from -24 to 0")
    if peak is not None:
        return Aim("peak", peak, inf)
    if rms is not None:
        return Aim("rms", rms, limit)
    return Aim("loudness", _USUAL if loudness is None else loudness, limit)
