"""As much of a model lies on a card as there is room for; where there is none for a layer, that is told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.errors import Unavailable
from studio.models.diffusion import devices
from studio.models.diffusion.devices import Device, Room, needed, placed
from studio.models.video import wan

PARTS = {"transformer": 14_000_000_000, "text_encoder": 5_700_000_000, "vae": 127_000_000}
ROOM = Room(3_000_000_000, 6_000_000_000, 1_000_000_000)
CARD = Device("gpu", "cuda", "a card", 80_000_000_000, 80_000_000_000)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    devices.configure()


@pytest.mark.parametrize(("free", "how"), [(80, "whole"), (40, "parts"), (24, "layers"), (6, "layers")])
def test_a_large_model_on_cards_of_all_sizes(free: int, how: str) -> None:
    assert placed(PARTS, ROOM, replace(CARD, free=free * 10**9)) == how


def test_a_card_that_is_too_small_is_told_with_both_figures() -> None:
    with pytest.raises(Unavailable, match=r"a card has 4\.0 GB free, and the model needs 5\.2 GB") as told:
        placed(PARTS, ROOM, replace(CARD, free=4 * 10**9))
    assert "lower pixels or frames" in told.value.hint


def test_a_processor_holds_all_of_it_at_32_bits() -> None:
    board = Device("cpu", "cpu", "the processor", 100 * 10**9, 128 * 10**9)
    assert placed(PARTS, ROOM, board) == "whole"
    with pytest.raises(Unavailable, match=r"the processor has 64\.0"):
        placed(PARTS, ROOM, replace(board, free=64 * 10**9))


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 10**10), min_size=1),
    st.builds(Room, *[st.integers(0, 10**10)] * 3),
    st.integers(0, 10**11),
)
def test_no_more_is_placed_than_there_is_room_for(parts: dict[str, int], room: Room, free: int) -> None:
    ways = ("whole", "parts", "layers")
    sizes = [needed(parts, room, how) for how in ways]  # type: ignore[arg-type]
    assert sizes == sorted(sizes, reverse=True)
    try:
        how = placed(parts, room, replace(CARD, free=free))
    except Unavailable:
        assert sizes[-1] > free
    else:
        assert needed(parts, room, how) <= free
        assert all(size > free for size in sizes[: ways.index(how)])


@pytest.mark.parametrize(
    ("how", "frames", "held"), [("whole", 81, 16.44e9), ("parts", 33, 12.05e9), ("layers", 33, 10.83e9)]
)
def test_what_an_h100_held_is_what_is_declared(how: devices.How, frames: int, held: float) -> None:
    # A Wan of 1.42 billion numbers at 832 × 480, measured with whole pictures decoded at a time.
    tokens, pixels = ((frames - 1) // 4 + 1) * 52 * 30, 832 * 480
    room = wan.room(tokens, 1536, pixels, frames)
    declared = needed(
        {"transformer": 1_420_000_000, "vae": 127_000_000}, replace(room, tiled=room.decoding), how
    )
    assert held <= declared <= 1.3 * held


@pytest.mark.parametrize(("how", "held"), [("whole", 16.44e9), ("parts", 5.97e9), ("layers", 2.64e9)])
def test_it_kept_within_what_was_declared_when_it_could_have_no_more(how: devices.How, held: float) -> None:
    # The same at 81 frames, pictures decoded in tiles where it is not there whole.
    parts = {"transformer": 1_420_000_000, "vae": 127_000_000}
    assert held <= needed(parts, wan.room(21 * 52 * 30, 1536, 832 * 480, 81), how)
