"""Picture tools of somebody else's."""

from typing import Annotated

from studio.core.materials import Image, Range
from studio.core.run import run
from studio.core.tool import tool


@tool(pure=True)
def posterise(picture: Image, *, colours: Annotated[int, Range(2, 256)] = 4) -> Image:
    """Paint a picture with few colours.

    Args:
        picture: The picture to paint.
        colours: How many colours are left.

    Examples:
        studio image posterise photo.png --colours 8
    """
    from PIL import Image as Pillow

    made = run().folder / f"{picture.stem}.png"
    with Pillow.open(picture) as opened:
        opened.convert("RGB").quantize(colours).save(made)
    return made
