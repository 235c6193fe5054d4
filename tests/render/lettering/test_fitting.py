"""A calm room that is too small for type to be seen well grows, downwards and within what is seen."""

import pytest

from studio.core.errors import BadInput
from studio.render.lettering.fitting import GOOD, GOOD_UPRIGHT, fitted
from studio.render.lettering.pairings import faces
from studio.render.lettering.setting import Block, Text
from studio.render.rooms import Room, kept_clear

TEXT = Text("Bread, baked by lighthouse light.", "Open from the first ferry to the last.", "Since 1911")


def headline(found: Block) -> float:
    return max(line.size for line in found.lines if line.role == "headline")


@pytest.mark.parametrize(
    ("frame", "room"),
    [
        ((1280, 720), Room(0.06, 0.06, 0.46, 0.18)),
        ((720, 1280), Room(0.08, 0.06, 0.84, 0.16)),
        ((1080, 1080), Room(0.08, 0.05, 0.84, 0.14)),
        ((864, 1080), Room(0.08, 0.05, 0.84, 0.14)),
    ],
)
def test_small_rooms_grow_until_headlines_are_seen_well(frame: tuple[int, int], room: Room) -> None:
    for name in ("rounded", "grotesque", "bookish", "modern"):
        found = fitted(TEXT, faces(name), frame, room)
        assert headline(found) >= 0.74 * (GOOD_UPRIGHT if frame[1] > frame[0] else GOOD) * min(frame)
        assert all(kept_clear(line.box, *frame) for line in found.lines)
        assert {line.role for line in found.lines} == {"label", "headline", "text"}


def test_a_room_that_is_large_enough_is_kept() -> None:
    room = Room(0.1, 0.1, 0.6, 0.4)
    found = fitted(TEXT, faces("rounded"), (1280, 720), room)
    assert found.box.bottom <= 0.5 * 720 + 2
    assert found.box.top == pytest.approx(0.1 * 720, abs=2)


def test_the_label_goes_first() -> None:
    frame, low = (1280, 720), Room(0.1, 0.84, 0.8, 0.1)
    said = Text("A headline that needs two lines, at the least", "And a second line that says more", "Label")
    found = fitted(said, faces("modern"), frame, low)
    assert {line.role for line in found.lines} == {"headline", "text"}


def test_what_never_fits_is_refused() -> None:
    with pytest.raises(BadInput, match="does not fit"):
        fitted(Text("word " * 46), faces("modern"), (1280, 720), Room(0.1, 0.8, 0.3, 0.1))
