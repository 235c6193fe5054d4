"""Packs pictures into as few bytes as each format allows, and tells how close the result comes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal

from studio.core.errors import BadInput
from studio.media.images.colour import Colour, flatten, max_alpha
from studio.media.images.deviation import as_seen
from studio.media.images.faults import pixels_of
from studio.media.images.fitting import fitted_to
from studio.media.images.formats import by_name
from studio.media.images.libvips import Raster, engine
from studio.media.images.likeness import ssim
from studio.media.images.pages import animated, frame_count, frame_height, frames, joined
from studio.media.images.writing import DEFAULT_QUALITY

Keep = Literal["all", "icc", "none"]

_WHITE, _BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
_DEEPER = 257
_PROFILE = "icc-profile-data"
# What wins depends on the picture: none on flat colours, the others on gradients and photographs.
_FILTERS = ("none", "sub", "avg", "all")
# Above so many pixels, what needs the whole picture in memory at once is left out.
_HUGE = 64_000_000
_COUNTED = 20_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a picture is to be packed.

    Attributes:
        format: "jpeg", "png", "webp", "avif", "gif" or "tiff".
        quality: 1 to 100, for JPEG, WebP and AVIF; a good default when left out.
        lossless: Lose nothing; PNG, TIFF and GIF never do, unless colours are given.
        colours: The most colours a palette may have, for PNG and GIF.
        effort: Time spent, 0 to 9.
        keep: Metadata that stay.
        background: What transparency is laid on where the format has none.
        coarse: Store colours at half the resolution at any quality (JPEG does so below 90).
    """

    format: str
    quality: int | None = None
    lossless: bool = False
    colours: int | None = None
    effort: int | None = None
    keep: Keep = "icc"
    background: Colour = _WHITE
    coarse: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is meant to lose nothing."""
        return self.lossless or (self.format in ("png", "tiff", "gif") and not self.colours)

    @property
    def level(self) -> int | None:
        """The quality that is used, where there is one."""
        return None if self.lossless else self.quality or DEFAULT_QUALITY.get(self.format)

    def like(self, format: str, *, lossless: bool = False) -> "Recipe":
        """Return the same recipe for another format."""
        return replace(self, format=format, lossless=lossless or self.lossless)

    def at(self, quality: int) -> "Recipe":
        """Return the same recipe at another quality."""
        return replace(self, quality=quality)


def packed(image: Raster, recipe: Recipe) -> bytes:
    """Return the bytes of a picture's file."""
    target = by_name(recipe.format)
    _check_size(image, recipe)
    fitted = fitted_to(image, target, background=recipe.background, profile=recipe.keep != "none")
    with pixels_of(image):
        tries = [_saved(one, recipe.format, options) for one, options in _ways(fitted, recipe)]
    return min(tries, key=len)


def closeness(image: Raster, data: bytes, recipe: Recipe) -> float:
    """Return the SSIM of packed bytes to their picture.

    With transparency it is measured on white and on black, and the lesser counts.
    """
    opened = _opened(data)
    with pixels_of(image):
        if frame_count(opened) != frame_count(image):
            opened = _in_step(opened, image)
        if not opened.hasalpha():
            return ssim(flatten(image, recipe.background), opened)
        return min(ssim(flatten(image, ground), flatten(opened, ground)) for ground in (_WHITE, _BLACK))


def same(image: Raster, data: bytes) -> bool:
    """Say whether packed bytes show exactly the picture, on any ground."""
    opened = _opened(data)
    if (opened.width, opened.height) != (image.width, image.height):
        return False
    with pixels_of(image):
        return all((one.cast("int") - other).abs().max() == 0 for one, other in as_seen(image, opened))


def without_idle_alpha(image: Raster) -> Raster:
    """Return the image without its alpha if that is opaque everywhere."""
    with pixels_of(image):
        idle = image.hasalpha() and image[image.bands - 1].min() == max_alpha(image)
    return image[: image.bands - 1] if idle else image


def _opened(data: bytes) -> Raster:
    moving = data[:4] == b"GIF8" or data[8:12] == b"WEBP"
    return engine().Image.new_from_buffer(data, "", **({"n": -1} if moving else {}))


def _in_step(opened: Raster, image: Raster) -> Raster:
    """Repeat frames that were joined because they are equal, so that both animations run alike."""
    shown = frames(opened)
    ends = list(accumulate(opened.get("delay"))) if len(shown) > 1 else [0]
    starts = [0, *accumulate(image.get("delay"))][: frame_count(image)]
    at = [
        next((number for number, end in enumerate(ends) if start < end), len(shown) - 1) for start in starts
    ]
    return joined([shown[number] for number in at], like=image)


def _check_size(image: Raster, recipe: Recipe) -> None:
    target = by_name(recipe.format)
    if animated(image) and not target.animation:
        raise BadInput(f"{target.title} cannot hold an animation", hint="choose webp or gif")
    size = (image.width, frame_height(image))
    if target.longest and max(size) > target.longest:
        raise BadInput(
            f"{target.title} allows {target.longest:,} pixels a side; here are {size[0]:,} × {size[1]:,}",
            hint="resize it first, or choose png or tiff",
        )


def _saved(image: Raster, format: str, options: dict[str, Any]) -> bytes:
    data: bytes = getattr(image, f"{'heif' if format == 'avif' else format}save_buffer")(**options)
    return data


