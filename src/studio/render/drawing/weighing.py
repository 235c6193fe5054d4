"""How much a drawing draws once whatever it uses of itself is written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.drawing.reading import Element

MOST = 100_000


class Endless(ValueError):
    """Something that draws itself within itself."""


def weights(root: Element) -> dict[str, int]:
    """How many elements everything with an id is, by that id; no more than just too many.

    Args:
        root: The drawing.

    Raises:
        Endless: Something in it uses itself.
    """
    named: dict[str, Element] = {}
    todo = [root]
    while todo:
        element = todo.pop()
        if "id" in element.given:
            named.setdefault(element.given["id"], element)
        todo += element.inside
    found: dict[str, int] = {}
    following: set[str] = set()

    def named_weight(name: str) -> int:
        if name not in named:
            return 0
        if name in following:
            raise Endless(f"#{name} draws itself within itself")
        if name not in found:
            following.add(name)
            found[name] = min(weight(named[name]), MOST + 1)
            following.discard(name)
        return found[name]

    def weight(element: Element) -> int:
        used = named_weight(element.given.get("href", "")[1:]) if element.name == "use" else 0
        return min(1 + used + sum(map(weight, element.inside)), MOST + 1)

    for name in named:
        named_weight(name)
    return found
