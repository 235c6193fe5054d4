"""The sheets of charts of every kind, of products that turn, and of what carries words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, get_args

from studio.render.lookbook import displays
from studio.render.lookbook.leaves import Picture, Section, Sheet, Wish
from studio.render.lookbook.places import NAME, shot

_VALUES = {"May": 310, "June": 420, "July": 980, "August": 1240}
_ONE = {"Guests": 1240}
_TWO = {"Last year": 840, "This year": 1240}
# When a chart is looked at: while it grows, and at the end of its shot.
_GROWING = 0.9
# When a product is looked at, as shares of its shot.
_TURNED = (0.0, 0.35, 0.7, 1.0)


def section(wish: Wish) -> Section:
    """Every kind of chart, as it grows and as it stands, every product from all sides, and all displays."""
    from studio.render.graphics.charts.grammar import Kind

    kinds = wish.of(get_args(Kind))
    shown = 2 * len(wish.styles)
    sheet = Sheet(
        "charts", "Charts", "Does the eye go to the value that matters, and can the rest be read?",
        shown, len(kinds) * shown, 16 / 9, partial(_charts, wish, kinds),
    )  # fmt: skip
    products = wish.of(wish.shelf.names("products"))
    turned = Sheet(
        "products", "Products on their turntable", "Would a client put this on a poster?",
        len(_TURNED), len(products) * len(_TURNED), 16 / 9, partial(_products, wish, products),
    )  # fmt: skip
    told = "Numbers, drawn; products, turned; what carries the client's words."
    own = [sheet, turned] if products else [sheet]
    return Section("Graphics", told, (*own, *displays.sheets(wish)))


def _charts(wish: Wish, kinds: list[str]) -> Iterator[Picture]:
    place = wish.place("abstract", "sweep")
    for kind in kinds:
        values: dict[str, Any] = {"number": _ONE, "versus": _TWO}.get(kind, _VALUES)
        chart = {"kind": kind, "title": "Guests a month", "values": values, "highlight": list(values)[-1]}
        for style in wish.styles:
            scene = shot(wish, place, style, words=None, name="", cast=[{"chart": chart}])
            for number, told in (
                (round(_GROWING * scene.shot.fps), "growing"),
                (scene.shot.frames - 1, "grown"),
            ):
                yield Picture(kind, f"{style}, {told}", scene.frame(number).rgb())


def _products(wish: Wish, products: list[str]) -> Iterator[Picture]:
    place = wish.place("sweep", "abstract")
    for number, product in enumerate(products):
        style = wish.styles[number % len(wish.styles)]
        cast = [{"product": product, "label": NAME}]
        camera = {"size": "medium", "move": "still"}
        scene = shot(wish, place, style, words=None, name="", cast=cast, camera=camera)
        for share in _TURNED:
            picture = scene.frame(round(share * (scene.shot.frames - 1))).rgb()
            yield Picture(product, f"{style}, {share:.0%}", picture)
