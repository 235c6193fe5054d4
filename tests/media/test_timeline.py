"""Frames are counted, and their rate found, from nothing but their times."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from studio.media.timeline import Timeline

RATES = [Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(60)]
CLOCKS = [Fraction(1, 1000), Fraction(1, 600), Fraction(1, 12800), Fraction(1, 90000), Fraction(1, 44100)]


def timeline(times: list[int], tick: Fraction, duration: int = 0) -> Timeline:
    found = Timeline(tick)
    for number, time in enumerate(times):
        found.add(time, duration, 100, key=number == 0)
    found.settle()
    return found


@given(
    rate=st.sampled_from(RATES),
    tick=st.sampled_from(CLOCKS),
    count=st.integers(60, 400),
    first=st.integers(-5000, 10**12),
)
def test_even_frames_have_the_rate_they_were_made_with(
    rate: Fraction, tick: Fraction, count: int, first: int
) -> None:
    found = timeline([first + round(number / rate / tick) for number in range(count)], tick)
    assert found.even()
    assert found.rate(rate) == rate
    assert abs(found.duration - count / rate) < 1.5 * tick


@given(order=st.permutations(range(20)))
def test_the_order_they_are_stored_in_does_not_matter(order: list[int]) -> None:
    found = timeline([number * 40 for number in order], Fraction(1, 1000))
    assert found.even()
    assert found.rate() == 25
    assert (found.start, found.duration) == (0.0, 0.8)


def test_a_hole_makes_it_uneven() -> None:
    times = [number * 40 for number in range(50) if number != 30]
    assert not timeline(times, Fraction(1, 1000)).even()


def test_times_alike_do_not_break_it() -> None:
    found = timeline([7, 7, 7], Fraction(1, 1000))
    assert found.count == 3
    assert found.rate(Fraction(25)) == 25
    assert found.duration == 0


def test_nothing_is_nothing() -> None:
    found = timeline([], Fraction(1, 1000))
    assert (found.count, found.start, found.duration, found.longest_gap()) == (0, 0.0, 0.0, 0.0)
    assert found.rate() == 0


def test_frames_without_times_are_counted() -> None:
    found = Timeline(Fraction(1, 25))
    for _ in range(3):
        found.add(None, 0, 10, key=False)
    found.settle()
    assert (found.count, found.bytes, found.duration) == (3, 30, 0.0)
