"""Drawing everything that films can show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args

from studio.core.errors import NotFound
from studio.core.materials import Folder, Range
from studio.core.needs import Resources
from studio.core.run import run
from studio.core.tool import tool
from studio.render.lookbook.leaves import What

if TYPE_CHECKING:
    from studio.render.shelf import Shelf

EVERYTHING: list[What] = list(get_args(What))


@dataclass(frozen=True)
class Fault:
    """A picture that fails a check.

    Attributes:
        picture: Its file in the book.
        shows: What it shows.
        told: What is wrong with it.
    """

    picture: str
    shows: str
    told: str


@dataclass(frozen=True)
class Lookbook:
    """A look book.

    Attributes:
        book: Its folder: index.html, the sheets, and the pictures on them.
        pictures: How many pictures it holds.
        faults: What of them fails a check.
    """

    book: Folder
    pictures: int
    faults: tuple[Fault, ...]


def _refuse(given: Mapping[str, Any]) -> None:
    """Refuse styles that nobody knows; what a vocabulary of one's own has is looked at later."""
    from studio.render.shelf import shelf

    if given["vocabulary"] is None:
        _styles(shelf(), given["style"])


@tool(pure=True, resources=Resources(cpu=1, memory="700 MB"), refuse=_refuse)
def lookbook(
    what: list[What] = EVERYTHING,
    *,
    only: list[str] | None = None,
    style: list[str] | None = None,
    width: Annotated[int, Range(160, 1920)] = 640,
    vocabulary: Folder | None = None,
) -> Lookbook:
    """Draw everything that films can show, and check it.

    A page and contact sheets show every place at every time of day, in every weather, style and shape of
    frame; every thing; people of every trade and all they do; every move of type and of the camera; every
    way from one picture to the next; every kind of chart, sign, screen and map; every product; end cards.
    What leaves a frame empty, busies the room for type, cannot be read or told from its ground, or looks
    like another style, is marked. The whole book takes some minutes.

    Args:
        what: The sections: places, props, people, type, cameras, transitions, graphics; everything when
            left out.
        only: Names of what to show, such as cup, coast or baker; everything when left out.
        style: The style packs to show; all of them when left out.
        width: Width of a wide picture in pixels.
        vocabulary: A folder of your own styles, places and props, looked into first.

    Examples:
        studio film lookbook cameras --only push-in --style ink
        studio film lookbook props people --only cup --only baker --width 160 --out looks/
    """
    from studio.render.lookbook.binding import bound
    from studio.render.lookbook.leaves import Wish
    from studio.render.lookbook.sections import sections
    from studio.render.shelf import shelf

    shelved = shelf(vocabulary)
    wish = Wish(shelved, _styles(shelved, style), width, tuple(only or ()))
    shown = sections(what, wish)
    if not shown:
        raise NotFound(
            f"nothing is called {' or '.join(wish.only)} among {', '.join(what)}",
            hint="the whole book names everything",
        )
    book = run().folder / "lookbook"
    book.mkdir()
    made = bound(shown, wish.styles, book, _tracked)
    faults = tuple(Fault(one.picture, one.shows, one.told) for one in made.faults)
    return Lookbook(book, made.pictures, faults)


def _styles(shelved: Shelf, wanted: list[str] | None) -> tuple[str, ...]:
    from studio.core.written.findings import nearest

    there = shelved.names("packs")
    for name in wanted or ():
        if name not in there:
            raise NotFound(f"there is no style called {name}", hint=nearest(name, there))
    return tuple(dict.fromkeys(wanted or there))


def _tracked(items: Iterable[Any], label: str, total: int) -> Iterator[Any]:
    return run().track(items, label, total=total)
