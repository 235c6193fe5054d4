"""Rendering one shot."""

from __future__ import annotations

from typing import Literal

from studio.core.materials import AnyFile, Folder, Video
from studio.core.run import run
from studio.core.tool import tool
from studio.tools.film._claiming import drawing


# Not pure: pictures that the plan names are no part of what its reuse would be decided by.
@tool(resources=drawing)
def shot(
    plan: AnyFile,
    *,
    preview: bool = False,
    effort: Literal["draft", "good", "best"] = "good",
    vocabulary: Folder | None = None,
) -> Video:
    """Render a shot that is written down in YAML.

    The file says where and when it is, who and what is in it, how the camera moves and which words come:
    the guide to shots lists all of it. The same file makes the same frames, always and everywhere.

    Args:
        plan: The file.
        preview: Render it half as large, at half its rate, as a draft.
        effort: How hard the encoder tries.
        vocabulary: A folder of your own styles, places and props, looked into first.

    Examples:
        studio film shot bakery.yaml
        studio film shot bakery.yaml --preview --out look.mp4
        studio film shot bakery.yaml --effort best --vocabulary our-style/
    """
    from contextlib import closing

    from studio.core.written.loading import load
    from studio.media.films.reel import Reel
    from studio.render.shelf import shelf
    from studio.render.shots import costs
    from studio.render.shots.grammar import Shot
    from studio.render.shots.scene import scene

    written = load(plan, Shot).within(plan.parent)
    if preview:
        written, effort = written.previewed(), "draft"
    if large := costs.told(written.width, written.height):
        run().note(large)
    target = run().folder / "shot.mp4"
    with (
        closing(scene(written, shelf(vocabulary))) as made,
        Reel(target, made.size, written.fps, effort=effort) as reel,
    ):
        for number in run().track(range(written.frames), "Rendering"):
            reel.add(made.planes(number))
    return target
