"""Which typefaces a film is set in, found or replaced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import NotFound, Unavailable
from studio.core.written.findings import nearest
from studio.core.written.loading import load
from studio.media import fonts

if TYPE_CHECKING:
    from studio.media.fontfile import Font
    from studio.render.lettering.grammar import Face, Pairing

OURS = Path(__file__).parent.parent / "vocabulary" / "pairings.yaml"
PLAIN = "modern"
"""The pairing of films that name none."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface as it is set.

    Attributes:
        font: The font that was found.
        capitals: Whether it is set in capitals.
        tracking: Space between letters, in parts of the size.
        leading: From line to line, in parts of the size.
        larger: How much larger it is set than its step on the scale.
        instead_of: The font that is not installed, where this one stands in for it.
    """

    font: Font
    capitals: bool = False
    tracking: float = 0.0
    leading: float = 1.15
    larger: float = 1.0
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Faces:
    """The typefaces of a pairing, and the scale of their sizes."""

    headline: Typeface
    text: Typeface
    label: Typeface
    scale: float


def faces(name: str, *, files: tuple[Path, ...] = (OURS,)) -> Faces:
    """Return the typefaces of a pairing.

    Args:
        name: What the pairing is called; the plain one when empty.
        files: Where to look, first come first served.
    """
    known: dict[str, Pairing] = {}
    for file in reversed(files):
        known |= _read(file, file.stat().st_mtime_ns)
    if (name or PLAIN) not in known:
        raise NotFound(f"there is no pairing of typefaces called {name}", hint=nearest(name, sorted(known)))
    pairing = known[name or PLAIN]
    return Faces(_found(pairing.headline), _found(pairing.text), _found(pairing.label), pairing.scale)


def names(*, files: tuple[Path, ...] = (OURS,)) -> list[str]:
    """What the pairings are called."""
    return sorted({name for file in files for name in _read(file, file.stat().st_mtime_ns)})


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, Pairing]:
    from studio.render.lettering.grammar import Pairings

    return load(path, Pairings).pairings


def _found(face: Face) -> Typeface:
    try:
        font, missing = fonts.named(face.font, face.weight), ""
    except (NotFound, Unavailable):
        font, missing = fonts.named(face.otherwise, face.weight), face.font
    larger = 1.0 if missing else face.larger
    # Display faces call themselves regular however bold they are; what stands in for their missing
    # characters has to be as bold as they look.
    font = replace(font, weight=fonts.WEIGHTS[face.weight])
    return Typeface(font, face.capitals, face.tracking, face.leading, larger, missing)
