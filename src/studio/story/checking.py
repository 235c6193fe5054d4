"""What a storyboard names that there is not: told where it stands, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studio.core.written.findings import nearest

if TYPE_CHECKING:
    from studio.core.written.findings import Findings
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot, Thing
    from studio.story.grammar import Picture, Storyboard

Where = tuple[str | int, ...]


class _Named(NamedTuple):
    """A name in a storyboard, with the place it stands at and what it is the name of."""

    name: str
    where: Where
    kind: str


def check(board: Storyboard, findings: Findings, folder: Path) -> None:
    """Find names of what there is not: moods, sounds, styles, places, things, moves, transitions, providers.

    Args:
        board: The storyboard.
        findings: Where faults are added.
        folder: The folder it lies in.
    """
    from studio.core.errors import StudioError
    from studio.render.shelf import shelf

    try:
        known = _Known(shelf(folder / board.vocabulary if board.vocabulary else None))
    except StudioError as missing:
        findings.add("name", ("vocabulary",), missing.message, missing.hint)
        return
    _check_speakers(board, findings)
    for name, where, kind in _named(board):
        if name not in (there := known.of(kind)):
            findings.add("name", where, f"there is no {kind} called {name}", nearest(name, there))


def _check_speakers(board: Storyboard, findings: Findings) -> None:
    """Whoever says a line in the picture, or has a voice there, has to be in it somewhere."""
    there = {thing.person for picture in board.pictures for thing in picture.shot.cast if thing.person}
    known = {name.casefold() for name in there}
    for at, beat in enumerate(board.beats):
        for number, line in enumerate(beat.lines):
            if line.speaker and line.speaker.casefold() not in known:
                told = f"nobody called {line.speaker} is in the cast of a shot"
                findings.add(
                    "name", ("beats", at, "lines", number, "speaker"), told, nearest(line.speaker, there)
                )
    for name in board.speakers:
        if name.casefold() not in known:
            told = f"nobody called {name} is in the cast of a shot"
            findings.add("name", ("speakers", name), told, nearest(name, there))


class _Known:
    """Everything there is, by kind; each kind is looked up once, and only if it is asked for."""

    def __init__(self, shelved: Shelf) -> None:
        self._shelf = shelved
        self._found: dict[str, Collection[str]] = {}

    def of(self, kind: str) -> Collection[str]:
        if kind not in self._found:
            self._found[kind] = self._ways[kind]()
        return self._found[kind]

    @cached_property
    def _ways(self) -> Mapping[str, Callable[[], Collection[str]]]:
        from studio.media.films.finishing.grades import GRADES
        from studio.models import upscaling, video
        from studio.render.camera import moving
        from studio.render.figures import actions
        from studio.render.figures.shelves import poses
        from studio.render.lettering import moves, pairings
        from studio.render.music import MOODS
        from studio.render.sounds import ATMOSPHERES, EFFECTS
        from studio.render.transitions import joining

        shelved = self._shelf
        return {
            "mood of music": lambda: (*MOODS, "none"),
            "atmosphere": lambda: ATMOSPHERES,
            "sound": lambda: EFFECTS,
            "style": lambda: shelved.names("packs"),
            "place": lambda: shelved.names("places"),
            "thing": lambda: shelved.names("props"),
            "product": lambda: shelved.names("products"),
            "action": lambda: {*actions.names(), *poses()},
            "move of the camera": lambda: moving.names(files=shelved.files("camera.yaml")),
            "move of type": lambda: moves.names(files=shelved.files("type.yaml")),
            "pairing of typefaces": lambda: pairings.names(files=shelved.files("pairings.yaml")),
            "transition": joining.names,
            "provider of video": video.names,
            "grade": lambda: GRADES,
            "upscaler": upscaling.names,
        }


def _named(board: Storyboard) -> Iterator[_Named]:
    if not board.music.file:
        yield _Named(board.music.mood, ("music", "mood"), "mood of music")
    if board.fallback:
        yield _Named(board.fallback.partition(":")[0], ("fallback",), "provider of video")
    if board.finish.grade and not board.finish.grade.lower().endswith(".cube"):
        yield _Named(board.finish.grade, ("finish", "grade"), "grade")
    yield _Named(board.finish.upscaler, ("finish", "upscaler"), "upscaler")
    for number, picture in enumerate(board.pictures):
        yield from _of_picture(picture, ("pictures", number))


def _of_picture(picture: Picture, where: Where) -> Iterator[_Named]:
    # Which of its models is meant stands behind a colon: the weights may lie on another machine.
    yield _Named(picture.provider.partition(":")[0], (*where, "provider"), "provider of video")
    yield _Named(picture.cut.kind, (*where, "cut", "kind"), "transition")
    yield _Named(picture.atmosphere, (*where, "atmosphere"), "atmosphere")
    for number, effect in enumerate(picture.effects):
        yield _Named(effect.sound, (*where, "effects", number, "sound"), "sound")
    # Our own renderer stands in for everybody.
    yield from _of_shot(picture.shot, (*where, "shot"))


def _of_shot(shot: Shot, where: Where) -> Iterator[_Named]:
    yield _Named(shot.place, (*where, "place"), "place")
    yield _Named(shot.style, (*where, "style"), "style")
    yield _Named(shot.camera.move, (*where, "camera", "move"), "move of the camera")
    if shot.type:
        yield _Named(shot.type, (*where, "type"), "pairing of typefaces")
    if shot.words:
        yield _Named(shot.words.move, (*where, "words", "move"), "move of type")
    for number, thing in enumerate(shot.cast):
        yield from _of_thing(thing, (*where, "cast", number))


def _of_thing(thing: Thing, where: Where) -> Iterator[_Named]:
    if thing.prop:
        yield _Named(thing.prop, (*where, "prop"), "thing")
    if thing.product:
        yield _Named(thing.product, (*where, "product"), "product")
    if thing.person:
        yield _Named(thing.action, (*where, "action"), "action")
