"""The pictures that chunks begin and end with: drawn from the plan, painted by a model where there is one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import StudioError
from studio.core.run import run

if TYPE_CHECKING:
    from studio.models.image import ImageProvider
    from studio.models.video import Workplace
    from studio.models.video.fitting import Fit
    from studio.models.video.request import Request

_OURS = "builtin"


def drawn(fit: Fit, request: Request, workplace: Workplace) -> Mapping[int, Path]:
    """The keyframes of a shot, by their frames at its maker's rate; none where there is no plan of it.

    Each is drawn from the plan, so that camera, people and things are where they are meant to be, and one
    shot goes on where another ends. Where a model of pictures is in the store, it paints over the drawing.

    Args:
        fit: How the shot is made.
        request: The whole shot; the pictures it brings along need not be drawn.
        workplace: Where the user's own drawings lie.
    """
    from studio.models.image import Still, Studio, provider

    shot = request.shot
    brought = {0} if request.begins_with else set()
    if request.ends_with and fit.links[-1].last_keyframe is not None:
        brought.add(fit.links[-1].last_keyframe)
    wanted = [at for at in fit.keyframes if at not in brought]
    if shot is None or not wanted:
        return {}
    drawer = provider(_OURS, Studio(workplace.vocabulary))
    found = {}
    for at in wanted:
        frame = min(round(at * request.fps / fit.fps), shot.frames - 1)
        out = request.out.with_name(f"{request.out.stem}-key-{at:05}.png")
        still = Still(out, fit.width, fit.height, request.seed, shot, frame, request.prompt)
        found[at] = drawer.make(still)
    drawer.close()
    return _painted(found, fit, request)


def version() -> str:
    """What changes when keyframes become other pictures."""
    painter = _painter()
    return painter.card.version if painter else "drawn"


def _painted(drawings: dict[int, Path], fit: Fit, request: Request) -> Mapping[int, Path]:
    """The drawings, painted over; as they are where nobody can."""
    from studio.models.image import Still

    painter = _painter()
    if painter is None or not request.prompt:
        return drawings
    try:
        return {
            at: painter.make(
                Still(
                    drawing.with_suffix(".painted.png"), fit.width, fit.height, request.seed,
                    request.shot, prompt=request.prompt, sketch=drawing,
                )
            )
            for at, drawing in drawings.items()
        }  # fmt: skip
    except StudioError as failed:
        run().note("film.keyframes_drawn", shot=request.name, reason=failed.message)
        return drawings
    finally:
        painter.close()


def _painter() -> ImageProvider | None:
    """Who paints keyframes: the model of pictures that is in the store, if there is just one."""
    from studio.models.image import provider

    try:
        return provider("sdxl")
    except StudioError:
        return None
