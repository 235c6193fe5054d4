"""Numbered pictures: how people name them, which there are, which are missing."""

from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.media import sequences
from studio.media.sequences import Numbered


def lay(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


@pytest.fixture
def shot(tmp_path: Path) -> Path:
    """Frames 998 to 1003 of a shot, and what lies about in such folders."""
    names = [f"shot.{number:04}.exr" for number in range(998, 1004)]
    return lay(tmp_path / "r d%d", *names, "shot.exr", "shot.12.exr", "notes.txt", "other.0001.png")


def numbers(found: Numbered | None) -> list[int]:
    assert found
    return [*found.numbers]


@pytest.mark.parametrize(
    "name",
    [
        "shot.%04d.exr", "shot.####.exr", "shot.####.exr [998-1003]", "shot.%04d.exr[998-1003]",
        "shot.####.exr 998-1003", "shot.0998.exr", "shot.1002.exr",
    ],
)  # fmt: skip
def test_every_way_to_name_a_sequence(shot: Path, name: str) -> None:
    found = sequences.find(shot / name)
    assert numbers(found) == [998, 999, 1000, 1001, 1002, 1003]
    assert found.name == "shot.####.exr"
    assert found.files()[0] == shot / "shot.0998.exr"


def test_a_range_with_steps(shot: Path) -> None:
    found = sequences.find(shot / "shot.####.exr [998-1002x2]")
    assert [path.name for path in found.files()] == ["shot.0998.exr", "shot.1000.exr", "shot.1002.exr"]


def test_numbers_without_zeros_are_in_the_order_of_counting(tmp_path: Path) -> None:
    lay(tmp_path, "f8.png", "f9.png", "f10.png", "f11.png")
    assert numbers(sequences.find(tmp_path / "f9.png")) == [8, 9, 10, 11]
    assert numbers(sequences.find(tmp_path / "f%d.png")) == [8, 9, 10, 11]
    assert numbers(sequences.find(tmp_path / "f#.png")) == [8, 9, 10, 11]
    assert sequences.find(tmp_path).file(8).name == "f8.png"


def test_the_last_number_of_a_name_counts(tmp_path: Path) -> None:
    lay(tmp_path, "sc01_v2_0001.png", "sc01_v2_0002.png", "sc02_v2_0001.png")
    assert sequences.find(tmp_path / "sc01_v2_0001.png").name == "sc01_v2_####.png"


def test_what_stands_after_the_number(tmp_path: Path) -> None:
    lay(tmp_path, "a.0001.left.png", "a.0002.left.png", "a.0001.right.png")
    assert sequences.find(tmp_path / "a.####.left.png").file(2).name == "a.0002.left.png"


def test_a_gap_is_named(tmp_path: Path) -> None:
    lay(tmp_path, *(f"s.{number:03}.png" for number in (1, 2, 5, 6, 8)))
    found = sequences.find(tmp_path)
    assert found.missing == [3, 4, 7]
    with pytest.raises(BadInput, match=r"s\.###\.png lacks 3 of its 8 frames: 3-4, 7") as refused:
        found.files()
    assert "--fill-gaps" in refused.value.hint


def test_a_gap_is_filled_with_the_picture_before(tmp_path: Path) -> None:
    lay(tmp_path, "s.1.png", "s.3.png")
    found = sequences.find(tmp_path)
    assert [path.name for path in found.files(filled=True)] == ["s.1.png", "s.1.png", "s.3.png"]


def test_a_range_beyond_what_there_is(shot: Path) -> None:
    with pytest.raises(BadInput, match="lacks 2 of its 4 frames: 1004-1005"):
        sequences.find(shot / "shot.####.exr [1002-1005]").files()
    with pytest.raises(BadInput, match="begins with 998, not with 990"):
        sequences.find(shot / "shot.####.exr [990-1000]")
    with pytest.raises(NotFound, match="no picture called"):
        sequences.find(shot / "shot.####.exr [1-9]")
    with pytest.raises(BadInput, match="ends before it begins"):
        sequences.find(shot / "shot.####.exr [9-1]")


def test_many_gaps_are_not_all_listed() -> None:
    assert sequences.spans(range(1, 100, 2)) == "1, 3, 5, 7, 9, 11 and 44 more"


def test_what_is_no_sequence(tmp_path: Path, shot: Path) -> None:
    with pytest.raises(BadInput, match="single picture"):
        sequences.find(shot / "other.0001.png")
    with pytest.raises(BadInput, match=r"2 sequences: a\.####\.png, b\.####\.png"):
        sequences.find(lay(tmp_path / "two", *(f"{one}.000{n}.png" for one in "ab" for n in (1, 2))))
    with pytest.raises(BadInput, match="no numbered pictures"):
        sequences.find(lay(tmp_path / "none", "a.png", "film.0001.mp4"))
    with pytest.raises(NotFound, match="no folder"):
        sequences.find(tmp_path / "nowhere" / "a.####.png")
    with pytest.raises(NotFound):
        sequences.find(tmp_path / "nowhere.0001.png")


def test_a_file_that_is_called_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    lay(tmp_path, "odd.####.png")
    assert not sequences.is_pattern(tmp_path / "odd.####.png")
    assert not sequences.is_pattern(tmp_path / "film.####.mp4")
    assert sequences.is_pattern(tmp_path / "even.####.png")


def test_pictures_of_one_sequence_stand_together(tmp_path: Path) -> None:
    lay(tmp_path, "a.01.png", "a.02.png", "b.01.png", "film.mp4")
    given = [tmp_path / name for name in ("a.02.png", "film.mp4", "a.01.png", "b.01.png")]
    assert [path.name for path in sequences.together(given)] == ["a.##.png", "film.mp4", "b.01.png"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("shot.####", ("shot.", "", 4)),
        ("shot.%06d", ("shot.", "", 6)),
        ("s_%d_left", ("s_", "_left", 1)),
        ("shot", ("shot.", "", 4)),
    ],
)
def test_names_for_new_pictures(name: str, parts: tuple[str, str, int]) -> None:
    assert sequences.naming(name) == parts
