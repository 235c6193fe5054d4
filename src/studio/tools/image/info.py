"""Telling everything there is to know about a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from studio.core.errors import BadInput
from studio.core.materials import Bytes, Image, Pixels, Seconds, Unit
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.images.reading import PictureFacts

_PLAIN_RATIO = 40
_SPACES = {"b-w": "grey", "grey16": "grey", "rgb16": "srgb", "labs": "lab", "labq": "lab"}


@dataclass(frozen=True)
class Stored:
    """How a picture lies in its file, where that is not how it is seen.

    Attributes:
        width: Width as stored.
        height: Height as stored.
        orientation: The EXIF orientation, 2 to 8, that says how to turn it.
    """

    width: Pixels
    height: Pixels
    orientation: int


@dataclass(frozen=True)
class Animation:
    """How a picture moves.

    Attributes:
        frames: Number of frames.
        duration: How long one round takes.
        delays: Milliseconds each frame is shown.
        loop: How often it plays; 0 is for ever.
    """

    frames: int
    duration: Seconds
    delays: tuple[int, ...]
    loop: int


@dataclass(frozen=True)
class Place:
    """Where a picture was taken.

    Attributes:
        latitude: Degrees north; south is negative.
        longitude: Degrees east; west is negative.
        altitude: Metres above the sea.
    """

    latitude: Annotated[float, Unit("°")]
    longitude: Annotated[float, Unit("°")]
    altitude: Annotated[float, Unit("m")] | None


@dataclass(frozen=True)
class PictureInfo:
    """What there is to know about a picture.

    Attributes:
        format: The format it really has, whatever its name says.
        mislabelled: How name and format differ, if they do.
        width: Width as it is seen upright.
        height: Height as it is seen upright; of one frame, if it moves.
        megapixels: Width times height in millions.
        aspect: Width to height.
        stored: Size and orientation in the file, if it has to be turned to be seen upright.
        mode: Its channels: grey, grey+alpha, rgb, rgba, cmyk, lab or other.
        depth: Bits of one channel; f stands for floating point.
        alpha: Whether it has a channel for transparency.
        colour_space: What its numbers mean: srgb, grey, cmyk, lab, linear light, or with a profile what the
            profile says, for rgb, grey or cmyk.
        icc: The name of its colour profile.
        dpi: Dots per inch, if it says so.
        animation: Frames and times, if it moves.
        pages: Number of pages, if there are more than one and they are no frames.
        taken_at: When it was taken, by the camera's clock.
        exif: What else the camera noted: camera, lens, exposure and so on.
        gps: Where it was taken, if that was asked for and noted.
        bytes: The size of the file.
        perceptual_hash: A fingerprint of what it shows, nearly the same for similar pictures; none for
            a picture of nearly one colour.
        sha256: A fingerprint of the file.
    """

    format: str
    mislabelled: str | None
    width: Pixels
    height: Pixels
    megapixels: float
    aspect: str
    stored: Stored | None
    mode: str
    depth: str
    alpha: bool
    colour_space: str
    icc: str | None
    dpi: float | None
    animation: Animation | None
    pages: int | None
    taken_at: datetime | None
    exif: dict[str, str | int | float]
    gps: Place | None
    bytes: Bytes
    perceptual_hash: str | None
    sha256: str | None


@tool(pure=True)
def info(picture: Image, *, gps: bool = False, hashes: bool = True) -> PictureInfo:
    """Tell everything there is to know about a picture.

    The picture is unpacked once, for its perceptual hash and to be sure that it is whole.

    Args:
        picture: The picture to look at.
        gps: Tell where it was taken, too; left out unless asked for, because it may be somebody's home.
        hashes: Hash the file and what it shows. Without, only its header is read, which is much quicker,
            and damage further on is not noticed.

    Examples:
        studio image info photo.jpg
        studio image info photo.jpg --gps
        studio image info pictures/ --no-hashes --json
    """
    from studio.media.images import reading
    from studio.media.images.tags import tags, taken_at

    facts = reading.header(picture)
    noted = tags(picture, gps=gps)
    place = {name: noted.pop(name, None) for name in ("latitude", "longitude", "altitude")}
    noted.pop("taken_at", None)
    return PictureInfo(
        format=_called(facts),
        mislabelled=_mislabelled(picture, facts),
        width=facts.width,
        height=facts.height,
        megapixels=facts.width * facts.height / 1_000_000,
        aspect=_aspect(facts.width, facts.height),
        stored=_stored(facts),
        mode=facts.mode,
        depth=facts.depth,
        alpha=bool(facts.alpha),
        colour_space=_colour_space(facts),
        icc=facts.icc,
        dpi=facts.dpi,
        animation=_animation(facts),
        pages=facts.pages if facts.pages > 1 and facts.frames == 1 else None,
        taken_at=taken_at(picture),
        exif=noted,
        gps=_place(place),
        bytes=facts.bytes,
        perceptual_hash=_fingerprint(picture, facts) if hashes else None,
        sha256=_sha256(picture) if hashes else None,
    )


def _called(facts: PictureFacts) -> str:
    return "jpg" if facts.format == "jpeg" else facts.format


def _mislabelled(picture: Path, facts: PictureFacts) -> str | None:
    from studio.media.images.formats import by_suffix

    try:
        named = by_suffix(picture).name
    except BadInput:
        named = ""
    if named == facts.format:
        return None
    return f"named {picture.suffix or 'without an ending'} but is {_called(facts)}"


def _aspect(width: int, height: int) -> str:
    """As people say it, 16:9, or as a number where no small whole ones will do."""
    ratio = Fraction(width, height)
    if max(ratio.numerator, ratio.denominator) <= _PLAIN_RATIO:
        return f"{ratio.numerator}:{ratio.denominator}"
    return f"{width / height:.4g}"


def _colour_space(facts: PictureFacts) -> str:
    if facts.depth.endswith("f") and facts.colour_space in ("scrgb", "b-w"):
        return "linear"
    found = _SPACES.get(facts.colour_space, facts.colour_space)
    return "rgb" if facts.icc and found == "srgb" else found


def _stored(facts: PictureFacts) -> Stored | None:
    if facts.orientation == 1:
        return None
    return Stored(facts.stored_width, facts.stored_height, facts.orientation)


def _animation(facts: PictureFacts) -> Animation | None:
    if facts.frames == 1:
        return None
    return Animation(facts.frames, sum(facts.delays) / 1000, facts.delays, facts.loop)


def _place(noted: dict[str, str | int | float | None]) -> Place | None:
    latitude, longitude, altitude = (
        float(value) if isinstance(value, (int, float)) else None for value in noted.values()
    )
    if latitude is None or longitude is None:
        return None
    return Place(latitude, longitude, altitude)


def _fingerprint(picture: Path, facts: PictureFacts) -> str | None:
    """The perceptual hash; finding it unpacks every pixel, so that damage shows."""
    from studio.media.images.likeness import perceptual_hash
    from studio.media.images.reading import pixels_of, read

    image = read(picture, sequential=True)
    if facts.frames > 1:
        # The hash looks at the first frame only, and the others may be broken.
        with pixels_of(picture):
            image = image.copy_memory()
    found = perceptual_hash(image)
    return None if found.flat else found.digits


def _sha256(picture: Path) -> str:
    from hashlib import file_digest

    from studio.media.images.formats import opened

    with opened(picture) as descriptor, open(descriptor, "rb", closefd=False) as file:
        return file_digest(file, "sha256").hexdigest()
