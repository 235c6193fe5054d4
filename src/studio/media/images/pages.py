"""Animations: a tall strip of equal frames that is changed one frame at a time."""

from collections.abc import Callable

from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster, engine

PAGE_HEIGHT = "page-height"


def frame_count(image: Raster) -> int:
    """Return how many frames an image holds; 1 for a still picture."""
    height = frame_height(image)
    return int(image.height // height)


def frame_height(image: Raster) -> int:
    """Return the height of one frame, the whole height for a still picture."""
    if image.get_typeof(PAGE_HEIGHT) == 0:
        return int(image.height)
    height = int(image.get(PAGE_HEIGHT))
    fits = 0 < height < image.height and image.height % height == 0
    return height if fits else int(image.height)


def animated(image: Raster) -> bool:
    """Say whether an image holds more than one frame."""
    return frame_count(image) > 1


def frames(image: Raster) -> list[Raster]:
    """Return the frames of an image, each a picture of its own."""
    height = frame_height(image)
    return [_still(image.crop(0, top, image.width, height)) for top in range(0, image.height, height)]


def first_frame(image: Raster) -> Raster:
    """Return the first frame as a still picture."""
    return _still(image.crop(0, 0, image.width, frame_height(image)))


def per_page(image: Raster, change: Callable[[Raster], Raster]) -> Raster:
    """Change every frame and put them together again, with the same delays and repeats.

    A still picture is changed lazily. The frames of an animation are computed here and now, one after
    the other: hundreds of unfinished frames would need far more memory than the finished ones.
    """
    if not animated(image):
        return change(image)
    with pixels_of(image):
        return joined([change(frame).copy_memory() for frame in frames(image)], like=image)


def joined(pictures: list[Raster], *, like: Raster) -> Raster:
    """Stand equal frames on top of each other with the timing of another animation."""
    strip = engine().Image.arrayjoin(pictures, across=1).copy()
    strip.set_type(engine().GValue.gint_type, PAGE_HEIGHT, pictures[0].height)
    for field in ("delay", "loop", "gif-delay", "n-pages"):
        if like.get_typeof(field):
            strip.set_type(like.get_typeof(field), field, like.get(field))
    return strip


def _still(frame: Raster) -> Raster:
    frame = frame.copy()
    for field in (PAGE_HEIGHT, "n-pages", "delay", "loop", "gif-delay"):
        if frame.get_typeof(field):
            frame.remove(field)
    return frame
