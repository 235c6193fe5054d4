"""New names come from old ones by patterns, groups, counters, dates and letter case."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import BadCall
from studio.media.filing.renaming import Case, rule
from studio.media.filing.together import items

WHEN = datetime(2026, 3, 4)  # noqa: DTZ001


def renamed(names: str, find: str, to: str | None, *, case: Case = "keep", **more: Any) -> list[str]:
    """The new names of the files of one thing, in the order of the old ones."""
    (item,) = items(Path("/shots"), names.split("|"))
    made = rule(find, to, regex=more.pop("regex", False), case=case, offset=more.pop("offset", 0))
    found = made.names(item, more.pop("number", 7), WHEN)
    return [found[name] for name in names.split("|")]


@pytest.mark.parametrize(
    ("find", "to", "made"),
    [
        ("IMG_*.JPG", "coast {1}.jpg", "coast 0042.jpg"),
        ("IMG_00??.JPG", "{2}{1}.jpg", "24.jpg"),
        ("IMG_[0-9]*.JPG", "{1}-{2}.jpg", "0-042.jpg"),
        ("*", "{parent}_{n:03}.{suffix}", "shots_007.JPG"),
        ("*", "{year}{month}{day}", "20260304.JPG"),
        ("*", "{n}", "7.JPG"),
        ("*.jpg", "x", "IMG_0042.JPG"),
    ],
)
def test_patterns(find: str, to: str, made: str) -> None:
    assert renamed("IMG_0042.JPG", find, to) == [made]


@pytest.mark.parametrize(
    ("find", "to", "made"),
    [
        (r"_v\d+", "", "sc010.png"),
        (r"sc(\d+)_v(\d+)", "v{2}_{1}", "v03_010.png"),
        (r"(?P<scene>sc\d+).*", "{scene}_final.png", "sc010_final.png"),
        (r"^", "new_", "new_sc010_v03.png"),
        (r"zzz", "x", "sc010_v03.png"),
    ],
)
def test_regular_expressions(find: str, to: str, made: str) -> None:
    assert renamed("sc010_v03.png", find, to, regex=True) == [made]


@pytest.mark.parametrize(
    ("case", "made"), [("lower", "ab cd.png"), ("upper", "AB CD.PNG"), ("title", "Ab Cd.Png")]
)
def test_letter_case(case: Case, made: str) -> None:
    assert renamed("aB cD.Png", "*", None, case=case) == [made]


def test_frames_keep_their_numbers() -> None:
    frames = "s.0009.exr|s.0010.exr|s.0012.exr"
    assert renamed(frames, "s.*", "t.{1}") == ["t.0009.exr", "t.0010.exr", "t.0012.exr"]
    assert renamed(frames, "*", "take{n}.exr") == ["take7.0009.exr", "take7.0010.exr", "take7.0012.exr"]
    assert renamed(frames, "*", "t_{frame:06}.exr") == ["t_000009.exr", "t_000010.exr", "t_000012.exr"]


def test_frames_are_shifted() -> None:
    assert renamed("s.0009.exr|s.0010.exr", "*", None, offset=1000) == ["s.1009.exr", "s.1010.exr"]
    with pytest.raises(BadCall, match="begins with 9"):
        renamed("s.0009.exr|s.0010.exr", "*", None, offset=-10)


def test_what_lies_beside_is_renamed_alike() -> None:
    assert renamed("a.jpg|a.txt|a.jpg.json", "*", "B.jpg", case="keep") == ["B.jpg", "B.txt", "B.jpg.json"]
    frames = "s.0001.exr|s.0002.exr|s.0002.json|s.xml"
    assert renamed(frames, "^s", "scene", regex=True) == [
        "scene.0001.exr", "scene.0002.exr", "scene.0002.json", "scene.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("find", "to", "told"),
    [
        ("(", "x", "no regular expression"),
        ("x", "{2}", r"there is no \{2\}"),
        ("x", None, "nothing is to be changed"),
    ],
)
def test_what_makes_no_sense(find: str, to: str | None, told: str) -> None:
    with pytest.raises(BadCall, match=told):
        rule(find, to, regex=True, case="keep", offset=0)
