"""Films of every kind, container and name, as they come from cameras, discs and the net."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.outside import into
from studio.tools.video.convert import Converted, convert

_NUMBERS = count()


def converted(source: Path, **asked: Any) -> Converted:
    """Convert into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return convert(source, **asked)


@pytest.mark.parametrize(
    ("suffix", "format", "how"),
    [(".mpg", "mkv", "copied"), (".vob", "ts", "copied"), (".h264", "mp4", "encoded")],
)
def test_streams_that_leave_out_times_get_them(suffix: str, format: Any, how: str) -> None:
    source = clips.made(f"plain{suffix}", *clips.picture(1))
    made = converted(source, format=format)
    assert (made.method, made.frames) == (how, 25)
    times = screening.times(made.film)
    assert [round(time - times[0], 2) for time in times] == [round(0.04 * n, 2) for n in range(25)]


@pytest.mark.parametrize("suffix", [".wmv", ".flv", ".avi", ".ogv", ".y4m", ".3gp"])
def test_films_of_every_kind_can_be_read(suffix: str) -> None:
    coding = {".ogv": ("-c:v", "libtheora"), ".3gp": ("-c:v", "h263", "-s", "352x288")}.get(suffix, ())
    source = clips.made(f"plain{suffix}", *clips.picture(1), "-pix_fmt", "yuv420p", *coding)
    made = converted(source, format="mp4", codec="h264", effort=0, quality=90)
    assert (made.frames, made.film.suffix) == (25, ".mp4")
    assert screening.difference(screening.frame(made.film, 20), screening.frame(source, 20)) < 5


def test_awkward_names() -> None:
    awkward = clips.folder() / "-odd: na'me %d [x];,\n é.mp4"
    awkward.write_bytes(clips.sounding().read_bytes())
    for asked in ({"codec": "h265"}, {"target_size": 80_000}, {"format": "gif"}, {"format": "jpg"}):
        assert converted(awkward, **asked).frames == 50


def test_a_film_of_one_frame() -> None:
    one = clips.silent(seconds=0.04)
    for asked in ({"format": "mkv"}, {"codec": "h265"}, {"format": "gif"}, {"format": "png"}):
        assert converted(one, **asked).frames == 1
