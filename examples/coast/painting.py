"""Turns a scene into a picture: rasterised, graded, with a little bloom and grain."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from examples.coast.brush import BLEED, HEIGHT, WIDTH
from examples.coast.scenes import SCENES


def paint(name: str, path: Path) -> Path:
    """Paint one of the scenes into a file."""
    drawn = SCENES[name](Random(name))
    wide, high = WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
    svg = f'{head} viewBox="{-BLEED} {-BLEED} {wide} {high}">{drawn}</svg>'
    _developed(svg).write_to_file(str(path), Q=90)
    return path


def _developed(svg: str) -> Any:
    import pyvips

    paper = pyvips.Image.svgload_buffer(svg.encode()).flatten(background=[0, 0, 0])
    picture = paper.crop(BLEED, BLEED, WIDTH, HEIGHT)
    light = picture.shrink(8, 8).gaussblur(5).resize(8)
    light = light.embed(0, 0, WIDTH, HEIGHT, extend="copy") / 255
    bloom = 1 - (1 - picture / 255) * (1 - light * light * 0.28)
    x, y = (pyvips.Image.xyz(WIDTH, HEIGHT)[axis] for axis in (0, 1))
    off = ((x / WIDTH - 0.5) ** 2 + (y / HEIGHT - 0.48) ** 2) * 2
    grain = pyvips.Image.gaussnoise(WIDTH, HEIGHT, mean=0, sigma=2.6, seed=7).gaussblur(0.6)
    graded = bloom * (1 - off * off * 0.26) * 255 + grain
    return graded.cast("uchar").copy(interpretation="srgb")
