"""What colour type takes where it stands: one that reads in every frame it is seen on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studio.render import readable
from studio.render.lettering.moving import Colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.lettering.lines import Pixels
    from studio.render.lettering.moving import Rgb
    from studio.render.lettering.setting import Block
    from studio.render.readable import Scrim


class Coloured(NamedTuple):
    """The colours of a block, what is laid beneath it, and how well it reads where it reads worst."""

    colours: Colours
    scrim: Scrim | None
    contrast: float


def coloured(
    block: Block, pictures: Sequence[Pixels], *, light: Rgb, dark: Rgb, accents: Sequence[Rgb]
) -> Coloured:
    """Choose the colours of a block.

    Args:
        block: The type, where it stands.
        pictures: Frames without it: red, green and blue, 8 bits, as large as those it was set for.
        light: The light type of the style.
        dark: Its dark type.
        accents: Its accents; bars and labels take the first that can be read on, or read.
    """
    choice = readable.chosen(pictures, [line.box for line in block.lines], light, dark)
    label = [line.box for line in block.lines if line.role == "label"]
    colour = choice.colour
    if label:
        behind = [choice.scrim.laid(one) for one in pictures] if choice.scrim else pictures
        colour = next(
            (one for one in accents if readable.worst(behind, label, one) >= readable.ENOUGH), choice.colour
        )
    bar, on_bar = bars(accents, light, dark)
    return Coloured(Colours(choice.colour, choice.colour, colour, bar, on_bar), choice.scrim, choice.contrast)


def bars(accents: Sequence[Rgb], light: Rgb, dark: Rgb) -> tuple[Rgb, Rgb]:
    """The colour of bars and of what stands on them: an accent that can be read on, or a darker shade."""
    for accent in accents:
        best = max((light, dark), key=lambda one: readable.contrast(one, accent))
        if readable.contrast(best, accent) >= readable.ENOUGH:
            return accent, best
    shade = accents[0]
    while readable.contrast(light, shade) < readable.ENOUGH and any(shade):
        shade = (shade[0] * 15 // 16, shade[1] * 15 // 16, shade[2] * 15 // 16)
    return shade, light
