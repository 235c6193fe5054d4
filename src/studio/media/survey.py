"""Looks a file over once: what kind it is, what it holds, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from studio.core.errors import BadInput, Refused, StudioError
from studio.media import kinds
from studio.media.facts import MediaFacts

Kind = Literal["video", "audio", "image"]

VERSION = 1
"""Counted up whenever a survey would find something else in the same file."""

_KINDS: tuple[Kind, ...] = ("image", "video", "audio")
_TOLD = ("title", "artist", "album", "album_artist", "genre", "comment", "description", "show", "keywords")
_NEVER_SET = ("0000", "1904", "1970")
_DATES = ("creation_time", "com.apple.quicktime.creationdate", "date")


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a file; what does not apply, or was not measured, is None.

    Attributes:
        kind: Whether it is a film, a recording or a picture.
        container: The format of the file.
        codec: The codec of its picture, or of its sound if it has no picture.
        sound_codec: The codec of its sound.
        width: Width as shown.
        height: Height as shown.
        rate: Frames a second, counted.
        nominal_rate: Frames a second as claimed.
        variable: Whether its frames are shown for different times.
        frames: How many frames it has.
        duration: Seconds.
        picture_duration: Seconds of its picture.
        sound_duration: Seconds of its sound.
        sample_rate: Samples of its sound a second.
        channels: Channels of its sound.
        loudness: LUFS of its sound.
        true_peak: Highest point of its sound, in dBTP.
        silence: The share of its sound that is silent, 0 to 1.
        black: The share of the frames looked at that are black, 0 to 1.
        damaged: How many packets of its sound could not be decoded.
        cut_off: Whether its end is missing.
        fault: Why it cannot be read, as a sentence that lacks the file's name: "is cut off".
        recorded: When it was made, as far as it says so itself, in ISO 8601.
        words: Its title, its artist and what else it says about itself.
        measured: Whether it was decoded, and not only its header read.
        thumbnail: A small WebP.
    """

    kind: Kind
    container: str = ""
    codec: str = ""
    sound_codec: str = ""
    width: int | None = None
    height: int | None = None
    rate: float | None = None
    nominal_rate: float | None = None
    variable: bool | None = None
    frames: int | None = None
    duration: float | None = None
    picture_duration: float | None = None
    sound_duration: float | None = None
    sample_rate: int | None = None
    channels: int | None = None
    loudness: float | None = None
    true_peak: float | None = None
    silence: float | None = None
    black: float | None = None
    damaged: int | None = None
    cut_off: bool = False
    fault: str = ""
    recorded: str = ""
    words: str = ""
    measured: bool = False
    thumbnail: bytes = b""


def kind_of(name: str) -> Kind | None:
    """What a file is by its name; None where it is none of our business."""
    suffix = Path(name).suffix.lower()
    for kind in ("image", "video", "audio"):
        if suffix in kinds.suffixes(kind):
            return kind
    return None


def survey(path: Path, *, measure: bool = True) -> Survey:
    """Look a file over. One that cannot be read is described too: by its fault.

    Args:
        path: The file.
        measure: Decode it, for its loudness, silence, black frames and thumbnail.
    """
    kind = kind_of(path.name) or "video"
    try:
        return _picture(path, measure=measure) if kind == "image" else _moving(path, measure=measure)
    except (BadInput, Refused) as fault:
        reason = _nameless(path, fault)
        return Survey(kind=kind, fault=reason, cut_off="cut off" in reason, measured=measure)


def _nameless(path: Path, fault: StudioError) -> str:
    """The file may be called otherwise tomorrow."""
    return fault.message.removeprefix(f"{path.name} ")


def _picture(path: Path, *, measure: bool) -> Survey:
    from studio.media.glimpses import picture_thumbnail
    from studio.media.images import reading, tags

    facts = reading.header(path)
    taken = tags.taken_at(path)
    seconds = sum(facts.delays) / 1000 if facts.frames > 1 else None
    return Survey(
        kind="image",
        container=facts.format,
        codec=facts.format,
        width=facts.width,
        height=facts.height,
        frames=facts.frames,
        duration=seconds,
        recorded=taken.isoformat() if taken else "",
        measured=measure,
        thumbnail=picture_thumbnail(path) if measure else b"",
    )


def _moving(path: Path, *, measure: bool) -> Survey:
    from studio.media import probe

    facts = probe.media(path, damaged=True)
    found = Survey(
        kind="video" if facts.video else "audio",
        container=facts.container,
        duration=facts.duration,
        cut_off=facts.cut_off,
        recorded=_recorded(facts),
        words=_words(facts),
        measured=measure,
    )
    found = _with_sound(found, path, facts, measure=measure)
    return _with_picture(found, path, facts, measure=measure)


def _recorded(facts: MediaFacts) -> str:
    """When it says it was made; clocks that were never set say the year they count from."""
    dates = (facts.metadata.get(name, "") for name in _DATES)
    return next((date for date in dates if date[:4].isdigit() and date[:4] not in _NEVER_SET), "")


def _words(facts: MediaFacts) -> str:
    tags = {name.lower(): value for name, value in facts.metadata.items()}
    titles = (chapter.title for chapter in facts.chapters)
    return "\n".join(filter(None, (*(tags.get(name, "") for name in _TOLD), *titles)))


def _with_sound(found: Survey, path: Path, facts: MediaFacts, *, measure: bool) -> Survey:
    if not any(sound.duration > 0 for sound in facts.audio):
        return found
    from studio.media.glimpses import sound_thumbnail
    from studio.media.sound.listening import listen

    sound = facts.main_audio
    found = replace(
        found,
        codec=sound.codec,
        sound_codec=sound.codec,
        sound_duration=sound.duration,
        sample_rate=sound.rate,
        channels=sound.channels,
    )
    if not measure:
        return found
    try:
        heard = listen(path, stream=sound.index)
    except StudioError as fault:
        return replace(found, fault=_nameless(path, fault))
    return replace(
        found,
        loudness=heard.loudness,
        true_peak=heard.true_peak,
        silence=min(1.0, heard.silence / heard.seconds),
        damaged=heard.damaged,
        thumbnail=sound_thumbnail(heard.course),
    )


def _with_picture(found: Survey, path: Path, facts: MediaFacts, *, measure: bool) -> Survey:
    if not any(film.frames for film in facts.video):
        return found
    from studio.media.glimpses import glimpse

    film = facts.main_video
    seen = glimpse(path, facts) if measure else None
    return replace(
        found,
        codec=film.codec,
        width=film.width,
        height=film.height,
        rate=float(Fraction(film.rate)),
        nominal_rate=float(Fraction(film.nominal_rate)),
        variable=film.variable,
        frames=film.frames,
        picture_duration=film.duration,
        black=seen.black if seen else None,
        thumbnail=seen.thumbnail if seen else found.thumbnail,
    )
