"""Planned cuts are seen and no others; seams of chunks are not."""

import numpy as np
from tests import watched

from studio.media.checking import joints, stillness
from studio.media.checking.findings import skipped
from studio.media.checking.meant import Cut, Meant


def test_a_planned_cut_is_seen_and_no_other() -> None:
    seen = watched.seen(watched.frames())
    assert joints.jumps(seen) == [watched.CUT]
    assert joints.cuts(seen, watched.meant()).state == "held"


def test_a_cut_that_nobody_planned_is_named() -> None:
    made = watched.frames()
    made[12:20] = made[50:58]
    faults = joints.cuts(watched.seen(made), watched.meant()).faults
    assert [one.frame for one in faults] == [12, 20]


def test_a_cut_to_a_picture_that_stands_still_is_named() -> None:
    made = watched.frames()
    for held, named in ((made[12], []), (made[50], [12])):
        stopped = [*made[:12], *[held] * 10, *made[22:]]
        seen, plan = watched.seen(stopped), watched.meant()
        frozen = stillness.frozen(seen, plan)
        assert [first for first, _ in frozen.spans] == [13]
        nothing = skipped("black", "")
        faults = joints.cuts(seen, plan, stillness.broken(nothing, frozen, nothing)).faults
        assert [one.frame for one in faults] == named


def test_a_cut_that_is_not_there_or_elsewhere_is_named() -> None:
    seen = watched.seen(watched.frames())
    faults = joints.cuts(seen, watched.meant(cuts=(watched.CUT + 1,))).faults
    assert [(one.frame, one.told) for one in faults] == [
        (36, "a cut that nobody planned"),
        (37, "a cut that was planned is not seen"),
    ]


def test_fast_moves_and_flashes_are_no_cuts() -> None:
    fast = watched.frames(cut=watched.FRAMES, step=1.6)
    fast[30] = np.clip(fast[30].astype(int) + 60, 0, 255).astype(np.uint8)
    assert joints.cuts(watched.seen(fast), watched.meant(cuts=())).state == "held"


def test_a_transition_may_jump_within_its_frames_only() -> None:
    seen, plan = watched.seen(watched.frames()), watched.meant()
    for first, end, state in ((30, 42, "held"), (40, 46, "fault")):
        meant = Meant(plan.fps, plan.stretches, (Cut(43, first, end),))
        assert joints.cuts(seen, meant).state == state


def test_a_seam_that_cannot_be_seen_holds() -> None:
    found = joints.seams(watched.seen(watched.frames()), watched.meant(seams=(20, 50)))
    assert found.state == "held"
    assert found.measured is not None
    assert found.measured < joints.JOIN


def test_a_seam_that_is_seen_is_named() -> None:
    made = watched.frames()
    later = [*made[:20], *made[26:36], *made[30:36], *made[36:]]
    [fault] = joints.seams(watched.seen(later), watched.meant(seams=(20,))).faults
    assert (fault.frame, "seam" in fault.told) == (20, True)


def test_colours_that_step_at_a_seam_are_named() -> None:
    made = watched.frames()
    stepped = [planes.copy() for planes in made]
    for planes in stepped[20:36]:
        planes[: watched.HEIGHT] += 3
        planes[watched.HEIGHT :] += 3
    assert joints.seams(watched.seen(stepped), watched.meant(seams=(20,))).state == "fault"


def test_where_nothing_was_joined_nothing_is_checked() -> None:
    assert joints.seams(watched.seen(watched.frames(12, 12)), watched.meant(12, ())).state == "not checked"
