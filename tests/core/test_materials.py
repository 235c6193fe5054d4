"""Types of a tool's signature: what people may write, and what stands for media."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from studio.core import materials
from studio.core.materials import (
    AnyFile,
    Aspect,
    BitRate,
    Box,
    Bytes,
    Folder,
    Fraction,
    Image,
    Media,
    Percent,
    Pixels,
    Quality,
    Range,
    Unit,
    media_of,
)


def read(kind: Any, text: object) -> object:
    return TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (Bytes, "200000", 200_000),
        (Bytes, "200kB", 200_000),
        (Bytes, "200 KB", 200_000),
        (Bytes, "200k", 200_000),
        (Bytes, "1.5MB", 1_500_000),
        (Bytes, "800KiB", 819_200),
        (Bytes, "2GiB", 2 << 30),
        (Bytes, 5, 5),
        (Percent, "50", 50),
        (Percent, " 50% ", 50),
        (Percent, "12.5%", 12.5),
        (Percent, 150, 150),
        (Aspect, "16:9", 16 / 9),
        (Aspect, "16/9", 16 / 9),
        (Aspect, "1.85", 1.85),
        (Aspect, 1, 1.0),
        (Box, "10,20,300,200", "10,20,300,200"),
        (Box, " 10, 20, 300, 200 ", "10,20,300,200"),
        (Box, "10 20 300 200", "10,20,300,200"),
        (Box, "300x200+10+20", "10,20,300,200"),
        (Pixels, "800", 800),
        (BitRate, "192k", 192_000),
        (BitRate, "192 kbit/s", 192_000),
        (BitRate, "192kbps", 192_000),
        (BitRate, "2.5M", 2_500_000),
        (BitRate, "64000", 64_000),
        (BitRate, 64_000, 64_000),
        (Quality, 1, 1),
        (Quality, 100, 100),
        (Fraction, "0.5", 0.5),
        (Fraction, 0, 0),
        (Fraction, 1, 1),
        (Image, "a.jpg", Path("a.jpg")),
    ],
)
def test_people_may_write(kind: Any, written: object, meant: object) -> None:
    assert read(kind, written) == meant


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (Bytes, "0"),
        (Bytes, "many"),
        (Bytes, "-5kB"),
        (Bytes, "5 XB"),
        (BitRate, "fast"),
        (BitRate, "192"),
        (BitRate, "-1k"),
        (Bytes, ""),
        (Percent, "0%"),
        (Percent, "-1"),
        (Percent, "half"),
        (Percent, "nan"),
        (Percent, "inf"),
        (Aspect, "16:0"),
        (Aspect, "0:9"),
        (Aspect, "wide"),
        (Aspect, "nan"),
        (Aspect, "inf:1"),
        (Aspect, "-16:9"),
        (Box, "1,2,3"),
        (Box, "1,2,3,4,5"),
        (Box, "-1,2,3,4"),
        (Box, "a,b,c,d"),
        (Pixels, 0),
        (Pixels, -3),
        (Pixels, "8.5"),
        (Pixels, 1_000_001),
        (Quality, 0),
        (Quality, 101),
        (Fraction, 1.01),
        (Fraction, -0.01),
        (Fraction, "nan"),
    ],
)
def test_people_may_not_write(kind: Any, written: object) -> None:
    with pytest.raises(ValidationError):
        read(kind, written)


@given(some.integers(1, 10**27), some.sampled_from(["", "B", "b"]))
def test_whole_bytes_are_exact(count: int, ending: str) -> None:
    assert materials.parse_bytes(f"{count}{ending}") == count


@given(some.integers(1, 10_000), some.integers(1, 10_000))
def test_an_aspect_is_width_over_height(width: int, height: int) -> None:
    assert read(Aspect, f"{width}:{height}") == pytest.approx(width / height)


@given(some.tuples(*[some.integers(0, 10_000)] * 4))
def test_both_spellings_of_a_box_mean_the_same(numbers: tuple[int, int, int, int]) -> None:
    left, top, width, height = numbers
    plain = f"{left},{top},{width},{height}"
    assert read(Box, plain) == read(Box, f"{width}x{height}+{left}+{top}") == plain


def test_no_number_is_too_long_to_read() -> None:
    assert isinstance(read(Bytes, "9" * 400), int)


@given(some.text(max_size=20))
def test_no_text_breaks_a_reader(text: str) -> None:
    for kind in (Bytes, Percent, Aspect, Box, Pixels, Quality, Fraction):
        with suppress(ValidationError):
            read(kind, text)


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        (Image, "image"),
        (AnyFile, "file"),
        (Folder, "folder"),
        (Image | None, "image"),
        (list[Image], "image"),
        (list[Image] | None, "image"),
        (Path, None),
        (int, None),
        (Pixels, None),
        (str | None, None),
    ],
)
def test_media_are_found_in_a_type(hint: Any, kind: str | None) -> None:
    found = media_of(hint)
    assert (found.kind if found else None) == kind


def test_schemas_carry_units_media_and_bounds() -> None:
    def schema(kind: Any) -> dict[str, Any]:
        return TypeAdapter(kind).json_schema()

    assert schema(Image) == {"type": "string", "format": "media", "x-media": "image"}
    assert schema(Pixels) == {"type": "integer", "minimum": 1, "maximum": 1_000_000, "x-unit": "px"}
    assert schema(Percent)["exclusiveMinimum"] == 0
    assert schema(Aspect)["x-unit"] == "width:height"
    assert schema(Quality) == {"type": "integer", "minimum": 1, "maximum": 100}


def test_bounds_hold_wherever_they_stand() -> None:
    unit = Unit("%", materials.parse_percent)
    for kind in (Annotated[float, Range(0, 5), unit], Annotated[float, unit, Range(0, 5)]):
        assert read(kind, "5%") == 5
        with pytest.raises(ValidationError):
            read(kind, "6%")


def test_marks_can_be_told_apart() -> None:
    assert repr(Media("image")) == "Media('image')"
    assert repr(Unit("px")) == "Unit('px')"
    assert "1" in repr(Range(1))
