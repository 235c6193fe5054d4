"""Files that, by their names, are not what a tool takes."""

from __future__ import annotations

import os

from studio.media import kinds

_TAKEN = {
    # Where a recording is wanted, the sound of a film will do.
    "audio": ("audio", "video"),
    "image": ("image",),
    "video": ("video",),
}
_WORDS = {"audio": "a recording", "image": "an image", "video": "a video"}


def misfit(name: str, kind: str) -> str:
    """Why a file cannot be what is wanted, as far as its name tells; empty if it can.

    Args:
        name: The file.
        kind: The kind of media that is wanted.
    """
    if kind not in _TAKEN:
        return ""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 -- names may be any text
    is_one = [one for one in _TAKEN if suffix in kinds.suffixes(one)]
    if not is_one or any(one in _TAKEN[kind] for one in is_one):
        return ""
    return f"{name} is {_WORDS[is_one[0]]} by its name, and {_WORDS[kind]} is wanted"
