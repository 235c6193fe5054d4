"""Sheets are well proportioned, and letters can be read on any ground."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.media import contact
from studio.media.contact import Ink, Page
from studio.media.images.libvips import Raster, engine

DARK = Ink((18, 19, 22, 255))
PAGE = Page(count=6, columns=3, width=160, height=100, gap=10, lines=2, titled=True)


def plain(width: int, height: int, colour: tuple[int, ...] = (200, 40, 40)) -> Raster:
    return (engine().Image.black(width, height) + list(colour)).cast("uchar").copy(interpretation="srgb")


def luminance(colour: tuple[int, ...]) -> float:
    linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("count", "aspect", "columns"),
    [(1, 1.5, 1), (2, 1.5, 2), (4, 1, 2), (9, 1.5, 3), (12, 1.5, 4), (12, 0.7, 6)],
)
def test_columns_suit_the_number_and_the_shape(count: int, aspect: float, columns: int) -> None:
    assert contact.best_columns(count, aspect) == columns


@given(st.integers(1, 400), st.floats(0.5, 2))
def test_columns_are_never_more_than_pictures_and_the_sheet_is_no_ribbon(count: int, aspect: float) -> None:
    columns = contact.best_columns(count, aspect)
    assert 1 <= columns <= count
    rows = -(-count // columns)
    if count > 6:
        assert 0.5 < columns * aspect / rows < 4


@settings(max_examples=40)
@given(
    st.integers(1, 30),
    st.integers(1, 9),
    st.integers(8, 400),
    st.integers(0, 60),
    st.integers(0, 2),
    st.booleans(),
)
def test_head_and_rows_never_need_more_than_the_sheet(
    count: int, columns: int, width: int, gap: int, lines: int, titled: bool
) -> None:
    page = Page(count, min(columns, count), width, width, gap, lines, titled)
    needed = page.margin + page.head + page.rows * (page.height + page.caption + page.gap)
    assert needed <= page.size[1] <= needed + page.margin


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_names_can_be_read_on_any_ground(ground: tuple[int, int, int]) -> None:
    ink = Ink((*ground, 255))
    for colour in (ink.strong, ink.faint):
        light, dark = sorted((luminance(ground), luminance(colour)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 4.49


def test_a_place_holds_its_picture_in_the_middle_and_its_caption() -> None:
    place = contact.placed(PAGE, DARK, plain(100, 60), "noon.jpg", "100 × 60")
    assert (place.width, place.height) == (160, 100 + PAGE.caption)
    assert place(80, 50) == [200, 40, 40]
    assert place(4, 50) == list(DARK.raised[:3])
    assert place(0, 0) != place(4, 50), "corners are round"
    assert place.crop(0, 102, 160, PAGE.caption - 2).max() > 150


def test_what_is_transparent_lies_on_the_ground() -> None:
    picture = plain(160, 100, (250, 250, 250)).bandjoin(engine().Image.black(160, 100))
    place = contact.placed(PAGE, DARK, picture.cast("uchar").copy(interpretation="srgb"), "a.png", "")
    assert place(80, 50) == list(DARK.raised[:3])


def test_a_long_name_stays_in_its_place_and_keeps_its_ending() -> None:
    short = contact.placed(PAGE, DARK, plain(160, 100), "x" * 9, "")
    long = contact.placed(PAGE, DARK, plain(160, 100), "harbour-" * 20 + "take4.jpg", "")
    assert (long.width, long.height) == (short.width, short.height)
    ending = contact.placed(PAGE, DARK, plain(160, 100), "harbour-" * 20 + "take5.jpg", "")
    assert (long - ending).abs().max() > 0


@pytest.mark.parametrize("name", ["\udce9.jpg", "a\nb\x00.jpg", "\U0010fffd.jpg", " ", "", "日本.png", "😀"])
def test_no_name_stops_a_sheet(name: str) -> None:
    assert contact.placed(PAGE, DARK, plain(160, 100), name, "").width == 160
    assert contact.unplaced(PAGE, DARK, name, f"{name} is broken").width == 160


@pytest.mark.parametrize("width", [8, 40, 160])
def test_a_marked_place_has_the_size_of_any_other(width: int) -> None:
    page = replace(PAGE, width=width, height=width)
    place = contact.unplaced(page, DARK, "zero.png", "is cut off or damaged: " + "it ends too early " * 9)
    assert (place.width, place.height) == (width, width + page.caption)
    assert (place.crop(0, 0, width, width) - plain(width, width, DARK.raised[:3])).abs().max() > 20


def test_a_title_too_long_leaves_room_for_the_number() -> None:
    top = contact.head(PAGE, DARK, "Harbour " * 40, "6 pictures")
    assert (top.width, top.height) == (PAGE.size[0], PAGE.margin + PAGE.head)
    empty = contact.head(replace(PAGE, titled=False), DARK, "", "")
    assert empty.height == PAGE.margin
    assert empty.min() == 18


def test_a_row_reaches_from_edge_to_edge_even_if_it_is_short() -> None:
    place = contact.placed(PAGE, DARK, plain(160, 100), "a", "")
    assert contact.row(PAGE, DARK, [place]).width == PAGE.size[0]
    assert contact.row(PAGE, DARK, [place] * 3).width == PAGE.size[0]
