"""Frames that were made here come back as they went in, each at its time, tagged for what they are."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.core.errors import ToolFailed
from studio.media import probe
from studio.media.films.reel import Reel, unreeled


def planes(luma: int, blue: int = 128, red: int = 128) -> np.ndarray:
    frame = np.full((96, 96), 128, np.uint8)
    frame[:64] = luma
    frame[64:80] = blue
    frame[80:] = red
    return frame


@pytest.mark.parametrize("fps", [24, 29.97, Fraction(30000, 1001), 60])
def test_every_frame_is_there_at_its_time(tmp_path: Path, fps: float | Fraction) -> None:
    file = tmp_path / "a.mp4"
    with Reel(file, (96, 64), fps) as reel:
        for luma in range(30, 200, 10):
            reel.add(planes(luma))
    with av.open(str(file)) as made:
        stream = made.streams.video[0]
        frames = list(made.decode(stream))
    assert [round(float(frame.to_ndarray()[:64].mean()) / 10) for frame in frames] == list(range(3, 20))
    rate = Fraction(fps).limit_denominator(1001)
    assert [float(frame.time) for frame in frames] == pytest.approx(
        [float(n / rate) for n in range(17)], abs=1e-4
    )


def test_it_says_what_its_colours_are(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    with Reel(file, (96, 64), 25) as reel:
        reel.add(planes(90, 200, 60))
    film = probe.media(file).main_video
    assert (film.codec, film.pixel_format) == ("h264", "yuv420p")
    with av.open(str(file)) as made:
        frame = next(made.decode(video=0))
    assert (int(frame.colorspace), int(frame.color_range)) == (1, 1)
    u, v = frame.to_ndarray()[64:80], frame.to_ndarray()[80:]
    assert (round(float(u.mean())), round(float(v.mean()))) == (200, 60)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(ToolFailed, match=r"a\.mp4 cannot be written"),
        Reel(tmp_path / "no/a.mp4", (96, 64), 25),
    ):
        pass


def broken_off(file: Path) -> None:
    with Reel(file, (96, 64), 25) as reel:
        reel.add(planes(90))
        raise ZeroDivisionError


def test_an_error_within_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        broken_off(tmp_path / "a.mp4")


def test_frames_are_read_back_as_they_lie_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    with Reel(file, (96, 64), 25) as reel:
        for luma in (40, 90, 140):
            reel.add(planes(luma, 200, 60))
    back = list(unreeled(file))
    assert [frame.shape for frame in back] == [(96, 96)] * 3
    assert [round(float(frame[:64].mean())) for frame in back] == pytest.approx([40, 90, 140], abs=1)
    assert round(float(back[0][64:80].mean())) == 200


def test_what_is_no_film_is_not_read_back(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("words")
    with pytest.raises(ToolFailed, match=r"a\.mp4 cannot be read back"):
        list(unreeled(tmp_path / "a.mp4"))
