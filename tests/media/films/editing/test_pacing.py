"""A film's speed over its time: summed up exactly, eased gently, the same for us and for ffmpeg."""

import re
import subprocess
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadCall, BadInput
from studio.media.encode import executable
from studio.media.films.editing import pacing
from studio.media.films.editing.pacing import Pace

RAMP = pacing.curve("0.5:1, 2:0.25, 4:2")
SPEEDS = some.floats(0.05, 20)
PACES = some.lists(SPEEDS, min_size=1, max_size=5).map(
    lambda speeds: Pace(tuple((number * 1.5, speed) for number, speed in enumerate(speeds)))
)


def test_a_steady_speed_divides_time() -> None:
    double = pacing.steady(2)
    assert (double.shown(3), double.steady) == (1.5, True)
    assert double.moment(1.5) == pytest.approx(3)
    assert pacing.to_length(10, 4).points == ((0, 2.5),)


@given(pace=PACES, moment=some.floats(0, 12))
def test_what_is_shown_when_can_be_found_again(pace: Pace, moment: float) -> None:
    assert pace.moment(pace.shown(moment)) == pytest.approx(moment, abs=1e-3)


@given(pace=PACES)
def test_time_shown_is_the_sum_of_what_every_moment_takes(pace: Pace) -> None:
    step, end = 0.001, 9.0
    summed = sum(step / pace.speed((number + 0.5) * step) for number in range(int(end / step)))
    assert pace.shown(end) == pytest.approx(summed, rel=1e-3)


def test_speed_changes_without_a_jolt() -> None:
    assert [RAMP.speed(moment) for moment in (0, 0.5, 2, 4, 9)] == [1, 1, 0.25, 2, 2]
    for moment in (0.5, 2, 4):
        before, after = RAMP.speed(moment - 0.01), RAMP.speed(moment + 0.01)
        assert abs(before - after) < 0.01
    assert (RAMP.slowest, RAMP.fastest, RAMP.steady) == (0.25, 2, False)


@given(pace=PACES)
def test_steps_take_as_long_as_the_curve(pace: Pace) -> None:
    steps = [*pace.steps(9.0, 0.1), (9.0, 1.0)]
    taken = sum((later - sooner) / speed for (sooner, speed), (later, _) in pairwise(steps))
    assert taken == pytest.approx(pace.shown(9.0), rel=1e-6)


@pytest.mark.parametrize("pace", [RAMP, pacing.steady(0.3), pacing.curve("0:0.1,1:10,1.5:0.5,3:1")])
def test_ffmpeg_works_it_out_alike(pace: Pace) -> None:
    clock = f"settb=1/1000000,setpts='({pace.formula('T')})/TB',showinfo"
    command = [executable(), "-hide_banner", "-f", "lavfi", "-i", "color=s=16x16:r=20:d=5", "-vf", clock]
    said = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    times = [float(time) for time in re.findall(r"pts_time:([\d.]+)", said)]
    assert times == pytest.approx([pace.shown(number / 20) for number in range(100)], abs=2e-5)


@pytest.mark.parametrize(
    "text", ["", "1", "0:0", "0:1,,2:1", "0:x", "-1:1", "0:1000", "0:nan", "a:1", "0:1;2:1", "0:inf"]
)
def test_what_is_no_curve_is_refused(text: str) -> None:
    with pytest.raises(BadCall, match="is no point of a curve"):
        pacing.curve(text)


def test_times_go_up_and_may_be_written_in_all_ways() -> None:
    with pytest.raises(BadCall, match="go up"):
        pacing.curve("0:1, 2:2, 2:1")
    assert pacing.curve("500ms:1, 1:02.5:0.5x").points == ((0.5, 1), (62.5, 0.5))


def test_a_length_must_be_within_reach() -> None:
    with pytest.raises(BadInput, match=r"cannot be made to last 0.01 s: that is 1000 times"):
        pacing.to_length(10, 0.01)
