"""What a version of a film is called, and which size its shape has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.core.errors import BadInput

if TYPE_CHECKING:
    from studio.story.grammar import Brief

SHAPES = ("16:9", "9:16", "1:1", "4:5")
_LARGEST, _LEAST = 7680, 64
_CLOSE = 0.02


def called(brief: Brief, shape: str) -> str:
    """A name that says whose film it is, how long, and of which shape: fyrhus_15s_9x16.

    Args:
        brief: What is asked for.
        shape: The shape of its picture, such as 9:16.
    """
    from studio.story import naming

    return f"{naming.folder(brief)}_{round(brief.seconds, 2):g}s_{shape.replace(':', 'x')}"


def shape_of(width: int, height: int) -> str:
    """The shape of a picture in the words by which films are ordered."""
    known = {shape: _ratio(shape) for shape in SHAPES}
    nearest = min(known, key=lambda shape: abs(known[shape] - width / height))
    return nearest if abs(known[nearest] - width / height) < _CLOSE else f"{width}:{height}"


def sized(width: int, height: int, shape: str) -> tuple[int, int]:
    """The size of another shape: the shorter side stays as long as it is.

    Args:
        width: Pixels across as the film has them.
        height: Pixels down.
        shape: The shape that is asked for.
    """
    if shape_of(width, height) == shape:
        return width, height
    shorter, ratio = min(width, height), _ratio(shape)
    across, down = (shorter * ratio, shorter) if ratio >= 1 else (shorter, shorter / ratio)
    size = round(across / 2) * 2, round(down / 2) * 2
    if max(size) > _LARGEST or min(size) < _LEAST:
        raise BadInput(
            f"{size[0]} × {size[1]} is no size that films are made in",
            hint=f"a side has {_LEAST} to {_LARGEST} pixels",
        )
    return size


def _ratio(shape: str) -> float:
    across, colon, down = shape.partition(":")
    if not (colon and across.isdecimal() and down.isdecimal() and int(across) and int(down)):
        raise BadInput(f"{shape} is no shape of a picture", hint=f"write it like {', '.join(SHAPES)}")
    return int(across) / int(down)
