"""The transitions there are, by name, and what is seen on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import NotFound
from studio.core.written.findings import nearest
from studio.core.written.loading import load
from studio.render.transitions import plain, shapes, stuffs
from studio.render.transitions.frames import Frame
from studio.render.transitions.hints import Hints

if TYPE_CHECKING:
    from studio.render.transitions.grammar import Transition

OURS = Path(__file__).parent.parent / "vocabulary" / "transitions.yaml"

KINDS: Mapping[str, Callable[[Frame, Frame, float, int, Hints], Frame]] = {
    "cut": plain.cut, "dissolve": plain.dissolve, "zoom": plain.zoom, "whip": plain.whip,
    "match": shapes.match, "wipe": shapes.wipe, "tear": stuffs.tear, "bleed": stuffs.bleed,
}  # fmt: skip

_NOTHING = Hints()


def transition(name: str, *, files: tuple[Path, ...] = (OURS,)) -> Transition:
    """Return a transition.

    Args:
        name: What it is called.
        files: Where to look, first come first served.
    """
    for file in files:
        if found := _read(file, file.stat().st_mtime_ns).get(name):
            return found
    raise NotFound(f"there is no transition called {name}", hint=nearest(name, names(files=files)))


def names(*, files: tuple[Path, ...] = (OURS,)) -> list[str]:
    """What the transitions are called."""
    return sorted({name for file in files for name in _read(file, file.stat().st_mtime_ns)})


def joined(kind: str, a: Frame, b: Frame, t: float, *, seed: int = 0, hints: Hints = _NOTHING) -> Frame:
    """The frame on the way from one to another; exactly either of them at its end.

    Args:
        kind: How the transition is made.
        a: The frame that goes.
        b: The frame that comes, of the same size.
        t: How far the transition has come, 0 to 1.
        seed: What tells it from others of its kind.
        hints: What it may know of the two.
    """
    if t <= 0:
        return a
    if t >= 1:
        return b
    return Frame(*KINDS[kind](a, b, t, seed, hints))


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> dict[str, Transition]:
    from studio.render.transitions.grammar import Transitions

    return load(path, Transitions).transitions
