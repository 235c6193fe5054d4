"""TIFF in 8-bit Lab, which the picture engine lists but cannot unpack, through Pillow."""

import os
from pathlib import Path

from studio.core.errors import BadInput
from studio.media.images import limits
from studio.media.images.libvips import Raster, engine


def read(descriptor: int, path: Path) -> Raster:
    """Read a Lab picture as sRGB."""
    from PIL.ImageCms import createProfile, profileToProfile
    from PIL.TiffImagePlugin import TiffImageFile

    lab, srgb = createProfile("LAB"), createProfile("sRGB")
    with os.fdopen(os.dup(descriptor), "rb") as file:
        try:
            file.seek(0)
            picture = TiffImageFile(file)
            limits.check_size(path.name, *picture.size)
            seen = profileToProfile(picture, lab, srgb, outputMode="RGB")
        except (OSError, SyntaxError, ValueError, LookupError, EOFError) as error:
            raise BadInput(
                f"{path.name} is a Lab picture that cannot be read: {str(error).lower()}"
            ) from error
    if seen is None:
        raise BadInput(f"{path.name} is a Lab picture that cannot be read")
    return engine().Image.new_from_memory(seen.tobytes(), *seen.size, 3, "uchar").copy(interpretation="srgb")
