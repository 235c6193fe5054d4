"""Giving films another format."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadInput
from studio.core.materials import (
    BitRate,
    Bytes,
    Colour,
    Footage,
    Pixels,
    Quality,
    Range,
    Rate,
    Seconds,
)  # fmt: skip
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.facts import AudioFacts, MediaFacts
    from studio.media.films.transcoding.carrying import Feed
    from studio.media.films.transcoding.wishes import Wishes

_FASTEST = 1000


@dataclass(frozen=True)
class Converted:
    """A film in another format.

    Attributes:
        film: The result: a film, or a folder of numbered pictures.
        method: copied (not a bit of picture or sound was changed) or encoded.
        codec: How the picture is compressed.
        width: Its width.
        height: Its height.
        rate: Frames a second.
        frames: How many there are.
        duration: How long it is.
        size: Bytes of the result.
        changes: All that is different without having been asked for by name.
    """

    film: Footage
    method: Literal["copied", "encoded"]
    codec: str
    width: Pixels
    height: Pixels
    rate: Rate
    frames: int | None
    duration: Seconds
    size: Bytes
    changes: tuple[str, ...] = ()


@tool(pure=True, resources=Resources(cpu=2, memory="1 GB"))
def convert(
    film: Footage,
    *,
    format: Literal[
        "auto",
        "mp4",
        "m4v",
        "mov",
        "mkv",
        "webm",
        "ts",
        "avi",
        "gif",
        "webp",
        "png",
        "jpg",
        "tiff",
        "exr",
        "dpx",
        "tga",
        "bmp",
    ] = "auto",
    codec: Literal["auto", "h264", "h265", "av1", "vp9", "prores", "ffv1", "mjpeg", "gif", "webp"] = "auto",
    preset: Literal["web", "archive", "square", "vertical", "proxy"] | None = None,
    width: Pixels | None = None,
    height: Pixels | None = None,
    longest: Pixels | None = None,
    fit: Literal["inside", "fill", "pad", "stretch"] | None = None,
    background: Colour | None = None,
    enlarge: bool = False,
    rate: Rate | None = None,
    quality: Quality | None = None,
    target_size: Bytes | None = None,
    effort: Annotated[int, Range(0, 9)] | None = None,
    depth: Literal["auto", "8", "10", "16"] = "auto",
    sdr: bool = False,
    deinterlace: bool = False,
    keyframes: Seconds | None = None,
    hardware: bool = False,
    sound: Literal["auto", "aac", "opus", "mp3", "flac", "pcm", "none"] = "auto",
    bit_rate: BitRate | None = None,
    channels: Literal["keep", "stereo", "mono"] = "keep",
    track: Annotated[int, Range(1)] | None = None,
    language: str = "",
    bare: bool = False,
    names: str = "",
    fill_gaps: bool = False,
) -> Converted:
    """Give a film another format, size, rate or codec.

    What need not be encoded is copied bit for bit. All sound tracks, subtitles, chapters, tags and the
    time code come along where the new format can hold them; ten bits, high dynamic range, transparency,
    uneven frame times and fields stay where its codec can. What it cannot hold is converted or left out,
    and the result says so.

    Numbered pictures are a film, too: name them as `shot.####.exr`, with a range after it if not all
    are meant, or give their folder or any one of them. Into a picture format, a film becomes a folder
    of them.

    The quality looks alike in every codec: 75 (the usual) is hard to tell from the original at a
    glance, 90 by looking closely, 50 is visibly coarser. It becomes the encoder's own scale: CRF 23,
    17.6 and 29.4 for h264; 22.5, 17.4 and 29.1 for h265; 27, 20 and 39 for av1; 30, 22 and 41 for vp9;
    for prores the profiles proxy (up to 25), lt (50), standard (70) and hq.

    Args:
        film: The film, or the pattern, folder or any picture of a numbered sequence.
        format: The container, or the format of numbered pictures; taken from the name given with --out,
            else the film's own.
        codec: How the picture is compressed; auto keeps the film's codec where the container can hold it.
        preset: Usual choices for a purpose, which other options override. web: H.264, at most 1920
            pixels, plays everywhere. archive: lossless FFV1 with checksums, in mkv. square, vertical:
            1080 × 1080 and 1080 × 1920 for social media. proxy: small ProRes for editing.
        width: The width.
        height: The height.
        longest: The length of the longer side.
        fit: With width and height both given: inside keeps all of the picture within them, fill covers
            them and cuts what is over, pad puts it on a canvas of that size, stretch gives up the aspect.
        background: The colour of the canvas, and what transparency is laid on; black when left out.
        enlarge: Allow results larger than the original.
        rate: Frames a second. For numbered pictures it says how fast they are shown; 24 when left out.
        quality: 1 to 100.
        target_size: What the file may weigh at most, reached in two passes, instead of a quality.
        effort: Time spent on a smaller file, 0 to 9; 5 when left out.
        depth: Bits of a channel; auto keeps what the codec holds, and gives h264 the 8 that players show.
        sdr: Bring high dynamic range down to what ordinary screens show, also where the codec could keep it.
        deinterlace: Make frames of interlaced fields.
        keyframes: The longest time between frames that players can jump to.
        hardware: Use an encoder of the graphics card: quicker, larger files.
        sound: How the sound is compressed; auto copies what the container holds. none leaves it out.
        bit_rate: Bits a second of each sound track.
        channels: Keep all channels, or mix them down.
        track: The only sound track to keep, counted from 1.
        language: The language of the only sound track to keep, as two or three letters.
        bare: Leave title, tags, chapters and subtitles out.
        names: How numbered pictures are to be called, as shot.#### or shot.%04d.
        fill_gaps: Let the picture before stand in for one that is missing from a sequence.

    Examples:
        studio video convert film.mov --out film.mp4
        studio video convert clip.mp4 --preset web --longest 1280
        studio video convert clip.mp4 --codec h265 --quality 80
        studio video convert clip.mp4 --format webm --target-size 200kB
        studio video convert clip.mp4 --format png --names shot.####
        studio video convert "shot.%04d.png [1-10]" --rate 25 --out shot.mp4
    """
    from studio.media.films.presets import PRESETS
    from studio.media.films.transcoding.encoders import STILLS
    from studio.media.films.transcoding.wishes import Wishes

    wishes = Wishes(
        format=None if format == "auto" else format,
        codec=None if codec == "auto" else codec,
        width=width,
        height=height,
        longest=longest,
        fit=fit,
        background=background,
        enlarge=enlarge,
        rate=rate,
        quality=quality,
        target_size=target_size,
        effort=effort,
        depth=None if depth == "auto" else int(depth),
        sdr=sdr,
        deinterlace=deinterlace,
        keyframes=keyframes,
        hardware=hardware,
        sound=None if sound == "auto" else sound,
        bit_rate=bit_rate,
        channels=None if channels == "keep" else channels,
        track=track,
        language=language,
        bare=bare,
    )
    wishes = wishes.over(PRESETS[preset]) if preset else wishes
    _check_words(film, wishes, names)
    facts, feed, wishes, first = _opened(film, wishes, fill_gaps=fill_gaps)
    if wishes.format in STILLS:
        return _unrolled(facts, feed, wishes, names, first)
    return _converted(facts, feed, wishes)


def _check_words(film: Path, wishes: Wishes, names: str) -> None:
    """Refuse options that contradict each other, or that would quietly do nothing."""
    from studio.media import sequences
    from studio.media.films.transcoding.encoders import STILLS
    from studio.media.films.transcoding.wishes import Wishes as Open
    from studio.media.images.colour import parse_colour

    if wishes == Open() and not sequences.is_sequence(film):
        raise BadInput(
            "say what to convert to", hint="with --format, --codec, --preset or a size, or --out film.mp4"
        )
    if wishes.longest and (wishes.width or wishes.height):
        raise BadInput("longest and width or height exclude each other", hint="say the size in one way")
    if wishes.fit and wishes.fit != "inside" and not (wishes.width and wishes.height):
        raise BadInput(f"--fit {wishes.fit} needs a width and a height", hint="say both, or leave --fit out")
    if wishes.rate and not 0 < Fraction(wishes.rate) <= _FASTEST:
        raise BadInput(f"{wishes.rate} frames a second cannot be shown", hint=f"say 1 to {_FASTEST}")
    if wishes.background:
        parse_colour(wishes.background)
    if names and wishes.format not in STILLS:
        raise BadInput(
            "only numbered pictures have --names", hint="say --format png, or another for pictures"
        )
    if wishes.format in STILLS and (wishes.codec or wishes.target_size):
        raise BadInput(f"{wishes.format} pictures have no codec and no size to keep to", hint="leave it out")


def _opened(film: Path, wishes: Wishes, *, fill_gaps: bool) -> tuple[MediaFacts, Feed, Wishes, int]:
    """What is known of the film, how it is read, what is still wished for, and its first number."""
    from dataclasses import replace

    from studio.media import probe, sequences
    from studio.media.films.transcoding import carrying, stills

    if not sequences.is_sequence(film):
        if fill_gaps:
            raise BadInput(f"{film.name} is no sequence of pictures, so it has no gaps", hint="leave it out")
        facts = probe.media(film)
        return facts, carrying.FromFile(facts), wishes, 1
    numbered = sequences.find(film)
    roll = stills.roll(numbered, rate=wishes.rate or stills.USUAL_RATE, filled=fill_gaps)
    first = numbered.wanted[0] if numbered.wanted.step == 1 else 1
    return roll.facts, roll, replace(wishes, rate=None), first


def _sounds(facts: MediaFacts, wishes: Wishes) -> tuple[AudioFacts, ...]:
    """The sound tracks to keep."""
    from studio.media.sound.recordings import recording

    if wishes.track or wishes.language:
        return (recording(facts.path, track=wishes.track, language=wishes.language).stream,)
    return tuple(sound for sound in facts.audio if sound.duration > 0)


def _converted(facts: MediaFacts, feed: Feed, wishes: Wishes) -> Converted:
    from studio.media.films.transcoding import carrying
    from studio.media.films.transcoding.plan import plan

    way = plan(facts, wishes, _sounds(facts, wishes))
    target = run().folder / f"{facts.path.stem}.{way.holder.name}"
    made = carrying.carry_out(way, feed, target)
    film = made.facts.main_video if made.facts else None
    coding = way.picture.coding
    return Converted(
        film=made.path,
        method="copied" if way.copies else "encoded",
        codec=coding.name if coding else way.picture.film.codec,
        width=way.picture.size[0],
        height=way.picture.size[1],
        rate=film.rate if film else way.picture.rate,
        frames=film.frames if film else None,
        duration=round(made.facts.duration if made.facts else facts.duration, 3),
        size=made.path.stat().st_size,
        changes=(*way.changes, *made.changes),
    )


def _unrolled(facts: MediaFacts, feed: Feed, wishes: Wishes, names: str, first: int) -> Converted:
    from studio.media import sequences
    from studio.media.films.transcoding import unrolling

    naming = sequences.naming(names or f"{_plain(facts.path)}.####")
    folder, way, count = unrolling.unroll(facts, wishes, feed, names=naming, first=first)
    assert way.coding
    return Converted(
        film=folder,
        method="encoded",
        codec=way.coding.name,
        width=way.size[0],
        height=way.size[1],
        rate=way.rate,
        frames=count,
        duration=round(facts.duration, 3),
        size=sum(file.stat().st_size for file in folder.iterdir()),
        changes=way.changes,
    )


def _plain(path: Path) -> str:
    """A film's name without ending, and without the number if it is a sequence."""
    return path.stem.replace("#", "").rstrip("._- ") or "frame"
