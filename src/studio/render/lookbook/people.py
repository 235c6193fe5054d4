"""The sheets of people: what every trade wears, and everything that somebody can do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from studio.render.lookbook.leaves import Picture, Section, Sheet, Wish

if TYPE_CHECKING:
    from numpy import ndarray

_MOMENTS = (0.25, 0.55, 0.85)
_LASTS, _FPS = 4.0, 30.0
# Whoever goes somewhere is in the middle at this share of the shot.
_MIDDLE = 0.55
_SPAN, _GROUND = 190.0, 0.92
# Who walks is looked for in a picture this many times as wide.
_WIDER = 7
_SEEN = 12
_ACROSS = 6
_TRADES = ("baker", "customer", "teacher", "builder", "passer-by")


def section(wish: Wish) -> Section:
    """Everybody, and everything they do."""
    from studio.render.figures import actions, shelves

    trades, doings = wish.of(sorted(shelves.trades())), wish.of(actions.names())
    across = max(1, _ACROSS // len(wish.styles)) * len(wish.styles)
    return Section(
        "People", "Who is in films, and what they do.",
        (
            Sheet(
                "people", "People, by what they are", "Is it plain what they do for a living?",
                across, len(trades) * len(wish.styles), 0.8, partial(_trades, wish, trades),
            ),
            Sheet(
                "actions", "What people do", "Does every pose read as an outline, and is there weight in it?",
                2 * len(_MOMENTS), len(doings) * len(_MOMENTS), 0.8, partial(_actions, wish, doings),
            ),
        ),
    )  # fmt: skip


def _trades(wish: Wish, trades: list[str]) -> Iterator[Picture]:
    for number, trade in enumerate(trades):
        for style in wish.styles:
            picture, faults = drawn(wish, style, trade, "stand", 1.0, seed=number)
            yield Picture(trade, style, picture, faults)


def _actions(wish: Wish, doings: list[str]) -> Iterator[Picture]:
    for number, doing in enumerate(doings):
        style = wish.styles[number % len(wish.styles)]
        for share in _MOMENTS:
            seconds, trade = _LASTS * _MIDDLE + share, _TRADES[number % len(_TRADES)]
            picture, faults = drawn(wish, style, trade, doing, seconds, seed=number)
            yield Picture(doing, f"{style}, {trade}", picture, faults)


def drawn(
    wish: Wish, style: str, trade: str, doing: str, seconds: float, *, seed: int
) -> tuple[ndarray, tuple[str, ...]]:
    """Somebody at a moment of what they do, on a plain ground, and what is wrong with that."""
    from studio.render.canvas import Canvas
    from studio.render.lookbook.portraits import laid
    from studio.render.painting import Painter
    from studio.render.shots.people import person
    from studio.render.shots.planes import Moment
    from studio.render.view import View

    painter = Painter(wish.shelf.pack(style), "day", indoors=True)
    width, height = round(wish.width * 0.5), round(wish.width * 0.625)
    view = View(width * _WIDER, height, _SPAN * _WIDER, _GROUND, 0.5)
    somebody = person(
        trade, doing, painter, (0.0, 0.0), seed,
        size=1.0, flip=False, scale=view.scale, time=(_LASTS, _FPS),
    )  # fmt: skip
    canvas = Canvas(view.width, view.height)
    ground = laid(canvas, painter)
    somebody.show(canvas, view, Moment(round(seconds * _FPS), seconds, seconds / _LASTS))
    return _followed(canvas.rgb(), ground, width)


def _followed(picture: ndarray, ground: tuple[int, int, int], width: int) -> tuple[ndarray, tuple[str, ...]]:
    """The part of a wide picture in which somebody is."""
    import numpy as np

    differs = np.abs(picture.astype(np.int16) - np.array(ground, np.int16)).max(axis=2) > _SEEN
    columns = np.flatnonzero(differs.any(axis=0))
    middle = round(float(columns[0] + columns[-1]) / 2) if len(columns) else picture.shape[1] // 2
    left = min(max(0, middle - width // 2), picture.shape[1] - width)
    return picture[:, left : left + width].copy(), () if len(columns) else ("nobody is seen",)
