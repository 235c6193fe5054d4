"""Timecode counts frames, and keeps up with the clock where it leaves numbers out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.media.timelines.timecode import counted, drops, frame_of, timecode

NTSC, NTSC_60, FILM = Fraction(30000, 1001), Fraction(60000, 1001), Fraction(24000, 1001)


@pytest.mark.parametrize(
    ("frame", "rate", "drop", "written"),
    [
        (0, Fraction(24), False, "00:00:00:00"), (23, Fraction(24), False, "00:00:00:23"),
        (86400, Fraction(24), False, "01:00:00:00"), (86400, FILM, False, "01:00:00:00"),
        (1799, NTSC, True, "00:00:59;29"), (1800, NTSC, True, "00:01:00;02"),
        (17981, NTSC, True, "00:09:59;29"), (17982, NTSC, True, "00:10:00;00"),
        (107892, NTSC, True, "01:00:00;00"), (3600, NTSC_60, True, "00:01:00;04"),
        (215784, NTSC_60, True, "01:00:00;00"), (1800, NTSC, False, "00:01:00:00"),
    ],
)  # fmt: skip
def test_known_frames(frame: int, rate: Fraction, drop: bool, written: str) -> None:
    assert timecode(frame, rate, drop=drop) == written
    assert frame_of(written, rate) == frame


@given(some.integers(0, 2_589_407), some.sampled_from([NTSC, NTSC_60]))
def test_no_frame_is_lost_where_numbers_are_left_out(frame: int, rate: Fraction) -> None:
    written = timecode(frame, rate, drop=True)
    assert frame_of(written, rate) == frame
    assert not (written[6:8] == "00" and written[3:5][1] != "0" and int(written[9:]) < 2)


@given(
    some.integers(0, 24 * 3600 * 24 - 1), some.sampled_from([Fraction(24), Fraction(25), Fraction(50), FILM])
)
def test_frames_are_counted_one_by_one_elsewhere(frame: int, rate: Fraction) -> None:
    frame %= 24 * 3600 * counted(rate)
    assert frame_of(timecode(frame, rate), rate) == frame


def test_it_stays_within_a_frame_or_two_of_the_clock() -> None:
    for hour in range(24):
        frame = round(hour * 3600 * NTSC)
        hours, minutes, seconds, frames = timecode(frame, NTSC, drop=True).replace(";", ":").split(":")
        shown = (int(hours) * 60 + int(minutes)) * 60 + int(seconds) + int(frames) / 30
        assert abs(shown - hour * 3600) < 0.1


def test_only_rates_of_television_leave_numbers_out() -> None:
    assert [drops(rate) for rate in (NTSC, NTSC_60, FILM, Fraction(30))] == [True, True, False, False]


def test_what_has_no_timecode_is_refused() -> None:
    for rate in (Fraction(25, 2), Fraction(24) + Fraction(1, 7)):
        with pytest.raises(BadInput, match="no timecode of"):
            timecode(1, rate)
    with pytest.raises(BadInput, match="is no timecode"):
        frame_of("1:2:3", Fraction(24))
    with pytest.raises(BadInput, match="no numbers are left out"):
        frame_of("00:00:01;00", Fraction(24))
