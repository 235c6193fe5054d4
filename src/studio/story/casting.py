"""Whoever says a line in the picture has a voice of their own, as they look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.render.figures.looks import look
from studio.story.quoting import seated

if TYPE_CHECKING:
    from studio.models.voice.casting import Kind
    from studio.story.grammar import Storyboard, Voice


@dataclass(frozen=True)
class Role:
    """Somebody who says a line.

    Attributes:
        person: What they are called in the cast.
        names: What lines call them, before it is known who of the cast they are.
        kind: Who they are, as they look.
    """

    person: str
    names: tuple[str, ...]
    kind: Kind


Voices = Callable[[list[Role]], Mapping[str, "Voice"]]
"""Gives everybody a voice, by what they are called in the cast; who has none is heard as the narrator."""


@dataclass(frozen=True)
class Cast:
    """Who says the lines of a film, with which voice.

    Attributes:
        roles: Everybody who says a line, in the order in which they are heard.
        voices: Their voices, by what they are called in the cast.
    """

    roles: list[Role] = field(default_factory=list)
    voices: Mapping[str, Voice] = field(default_factory=dict)

    def voice(self, speaker: str) -> Voice | None:
        """With which voice a line is said; None for that of the narrator.

        Args:
            speaker: What the line calls who says it.
        """
        found = next((role.person for role in self.roles if speaker in (role.person, *role.names)), "")
        return self.voices.get(found)


def cast(board: Storyboard, given: Voices | None) -> Cast:
    """Give a voice to everybody who says a line.

    Args:
        board: The film, staged, whether or not it is settled who of the cast its lines mean.
        given: Gives them their voices; None where nobody speaks.
    """
    if given is None:
        return Cast()
    names: dict[str, list[str]] = {}
    for line, after in zip(board.lines, seated(board).lines, strict=True):
        if after.speaker:
            names.setdefault(after.speaker, []).append(line.speaker)
    roles = [
        Role(person, tuple(dict.fromkeys(told)), kind_of(board, person)) for person, told in names.items()
    ]
    return Cast(roles, given(roles))


def kind_of(board: Storyboard, person: str) -> Kind:
    """Who somebody is, as they look where they are seen first.

    Args:
        board: The film.
        person: What they are called in the cast.
    """
    things = (thing for picture in board.pictures for thing in picture.shot.cast)
    found = next((thing for thing in things if thing.person.casefold() == person.casefold()), None)
    seen = look(person, (found.seed if found else 0) or 0)
    if seen.age == "child":
        return "girl" if seen.woman else "boy"
    if seen.age == "old":
        return "old-woman" if seen.woman else "old-man"
    return "woman" if seen.woman else "man"


def heard(board: Storyboard) -> Storyboard:
    """The storyboard without the voices of those who say nothing in it.

    Args:
        board: The film.
    """
    said = {line.speaker.casefold() for line in board.lines if line.speaker and line.text}
    kept = {name: voice for name, voice in board.speakers.items() if name.casefold() in said}
    return board.model_copy(update={"speakers": kept})
