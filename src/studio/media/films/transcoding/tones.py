"""The colours of a film on their way to another format: named where they were not, brought to its range."""

from __future__ import annotations

from studio.core.errors import BadInput
from studio.media.facts import DOLBY_VISION, VideoFacts

WHITE, BRIGHTEST = 203, 1000
"""What diffuse white is in nits where high and standard dynamic range meet (ITU-R BT.2408), and the
brightest highlight that keeps its shape."""

UNTOUCHED = 0.3
"""The share of white up to which light stays as it is."""

_FAMILIES = {
    "bt709": ("bt709", "bt709"),
    "smpte170m": ("smpte170m", "smpte170m"),
    "bt470bg": ("bt470bg", "smpte170m"),
    "bt2020nc": ("bt2020", "bt2020-10"),
    "bt2020c": ("bt2020", "bt2020-10"),
}
_WIDE = {"bt2020", "smpte431", "smpte432"}
_EXACT = "accurate_rnd+full_chroma_int"
_RED_GREEN_BLUE = ("rgb", "bgr", "gbr", "argb", "abgr", "0rgb", "0bgr", "pal8", "x2rgb", "x2bgr", "mono")


def refuse_unreadable(film: VideoFacts, name: str) -> None:
    """Colours that nobody here can read would come out purple and green."""
    if film.profile == DOLBY_VISION:
        raise BadInput(
            f"{name} is Dolby Vision without a picture for other players; its colours cannot be read here",
            hint="have it exported again as HDR10 or HLG",
        )


def is_rgb(pixels: str) -> bool:
    """Whether pixels are red, green and blue rather than light and colour difference."""
    return pixels.startswith(_RED_GREEN_BLUE)


def is_grey(pixels: str) -> bool:
    """Whether pixels have no colour."""
    return pixels.startswith(("gray", "ya8", "ya16"))


def full_range(film: VideoFacts) -> bool:
    """Whether a film uses all values, as cameras that take JPEGs do."""
    return film.range == "full" or film.pixel_format.startswith("yuvj")


def named(film: VideoFacts) -> list[str]:
    """The filter that says which colours are meant where the file does not, as every player guesses them.

    Without it a film that becomes smaller would be taken for one of standard definition, and change
    its colours.
    """
    if is_rgb(film.pixel_format) or is_grey(film.pixel_format):
        return []
    matrix = film.matrix or usual_matrix(film)
    primaries, transfer = family(matrix)
    missing = {
        "colorspace": "" if film.matrix else matrix,
        "color_primaries": "" if film.primaries else primaries,
        "color_trc": "" if film.transfer else transfer,
        "range": "" if film.range else ("full" if full_range(film) else "limited"),
    }
    said = [f"{name}={value}" for name, value in missing.items() if value]
    return [f"setparams={':'.join(said)}"] if said else []


def family(matrix: str) -> tuple[str, str]:
    """The primaries and the transfer that go with a matrix; "" where nobody can tell."""
    return _FAMILIES.get(matrix, ("", ""))


def usual_matrix(film: VideoFacts) -> str:
    """The matrix every player takes for meant where none is named."""
    if film.hdr or film.primaries == "bt2020":
        return "bt2020nc"
    if film.coded_width >= 1280 or film.coded_height > 576:
        return "bt709"
    return "bt470bg" if film.coded_height in (576, 288) else "smpte170m"


def to_standard(film: VideoFacts, *, alpha: bool = False) -> list[str]:
    """The filters that bring high dynamic range to what ordinary screens show.

    Up to a third of white everything stays as bright as it was; above, highlights are pressed together
    so that those of 1,000 nits can still be told from white.
    """
    if not film.hdr:
        return []
    return [
        f"zscale=t=linear:npl={WHITE}",
        "format=gbrapf32le" if alpha else "format=gbrpf32le",
        "zscale=p=bt709",
        f"tonemap=mobius:param={UNTOUCHED}:desat=0:peak={BRIGHTEST / WHITE:.3f}",
        "zscale=t=bt709:m=bt709:r=limited:d=ordered",
    ]


def wide_gamut(film: VideoFacts) -> bool:
    """Whether a film has colours beyond those of ordinary screens."""
    return film.primaries in _WIDE


def to_ordinary_primaries(film: VideoFacts) -> list[str]:
    """The filters that bring a wide gamut to the primaries of pictures that name none."""
    if film.hdr or not wide_gamut(film):
        return []
    return ["zscale=p=bt709:t=bt709:m=bt709"]


def scaled(size: str, *, laced: bool = False) -> list[str]:
    """The filter that only changes the size, given as `width:height`; none for "".

    Args:
        size: The size.
        laced: Whether rows belong to two fields.
    """
    return [f"scale={size}:{'interl=1:' if laced else ''}flags=lanczos+{_EXACT}"] if size else []


def converted(pixels: str, source: VideoFacts, size: str = "", *, laced: bool = False) -> list[str]:
    """The filter that goes from one kind of pixel to another with the right matrix and range, and scales.

    Args:
        pixels: The pixels wanted.
        source: What they come from.
        size: The size wanted, as `width:height`; "" leaves it.
        laced: Whether rows belong to two fields.
    """
    options = [*([size] if size else []), *_recoloured(pixels, source)]
    if not options and pixels == source.pixel_format:
        return []
    flags = f"flags={'lanczos+' if size else ''}{_EXACT}"
    return [f"scale={':'.join([*options, *(['interl=1'] if laced else []), flags])}"]


def _recoloured(pixels: str, source: VideoFacts) -> list[str]:
    if is_rgb(pixels):
        return []
    if pixels.startswith("yuvj"):
        # JPEG knows one matrix and one range only, and has no way to name another.
        return ["out_color_matrix=bt470", "out_range=full"]
    rgb_before = is_rgb(source.pixel_format) or is_grey(source.pixel_format)
    matrix = ["out_color_matrix=bt709"] if rgb_before and not is_grey(pixels) else []
    return [*matrix, *(["out_range=limited"] if rgb_before or full_range(source) else [])]


def retagged(pixels: str, source: VideoFacts) -> list[str]:
    """The filter that names colours which were converted, or never had to be named before."""
    if is_rgb(pixels) or is_grey(pixels):
        return []
    if pixels.startswith("yuvj"):
        return ["setparams=colorspace=bt470bg:range=full"]
    if is_rgb(source.pixel_format) or is_grey(source.pixel_format):
        return ["setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited"]
    return []
