"""How close a shot is, and on what: the same place seen wide, from the middle distance, or close up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from studio.render.shots.spots import Spot

if TYPE_CHECKING:
    from studio.render.grammar import Frame
    from studio.render.view import View

# Of what is seen wide across the frame: how much is seen closer, and the least there may be.
_SHARES, _LEAST = {"medium": 0.56, "close": 0.36}, {"medium": 0.4, "close": 0.17}
# Of the frame's height and width: how much a thing takes; and where it stands.
_FILLED = {"medium": (0.34, 0.42), "close": (0.56, 0.5)}
_FILLED_UPRIGHT = {"medium": (0.3, 0.6), "close": (0.42, 0.7)}
_LOW = {"medium": 0.72, "close": 0.78}
_UPRIGHT = 1.1
# How much of the frame a sign or a screen takes, across and down, and where its middle is.
_BOARD = {"medium": (0.34, 0.4), "close": (0.52, 0.62)}
_EYE = 0.47
# How much of somebody is seen from the head down, where the head is, and where what is seen ends.
_SEEN = {"medium": 1.0, "close": 0.6}
_HEAD, _BOTTOM = {"wide": 0.24, "upright": 0.35}, {"medium": 0.88, "close": 1.0}


class Subject(NamedTuple):
    """What a closer shot looks at.

    Attributes:
        spot: Where it stands.
        width: How wide it is, in units; 0 if that is unknown.
        height: How high it is.
        person: Whether it is somebody: then a medium shot is the whole figure, a close one head and hands.
        board: Whether it is a sign or a screen of the place: it is seen whole, in the middle.
    """

    spot: Spot = Spot(0, 0, 0, 0, 1.0)
    width: float = 0.0
    height: float = 0.0
    person: bool = False
    board: bool = False


def framed(view: View, frame: Frame, size: str, subject: Subject, *, centred: bool = False) -> View:
    """Come closer.

    Args:
        view: The place seen wide.
        frame: How it is framed wide.
        size: wide, medium or close.
        subject: What it looks at.
        centred: Whether it is in the middle, as on a bare set beside which no words stand.
    """
    if size == "wide":
        return replace(view, focus=0.5) if centred else view
    foot = subject.spot.foot
    if subject.person and subject.height:
        return _on_person(view, frame, size, foot, subject.height)
    if subject.board and subject.spot.width:
        return _on_board(view, frame, size, subject.spot)
    span = _around(subject, frame, size, view.width / view.height)
    across = 0.5 if centred else _third(frame)
    return _placed(view, across, span, foot, _LOW[size])


def _around(subject: Subject, frame: Frame, size: str, ratio: float) -> float:
    """How many units are seen across the frame, so that a thing is large in it and whole."""
    usual = frame.span * _SHARES[size]
    if not subject.height:
        return usual
    down, across = (_FILLED_UPRIGHT if ratio <= _UPRIGHT else _FILLED)[size]
    wanted = max(subject.height / down * ratio, subject.width / across)
    return min(frame.span, max(wanted, frame.span * _LEAST[size]))


def _on_board(view: View, frame: Frame, size: str, spot: Spot) -> View:
    """A sign or a screen is whole and in the middle, and so much of what is around it that it is one."""
    ratio = view.width / view.height
    across, down = _BOARD[size]
    across = across if ratio > _UPRIGHT else min(0.8, 1.5 * across)
    span = min(frame.span, max(spot.width / across, spot.height / down * ratio))
    x, y = spot.x + spot.width / 2, spot.y + spot.height / 2
    return replace(view, span=span, focus=0.5 - x / span, horizon=_EYE - y * ratio / span)


def _on_person(view: View, frame: Frame, size: str, foot: tuple[float, float], height: float) -> View:
    """Somebody's head is high in the frame, and as much of them below it as the size shows."""
    head = _HEAD["wide" if view.width / view.height > _UPRIGHT else "upright"]
    seen = _SEEN[size] * height / (_BOTTOM[size] - head)
    span = min(frame.span, seen * view.width / view.height)
    low = head + height * view.width / span / view.height
    return _placed(view, _third(frame), span, foot, low)


def _placed(view: View, across: float, span: float, foot: tuple[float, float], low: float) -> View:
    """The subject stands on a third, clear of the room for type; in upright frames in the middle."""
    across = across if view.width / view.height > _UPRIGHT else 0.5
    scale = view.width / span
    return replace(
        view, span=span, focus=across - foot[0] / span, horizon=low - foot[1] * scale / view.height
    )


def _third(frame: Frame) -> float:
    left, _, width, _ = frame.type
    return 0.34 if left + width / 2 > 0.5 else 0.66


def best(frame: Frame, size: str, ratio: float) -> tuple[float, float]:
    """Where the middle of the words would stand best, as shares of the frame."""
    left, top, width, height = frame.type
    if size == "wide":
        return left + width / 2, top + height / 2
    if ratio <= _UPRIGHT:
        return 0.5, 0.2
    return (0.72 if _third(frame) < 0.5 else 0.28), 0.36
