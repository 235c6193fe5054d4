"""A manifest as text that fits into a film's tags, and back from there, trusting nothing that is read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from studio.core.errors import BadInput
from studio.story.places import places

if TYPE_CHECKING:
    from studio.story.provenance.grammar import Manifest

TAG = "com.animation-ai-studio.film"
"""The tag of a film under which it stands."""

LARGEST = 8_000_000
_OTHER = "it was changed after the film was made; ask for the film as it was delivered"


def packed(manifest: Manifest) -> str:
    """A manifest as one line of plain letters, with a seal that shows every later change."""
    plain = json.dumps(manifest.model_dump(mode="json", exclude_defaults=True), sort_keys=True).encode()
    body = base64.b64encode(zlib.compress(plain, 9)).decode()
    return f"{hashlib.sha256(plain).hexdigest()}:{body}"


def found(tags: Mapping[str, str]) -> str:
    """The packed manifest among the tags of a film, however its container spells their names; or nothing."""
    return next((value for name, value in tags.items() if name.lower() == TAG), "")


def unpacked(text: str, name: str) -> Manifest:
    """A manifest that was read in a film of somebody else's.

    Args:
        text: What stands in the tag.
        name: The name of the film, for what is said of it.

    Raises:
        BadInput: It is no manifest, was changed, or asks for what no film of ours does.
    """

    seal, _, body = text.partition(":")
    try:
        stream = zlib.decompressobj()
        plain = stream.decompress(base64.b64decode(body, validate=True), LARGEST)
    except (binascii.Error, ValueError, zlib.error) as broken:
        raise BadInput(f"{name}: the plan in it cannot be read", hint=_OTHER) from broken
    if stream.unconsumed_tail or not stream.eof:
        raise BadInput(f"{name}: the plan in it is too large, or cut off", hint=_OTHER)
    if hashlib.sha256(plain).hexdigest() != seal:
        raise BadInput(f"{name}: the plan in it does not match its seal", hint=_OTHER)
    return read(plain, name)


def read(plain: bytes, name: str) -> Manifest:
    """A manifest as JSON, written by whomever.

    Args:
        plain: The JSON.
        name: What it was read from, for what is said of it.

    Raises:
        BadInput: It is no manifest, or asks for what no film of ours does.
    """
    from pydantic import ValidationError

    from studio.story.provenance.grammar import Manifest

    if len(plain) > LARGEST:
        raise BadInput(f"{name}: the plan in it is too large", hint=_OTHER)
    try:
        manifest = Manifest.model_validate(json.loads(plain))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadInput(f"{name}: the plan in it is no plan of ours: {place}: {first['msg']}") from None
    except (ValueError, RecursionError) as broken:
        raise BadInput(f"{name}: the plan in it cannot be read", hint=_OTHER) from broken
    origin = manifest.storyboard.origin
    if origin and origin.film:
        raise BadInput(
            f"{name}: the plan in it names the folder of another film: {origin.film}",
            hint="do not trust this film",
        )
    board = manifest.storyboard
    for place in (*manifest.files, *places(board), board.brief.brand):
        if not inside(place):
            raise BadInput(
                f"{name}: the plan in it names a file outside its folder: {place}",
                hint="do not trust this film",
            )
    return manifest


def inside(place: str) -> bool:
    """Whether a place is one within the folder of the film, on whatever system it is read."""
    path = PurePosixPath(place.replace("\\", "/"))
    drive = len(place) > 1 and place[1] == ":"
    return not (path.is_absolute() or drive or ".." in path.parts or "\0" in place)
