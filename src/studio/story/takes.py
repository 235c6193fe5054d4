"""What another take of a shot shows: the same story, by a camera that stands and moves otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.render.shots.grammar import Shot
    from studio.story.grammar import Picture

_NEXT, _SEEDS = 7919, 2**31
# Ways of the camera, each unlike those beside it; where a whole place is to be seen, none comes closer.
_MOVES = ("push-in", "drift-left", "crane-down", "pull-out", "drift-right", "crane-up")
_FAR = ("drift-left", "pull-out", "drift-right", "crane-down")
_NEARER = {"medium": "close", "close": "medium"}
_SHOWN = ("prop", "product")
# Sets and backdrops of which one is as good as another, by the parameter that names them.
_SETS = {"sweep": ("set", ("podium", "arch", "blocks")), "abstract": ("kind", ("waves", "circles", "grid"))}
_BARE = "sweep"


def shown(picture: Picture) -> Shot:
    """The shot as it is seen in the film, in the take that was chosen.

    Args:
        picture: The shot in its storyboard.
    """
    return of_take(picture, picture.shot, picture.take)


def of_take(picture: Picture, plan: Shot, number: int) -> Shot:
    """The plan of a take: the first is the shot as it is written, every other one has chances of its own.

    What our own renderer draws is seen otherwise as well: from nearer or farther where that shows the same,
    along another way, on another set. Models have no need of that: their words say how the camera stands.

    Args:
        picture: The shot in its storyboard.
        plan: Its shot, ready to be made.
        number: The number of the take, from 1.
    """
    if number == 1:
        return plan
    otherwise: dict[str, Any] = {"seed": (plan.seed + (number - 1) * _NEXT) % _SEEDS}
    if picture.provider == "builtin" and not plan.is_ending and not _matched(picture):
        camera = {"move": _move(plan, number), "size": _size(plan, number), **_nearer(picture, plan, number)}
        otherwise |= {"camera": plan.camera.model_copy(update=camera), "params": _set(plan, number)}
    return plan.model_copy(update=otherwise)


def _matched(picture: Picture) -> bool:
    """Whether it goes on in the picture beside it, which would not be there."""
    return picture.continuity != "cut" or picture.cut.kind == "match"


def _size(plan: Shot, number: int) -> str:
    """How close: every other take from nearer or farther, where what the shot is about stays whole."""
    from studio.render.figures.actions import strides

    size, first = plan.camera.size, next(iter(plan.cast), None)
    if number % 2 or plan.camera.on or first is None:
        return size
    if first.kind == "person" and not strides(first.action):
        return _NEARER.get(size, size)
    return _NEARER.get(size, "medium") if first.kind in _SHOWN and len(plan.cast) == 1 else size


def _nearer(picture: Picture, plan: Shot, number: int) -> dict[str, str]:
    """What of the client's own place every other take looks at, where all of it was to be seen."""
    from studio.story.staging.tables import coverage

    all_of_it = plan.camera.size == "wide" and not plan.cast and plan.is_signed
    place = coverage().places.get(plan.place)
    about = next(iter(picture.entities), "")
    if (
        number % 2
        or not all_of_it
        or not place
        or "hero" not in place.things
        or about != f"place:{plan.place}"
    ):
        return {}
    return {"size": "medium", "on": "hero"}


def _move(plan: Shot, number: int) -> str:
    moves = _FAR if plan.camera.size == "wide" else _MOVES
    return _other(moves, plan.camera.move, number)


def _set(plan: Shot, number: int) -> dict[str, Any]:
    """The parameters of the place, with another of the sets that it has."""
    if plan.place not in _SETS:
        return plan.params
    name, known = _SETS[plan.place]
    own = str(plan.params.get(name, known[0] if plan.place == _BARE else ""))
    return {**plan.params, name: _other(known, own, number)} if own in known else plan.params


def _other(known: Sequence[str], own: str, number: int) -> str:
    """One of some that is not the one of the first take, nor that of the take before."""
    others = [one for one in known if one != own]
    return others[(number - 2) % len(others)]
