"""What an engine says of a broken file becomes a sentence about that file."""

import pytest

from studio.core.errors import BadInput, ToolFailed
from studio.media.images.faults import reading_fault


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("webp2vips: unable to read pixels", "its data is incomplete or garbled"),
        ("unable to call pngload_source", "its data is incomplete or garbled"),
        ("pngload_source: libpng read error", "its data is incomplete or garbled"),
        ("VipsJpeg: premature end of JPEG image", "it ends too early"),
    ],
)
def test_a_damaged_file_is_called_damaged(said: str, told: str) -> None:
    fault = reading_fault("a.img", ValueError(said))
    assert isinstance(fault, BadInput)
    assert fault.message == f"a.img is cut off or damaged: {told}"


def test_a_failure_of_the_work_is_not_blamed_on_the_file() -> None:
    assert isinstance(reading_fault("a.img", ValueError("extract_area: bad extract area")), ToolFailed)
