"""Mouths that move in silence: the rig of our renderer is told to, and says how far they are open then."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from bench._apart import Film, Planted

from studio.render.shots.people import Person
from studio.render.shots.scene import Scene, scene
from studio.story import speaking
from studio.story.takes import of_take
from studio.tools.film import _mouths, _proofs
from studio.tools.film.take import _spoken

if TYPE_CHECKING:
    from numpy import ndarray

_STILL, _DEEP = 4, -50.0


@dataclass
class Talk:
    """A film in which people are seen, set up so that their mouths can be moved without painting a frame.

    Attributes:
        film: The film.
        rigs: Each shot with somebody in it: its number, set up.
        quiet: The frames on which nobody who is seen says anything, nor just before or after.
        sound: What is heard in the film.
        voice: What is said, on each frame, in decibels.
    """

    film: Film
    rigs: list[tuple[int, Scene]]
    quiet: ndarray
    proofs: _proofs.Proofs
    sound: Any

    @classmethod
    def opened(cls, film: Film) -> Talk | None:
        """Set up the shots of a film that somebody is in; nothing where nobody ever is."""
        shelf = _proofs.look(film.folder, film.board)[1]
        rigs = []
        for number, picture in enumerate(film.board.pictures):
            if any(thing.person for thing in picture.shot.cast):
                plan = of_take(picture, _spoken(film.folder, film.board, number), picture.take)
                made = scene(plan.within(film.folder.path), shelf)
                rigs += [(number, made)] if _people(made) else []
        if not rigs:
            return None
        proofs = _proofs.gathered(film.folder.path)
        lines = list(speaking.said(film.board, film.folder.heard()))
        quiet = np.ones(film.board.brief.frames, bool)
        if lines:
            loud = _mouths._voice(proofs, lines) >= _DEEP
            quiet = ~np.convolve(loud, np.ones(2 * _STILL + 1), "same").astype(bool)
        return cls(film, rigs, quiet, proofs, _proofs.heard(proofs))

    def found(self) -> list[Any]:
        """What the check of lips finds in it."""
        return list(_mouths.mouths(self.proofs, self.sound).faults)

    def babble(self, chance: random.Random) -> Planted | None:
        """Have somebody move their mouth for a while in which nothing is said."""
        for _ in range(60):
            number, rig = chance.choice(self.rigs)
            start, lasts = self.film.board.starts[number], self.film.board.pictures[number].frames
            count = chance.randint(6, 12)
            if lasts <= count:
                continue
            first = start + chance.randrange(lasts - count)
            if self.quiet[first : first + count].all():
                return self._planted(number, rig, first, count, chance)
        return None

    def _planted(self, number: int, rig: Scene, first: int, count: int, chance: random.Random) -> Planted:
        board, fps = self.film.board, self.film.fps
        begin = board.starts[number] - board.handles(number)[0]
        somebody = chance.choice(_people(rig))
        before = somebody.mouths
        shapes = [((first - begin + step) / fps, chance.choice("CDE")) for step in range(0, count, 2)]
        after = [one for one in before if one[0] > (first - begin + count) / fps]
        earlier = [one for one in before if one[0] < shapes[0][0]]
        somebody.mouths = [*earlier, *shapes, ((first - begin + count) / fps, "X"), *after]
        note = self.film.folder.take(board.pictures[number].id, board.pictures[number].take) / _mouths.MOUTH
        told = note.read_bytes()
        opened = [rig.mouth(frame) for frame in range(rig.shot.frames)]
        note.write_text(json.dumps({"open": opened}), "utf-8")
        somebody.mouths = before
        return Planted(self.film.path, {"lips"}, ((first, 2),), first, first + count, {note: told})


def _people(rig: Scene) -> list[Person]:
    return [one for one in rig.stage.cast if isinstance(one, Person)]


def restored(planted: Planted) -> None:
    """Put back what was changed in the film's folder."""
    for path, before in planted.restore.items():
        Path(path).write_bytes(before)
