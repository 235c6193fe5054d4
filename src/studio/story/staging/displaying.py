"""Charts, maps and screens: what a film shows that is not a place, a thing or somebody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from studio.story.staging import charting, spots
from studio.story.staging.view import View

if TYPE_CHECKING:
    from studio.render.shelf import Shelf
    from studio.story.staging.subjects import Stock, Subject

_STAGES = ("sweep", "abstract")
# How many seconds such a thing takes to come and to be understood.
_TAKES = 2.4


def graphics(stock: Stock, shelf: Shelf, language: str) -> Iterator[View]:
    """Charts of a film's figures, the way to its client, what its software shows.

    Args:
        stock: What the film has.
        shelf: What there is to show.
        language: The language of the film.
    """
    grounds = [place for place in (*stock.places, *_STAGES) if place in shelf.names("places")]
    main = next(iter(stock.places), "")
    for subject in stock.of("figure", "way"):
        if subject.kind == "figure" and subject.figure is None:
            continue
        shown = {"map": {}} if subject.kind == "way" else {"chart": charting.chart(subject, language)}
        for place in dict.fromkeys(("abstract", main)):
            if place in grounds and "board" not in spots.named(shelf, place):
                yield _graphic((subject.key,), place, shown)
    for screen in stock.of("screen"):
        yield from _screens(screen, grounds, shelf)


def _screens(subject: Subject, grounds: list[str], shelf: Shelf) -> Iterator[View]:
    """What software shows: on the screen of a place, on a device of its own, on one held before a place."""
    shown = {"screen": {"kind": subject.name}}
    for place in grounds:
        if "screen" in spots.named(shelf, place):
            cast = ({**shown, "at": "screen"},)
            about = (subject.key, f"place:{place}")
            yield View(about, "graphic", place, "close", on="screen", cast=cast, room=False)
        elif place == "sweep":
            yield View((subject.key,), "product", place, "medium", cast=(shown,))
            yield View((subject.key,), "product", place, "wide", cast=(shown,))
        elif place != "abstract":
            yield _graphic((subject.key, f"place:{place}"), place, shown)


def _graphic(about: tuple[str, ...], place: str, shown: dict[str, Any]) -> View:
    return View(about, "graphic", place, "wide", cast=(shown,), room=False, takes=_TAKES)
