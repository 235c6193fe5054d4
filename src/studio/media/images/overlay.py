"""Lays marks on pictures, in the colours, the depth and on all frames of the picture."""

from collections.abc import Sequence

from studio.media.images.colour import max_alpha, premultiplied, to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster, engine
from studio.media.images.pages import per_page

Place = tuple[int, int]

_PROFILE = "icc-profile-data"
_DEEPER = 257
_LINEAR = "scrgb"
# How far the channels of a mark may lie apart before it counts as coloured.
_GREYISH = 6


def turned(mark: Raster, degrees: float) -> Raster:
    """Turn a mark clockwise; the corners it grows are transparent."""
    quarters, rest = divmod(degrees % 360, 90)
    if not rest:
        return mark.rot(f"d{int(quarters) * 90}") if quarters else mark
    bicubic = engine().Interpolate.new("bicubic")
    return premultiplied(mark, lambda pixels: pixels.similarity(angle=degrees, interpolate=bicubic))


def laid(image: Raster, mark: Raster, places: Sequence[Place], *, opacity: float = 1) -> Raster:
    """Lay a mark on an image, on every frame of it, wherever it is told to.

    The image keeps its depth, its colour profile and its size: what of the mark lies outside is cut.
    A grey image becomes coloured if the mark is.

    Args:
        image: The picture.
        mark: 8-bit sRGB with alpha.
        places: The left and top of each copy.
        opacity: How much of the mark's own opacity is kept, 0 to 1.
    """
    with pixels_of(mark):
        mark = mark.copy_memory()
        if image.bands < 3 and _coloured(mark):
            image = _with_colours(image)
    if len(places) > 1:
        return per_page(image, lambda frame: _on(frame, _scattered(frame, mark, places), (0, 0), opacity))
    return per_page(image, lambda frame: _on(frame, mark, places[0], opacity))


def _on(frame: Raster, mark: Raster, place: Place, opacity: float) -> Raster:
    left, top = max(0, place[0]), max(0, place[1])
    right, bottom = min(frame.width, place[0] + mark.width), min(frame.height, place[1] + mark.height)
    if right <= left or bottom <= top:
        return frame
    mark = mark.crop(left - place[0], top - place[1], right - left, bottom - top)
    if mark.width == frame.width and mark.height == frame.height:
        return _blended(frame, mark, opacity)
    return frame.insert(_blended(frame.crop(left, top, mark.width, mark.height), mark, opacity), left, top)


def _scattered(frame: Raster, mark: Raster, places: Sequence[Place]) -> Raster:
    clear = engine().Image.black(frame.width, frame.height, bands=4).copy(interpretation="srgb")
    across, down = zip(*places, strict=True)
    return clear.composite([mark] * len(places), "over", x=list(across), y=list(down)).cast("uchar")


def _blended(base: Raster, mark: Raster, opacity: float) -> Raster:
    share = mark[3] * (opacity / 255)
    tint = _in_colours_of(base, mark[:3])
    if not base.hasalpha():
        mixed = base + (tint - base) * share
    else:
        colours, seen = base[: base.bands - 1], base[base.bands - 1] / max_alpha(base)
        whole = share + seen * (1 - share)
        mixed = (tint * share + colours * (seen * (1 - share))) / whole
        mixed = (whole > 0).ifthenelse(mixed, colours).bandjoin(whole * max_alpha(base))
    if base.format not in ("float", "double"):
        mixed = mixed.rint()
    return mixed.cast(base.format).copy(interpretation=base.interpretation)


def _in_colours_of(base: Raster, colours: Raster) -> Raster:
    """Say in the numbers of a picture what sRGB means."""
    if base.interpretation == _LINEAR:
        return colours.colourspace(_LINEAR)
    if base.bands < 3:
        colours = colours.colourspace("b-w")
    elif base.get_typeof(_PROFILE):
        colours = _through_profile_of(base, colours)
    return colours * _DEEPER if base.format == "ushort" else colours


def _through_profile_of(base: Raster, colours: Raster) -> Raster:
    tagged = colours.icc_import(input_profile="srgb", intent="relative").copy()
    tagged.set_type(engine().GValue.blob_type, _PROFILE, base.get(_PROFILE))
    try:
        # Computed here, because a profile that makes no sense is found out only then.
        return tagged.icc_export(intent="relative", depth=8).copy_memory()
    except engine().Error:
        return colours


def _coloured(mark: Raster) -> bool:
    visible = (mark[3] > 0).ifthenelse(mark[:3], 0)
    red, green, blue = visible.cast("short").bandsplit()
    return bool(max((red - green).abs().max(), (green - blue).abs().max()) > _GREYISH)


def _with_colours(image: Raster) -> Raster:
    plain = to_srgb(image)
    grey = plain[0]
    alpha = [plain[1]] if plain.hasalpha() else []
    return grey.bandjoin([grey, grey, *alpha]).copy(
        interpretation="rgb16" if plain.format == "ushort" else "srgb"
    )
