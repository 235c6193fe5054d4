"""Making a clean set of pictures out of a folder of raw ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from studio.core.errors import BadInput, StudioError
from studio.core.materials import Aspect, Colour, Folder, Fraction, Pixels, Quality, Range
from studio.core.run import run
from studio.core.tool import tool

if TYPE_CHECKING:
    from studio.media.images.colour import Colour as Numbers
    from studio.media.images.facts import PictureFacts
    from studio.media.images.framing import Frame
    from studio.media.images.inspection import Limits, Seen
    from studio.tools.image._preprocessed import Entry

_THUMBNAIL = 256
_WRITTEN_AS_THEY_ARE = {"jpeg", "png", "webp", "avif", "gif", "tiff", "bmp", "exr", "tga", "dpx"}


@dataclass(frozen=True)
class Rejected:
    """A picture that was left out.

    Attributes:
        picture: Its path below the folder.
        reason: Why: unreadable, empty, too small, too long, too dark, too bright, flat, blurred or
            duplicate.
        detail: The same with numbers: what was measured and what was asked for.
    """

    picture: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Preprocessed:
    """A set of pictures made out of a folder.

    Attributes:
        folder: The pictures that were kept, with report.html and report.json about all of them.
        kept: How many were kept.
        rejected: What was left out, and why.
    """

    folder: Folder
    kept: int
    rejected: tuple[Rejected, ...]


@tool(pure=True)
def preprocess(
    pictures: Folder,
    *,
    width: Pixels | None = None,
    height: Pixels | None = None,
    longest: Pixels | None = None,
    fit: Literal["inside", "fill", "pad"] = "inside",
    focus: Literal["centre", "saliency"] = "centre",
    enlarge: bool = False,
    format: Literal["auto", "jpg", "png", "webp", "avif", "tiff"] = "auto",
    quality: Quality | None = None,
    background: Colour | None = None,
    keep: Literal["all", "icc", "none"] = "all",
    colour: Literal["keep", "srgb"] = "srgb",
    normalise: Literal["off", "levels", "exposure"] = "off",
    target_exposure: Fraction = 0.45,
    min_sharpness: Annotated[float, Range(0)] = 80,
    min_exposure: Fraction = 0.03,
    max_exposure: Fraction = 0.97,
    min_width: Pixels = 64,
    min_height: Pixels = 64,
    max_aspect: Aspect = 4,
    alpha_threshold: Fraction = 0.15,
    duplicates: Literal["near", "exact", "off"] = "near",
    distance: Annotated[int, Range(0, 16)] = 4,
    prefer: Literal["largest", "sharpest", "first"] = "largest",
    names: Literal["keep", "number"] = "keep",
) -> Preprocessed:
    """Make a clean set of pictures out of a folder of raw ones.

    Each picture is looked over once; what is broken, blurred, too dark, too bright, too small, too long
    or there already is left out, and the rest is resized, normalised and written as asked, in the same
    folders. What is asked for nothing is copied byte for byte. Captions (.txt, .caption, .json of the
    same name) go where their pictures go. Nothing is ever flipped or recoloured. A report says what
    became of each picture: report.html to look at, report.json to work with.

    Args:
        pictures: The folder; the folders below it count too.
        width: The width of the results.
        height: The height of the results.
        longest: The length of the longer side, instead of width and height.
        fit: With width and height both given: inside keeps all of a picture within them, fill covers them
            and cuts what is over, pad keeps all and fills the rest with the background.
        focus: What fill keeps: the centre, or what draws the eye.
        enlarge: Allow results larger than the original.
        format: The format of the results; auto keeps each picture's own.
        quality: For jpg, webp and avif, 1 to 100.
        background: The colour that transparency is laid on and that pad fills with. Left out, transparency
            stays where the format has it, and the colour is white.
        keep: Metadata that stay: all, the colour profile alone, or none.
        colour: Convert the colours to sRGB, which is what training programs take them for, or keep them.
        normalise: Bring pictures taken in different light closer together: levels uses the whole range
            from black to white, exposure brings the mean brightness near one value.
        target_exposure: The mean brightness that normalising the exposure aims at, 0 to 1.
        min_sharpness: The least sharpness (variance of the Laplacian at a long side of 1024, in the
            sharpest tile of the picture, so that a soft background does no harm); 0 keeps all.
        min_exposure: The least mean brightness, 0 to 1.
        max_exposure: The greatest mean brightness, 0 to 1.
        min_width: The least width of an original.
        min_height: The least height of an original.
        max_aspect: The greatest ratio of the longer to the shorter side, such as 4 or 4:1.
        alpha_threshold: Pixels less opaque than this are background, which sharpness and exposure ignore.
        duplicates: What counts as the same picture: one that looks nearly alike, only an equal file, or
            none.
        distance: In how many of 64 bits the perceptual hashes of near duplicates may differ.
        prefer: Which of several duplicates stays; among equally large ones the sharpest.
        names: Keep the names, or number the results from 0001 on.

    Examples:
        studio image preprocess renders/ --longest 1024 --format png
        studio image preprocess frames/ --width 1024 --height 1024 --fit fill --focus saliency --out set/
        studio image preprocess scans/ --min-sharpness 0 --duplicates exact --normalise levels
    """
    asked = {name: value for name, value in locals().items() if name != "pictures"}
    from studio.media.images import collection
    from studio.media.images.colour import parse_colour
    from studio.media.images.framing import Frame
    from studio.media.images.inspection import Limits
    from studio.tools.image import _preprocessed as outcome

    if min_exposure > max_exposure:
        raise BadInput(
            f"min_exposure is {min_exposure:g} and max_exposure {max_exposure:g}", hint="swap them"
        )
    recipe = _Recipe(
        frame=Frame(width, height, longest, fit, salient=focus == "saliency", enlarge=enlarge),
        format=format,
        quality=quality,
        ground=parse_colour(background) if background else None,
        keep=keep,
        srgb=colour == "srgb",
        normalise=normalise,
        target_exposure=target_exposure,
        limits=Limits(
            min_sharpness, min_exposure, max_exposure, min_width, min_height, max(max_aspect, 1 / max_aspect)
        ),
        alpha_threshold=alpha_threshold,
    )
    entries = _made([outcome.Entry(member) for member in collection.gather(pictures)], recipe)
    if duplicates != "off":
        entries = _without_doubles(entries, distance if duplicates == "near" else None, prefer)
    folder = run().folder / "set"
    entries = _in_their_places(entries, folder, numbered=names == "number")
    outcome.write_report(entries, folder, title=pictures.resolve().name, asked=asked)
    rejected = tuple(
        Rejected(str(entry.member.name), *entry.fault) for entry in entries if entry.fault is not None
    )
    return Preprocessed(folder, len(entries) - len(rejected), rejected)


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What is to be done to each picture."""

    frame: Frame
    format: str
    quality: int | None
    ground: Numbers | None
    keep: Literal["all", "icc", "none"]
    srgb: bool
    normalise: Literal["off", "levels", "exposure"]
    target_exposure: float
    limits: Limits
    alpha_threshold: float

    def suffix(self, own: str, facts: PictureFacts) -> str:
        """What the name of a picture ends in afterwards; what cannot be written as it is becomes PNG."""
        from studio.media.images.formats import by_name

        if self.format != "auto":
            return f".{self.format}"
        if facts.format not in _WRITTEN_AS_THEY_ARE:
            return ".png"
        suffixes = by_name(facts.format).suffixes
        return own if own.lower() in suffixes else suffixes[0]

    def leaves_alone(self, suffix: str, facts: PictureFacts) -> bool:
        """Whether nothing is asked of a picture, so that writing it anew would only make it worse."""
        from studio.media.images.formats import by_name
        from studio.media.images.framing import final_size

        size = (facts.width, facts.height)
        return (
            by_name(suffix).name == facts.format
            and final_size(size, self.frame) == size
            and facts.orientation == 1
            and self.quality is None
            and self.normalise == "off"
            and self.keep == "all"
            and not (self.ground and facts.alpha)
            and not (self.srgb and _other_colours(facts))
        )


