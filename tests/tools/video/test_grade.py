"""A graded film has the colours of its table and is otherwise what it was."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import clips, seen

from studio.core.errors import BadCall, BadInput
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.grade import Graded, grade

Studio = Callable[..., Any]


def table(tmp_path: Path, colour: Callable[[float, float, float], tuple[float, float, float]]) -> Path:
    """A table that does to each colour what it is told."""
    steps = [step / 8 for step in range(9)]
    rows = [colour(red, green, blue) for blue in steps for green in steps for red in steps]
    path = tmp_path / "look.cube"
    lines = [" ".join(f"{part:.6f}" for part in row) for row in rows]
    path.write_text("\n".join(["LUT_3D_SIZE 9", *lines]))
    return path


def same(tmp_path: Path) -> Path:
    return table(tmp_path, lambda *colour: colour)


def swapped(tmp_path: Path) -> Path:
    return table(tmp_path, lambda red, green, blue: (blue, red, green))


def negative(tmp_path: Path) -> Path:
    return table(tmp_path, lambda red, green, blue: (1 - red, 1 - green, 1 - blue))


def graded(clip: Path, tmp_path: Path, lut: Path, **asked: Any) -> Graded:
    with into(tmp_path / "made"):
        return grade(clip, lut=lut, **asked)


def muted() -> Path:
    return clips.sounding(0.4, more=("-vf", "lutyuv=u=(val-128)*0.4+128:v=(val-128)*0.4+128"))


def test_colours_are_those_of_the_table(tmp_path: Path) -> None:
    made = graded(muted(), tmp_path, swapped(tmp_path))
    before, after = seen.frame(muted(), 5), seen.frame(made.clip, 5)
    assert seen.difference(after, before[..., [2, 0, 1]]) < 4
    assert (made.table, made.changes) == ("9×9×9 colours", ())
    assert seen.packets(made.clip) == seen.packets(muted())


def test_a_table_that_changes_nothing_changes_nothing(tmp_path: Path) -> None:
    made = graded(muted(), tmp_path, same(tmp_path), quality=100)
    assert seen.difference(seen.frame(made.clip, 5), seen.frame(muted(), 5)) < 2
    asleep = graded(muted(), tmp_path / "asleep", negative(tmp_path), strength=0)
    assert asleep.clip.read_bytes() == muted().read_bytes()


def test_half_of_a_negative_is_grey(tmp_path: Path) -> None:
    made = graded(muted(), tmp_path, negative(tmp_path), strength=0.5)
    assert abs(seen.frame(made.clip, 5) - 127.5).mean() < 2


def test_ends_are_reached(tmp_path: Path) -> None:
    for colour, expected in (("white", 0), ("black", 255)):
        clip = clips.made(f"{colour}.mp4", "-f", "lavfi", "-i", f"color={colour}:s=64x64:d=0.2", *clips.H264)
        made = graded(clip, tmp_path / colour, negative(tmp_path))
        assert seen.frame(made.clip, 1) == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_ten_bits_and_tags_are_kept(transfer: str, tmp_path: Path) -> None:
    made = graded(clips.hdr(transfer), tmp_path, same(tmp_path))
    film = probe.media(made.clip).main_video
    assert (film.depth, film.transfer, film.matrix, film.hdr) == (10, transfer, "bt2020nc", True)
    assert len(made.changes) == 1
    assert "--sdr" in made.changes[0]
    assert seen.difference(seen.frame(made.clip, 5), seen.frame(clips.hdr(transfer), 5)) < 3


def test_a_table_may_bring_high_dynamic_range_down(tmp_path: Path) -> None:
    made = graded(clips.hdr(), tmp_path, same(tmp_path), sdr=True)
    film = probe.media(made.clip).main_video
    assert (film.transfer, film.primaries, film.matrix, film.hdr) == ("bt709", "bt709", "bt709", False)
    mastered = graded(clips.mastered(), tmp_path / "mastered", same(tmp_path), sdr=True)
    assert seen.said_of_screen(mastered.clip) == {}
    assert seen.difference(seen.frame(made.clip, 5), seen.frame(clips.hdr(), 5)) < 3


def test_transparency_is_kept(tmp_path: Path) -> None:
    for suffix in (".mov", ".webm"):
        for strength in (1, 0.5):
            made = graded(clips.see_through(suffix), tmp_path / f"{suffix}{strength}", same(tmp_path),
                          strength=strength)  # fmt: skip
            veil = seen.frame(made.clip, 1, "rgba")[..., 3]
            assert (veil[45, 20], veil[45, 140]) == (pytest.approx(0, abs=2), pytest.approx(255, abs=2))


def test_times_fields_and_turns_are_kept(tmp_path: Path) -> None:
    lut = swapped(tmp_path)
    assert seen.times(graded(clips.uneven(), tmp_path, lut).clip) == seen.times(clips.uneven())
    laced = probe.media(graded(clips.interlaced(), tmp_path, lut).clip).main_video
    assert (laced.interlaced, laced.field_order) == (True, "top")
    whole = graded(clips.two_coloured(), tmp_path / "fields", same(tmp_path)).clip
    assert seen.reds(whole) == pytest.approx(seen.reds(clips.two_coloured()), abs=6)
    upright = probe.media(graded(clips.rotated(), tmp_path, lut).clip).main_video
    assert (upright.width, upright.height, upright.rotation) == (180, 320, 0)


def test_a_wrong_table_is_refused_before_the_film_is_touched(tmp_path: Path) -> None:
    lut = same(tmp_path)
    lut.write_text(lut.read_text().replace("0.500000 0.500000 0.500000", "0.5 nan 0.5"))
    with pytest.raises(BadInput, match=r"look\.cube, line 366: nan is no colour"):
        graded(clips.torn(), tmp_path, lut)


def test_there_must_be_a_table() -> None:
    with pytest.raises(BadCall, match="say which table"):
        grade(clips.silent())


def test_it_is_a_command(studio: Studio, tmp_path: Path) -> None:
    said = studio("video", "grade", clips.silent(0.2), "--lut", same(tmp_path), "--strength", "0.5", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["result"]["table"]) == (0, "9×9×9 colours")
