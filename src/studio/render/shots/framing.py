"""How close a shot is, and on what: the same place seen wide, from the middle distance, or close up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.grammar import Frame
    from studio.render.shots.spots import Spot
    from studio.render.view import View

_SHARES = {"medium": 0.56, "close": 0.36}
# Of the frame's height: how much the thing a close shot is about takes.
_FILLED = 0.5
_UPRIGHT = 1.1
_LOW = {"medium": 0.72, "close": 0.74}
# How much of somebody is seen from the head down, where the head is, and where what is seen ends.
_SEEN = {"medium": 1.0, "close": 0.6}
_HEAD, _BOTTOM = {"wide": 0.14, "upright": 0.33}, {"medium": 0.88, "close": 1.0}


def framed(
    view: View, frame: Frame, size: str, spot: Spot | None, height: float, *, person: bool = False
) -> View:
    """Come closer.

    Args:
        view: The place seen wide.
        frame: How it is framed wide.
        size: wide, medium or close.
        spot: What a closer shot looks at; the subject of the place if None.
        height: How high that is, in units; 0 if that is unknown.
        person: Whether it is somebody: then a medium shot is the whole figure, a close one head and hands.
    """
    if size == "wide":
        return view
    x, y = spot.foot if spot else (0.0, 0.0)
    ratio = view.width / view.height
    if person and height:
        return _on_person(view, frame, size, (x, y), height)
    span = frame.span * _SHARES[size]
    if height:
        wanted = height / _FILLED * ratio
        span = max(span * 0.75, min(span, wanted)) if size == "close" else max(span, 1.6 * wanted)
    span = min(frame.span, span)
    return _placed(view, frame, span, (x, y), _LOW[size])


def _on_person(view: View, frame: Frame, size: str, foot: tuple[float, float], height: float) -> View:
    """Somebody's head is high in the frame, and as much of them below it as the size shows."""
    head = _HEAD["wide" if view.width / view.height > _UPRIGHT else "upright"]
    seen = _SEEN[size] * height / (_BOTTOM[size] - head)
    span = min(frame.span, seen * view.width / view.height)
    return _placed(view, frame, span, foot, head + height * view.width / span / view.height)


def _placed(view: View, frame: Frame, span: float, foot: tuple[float, float], low: float) -> View:
    """The subject stands on a third, clear of the room for type; in upright frames in the middle."""
    across = _third(frame) if view.width / view.height > _UPRIGHT else 0.5
    scale = view.width / span
    return replace(
        view, span=span, focus=across - foot[0] / span, horizon=low - foot[1] * scale / view.height
    )


def _third(frame: Frame) -> float:
    left, _, width, _ = frame.type
    return 0.34 if left + width / 2 > 0.5 else 0.66


def room(frame: Frame, size: str, ratio: float) -> tuple[float, float, float, float]:
    """The calm room for type in a closer shot: left, top, width, height as shares of the frame."""
    if size == "wide":
        return frame.type
    if ratio <= _UPRIGHT:
        return (0.08, 0.08 if ratio > 0.7 else 0.13, 0.84, 0.2)
    return (0.53, 0.16, 0.4, 0.4) if _third(frame) < 0.5 else (0.07, 0.16, 0.4, 0.4)
