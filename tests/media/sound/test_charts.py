"""The axis of time, and colours between colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.media.sound import charts


@given(some.floats(0.004, 200_000), some.floats(1, 40))
def test_times_are_round_few_and_in_order(seconds: float, room: float) -> None:
    found = list(charts.ticks(seconds, room))
    times = [time for time, _ in found]
    assert times[0] == 0
    assert times == sorted(set(times))
    assert times[-1] <= seconds + 1e-9
    assert len(times) <= room + 1.001 or seconds > 86_400
    assert len({text for _, text in found}) == len(found), "no two places bear the same name"


@pytest.mark.parametrize(
    ("seconds", "room", "written"),
    [
        (11, 12, ["0:00", "0:01", "0:02"]),
        (330, 12, ["0:00", "0:30", "1:00"]),
        (7200, 9, ["0:00:00", "0:15:00", "0:30:00"]),
        (5.3, 12, ["0.0", "0.5", "1.0"]),
        (0.1, 11, ["0.00", "0.01", "0.02"]),
        (61, 140, ["0:00.0", "0:00.5", "0:01.0"]),
    ],
)
def test_times_are_written_as_people_read_them(seconds: float, room: float, written: list[str]) -> None:
    assert [text for _, text in charts.ticks(seconds, room)][:3] == written


def test_shades_lie_between() -> None:
    assert charts.shade("#000000", "#ffffff", 0.5) == "#808080"
    assert charts.shade("#e8a33d", "white", 0) == "#e8a33d"
