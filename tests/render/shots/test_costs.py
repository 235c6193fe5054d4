"""Frames larger than 4K are announced with what they take."""

from studio.render.shots.costs import told


def test_frames_up_to_4k_need_no_word() -> None:
    assert told(1920, 1080) == told(3840, 2160) == told(2160, 3840) == ""


def test_larger_ones_are_told_with_time_and_memory() -> None:
    said = told(7680, 4320)
    assert said.startswith("7,680 × 4,320 pixels take about 0.9 s of one core a frame and 3.3 GB of memory")
