"""Encoders of graphics cards: found by trying them, since their being listed says nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed, Unavailable
from studio.media import encode
from studio.media.films.transcoding.encoders import USUAL_QUALITY, Coding
from studio.media.films.transcoding.wishes import Codec

_RENDERER = Path("/dev/dri/renderD128")
_SIZE = "640x360"
_KINDS = ("nvenc", "videotoolbox", "qsv", "amf", "vaapi")
_HELD: dict[Codec, str] = {"h264": "h264", "h265": "hevc", "av1": "av1"}


def arguments(coding: Coding, quality: int | None) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What ffmpeg is told before the input and about the encoder, and the last filter.

    Raises Unavailable where this machine has no encoder that works.
    """
    if coding.name not in _HELD:
        raise BadInput(
            f"graphics cards do not encode {coding.title}", hint="choose h264, h265 or av1, or no --hardware"
        )
    kind = working(_HELD[coding.name])
    if kind is None:
        raise Unavailable(
            f"this machine has no hardware encoder for {coding.title} that works",
            hint="leave --hardware out, or install the driver of the graphics card",
        )
    before, upload = _around(kind)
    return before, ("-c:v:0", f"{_HELD[coding.name]}_{kind}", *_level(kind, quality or USUAL_QUALITY)), upload


@cache
def working(codec: str) -> str | None:
    """The first kind of hardware that encodes a frame of this codec here."""
    return next((kind for kind in _KINDS if _works(f"{codec}_{kind}", kind)), None)


def _works(encoder: str, kind: str) -> bool:
    before, upload = _around(kind)
    if kind == "vaapi" and not _RENDERER.exists():
        return False
    black = ("-f", "lavfi", "-i", f"color=black:s={_SIZE}:d=0.2")
    chain = ("-vf", ",".join(filter(None, ("format=yuv420p", upload))))
    try:
        encode.messages([*before, *black, *chain, "-c:v", encoder], label="Looking for hardware")
    except ToolFailed:
        return False
    return True


def _around(kind: str) -> tuple[tuple[str, ...], str]:
    if kind == "vaapi":
        return ("-vaapi_device", str(_RENDERER)), "format=nv12,hwupload"
    return (), ""


def _level(kind: str, quality: int) -> tuple[str, ...]:
    """A quality on the scale of constant quantisers, which all of them have in one way or another."""
    level = str(round(45 - 28 * quality / 100))
    return {
        "nvenc": ("-rc", "vbr", "-cq", level, "-b:v", "0"),
        "qsv": ("-global_quality", level),
        "vaapi": ("-qp", level),
        "amf": ("-rc", "cqp", "-qp_i", level, "-qp_p", level),
        "videotoolbox": ("-q:v", str(quality)),
    }[kind]
