"""What a language model may choose from: the names of what can be shown, and the schema of its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from studio.story.grammar import Role

if TYPE_CHECKING:
    from studio.render.lexicon.seen import Reading
    from studio.render.shelf import Shelf

_MOST = 90
"""How many names of a kind are offered: a small model loses its way among more."""


@dataclass(frozen=True)
class Choices:
    """Names, each with the word that stands for it in the language of the brief.

    Attributes:
        places: Where it may be.
        props: What may be seen.
        people: Who may be there.
        actions: What they may do.
    """

    places: Mapping[str, str]
    props: Mapping[str, str]
    people: Mapping[str, str]
    actions: Mapping[str, str]

    def schema(self, steps: int) -> dict[str, Any]:
        """The schema of an answer with so many beats."""
        shot = _object(
            place={"enum": [*self.places]},
            props={"type": "array", "items": {"enum": [*self.props]}, "maxItems": 3},
            person={"enum": ["", *self.people]},
            action={"enum": ["", *self.actions]},
        )
        beat = _object(
            role={"enum": [*get_args(Role)]},
            line={"type": "string"},
            short={"type": "string"},
            headline={"type": "string"},
            shows={"type": "array", "items": {"type": "string"}, "maxItems": 3},
            shots={"type": "array", "items": shot, "maxItems": 3},
        )
        return _object(beats={"type": "array", "items": beat, "minItems": steps, "maxItems": steps})


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": [*properties], "additionalProperties": False,
    }  # fmt: skip


def choices(language: str, reading: Reading, shelf: Shelf) -> Choices:
    """What can be shown and has a word in a language, without what the brief rules out.

    Args:
        language: The language of the brief.
        reading: What was read in it; what it names comes first.
        shelf: What there is to show.
    """
    from studio.render.lexicon.tables import world, written

    known, everything = written(language), world()
    named = [one.name for one in (*reading.props, *reading.suggests, *reading.people, *reading.places)]
    without = reading.without

    def offered(words: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
        found = {name: _first(words[name]) for name in there if name in words and name not in without}
        order = sorted(found, key=lambda name: (name not in named, list(found).index(name)))
        return {name: found[name] for name in order[:_MOST]}

    people = () if "person" in without else known.people
    return Choices(
        places=offered(known.places, shelf.names("places")),
        props=offered(known.props, shelf.names("props")),
        people=offered(known.people, people),
        actions=offered(known.actions, (name for name, done in everything.actions.items() if done)),
    )


def _first(listed: str) -> str:
    """The first word of a list of the lexicon."""
    from studio.render.lexicon.grammar import entries

    return entries(listed)[0].forms[0].strip()
