"""Draws the pictures tests work on: photographs, drawings, animations, and files that try to break things."""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms, ImageDraw

RED, GREEN, BLUE = (220, 30, 30), (30, 180, 60), (30, 60, 200)
ORIENTATION = 0x0112


def photo(width: int = 320, height: int = 200, seed: int = 1) -> Image.Image:
    """Something like a photograph: soft light, a few shapes with edges, a little grain."""
    random = np.random.default_rng(seed)
    down, across = np.mgrid[0:height, 0:width] / max(width, height)
    light = np.stack([0.3 + 0.6 * across, 0.2 + 0.5 * down, 0.7 - 0.5 * across * down], axis=2)
    for _ in range(12):
        centre, size = random.random(2), 0.03 + 0.12 * random.random()
        inside = np.hypot(across - centre[0], down - centre[1]) < size
        light[inside] = 0.4 * light[inside] + 0.6 * random.random(3)
    waves = 0.08 * np.sin(across[..., None] * np.array([90, 120, 70]) + down[..., None] * 60)
    grain = random.normal(0, 0.01, light.shape)
    return Image.fromarray(np.uint8(np.clip((light + waves + grain) * 255, 0, 255)))


def corners(width: int = 48, height: int = 32) -> Image.Image:
    """A picture that shows which way it is turned: red top left, green top right, blue bottom left."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    middle, half = width // 2, height // 2
    draw.rectangle((0, 0, middle - 1, half - 1), fill=RED)
    draw.rectangle((middle, 0, width, half - 1), fill=GREEN)
    draw.rectangle((0, half, middle - 1, height), fill=BLUE)
    return picture


def jpeg(path: Path, picture: Image.Image | None = None, **options: Any) -> Path:
    """Save a picture as JPEG; options are Pillow's."""
    (picture or photo()).save(path, "JPEG", **{"quality": 92, **options})
    return path


def oriented(path: Path, orientation: int) -> Path:
    """Save `corners` so that it is seen upright only if the orientation tag is obeyed."""
    undo = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    picture = corners()
    for step in undo.get(orientation, []):
        picture = picture.transpose(step)
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    return jpeg(path, picture, exif=tags, subsampling=0)


def cmyk(path: Path, ink: tuple[int, int, int, int] = (0, 255, 255, 0), profile: bytes | None = None) -> Path:
    """Save a picture in print colours, red ink unless told."""
    picture = Image.new("CMYK", (64, 40), ink)
    options: dict[str, Any] = {"icc_profile": profile} if profile else {}
    picture.save(path, quality=95, **options)
    return path


def srgb_profile() -> bytes:
    """Return a colour profile as a camera would embed it."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def deep(path: Path, width: int = 64, height: int = 48) -> Path:
    """Save a 16-bit RGB gradient, whose low bytes matter, as PNG or TIFF."""
    down, across = np.mgrid[0:height, 0:width]
    values = np.stack([across * 1021 + 7, down * 1301 + 11, across * 500 + down * 601], axis=2) % 65536
    samples = values.astype(np.uint16)
    if path.suffix == ".png":
        path.write_bytes(
            _png(width, height, depth=16, colour=2, rows=[row.astype(">u2").tobytes() for row in samples])
        )
    else:
        path.write_bytes(_tiff(width, height, samples.astype("<u2").tobytes()))
    return path


def deep_values(width: int = 64, height: int = 48) -> Any:
    """Return the numbers `deep` stores."""
    down, across = np.mgrid[0:height, 0:width]
    values = np.stack([across * 1021 + 7, down * 1301 + 11, across * 500 + down * 601], axis=2) % 65536
    return values.astype(np.uint16)


def palette(path: Path) -> Path:
    """Save a PNG of indexed colours: a red square on transparent ground."""
    picture = Image.new("P", (40, 30), 0)
    picture.putpalette([0, 255, 0, 220, 30, 30])
    picture.paste(1, (10, 10, 30, 20))
    picture.save(path, "PNG", transparency=0)
    return path


def cutout(path: Path) -> Path:
    """Save a white disc whose transparent surroundings are black underneath: bad scaling shows a dark rim."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((40, 40, 160, 160), fill=(255, 255, 255, 255))
    picture.save(path)
    return path


def animation(
    path: Path, count: int = 5, size: tuple[int, int] = (40, 30), delays: Sequence[int] = ()
) -> Path:
    """Save an animated GIF or WebP whose frames go from blue to red; each delay differs unless told."""
    frames = []
    for number in range(count):
        share = number / max(1, count - 1)
        frame = Image.new("RGB", size, (round(220 * share), 40, round(220 * (1 - share))))
        frame.putpixel((number % size[0], 0), (255, 255, 255))
        frames.append(frame)
    times = list(delays) or [50 + 10 * number for number in range(count)]
    options: dict[str, Any] = {"lossless": True} if path.suffix == ".webp" else {}
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=times, loop=0, **options)
    return path


def truncated(path: Path, whole: Path, share: float = 0.6) -> Path:
    """Save the first part of another file."""
    data = whole.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def holed(path: Path, whole: Path, share: float = 0.5) -> Path:
    """Save another file as a failing disk leaves it: a page in it is zeros."""
    data = whole.read_bytes()
    place = int(len(data) * share)
    path.write_bytes(data[:place] + bytes(4096) + data[place + 4096 :])
    return path


def bomb(path: Path, side: int = 30_000) -> Path:
    """Save a PNG of a few hundred kilobytes whose header promises an enormous picture."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + side * 3)
    data = b"".join(packer.compress(row) for _ in range(50)) + packer.flush()
    path.write_bytes(_chunks(side, side, 8, 2, data))
    return path


def in_memory(picture: Image.Image, format: str, **options: Any) -> bytes:
    """Return a picture as the bytes of a file."""
    buffer = io.BytesIO()
    picture.save(buffer, format, **options)
    return buffer.getvalue()


def _png(width: int, height: int, *, depth: int, colour: int, rows: list[bytes]) -> bytes:
    return _chunks(width, height, depth, colour, zlib.compress(b"".join(b"\0" + row for row in rows)))


def _chunks(width: int, height: int, depth: int, colour: int, data: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _tiff(width: int, height: int, data: bytes) -> bytes:
    """Build a plain 16-bit RGB TIFF by hand, since Pillow writes none."""
    after = 8 + 2 + 12 * 9 + 4
    entries = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 3, after),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (273, 4, 1, after + 6),
        (277, 3, 1, 3),
        (278, 4, 1, height),
        (279, 4, 1, len(data)),
    ]
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = (
        b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + directory + struct.pack("<I", 0)
    )
    return head + struct.pack("<HHH", 16, 16, 16) + data
