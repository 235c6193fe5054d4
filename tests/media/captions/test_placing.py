"""Captions keep away from faces and from type."""

from typing import Any

from studio.media.captions.placing import hidden, least_hidden


def place_for(*taken: Any, upright: bool = False) -> str:
    return least_hidden([hidden(*taken, upright=upright)])


FACE_LOW = (0.45, 0.8, 0.1, 0.15)
TYPE_LOW = (0.1, 0.7, 0.8, 0.25)
TYPE_HIGH = (0.1, 0.05, 0.8, 0.25)


def test_they_stand_below_where_nothing_is() -> None:
    assert place_for(None) == "bottom"
    assert place_for(TYPE_HIGH) == "bottom"


def test_they_go_above_where_type_or_a_face_is_below() -> None:
    assert place_for(TYPE_LOW) == "top"
    assert place_for(None, [FACE_LOW]) == "top"


def test_a_face_counts_more_than_type() -> None:
    assert place_for(TYPE_HIGH, [FACE_LOW]) == "top"
    assert place_for(TYPE_LOW, [(0.45, 0.05, 0.1, 0.15)]) == "bottom"


def test_a_face_far_away_counts_less_than_type() -> None:
    far_away = (0.45, 0.8, 0.05, 0.03)
    assert place_for(TYPE_HIGH, [far_away]) == "bottom"
    assert place_for(None, [far_away]) == "top"


def test_upright_films_leave_the_lowest_part_to_the_player() -> None:
    under_controls = (0.1, 0.86, 0.8, 0.12)
    assert place_for(under_controls) == "top"
    assert place_for(under_controls, upright=True) == "bottom"


def test_a_caption_seen_in_two_shots_keeps_clear_in_both() -> None:
    assert least_hidden([hidden(None), hidden(TYPE_LOW)]) == "top"
    assert least_hidden([hidden(TYPE_HIGH), hidden(None, [FACE_LOW])]) == "top"
    assert least_hidden([hidden(TYPE_HIGH), hidden(None)]) == "bottom"
