"""The sections of the look book, by the word that asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from studio.render.lookbook import graphics, motions, people, places, props
from studio.render.lookbook.leaves import Section, What, Wish

_MADE: Mapping[What, Callable[[Wish], Section]] = {
    "places": places.section,
    "props": props.section,
    "people": people.section,
    "type": motions.type_section,
    "cameras": motions.camera_section,
    "transitions": motions.transition_section,
    "graphics": graphics.section,
}


def sections(what: list[What], wish: Wish) -> list[Section]:
    """The sections that were asked for, in the order of the book; those that hold nothing are left out."""
    found = (made(wish) for name, made in _MADE.items() if name in what)
    full = (replace(one, sheets=tuple(sheet for sheet in one.sheets if sheet.count)) for one in found)
    return [section for section in full if section.sheets]
