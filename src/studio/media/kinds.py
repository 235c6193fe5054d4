"""Which files count as which kind of media, by their names."""

from __future__ import annotations

_AUDIO = (
    "aac ac3 aif aiff alac amr ape au caf dts eac3 flac m4a m4b mka mp2 mp3 oga ogg opus ra tta wav wma wv"
)
_VIDEO = (
    "3g2 3gp asf avi divx dv f4v flv gif m2ts m2v m4v mkv mov mp4 mpeg mpg mts mxf ogm ogv qt rm rmvb ts vob "
    "webm wmv y4m"
)


def suffixes(kind: str) -> frozenset[str]:
    """The extensions that a folder is searched for; empty means that every file counts."""
    if kind == "image":
        from studio.media.images.formats import PICTURE_SUFFIXES

        return PICTURE_SUFFIXES
    names = {"audio": _AUDIO, "footage": _VIDEO, "video": _VIDEO}.get(kind, "")
    return frozenset(f".{name}" for name in names.split())
