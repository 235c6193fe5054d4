"""Where type is sure to be seen, also beneath the controls of a player."""

import pytest

from studio.render.rooms import Box, Room, kept_clear, safe, within


def test_upright_films_keep_room_for_the_players_controls() -> None:
    assert safe(1920, 1080) == pytest.approx((0.05, 0.05, 0.9, 0.9))
    assert safe(1080, 1080) == pytest.approx((0.05, 0.05, 0.9, 0.9))
    assert safe(1080, 1920) == pytest.approx((0.05, 0.12, 0.9, 0.68))


@pytest.mark.parametrize(
    ("box", "clear"),
    [
        (Box(54, 240, 900, 1530), True),
        (Box(54, 220, 900, 1500), False),
        (Box(54, 240, 900, 1545), False),
        (Box(40, 240, 900, 1500), False),
        (Box(54, 240, 1040, 1500), False),
    ],
)
def test_what_lies_outside_is_told(box: Box, clear: bool) -> None:
    assert kept_clear(box, 1080, 1920) is clear


def test_a_room_is_moved_rather_than_cut() -> None:
    assert within(Room(0.1, 0.05, 0.8, 0.2), 1080, 1920) == pytest.approx((0.1, 0.12, 0.8, 0.2))
    assert within(Room(0.5, 0.9, 0.4, 0.09), 1080, 1920) == pytest.approx((0.5, 0.71, 0.4, 0.09))
    assert within(Room(0, 0, 1, 1), 1080, 1920) == pytest.approx((0.05, 0.12, 0.9, 0.68))
    assert within(Room(0.2, 0.2, 0.3, 0.3), 1920, 1080) == pytest.approx((0.2, 0.2, 0.3, 0.3))
