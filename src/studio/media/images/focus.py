"""Where in a picture people look: its most striking place, and faces."""

from pathlib import Path
from typing import Any

from studio.core.errors import Unavailable
from studio.media.images.colour import to_srgb
from studio.media.images.faults import pixels_of
from studio.media.images.libvips import Raster
from studio.media.images.pages import first_frame

_LONG_SIDE = 800
# A face smaller than this share of the short side is rarely what the picture is about.
_LEAST_SHARE = 0.05


def salient_point(image: Raster, part: tuple[int, int] | None = None) -> tuple[int, int]:
    """Return the place that draws the eye by edges, skin tones and saturated colour.

    Args:
        image: The picture.
        part: Width and height of the part to be cut around the place: a large part is drawn to large
            things. Half the short side when left out.
    """
    frame = first_frame(image)
    side = max(1, min(frame.width, frame.height) // 2)
    with pixels_of(image):
        _, place = frame.smartcrop(
            *(part or (side, side)), interesting="attention", attention_x=True, attention_y=True
        )
    return (
        min(max(int(place["attention_x"]), 0), frame.width - 1),
        min(max(int(place["attention_y"]), 0), frame.height - 1),
    )


def face_point(image: Raster) -> tuple[int, int] | None:
    """Return the middle of the largest face seen from the front, or None where there is none."""
    import numpy

    cv2 = _opencv()
    frame = first_frame(image)
    factor = min(1.0, _LONG_SIDE / max(frame.width, frame.height))
    with pixels_of(image):
        small = to_srgb(frame).colourspace("b-w")[0].resize(factor)
        data = small.cast("uchar").write_to_memory()
    grey = numpy.frombuffer(data, dtype=numpy.uint8).reshape(small.height, small.width)
    least = max(24, round(_LEAST_SHARE * min(small.width, small.height)))
    faces = _detector(cv2).detectMultiScale(grey, scaleFactor=1.1, minNeighbors=6, minSize=(least, least))
    if len(faces) == 0:
        return None
    left, top, width, height = max(faces, key=lambda face: int(face[2]) * int(face[3]))
    return round((left + width / 2) / factor), round((top + height / 2) / factor)


def _opencv() -> Any:
    import cv2

    if not hasattr(cv2, "CascadeClassifier"):
        raise Unavailable(
            f"Finding faces needs OpenCV 4, and version {cv2.__version__} is installed",
            hint="pip install 'opencv-python-headless<5'",
        )
    return cv2


def _detector(cv2: Any) -> Any:
    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades, "haarcascade_frontalface_default.xml")))
