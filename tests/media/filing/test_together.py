"""Frames are one thing, and what lies beside a picture goes with it."""

from pathlib import Path

import pytest

from studio.media.filing.together import Item, items


def seen(names: list[str], **more: bool) -> dict[str, list[str]]:
    """The things some files make: by their titles, the other files of each."""
    found = items(Path("/f"), names, **more)
    return {item.title: sorted(item.files[len(item.names) :]) for item in found}


FRAMES = [f"shot.{number:04}.exr" for number in (1, 2, 3, 7)]


def test_frames_are_one_thing_and_gaps_are_shown() -> None:
    assert seen([*FRAMES, "shot.txt.bak"]) == {"shot.####.exr [1-7], lacks 4-6": [], "shot.txt.bak": []}


def test_what_lies_beside_a_frame_or_the_whole_goes_along() -> None:
    (item,) = items(Path("/f"), [*FRAMES, "shot.0002.json", "shot.xml"])
    assert item.names == tuple(FRAMES)
    assert item.beside == {"shot.0002.json": "shot.0002.exr", "shot.xml": ""}


def test_pictures_of_two_years_are_no_sequence() -> None:
    assert seen(["pic 1.png", "pic 2026.png"]) == {"pic 1.png": [], "pic 2026.png": []}


@pytest.mark.parametrize(
    ("beside", "lead"),
    [
        ("photo.txt", "photo.jpg"),
        ("photo.jpg.json", "photo.jpg"),
        ("photo.npz", "photo.jpg"),
        ("film.srt", "film.mp4"),
        ("film.en.srt", "film.mp4"),
        ("film.mp4.xml", "film.mp4"),
        ("take.lrc", "take.wav"),
    ],
)
def test_what_belongs_to_what(beside: str, lead: str) -> None:
    assert seen(["photo.jpg", "film.mp4", "take.wav", beside])[lead] == [beside]


@pytest.mark.parametrize("name", ["notes.txt", "photo2.txt", "photo.exe", "photo"])
def test_what_stands_alone(name: str) -> None:
    assert seen(["photo.jpg", name]) == dict(sorted({"photo.jpg": [], name: []}.items()))


def test_nothing_goes_together_where_nobody_wants_it() -> None:
    names = [*FRAMES, "shot.0002.json"]
    assert seen(names, frames_together=False, beside=False) == {name: [] for name in sorted(names)}


def test_frames_apart_keep_what_is_theirs() -> None:
    whole = items(Path("/f"), [*FRAMES, "shot.0002.json", "shot.xml"])[0]
    assert whole.apart()[:2] == [
        Item(Path("/f"), ("shot.0001.exr",), {"shot.xml": "shot.0001.exr"}),
        Item(Path("/f"), ("shot.0002.exr",), {"shot.0002.json": "shot.0002.exr"}),
    ]