def _ways(image: Raster, recipe: Recipe) -> Iterator[tuple[Raster, dict[str, Any]]]:
    """The ways to pack that are worth a try."""
    keep = {"keep": recipe.keep}
    if recipe.format == "png":
        yield from ((one, {**options, **keep}) for one, options in _png(image, recipe))
    elif recipe.format == "gif":
        yield image, {**_gif(recipe), **keep}
    else:
        yield image, {**_LOSSY[recipe.format](image, recipe), **keep}


def _jpeg(image: Raster, recipe: Recipe) -> dict[str, Any]:
    whole = image.width * image.height <= _HUGE
    finest = dict.fromkeys(
        ("optimize_coding", "interlace", "trellis_quant", "overshoot_deringing", "optimize_scans"), whole
    )
    return {"Q": recipe.level, "subsample_mode": "on" if recipe.coarse else "auto", **finest}


def _webp(_: Raster, recipe: Recipe) -> dict[str, Any]:
    effort = 4 if recipe.effort is None else round(recipe.effort * 6 / 9)
    if recipe.lossless:
        return {"lossless": True, "effort": 6 if recipe.effort is None else effort}
    return {"Q": recipe.level, "effort": effort}


def _avif(image: Raster, recipe: Recipe) -> dict[str, Any]:
    options = {
        "compression": "av1",
        "bitdepth": 12 if image.format == "ushort" else 8,
        # One step more takes five times as long for a twentieth of the bytes.
        "effort": 3 if recipe.effort is None else recipe.effort,
    }
    return {**options, "lossless": True} if recipe.lossless else {**options, "Q": recipe.level}


def _tiff(image: Raster, _: Recipe) -> dict[str, Any]:
    return {"compression": "deflate", "predictor": "float" if image.format == "float" else "horizontal"}


_LOSSY = {"jpeg": _jpeg, "webp": _webp, "avif": _avif, "tiff": _tiff}


def _gif(recipe: Recipe) -> dict[str, Any]:
    options = {"effort": 7 if recipe.effort is None else recipe.effort + 1, "keep_duplicate_frames": True}
    if recipe.colours:
        return {**options, "bitdepth": recipe.colours.bit_length() - 1, "dither": 0.6}
    # Palettes are shared only between frames that have the very same colours.
    return {**options, "dither": 0, "interpalette_maxerror": 0}


def _png(image: Raster, recipe: Recipe) -> Iterator[tuple[Raster, dict[str, Any]]]:
    packing = 9 if recipe.effort is None else recipe.effort
    if recipe.colours:
        yield _with_colours(image, recipe.colours), {**_palette(recipe.colours), "compression": packing}
        return
    plain = _reduced(image)
    for filter in _FILTERS if packing > 3 else _FILTERS[-1:]:
        yield plain, {"compression": packing, "filter": filter}
    if (found := _colour_count(plain)) and same(plain, _saved(plain, "png", _palette(found))):
        yield plain, {**_palette(found), "compression": packing}


def _palette(colours: int) -> dict[str, Any]:
    depth = next(bits for bits in (1, 2, 4, 8) if colours <= 2**bits)
    return {"palette": True, "Q": 100, "dither": 0, "bitdepth": depth, "effort": 10, "filter": "none"}


def _with_colours(image: Raster, colours: int) -> Raster:
    """Reduce an image to a palette, and spread the colours that are lost over their neighbours.

    PNG itself knows palettes of 2, 4, 16 and 256 colours. Sizes between are chosen as GIF does, which
    has no half transparency; a picture with such takes the next smaller palette.
    """
    bits = colours.bit_length() - 1
    if bits in (1, 2, 4, 8) or image.hasalpha():
        depth = next(size for size in (8, 4, 2, 1) if size <= bits)
        data = _saved(image, "png", {**_palette(2**depth), "dither": 1.0})
    else:
        data = _saved(image, "gif", {"bitdepth": bits, "dither": 1.0, "effort": 10})
    made = engine().Image.new_from_buffer(data, "")
    return without_idle_alpha(made[: image.bands] if image.bands > 2 else made)


def _reduced(image: Raster) -> Raster:
    """Leave out what says nothing: alpha that is opaque, colours that are all grey, bits that repeat."""
    image = without_idle_alpha(image)
    with pixels_of(image):
        if image.format == "ushort" and (image - (image >> 8) * _DEEPER).abs().max() == 0:
            image = (image >> 8).cast("uchar").copy(interpretation="srgb" if image.bands > 2 else "b-w")
        if image.bands > 2 and not image.get_typeof(_PROFILE):
            red, green, blue = image[:3].cast("int").bandsplit()
            if max((red - green).abs().max(), (green - blue).abs().max()) == 0:
                alpha = [image[3]] if image.hasalpha() else []
                space = "grey16" if image.format == "ushort" else "b-w"
                image = image[0].bandjoin(alpha).copy(interpretation=space)
    return image


def _colour_count(image: Raster) -> int | None:
    """Return how many colours an image has, if a palette of them would be smaller than the image."""
    if image.format != "uchar" or image.bands == 2 or image.width * image.height > _COUNTED:
        return None
    from PIL import Image

    mode = {1: "L", 3: "RGB", 4: "RGBA"}[image.bands]
    found = Image.frombuffer(mode, (image.width, image.height), image.write_to_memory(), "raw", mode, 0, 1)
    colours = found.getcolors(16 if mode == "L" else 256)
    return len(colours) if colours else None
