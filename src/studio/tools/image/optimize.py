"""Making picture files smaller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from studio.core.errors import BadCall, BadInput
from studio.core.materials import Bytes, Colour, Fraction, Image, Pixels, Quality, Range, Unit, parse_percent
from studio.core.run import run
from studio.core.tool import tool
from studio.media.images.spellings import parse_format

if TYPE_CHECKING:
    from studio.media.images.facts import PictureFacts
    from studio.media.images.libvips import Raster
    from studio.media.images.packing import Recipe
    from studio.media.images.squeezing import Packed

_WITH_QUALITY = ("jpg", "webp", "avif")
_WITH_COLOURS = ("png", "gif")
_MOVING = ("webp", "gif")
_PACKED = ("jpg", "png", "webp", "avif", "gif", "tiff")
_STRIPPED = ("jpeg", "png", "webp")
# To lose something for less than these two per cent is a bad bargain.
_WORTH_A_LOSS = 0.98
# Auto does not decide to give up shapes, layers or light beyond white.
_MORE_THAN_PIXELS = ("svg", "psd", "exr")
_HELD = 300_000_000


TargetFormat = Annotated[
    Literal["auto", "jpg", "png", "webp", "avif", "gif", "tiff"], Unit("picture format", parse_format)
]
Effort = Annotated[int, Range(0, 9)]
Colours = Annotated[int, Range(2, 256)]
Saved = Annotated[float, Unit("%", parse_percent)]


@dataclass(frozen=True)
class Optimized:
    """A picture in a smaller file.

    Attributes:
        picture: The picture.
        before: Size of the file that was given.
        after: Size of the new file.
        saved: How much smaller it is, in per cent.
        how: packed anew; stripped, its pixels as they were and only metadata gone; or kept, the very file,
            because nothing smaller was found.
        format: The format of the file.
        width: Width in pixels.
        height: Height in pixels.
        quality: The quality it is packed at, where the format has such a number.
        ssim: How alike it is to what was given: 1 is the same.
    """

    picture: Image
    before: Bytes
    after: Bytes
    saved: Saved
    how: Literal["packed", "stripped", "kept"]
    format: str
    width: Pixels
    height: Pixels
    quality: Quality | None
    ssim: Fraction


@tool(pure=True)
def optimize(
    picture: Image,
    *,
    format: TargetFormat | None = None,
    quality: Quality | None = None,
    budget: Bytes | None = None,
    ssim: Fraction | None = None,
    lossless: bool = False,
    colours: Colours | None = None,
    shrink: bool = False,
    effort: Effort | None = None,
    keep: Literal["all", "icc", "none"] = "icc",
    background: Colour = "white",
) -> Optimized:
    """Make the file of a picture smaller.

    Say how far to go in one way: a quality, the most bytes the file may have, or how alike it must stay
    (SSIM), for which the best quality is searched. Without any of them a good quality is taken. PNG and
    TIFF are packed tighter without loss. The file never becomes larger: what cannot be packed smaller
    loses its metadata at most. An animation stays one.

    Args:
        picture: The picture.
        format: jpg, png, webp, avif, gif or tiff; auto takes whichever is smallest; left out, the format
            stays as it is.
        quality: 1 to 100 for jpg (85 when left out), webp (80) and avif (60); with auto, a picture as good
            as a jpg of that quality.
        budget: The most bytes the file may have, such as 200kB; the best quality that fits is found.
        ssim: How alike the picture must stay, 0 to 1; the smallest file that does is found. From about
            0.98 hardly anyone sees a difference.
        lossless: Lose nothing. A jpg then only loses its metadata.
        colours: Reduce png and gif to a palette of at most so many colours, a power of two; with
            transparency png has only 2, 4, 16 and 256.
        shrink: Let the picture have fewer pixels where the budget would otherwise ruin it.
        effort: Time spent, 0 to 9; a good balance when left out.
        keep: Metadata that stay: all, the colour profile alone, or none.
        background: The colour that transparency is laid on in jpg.

    Examples:
        studio image optimize photo.jpg
        studio image optimize photos/ --format webp --ssim 0.98 --out web/
        studio image optimize photo.png --format jpg --budget 200kB --shrink
        studio image optimize drawing.png --colours 16
    """
    from studio.media.images import reading

    _check_goals(quality, budget, ssim, lossless, colours, shrink)
    facts = reading.header(picture)
    target = format or _common(facts.format)
    if target == "gif" != facts.format and not lossless:
        colours = colours or 256
    wish = _Wish(target, quality, budget, ssim, lossless, colours, shrink, effort, keep, background)
    wish.check(picture, facts)
    image = _whole(picture)
    untouched = _untouched(picture, facts, keep)
    if untouched.moving_png and target != "png":
        raise BadInput(
            f"{picture.name} is an animated PNG, of which only the first frame can be read",
            hint="leave out --format, or take the frame with studio image convert",
        )
    if not _is_enough(untouched, wish, facts):
        made = _made(image, wish, facts, untouched.before)
        if made and len(made.data) < untouched.worth(made, wish):
            return _stored(picture, made, untouched)
        run().note("kept", reason="nothing smaller was found", size=untouched.size)
    elif wish.budget and untouched.size > wish.budget:
        raise BadInput(
            f"{picture.name} cannot be packed tighter as {_common(facts.format)}",
            hint="choose another format: --format webp",
        )
    return _left(picture, untouched, facts)


@dataclass(frozen=True)
class _Wish:
    """What was asked for."""

    target: str
    quality: int | None
    budget: int | None
    ssim: float | None
    lossless: bool
    colours: int | None
    shrink: bool
    effort: int | None
    keep: Literal["all", "icc", "none"]
    background: str

    def recipe(self, format: str) -> Recipe:
        from studio.media.images.colour import parse_colour
        from studio.media.images.formats import by_name
        from studio.media.images.packing import Recipe

        return Recipe(
            by_name(format).name,
            quality=self.quality,
            lossless=self.lossless,
            colours=self.colours,
            effort=self.effort,
            keep=self.keep,
            background=parse_colour(self.background),
        )

    def check(self, picture: Image, facts: PictureFacts) -> None:
        """Refuse what the format would quietly ignore, or cannot do."""
        if self.quality and self.target not in (*_WITH_QUALITY, "auto"):
            raise BadInput(
                f"quality means nothing for {self.target}", hint="leave it out, or say --format webp"
            )
        if self.colours and self.target not in _WITH_COLOURS:
            raise BadInput(
                f"colours mean nothing for {self.target}", hint="leave them out, or say --format png"
            )
        if self.lossless and self.target == "jpg" != _common(facts.format):
            raise BadInput("jpg always loses something", hint="choose png, webp or avif")
        if facts.frames > 1 and self.target not in (*_MOVING, "auto"):
            raise BadInput(
                f"{picture.name} is an animation, which {self.target} cannot hold",
                hint="choose webp, or take a frame of it with studio image convert",
            )


def _check_goals(
    quality: int | None,
    budget: int | None,
    ssim: float | None,
    lossless: bool,
    colours: int | None,
    shrink: bool,
) -> None:
    """Refuse goals that contradict each other, whatever the picture is."""
    goals = [goal for goal in (quality, budget, ssim) if goal is not None]
    if len(goals) > 1 or (lossless and goals and budget is None):
        raise BadCall("say one goal", hint="with --quality, --budget, --ssim or --lossless")
    if colours and (lossless or ssim is not None):
        raise BadCall("fewer colours are a loss of their own", hint="leave out --colours, or the other goal")
    if shrink and budget is None:
        raise BadCall("shrinking serves a budget", hint="add --budget 200kB, or use studio image resize")


@dataclass(frozen=True)
class _Untouched:
    """The file with its pixels as they are: as it was, or without its metadata."""

    data: bytes | None
    before: int
    moving_png: bool

    @property
    def size(self) -> int:
        return self.before if self.data is None else len(self.data)

    def saved(self, size: int) -> float:
        return round(100 * (1 - size / self.before), 1)

    def worth(self, made: Packed, wish: _Wish) -> float:
        """How small another file must be to be preferred: a loss should buy something."""
        return self.size * (1 if made.recipe.exact or wish.budget else _WORTH_A_LOSS)


def _common(format: str) -> str:
    return str(parse_format(format))


def _whole(picture: Image) -> Raster:
    """The picture, unpacked once for all tries, unless it is so large that it must stay on disk."""
    from studio.media.images import packing, reading

    image = reading.read(picture, srgb_if_cmyk=False)
    with reading.pixels_of(picture):
        if image.width * image.height * image.bands <= _HELD:
            image = image.copy_memory()
        return packing.without_idle_alpha(image)


def _untouched(picture: Image, facts: PictureFacts, keep: str) -> _Untouched:
    from studio.media.images import stripping

    before = picture.stat().st_size
    if facts.format not in _STRIPPED:
        return _Untouched(None, before, moving_png=False)
    data = picture.read_bytes()
    moving = stripping.moving_png(data)
    bare = None if keep == "all" else stripping.without_metadata(data, facts.orientation)
    return _Untouched(bare if bare and len(bare) < before else None, before, moving)


def _is_enough(untouched: _Untouched, wish: _Wish, facts: PictureFacts) -> bool:
    """Whether the pixels as they are are the best answer, so that nothing need be tried."""
    same = wish.target == _common(facts.format)
    if same and (
        wish.target not in _PACKED or untouched.moving_png or (wish.lossless and wish.target == "jpg")
    ):
        return True
    if wish.target == "auto" and (facts.format in _MORE_THAN_PIXELS or facts.depth.endswith("f")):
        return True
    if wish.budget is None or wish.colours:
        return False
    return untouched.size <= wish.budget and (same or wish.target == "auto")


def _made(image: Raster, wish: _Wish, facts: PictureFacts, before: int) -> Packed | None:
    """The best of the format, or of all with auto; None where nothing is both smaller and as asked."""
    from studio.media.images import contest

    goal = contest.Goal(wish.budget, wish.ssim, wish.shrink)
    if wish.target != "auto":
        made = contest.pressed(image, wish.recipe(wish.target), goal, most=before)
        if made and wish.lossless and not made.faithful:
            raise BadInput(f"{wish.target} cannot hold this picture without loss", hint="choose png or tiff")
        return made if made and made.faithful else None
    common = wish.recipe("jpg")
    if wish.budget is None and wish.ssim is None and not wish.lossless:
        goal = contest.Goal(ssim=contest.standard(image, common))
    drawing = facts.format not in ("jpeg", "webp", "avif")
    recipes = run().track(contest.contestants(image, common, drawing=drawing), "Trying formats")
    return contest.winner(image, recipes, goal, most=before)


def _stored(picture: Image, made: Packed, untouched: _Untouched) -> Optimized:
    from studio.media.images import verbatim

    format = made.recipe.format
    return Optimized(
        picture=verbatim.stored(made.data, _place(picture, format)),
        before=untouched.before,
        after=len(made.data),
        saved=untouched.saved(len(made.data)),
        how="packed",
        format=_common(format),
        width=made.width,
        height=made.height,
        quality=made.recipe.level,
        ssim=round(made.ssim, 4),
    )


def _left(picture: Image, untouched: _Untouched, facts: PictureFacts) -> Optimized:
    from studio.media.images import verbatim

    place = _place(picture, facts.format)
    if untouched.data is None:
        verbatim.copied(picture, place)
    else:
        verbatim.stored(untouched.data, place)
    return Optimized(
        picture=place,
        before=untouched.before,
        after=untouched.size,
        saved=untouched.saved(untouched.size),
        how="kept" if untouched.data is None else "stripped",
        format=_common(facts.format),
        width=facts.width,
        height=facts.height,
        quality=None,
        ssim=1.0,
    )


def _place(picture: Image, format: str) -> Image:
    """The name of the result: as it was where its ending is true."""
    from studio.media.images.formats import by_name

    suffixes = by_name(format).suffixes
    ending = picture.suffix if picture.suffix.lower() in suffixes else suffixes[0]
    return run().folder / f"{picture.stem}{ending}"
