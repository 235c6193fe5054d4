"""Pictures to measure with: made anew each time, and the same each time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (1920, 1080)
QUALITY = 90

_PHOTOGRAPHS = Path(__file__).parents[2] / "shared" / "media"
_NAMES = ("meadow_cube.jpg", "kodim03.png", "coffee.png", "chelsea.png", "astronaut.png")
# A panorama of six square faces, much larger than the others: most pictures are cut from it.
_LARGE_SHARE = 0.7
_FACE = 2048


def make(folder: Path, count: int) -> str:
    """Fill a folder with photograph-like JPEGs; returns one line that says what they are."""
    folder.mkdir(parents=True)
    real = bool(_photographs())
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda number: _save(folder, number, real=real), range(count)))
    weight = sum(path.stat().st_size for path in folder.iterdir()) / count / 1000
    kind = "cut from photographs" if real else "drawn (no photographs beside the checkout)"
    return f"{count} JPEGs of {SIZE[0]} × {SIZE[1]}, quality {QUALITY}, {weight:.0f} kB each, {kind}"


def multiply(folder: Path, sources: Iterable[Path], times: int) -> None:
    """Fill a folder with the same pictures many times over, without taking disk."""
    folder.mkdir(parents=True)
    for source in sources:
        for turn in range(times):
            os.link(source, folder / f"{source.stem}-{turn}{source.suffix}")


def as_png(sources: Iterable[Path], folder: Path) -> list[Path]:
    """The same pixels without loss, to judge pixels by."""
    folder.mkdir(parents=True)
    made = []
    for source in sources:
        made.append(folder / f"{source.stem}.png")
        with Image.open(source) as picture:
            picture.save(made[-1], compress_level=1)
    return made


def _save(folder: Path, number: int, *, real: bool) -> None:
    chance = np.random.default_rng(number)
    picture = _cut(chance) if real else _draw(chance)
    _grained(picture, chance).save(folder / f"picture-{number:03}.jpg", quality=QUALITY)


@cache
def _photographs() -> tuple[Image.Image, ...]:
    found = [_PHOTOGRAPHS / name for name in _NAMES]
    if not all(path.exists() for path in found):
        return ()
    return tuple(Image.open(path).convert("RGB") for path in found)


def _cut(chance: np.random.Generator) -> Image.Image:
    """A part of a photograph, as large as it may be taken; small photographs are enlarged."""
    large, *small = _photographs()
    if chance.random() < _LARGE_SHARE:
        top = int(chance.integers(0, 6)) * _FACE
        photograph = large.crop((0, top, _FACE, top + _FACE))
    else:
        photograph = small[int(chance.integers(0, len(small)))]
    width = min(photograph.width, SIZE[0])
    height = min(photograph.height, width * SIZE[1] // SIZE[0])
    left = int(chance.integers(0, photograph.width - width + 1))
    top = int(chance.integers(0, photograph.height - height + 1))
    part = photograph.crop((left, top, left + width, top + height))
    if chance.random() < 0.5:
        part = part.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return part if part.size == SIZE else part.resize(SIZE, Image.Resampling.BICUBIC)


def _draw(chance: np.random.Generator) -> Image.Image:
    """Soft clouds of colour with hard-edged things before them, some out of focus."""
    picture = Image.fromarray(chance.integers(30, 220, (5, 9, 3), dtype=np.uint8)).resize(
        SIZE, Image.Resampling.BICUBIC
    )
    for layer in range(4):
        pen = ImageDraw.Draw(picture)
        for _ in range(40):
            x, y = int(chance.integers(0, SIZE[0])), int(chance.integers(0, SIZE[1]))
            reach = int(chance.integers(4, 160 // (layer + 1)))
            colour = tuple(int(part) for part in chance.integers(0, 256, 3))
            pen.ellipse((x - reach, y - reach // 2, x + reach, y + reach // 2), fill=colour)
            pen.line((x, y, x + 3 * reach, y - 2 * reach), fill=colour, width=1 + reach // 30)
        if layer < 3:
            picture = picture.filter(ImageFilter.BoxBlur(3 - layer))
    return picture


def _grained(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """With the noise of a sensor and a brightness of its own."""
    pixels = np.asarray(picture, dtype=np.float32) * np.float32(chance.uniform(0.85, 1.1))
    pixels += chance.normal(0, chance.uniform(1, 3), (SIZE[1], SIZE[0], 1)).astype(np.float32)
    return Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))
