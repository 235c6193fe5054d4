"""Which files count as which kind of media, by their names."""

from __future__ import annotations


def suffixes(kind: str) -> frozenset[str]:
    """The extensions that a folder is searched for; empty means that every file counts."""
    if kind == "image":
        from studio.media.images.formats import PICTURE_SUFFIXES

        return PICTURE_SUFFIXES
    return frozenset()
