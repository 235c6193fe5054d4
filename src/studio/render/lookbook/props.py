"""The sheets of things: large in one style, small in all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from studio.render.lookbook import checks
from studio.render.lookbook.leaves import Picture, Section, Sheet, Wish
from studio.render.lookbook.portraits import portrait

SMALL = 120
_LARGE_ACROSS, _SMALL_ACROSS = 4, 9


def section(wish: Wish) -> Section:
    """Every thing."""
    names = wish.of(wish.shelf.names("props"))
    across = max(1, _SMALL_ACROSS // len(wish.styles)) * len(wish.styles)
    large = Sheet(
        "things", "Things", "Would you know it at once, and is there something that makes it true?",
        _LARGE_ACROSS, len(names), 1.0, partial(_large, wish, names),
    )  # fmt: skip
    small = Sheet(
        "things-small", "Things, as small as they are seen", "Does its outline say what it is?",
        across, len(names) * len(wish.styles), 1.0, partial(_small, wish, names),
    )  # fmt: skip
    return Section("Things", "What stands in places and in people's hands.", (large, small) if names else ())


def _large(wish: Wish, names: list[str]) -> Iterator[Picture]:
    style = wish.styles[0]
    for name in names:
        way = f"props/{name}"
        found = portrait(wish.shelf, way, style, round(wish.width * 0.75))
        yield Picture(name, style, found.pixels, checks.of_thing(portrait(wish.shelf, way, style, SMALL)))


def _small(wish: Wish, names: list[str]) -> Iterator[Picture]:
    for name in names:
        for style in wish.styles:
            found = portrait(wish.shelf, f"props/{name}", style, SMALL)
            yield Picture(name, style, found.pixels, checks.of_thing(found))
