"""Frames larger than 4K are announced with what they take."""

from studio.render.shots.costs import memory, size_in, told


def test_frames_up_to_4k_need_no_word() -> None:
    assert told(1920, 1080) == told(3840, 2160) == told(2160, 3840) == ""


def test_larger_ones_are_told_with_time_and_memory() -> None:
    said = told(7680, 4320)
    assert said.startswith("7,680 × 4,320 pixels take about 0.9 s of one core a frame and 3.3 GB of memory")


def test_memory_grows_with_the_frame() -> None:
    assert [memory(*size) for size in ((1280, 720), (1920, 1080), (3840, 2160), (7680, 4320))] == [
        "642 MB", "757 MB", "1379 MB", "3868 MB",
    ]  # fmt: skip
    assert memory(3840, 2160, filmed=False) == "1229 MB"


def test_a_size_is_found_where_it_is_written() -> None:
    assert size_in("place: coast\nwidth: 3840\nheight: 2160\n") == (3840, 2160)
    film = "brief:\n  text: A film\n  width: 720\n  height: 1280\npictures:\n    height: 40\n"
    assert size_in(film) == (720, 1280)
    assert size_in("cast:\n  - picture: {height: 300}\n") == size_in("") == (1920, 1080)