def _other_colours(facts: PictureFacts) -> bool:
    """Whether a program that ignores colour profiles would show the picture wrongly."""
    return facts.mode in ("cmyk", "lab") or (facts.icc is not None and "srgb" not in facts.icc.lower())


def _made(entries: Sequence[Entry], recipe: _Recipe) -> list[Entry]:
    """Look every picture over and make what becomes of it, unless it is found wanting."""
    here, done, total = run(), count(1), len(entries)
    desk = here.folder / "desk"
    desk.mkdir()

    def work(numbered: tuple[int, Entry]) -> Entry:
        number, entry = numbered
        made = _one(entry, recipe, desk / str(number))
        here.note("progress", label="Looking at pictures", done=next(done), total=total)
        return made

    found = here.each(work, enumerate(entries))
    for number, entry in enumerate(found):
        if entry.findings is None:
            # The engine's threads share one place for messages; alone, a picture gets its own.
            found[number] = _one(entries[number], recipe, desk / str(number))
    return found


def _one(entry: Entry, recipe: _Recipe, desk: Path) -> Entry:
    from studio.media.images import reading
    from studio.media.images.inspection import Fault, fault_in, look_over, thumbnail

    path = entry.member.path
    try:
        facts = reading.header(path)
        image = reading.read(path, srgb_if_cmyk=recipe.srgb)
        seen = look_over(image, alpha_threshold=recipe.alpha_threshold)
        entry = replace(entry, findings=seen.findings, bytes=facts.bytes, digest=_digest(path))
    except StudioError as error:
        return replace(entry, fault=Fault("unreadable", error.message.removeprefix(f"{path.name} ")))
    small = thumbnail(seen.small, _THUMBNAIL, desk.with_name(f"{desk.name}-small.webp"))
    entry = replace(entry, thumbnail=small, fault=fault_in(seen.findings, recipe.limits))
    if entry.fault:
        return entry
    suffix = recipe.suffix(path.suffix, facts)
    if recipe.leaves_alone(suffix, facts):
        return replace(entry, suffix=suffix)
    try:
        made = _written(image, seen, facts, recipe, desk.with_suffix(suffix))
    except BadInput as error:
        return replace(entry, fault=Fault("unreadable", error.message.removeprefix(f"{path.name} ")))
    return replace(entry, suffix=suffix, made=made)


