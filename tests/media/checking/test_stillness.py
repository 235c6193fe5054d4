"""Black, frozen and repeated frames are named where they are; what was meant to be still may be."""

import pytest
from tests import watched

from studio.media.checking import stillness
from studio.media.checking.meant import seen_only


def test_a_film_that_is_well_has_none_of_them() -> None:
    seen, meant = watched.seen(watched.frames()), watched.meant()
    for check in (stillness.black, stillness.frozen, stillness.repeated):
        assert check(seen, meant).state == "held"


@pytest.mark.parametrize("lasts", [1, 5])
def test_black_frames_are_named(lasts: int) -> None:
    made = watched.frames()
    made[20 : 20 + lasts] = [watched.black()] * lasts
    found = stillness.black(watched.seen(made), watched.meant())
    assert [(one.frame, one.end) for one in found.faults] == [(20, 20 + lasts)]


def test_films_of_others_may_begin_and_end_black() -> None:
    made = watched.frames()
    made[:6] = made[-6:] = [watched.black()] * 6
    seen = watched.seen(made)
    assert stillness.black(seen, seen_only(watched.meant().fps, seen.count, [])).state == "held"
    assert len(stillness.black(seen, watched.meant()).faults) == 2


def test_a_picture_that_stands_still_is_named() -> None:
    made = watched.frames()
    made[12:24] = [made[12]] * 12
    [fault] = stillness.frozen(watched.seen(made), watched.meant()).faults
    assert fault.frame is not None
    assert fault.end is not None
    assert abs(fault.frame - 13) <= 1
    assert abs(fault.end - 24) <= 1


def test_without_a_plan_it_is_known_by_the_jump_behind_it() -> None:
    made = watched.frames()
    made[12:24] = [made[12]] * 12
    seen = watched.seen(made)
    assert stillness.frozen(seen, seen_only(watched.meant().fps, seen.count, [watched.CUT])).faults


def test_what_was_meant_to_stand_still_may() -> None:
    made = watched.frames()
    still = [made[0]] * watched.CUT + made[watched.CUT :]
    assert stillness.frozen(watched.seen(still), watched.meant(way=0.0)).state == "held"
    assert stillness.frozen(watched.seen(still), watched.meant()).state == "fault"


def test_a_piece_that_comes_twice_is_named() -> None:
    made = watched.frames()
    made = [*made[:26], *made[16:26], *made[36:]]
    [fault] = stillness.repeated(watched.seen(made), watched.meant()).faults
    assert fault.frame == 26
    assert fault.measured == 10
