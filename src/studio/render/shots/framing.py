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
_LOW = {"medium": 0.72, "close": 0.74}


def framed(view: View, frame: Frame, size: str, spot: Spot | None, height: float) -> View:
    """Come closer.

    Args:
        view: The place seen wide.
        frame: How it is framed wide.
        size: wide, medium or close.
        spot: What a closer shot looks at; the subject of the place if None.
        height: How high that is, in units; 0 if that is unknown.
    """
    if size == "wide":
        return view
    x, y = spot.foot if spot else (0.0, 0.0)
    ratio = view.width / view.height
    span = frame.span * _SHARES[size]
    if height:
        wanted = height / _FILLED * ratio
        span = max(span * 0.75, min(span, wanted)) if size == "close" else max(span, 1.6 * wanted)
    span = min(frame.span, span)
    # The subject stands on a third, clear of the room for type; in upright frames in the middle.
    across = _third(frame) if ratio > 1.1 else 0.5
    scale = view.width / span
    return replace(view, span=span, focus=across - x / span, horizon=_LOW[size] - y * scale / view.height)


def _third(frame: Frame) -> float:
    left, _, width, _ = frame.type
    return 0.34 if left + width / 2 > 0.5 else 0.66


def room(frame: Frame, size: str, ratio: float) -> tuple[float, float, float, float]:
    """The calm room for type in a closer shot: left, top, width, height as shares of the frame."""
    if size == "wide":
        return frame.type
    if ratio <= 1.1:
        return (0.08, 0.08 if ratio > 0.7 else 0.13, 0.84, 0.2)
    return (0.53, 0.16, 0.4, 0.4) if _third(frame) < 0.5 else (0.07, 0.16, 0.4, 0.4)
