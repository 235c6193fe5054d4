"""The codecs a picture is written in: what each can hold, and how its encoder is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studio.media.films.transcoding.wishes import Codec, Stills

USUAL_QUALITY = 75
_USUAL_EFFORT = 5
_X_PRESETS = (
    "ultrafast", "superfast", "veryfast", "faster", "fast",
    "medium", "slow", "slower", "veryslow", "placebo",
)  # fmt: skip
# The vendor's own mark, without which some editors refuse the file.
_PRORES = ("-vendor", "apl0", "-profile:v:0")
_PRORES_PROFILES = ((25, "proxy"), (50, "lt"), (70, "standard"), (100, "hq"))


@dataclass(frozen=True, slots=True)
class Coding:
    """One way to compress a picture.

    Attributes:
        name: What people call it.
        title: What it is called in sentences.
        program: The encoder's name for ffmpeg.
        native: The codec's name in facts.
        depths: Bits of a channel it can hold.
        alpha: Whether it holds transparency.
        hdr: Whether players take high dynamic range from it.
        fields: Whether it holds interlaced fields.
        even: Whether width and height must be even.
        ranked: Whether there is a choice of quality.
        budgeted: Whether it can be told to come out at a size.
        square: Whether its pixels are always square.
        intra: Whether every frame stands alone anyway.
        tag: The name Apple's players know it by in MP4 and MOV.
    """

    name: Codec | Stills
    title: str
    program: str
    native: str
    depths: tuple[int, ...] = (8,)
    alpha: bool = False
    hdr: bool = False
    fields: bool = False
    even: bool = True
    ranked: bool = True
    budgeted: bool = False
    square: bool = False
    intra: bool = False
    tag: str = ""


CODINGS: dict[str, Coding] = {
    coding.name: coding
    for coding in (
        Coding("h264", "H.264", "libx264", "h264", (8, 10), fields=True, budgeted=True),
        Coding("h265", "H.265", "libx265", "hevc", (8, 10), hdr=True, budgeted=True, tag="hvc1"),
        Coding("av1", "AV1", "libsvtav1", "av1", (8, 10), hdr=True, budgeted=True),
        Coding("vp9", "VP9", "libvpx-vp9", "vp9", (8, 10), alpha=True, hdr=True, budgeted=True),
        Coding("prores", "ProRes", "prores_ks", "prores", (10,), True, True, fields=True, intra=True),
        Coding(
            "ffv1", "FFV1", "ffv1", "ffv1", (8, 10, 12, 16), True, True,
            fields=True, even=False, ranked=False, intra=True,
        ),
        Coding("mjpeg", "Motion JPEG", "mjpeg", "mjpeg", intra=True),
        Coding("gif", "GIF", "gif", "gif", alpha=True, even=False, ranked=False, square=True),
        Coding("webp", "WebP", "libwebp_anim", "webp", alpha=True, even=False, square=True),
    )
}  # fmt: skip

STILLS: dict[str, Coding] = {
    coding.name: coding
    for coding in (
        Coding("png", "PNG", "png", "png", (8, 16), True, even=False, ranked=False, square=True),
        Coding("jpg", "JPEG", "mjpeg", "mjpeg", even=False, square=True),
        Coding("tiff", "TIFF", "tiff", "tiff", (8, 16), True, even=False, ranked=False, square=True),
        # Written as PNG of 16 bits first; we make linear light of that.
        Coding("exr", "OpenEXR", "png", "exr", (16,), True, even=False, ranked=False, square=True),
        Coding("dpx", "DPX", "dpx", "dpx", (10,), even=False, ranked=False, square=True),
        Coding("tga", "TGA", "targa", "tga", (8,), True, even=False, ranked=False, square=True),
        Coding("bmp", "BMP", "bmp", "bmp", (8,), even=False, ranked=False, square=True),
    )
}

BY_NATIVE = {coding.native: coding for coding in CODINGS.values()}


def arguments(coding: Coding, quality: int | None, effort: int | None, pixels: str) -> tuple[str, ...]:
    """How an encoder is asked for a quality."""
    if coding.name == "prores" and "444p" in pixels:
        return (*basics(coding, effort), *_PRORES, "4444")
    return (*basics(coding, effort), *_LEVELS.get(coding.name, _no_level)(quality or USUAL_QUALITY))


def basics(coding: Coding, effort: int | None) -> tuple[str, ...]:
    """The encoder, and how much time it may take."""
    chosen = _USUAL_EFFORT if effort is None else effort
    program = ("-c:v:0", coding.program)
    return (*program, *_EFFORTS.get(coding.name, _no_effort)(chosen))


def first_pass(coding: Coding, bit_rate: int, log: str) -> tuple[str, ...]:
    """How an encoder is told to look at the film before it is given so many bits a second."""
    return (*_rate(bit_rate), *_pass(coding, 1, log))


def second_pass(coding: Coding, bit_rate: int, log: str) -> tuple[str, ...]:
    """How it is told to use what it saw."""
    return (*_rate(bit_rate), *_pass(coding, 2, log))


def _rate(bit_rate: int) -> tuple[str, ...]:
    return ("-b:v:0", str(bit_rate))


def _pass(coding: Coding, number: int, log: str) -> tuple[str, ...]:
    if coding.name == "h265":
        return ("-pass:v:0", str(number), "-x265-stats", log)
    return ("-pass:v:0", str(number), "-passlogfile:v:0", log)


# Efforts, from 0 (quick) to 9 (small)


def _x_effort(effort: int) -> tuple[str, ...]:
    return ("-preset", _X_PRESETS[effort])


def _h265_effort(effort: int) -> tuple[str, ...]:
    return (*_x_effort(effort), "-x265-params", "log-level=error")


def _av1_effort(effort: int) -> tuple[str, ...]:
    return ("-preset", str(13 - effort))


def _vp9_effort(effort: int) -> tuple[str, ...]:
    # Beyond 5 the encoder needs its realtime mode, which is of no use for files.
    return ("-deadline", "good", "-cpu-used", str(min(5, 8 - min(effort, 8))), "-row-mt", "1")


def _ffv1_effort(_: int) -> tuple[str, ...]:
    return ("-level", "3", "-coder", "1", "-context", "0", "-g", "1", "-slices", "16", "-slicecrc", "1")


def _no_effort(_: int) -> tuple[str, ...]:
    return ()


_EFFORTS: dict[str, Callable[[int], tuple[str, ...]]] = {
    "h264": _x_effort,
    "h265": _h265_effort,
    "av1": _av1_effort,
    "vp9": _vp9_effort,
    "ffv1": _ffv1_effort,
}


# Qualities: the same number looks alike in every codec, measured by VMAF on filmed and drawn material


def _crf(best: float, usual: float, worst: float) -> Callable[[int], tuple[str, ...]]:
    """A scale through three points: quality 100, the usual one, and 1."""

    def asked(quality: int) -> tuple[str, ...]:
        return ("-crf", f"{_between(quality, best, usual, worst):.1f}".removesuffix(".0"))

    return asked


def _between(quality: int, best: float, usual: float, worst: float) -> float:
    if quality >= USUAL_QUALITY:
        return usual + (best - usual) * (quality - USUAL_QUALITY) / (100 - USUAL_QUALITY)
    return worst + (usual - worst) * (quality - 1) / (USUAL_QUALITY - 1)


def _vp9_level(quality: int) -> tuple[str, ...]:
    return ("-crf", str(round(_between(quality, 16, 30, 63))), "-b:v", "0")


def _av1_level(quality: int) -> tuple[str, ...]:
    return ("-crf", str(round(_between(quality, 15, 27, 63))))


def _prores_level(quality: int) -> tuple[str, ...]:
    profile = next(profile for most, profile in _PRORES_PROFILES if quality <= most)
    return (*_PRORES, profile)


def _mjpeg_level(quality: int) -> tuple[str, ...]:
    return ("-qmin", "1", "-q:v", f"{_between(quality, 1, 4, 31):.1f}".removesuffix(".0"))


def _webp_level(quality: int) -> tuple[str, ...]:
    return ("-quality", str(quality), "-loop", "0")


def _no_level(_: int) -> tuple[str, ...]:
    return ()


_LEVELS: dict[str, Callable[[int], tuple[str, ...]]] = {
    "h264": _crf(14, 23, 42),
    "h265": _crf(14, 22.5, 42),
    "av1": _av1_level,
    "vp9": _vp9_level,
    "prores": _prores_level,
    "mjpeg": _mjpeg_level,
    "jpg": _mjpeg_level,
    "webp": _webp_level,
}
