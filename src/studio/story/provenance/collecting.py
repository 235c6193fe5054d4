"""Writing down what a film was made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from studio.story.places import moved, places
from studio.story.provenance.packing import inside

if TYPE_CHECKING:
    from studio.story.grammar import Picture, Storyboard
    from studio.story.provenance.grammar import Manifest, Source

BROUGHT = "brought"
"""The folder for files that lay outside the folder of the film."""
CODE = ("studio.render", "studio.models", "studio.media", "studio.story")
"""What decides pictures and sounds."""
_LIBRARIES = ("av", "imageio-ffmpeg", "numpy", "opencv-python-headless", "pyvips-binary", "espeakng-loader")


def collected(
    board: Storyboard,
    takes: Mapping[str, Mapping[str, Any]],
    speaker: Mapping[str, Any],
    hashes: Callable[[str], Mapping[str, str]],
    code: str,
    essence: tuple[str, str],
) -> Manifest:
    """The manifest of a film. Nothing in it tells where on a machine the film was made.

    Args:
        board: Its storyboard.
        takes: The note of the take that is seen of each shot, by the number of the shot.
        speaker: The note of the narration.
        hashes: The hash of a file that the storyboard names, or of every file in a folder, by their places.
        code: The fingerprint of the code that decides pictures and sounds.
        essence: The hashes of pictures and sound, as they are stored.
    """
    from studio.story.provenance.grammar import Manifest, Speaker

    files: dict[str, str] = {}
    places_now: dict[str, str] = {}
    for place in places(board):
        found = hashes(place)
        now = places_now[place] = place if inside(place) else _brought(place, found)
        for file, hash in found.items():
            files[file if inside(place) else now + file.removeprefix(place)] = hash
    told = moved(board, places_now.__getitem__)
    origin = told.origin.model_copy(update={"film": ""}) if told.origin else None
    return Manifest(
        program=program(),
        code=code,
        libraries=libraries(),
        storyboard=told.model_copy(
            update={"brief": told.brief.model_copy(update={"brand": ""}), "origin": origin}
        ),
        takes=[_source(picture, takes.get(picture.id, {})) for picture in board.pictures],
        speaker=Speaker(provider=str(speaker.get("provider", "")), voice=_named(speaker.get("voice", ""))),
        files=files,
        pictures=essence[0],
        sound=essence[1],
    )


def program() -> str:
    """The version of this program."""
    return _version("animation-ai-studio")


def libraries() -> dict[str, str]:
    """The versions of what it is built on, as far as pictures and sounds depend on them."""
    return {name: version for name in _LIBRARIES if (version := _version(name))}


def _source(picture: Picture, note: Mapping[str, Any]) -> Source:
    from studio.story.provenance.grammar import Source

    return Source(
        shot=picture.id,
        take=picture.take,
        provider=str(note.get("provider", picture.provider)),
        version=str(note.get("version", "")),
        seed=int(note.get("seed", picture.shot.seed)),
        instead=str(note.get("instead", "")),
    )


def _brought(place: str, hashes: Mapping[str, str]) -> str:
    mark = "".join(hashes.values())[:8]
    return f"{BROUGHT}/{mark}-{_named(place)}"


def _named(place: object) -> str:
    """The name of a recording without where it lay; the name of a voice as it is."""
    return PurePath(str(place)).name


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