def _digest(path: Path) -> str:
    from hashlib import file_digest

    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _written(image: Any, seen: Seen, facts: PictureFacts, recipe: _Recipe, path: Path) -> Path:
    from studio.media.images import levels, writing
    from studio.media.images.colour import flatten, to_srgb
    from studio.media.images.framing import framed
    from studio.media.images.tone import toned

    if recipe.srgb and _other_colours(facts):
        image = to_srgb(image)
    if recipe.ground:
        image = flatten(image, recipe.ground)
    if recipe.normalise == "levels":
        image = toned(image, limits=levels.range_to_stretch(seen.small))
    elif recipe.normalise == "exposure":
        image = toned(image, gamma=levels.gamma_towards(seen.small, recipe.target_exposure))
    image = framed(image, recipe.frame, ground=recipe.ground)
    return writing.write(image, path, quality=recipe.quality, keep=recipe.keep)


def _without_doubles(entries: Sequence[Entry], distance: int | None, prefer: str) -> list[Entry]:
    """Leave out what is there already, in a better picture."""
    from studio.media.images.duplicates import Print, doubles
    from studio.media.images.inspection import Fault

    def rank(place: int) -> tuple[float, ...]:
        found, name = entries[place].findings, entries[place].member.name
        if prefer == "first" or found is None:
            return (place,)
        size, sharpness = -found.width * found.height, -found.sharpness
        best = (size, sharpness) if prefer == "largest" else (sharpness, size)
        # Of equal files the one with a caption stays, and dusk.jpg rather than "dusk copy.jpg".
        return (*best, -len(entries[place].member.beside), len(str(name)), place)

    good = [place for place, entry in enumerate(entries) if entry.fault is None]
    prints = [
        Print(entry.digest, entry.findings.likeness if entry.findings and not entry.findings.flat else "")
        for entry in entries
    ]
    found = doubles(prints, sorted(good, key=rank), distance=distance)

    def judged(place: int, entry: Entry) -> Entry:
        if place not in found:
            return entry
        like = entries[found[place].of]
        how = "the same file as" if like.digest == entry.digest else f"{found[place].bits} of 64 bits from"
        return replace(entry, fault=Fault("duplicate", f"{how} {like.member.name}"), like=like.member.name)

    return [judged(place, entry) for place, entry in enumerate(entries)]


def _in_their_places(entries: Sequence[Entry], folder: Path, *, numbered: bool) -> list[Entry]:
    """Give the pictures that stay, and what belongs to them, their names in the result."""
    from studio.media.images import collection

    folder.mkdir()
    good = [entry for entry in entries if entry.fault is None]
    names = collection.names_of_copies(
        [entry.member for entry in good], [entry.suffix for entry in good], numbered=numbered
    )
    next_name = iter(names)
    return [
        _settled(entry, folder, next(next_name)) if entry.fault is None else entry
        for entry in run().track(entries, "Putting them in place")
    ]


def _settled(entry: Entry, folder: Path, name: Path) -> Entry:
    """Put a picture and what belongs to it in place; without its caption it would be another picture."""
    from studio.media.images import collection
    from studio.media.images.inspection import Fault

    target = folder / name
    try:
        for beside in entry.member.beside:
            collection.copy(beside, target.with_name(f"{target.stem}{beside.suffix}"))
        if entry.made is None:
            collection.copy(entry.member.path, target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            entry.made.rename(target)
    except BadInput as error:
        for suffix in (target.suffix, *collection.BESIDE):
            target.with_suffix(suffix).unlink(missing_ok=True)
        return replace(entry, made=None, fault=Fault("unreadable", error.message))
    return replace(entry, made=target, name=name)
