"""Where in the frame captions stand: away from faces and from type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.media.captions.cues import Place

Area = tuple[float, float, float, float]
"""Left, top, width and height, in parts of the frame."""

_BANDS: dict[Place, Area] = {"bottom": (0.08, 0.76, 0.84, 0.2), "top": (0.08, 0.04, 0.84, 0.2)}
_FACE, _TYPE = 3.0, 1.0
# Of the frame: how large a face is that counts in full; one that is seen from far away is no portrait.
_NEAR = 0.015


def hidden(words: Area | None, faces: Sequence[Area] = (), *, upright: bool = False) -> Mapping[Place, float]:
    """How much of what counts captions would hide in a shot, wherever they stand.

    Args:
        words: Where type stands in the shot; nowhere if None.
        faces: Where faces are seen in it.
        upright: Whether the film is upright, where players lay their controls over the lowest part.
    """
    return {place: _hidden(band(place, upright=upright), words, faces) for place in _BANDS}


def least_hidden(shots: Sequence[Mapping[Place, float]]) -> Place:
    """Below, where captions are looked for; above, where below they would hide more of what counts.

    Args:
        shots: How much is hidden in each of the shots in which a caption is seen.
    """
    below, above = (sum(shot[place] for shot in shots) for place in ("bottom", "top"))
    return "top" if above < below else "bottom"


def band(place: Place, *, upright: bool) -> Area:
    """The part of the frame in which captions stand.

    Args:
        place: Above or below.
        upright: Whether the film is upright, where players lay their controls over the lowest part.
    """
    left, top, width, height = _BANDS[place]
    if not upright:
        return left, top, width, height
    return left, top - 0.14 if top > 0.5 else top + 0.08, width, height * 0.7


def _hidden(band: Area, words: Area | None, faces: Sequence[Area]) -> float:
    """How much a band hides, as the share of each thing that is gone."""
    lost = _FACE * sum(_shared(band, face) * min(1.0, face[2] * face[3] / _NEAR) for face in faces)
    return lost + (_TYPE * _shared(band, words) if words else 0.0)


def _shared(one: Area, other: Area) -> float:
    """How much of the other lies within the one."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    area = other[2] * other[3]
    return max(0.0, across) * max(0.0, down) / area if area else 0.0
