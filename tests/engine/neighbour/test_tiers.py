"""Memory fills and empties: tiers are entered at once, and left late."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.neighbour.tiers import COOL_DOWN, LONG_ENOUGH, STALLED_FOR, Reading, Tier, Tiers, Verdict

GB = 1_000_000_000


def reading(at: float, used: float, stalled: float | None = 0.0) -> Reading:
    """A machine of 100 GB, so much of it in use."""
    return Reading(at, 100 * GB, int((100 - used) * GB), stalled)


def judged(*seen: tuple[float, float], stalled: float | None = 0.0, tiers: Tiers | None = None) -> Verdict:
    """The last verdict on these moments and shares."""
    tiers = tiers or Tiers()
    verdicts = [tiers.judge(reading(at, used, stalled)) for at, used in seen]
    return verdicts[-1]


@pytest.mark.parametrize(
    ("used", "tier", "sheds"),
    [
        (0, Tier.EASY, False),
        (69.9, Tier.EASY, False),
        (70, Tier.WARN, False),
        (79.9, Tier.WARN, False),
        (80, Tier.HOLD, False),
        (84.9, Tier.HOLD, False),
        (85, Tier.SHED, True),
        (100, Tier.SHED, True),
    ],
)
def test_a_tier_is_entered_at_its_line(used: float, tier: Tier, sheds: bool) -> None:
    verdict = judged((0, used))
    assert (verdict.tier, verdict.sheds) == (tier, sheds)
    assert bool(verdict.reason) == (tier > Tier.EASY)


def test_a_tier_is_left_five_points_below_its_line_and_not_before_it_was_quiet_for_a_while() -> None:
    assert judged((0, 80), (60, 75.1)).tier is Tier.HOLD, "not low enough yet"
    assert judged((0, 80), (14.9, 74)).tier is Tier.HOLD, "not long enough, however low"
    assert judged((0, 80), (15, 74)).tier is Tier.WARN
    assert judged((0, 80), (15, 40)).tier is Tier.EASY
    assert judged((0, 80), (10, 76), (20, 74)).tier is Tier.HOLD, "the time begins anew"
    assert judged((0, 90), (15, 77)).tier is Tier.HOLD, "the tiers between count, too"


def test_what_has_only_not_been_left_yet_sheds_nothing() -> None:
    verdict = judged((0, 90), (1, 60))
    assert (verdict.tier, verdict.sheds) == (Tier.SHED, False)
    assert verdict.reason == (
        "memory is 60 % in use; nothing new begins until it has been below 75 % for a while,"
        " or below 80 % for 2 minutes"
    )


def test_a_machine_that_rests_just_below_the_line_does_not_hold_us_for_ever() -> None:
    resting = [(float(at), 79.0) for at in range(1, int(LONG_ENOUGH) + 1)]
    assert judged((0, 80), *resting[:-1]).tier is Tier.HOLD
    assert judged((0, 80), *resting).tier is Tier.WARN
    assert judged((0, 80), *resting[:60], (60.5, 80), *resting[60:]).tier is Tier.HOLD, "it begins anew"
    stalled = Tiers()
    for at in range(200):
        verdict = stalled.judge(reading(at, 79, stalled=20))
    assert verdict.tier is Tier.HOLD, "work waits for memory all the time"


def test_memory_that_all_work_waits_for_counts_as_the_next_tier() -> None:
    long = STALLED_FOR
    assert judged((0, 75), (long, 75), stalled=10).tier is Tier.HOLD
    assert judged((0, 81), (long, 81), stalled=10).sheds
    assert judged((0, 75), (long - 0.1, 75), stalled=50).tier is Tier.WARN, "for a moment it is nothing"
    assert judged((0, 60), (long, 60), stalled=99).tier is Tier.EASY, "there is memory: they wait for others"
    assert judged((0, 75), (long, 75), stalled=None).tier is Tier.WARN, "the kernel does not say"
    told = judged((0, 75), (long, 75), stalled=25).reason
    assert (
        told
        == "memory is 75 % in use and work waits for it 25 % of the time; nothing new begins from 80 % on"
    )


def test_what_is_left_is_said_in_bytes() -> None:
    verdict = judged((0, 70))
    assert (verdict.spare, verdict.room) == (10 * GB, 15 * GB)
    verdict = judged((0, 82))
    assert (verdict.spare, verdict.room) == (0, 3 * GB)


def test_the_line_may_be_moved() -> None:
    tiers = Tiers(hold=50)
    assert judged((0, 50), tiers=tiers).tier is Tier.HOLD
    assert judged((1, 55), tiers=tiers).sheds
    assert judged((0, 99), tiers=Tiers(hold=100)).tier is Tier.WARN


def test_memory_may_be_used_beyond_the_limit_of_a_group() -> None:
    assert Reading(0, 100, -5).used == 105
    assert Reading(0, 100, -5).left(80) == 0
    assert COOL_DOWN == 15


@given(
    st.floats(75.0, 79.9),
    st.lists(st.tuples(st.floats(0.1, 30), st.floats(0, 100)), max_size=20),
)
def test_whatever_was_before_work_begins_again_within_a_bound(
    rest: float, before: list[tuple[float, float]]
) -> None:
    """No machine that stays below the line keeps us from work for longer than is said."""
    tiers, now = Tiers(), 0.0
    for seconds, used in before:
        now += seconds
        tiers.judge(reading(now, used))
    began, verdict = now, tiers.judge(reading(now, rest))
    while verdict.tier >= Tier.HOLD:
        now += 1.0
        verdict = tiers.judge(reading(now, rest))
        assert now - began <= LONG_ENOUGH + 1.0
