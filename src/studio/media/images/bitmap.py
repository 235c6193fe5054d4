"""Windows bitmaps (BMP), through Pillow."""

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from studio.media.images import limits
from studio.media.images.faults import damaged
from studio.media.images.libvips import Raster, engine

if TYPE_CHECKING:
    from PIL.Image import Image

_BANDS = {"L": 1, "RGB": 3, "RGBA": 4}


def read(descriptor: int, path: Path, *, pixels: bool = True) -> Raster:
    """Read a bitmap; without pixels only its size and channels are true."""
    from PIL.BmpImagePlugin import BmpImageFile

    with os.fdopen(os.dup(descriptor), "rb") as file:
        try:
            # The plug-in is called by name: Image.open would warn about sizes our own limit allows.
            picture = BmpImageFile(file)
            limits.check_size(path.name, *picture.size)
            mode = _mode(picture)
            if not pixels:
                return _named(engine().Image.black(*picture.size, bands=_BANDS[mode]))
            data = picture.convert(mode).tobytes()
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError) as error:
            raise damaged(path.name, str(error).lower()) from error
    return _named(engine().Image.new_from_memory(data, *picture.size, _BANDS[mode], "uchar"))


def write(image: Raster, path: Path) -> None:
    """Write an 8-bit grey or colour image as a bitmap."""
    from PIL import Image

    mode = "L" if image.bands == 1 else "RGB"
    picture = Image.frombuffer(mode, (image.width, image.height), image.write_to_memory(), "raw", mode, 0, 1)
    dots = round(image.xres * 25.4)
    # Through memory, because Pillow overlooks a full disk when it writes rows to a file itself.
    packed = BytesIO()
    picture.save(packed, "BMP", dpi=(dots, dots))
    path.write_bytes(packed.getvalue())


def _mode(picture: "Image") -> str:
    if picture.mode in ("1", "L"):
        return "L"
    return "RGBA" if picture.mode == "RGBA" else "RGB"


def _named(image: Raster) -> Raster:
    return image.copy(interpretation="b-w" if image.bands == 1 else "srgb")
