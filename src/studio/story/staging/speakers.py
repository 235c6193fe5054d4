"""Whoever says something is seen while they say it: near, and not busy with what hides their mouth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.story.grammar import Beat
    from studio.story.staging.subjects import Stock, Subject
    from studio.story.staging.view import View

STRANGERS = ("passer-by", "customer")
"""How anybody looks who has come in: where they are at home, they look like that."""
_FREE = ("talk", "explain", "stand", "point", "wave")
_TALKS = ("talk", "stand")
_NEAR = {"close": 1.0, "medium": 0.8, "wide": 0.25}
_BUSY = 0.6


def speaking(beat: Beat, people: Iterable[Subject]) -> list[Subject]:
    """Who of the people of a film say a line of a beat; whoever is named by no trade is at work there.

    Args:
        beat: The beat.
        people: Who may be shown.
    """
    people = list(people)
    at_work = [one for one in people if one.look not in STRANGERS] or people
    found: list[Subject] = []
    for speaker in dict.fromkeys(line.speaker for line in beat.lines if line.speaker):
        meant = [one for one in people if one.look == speaker] or at_work
        found += sorted(meant, key=lambda one: -one.worth)[:1]
    return found


def with_speech(stock: Stock, beats: Iterable[Beat]) -> Stock:
    """All that a film can show, in which whoever says something may be seen at nothing else.

    Args:
        stock: What it can show.
        beats: Its story.
    """
    found = dict(stock.subjects)
    for one in (speaker for beat in beats for speaker in speaking(beat, stock.of("person"))):
        found[one.key] = replace(one, does=tuple(dict.fromkeys((*one.does, *_TALKS))))
    return replace(stock, subjects=found)


def heard(view: View, speakers: Iterable[Subject]) -> float:
    """How well a view shows one of those who speak saying it, 0 to 1."""
    if view.scale != "person" or view.about[0] not in {one.key for one in speakers}:
        return 0.0
    return _NEAR[view.size] * (1.0 if view.cast[0]["action"] in _FREE else _BUSY)
