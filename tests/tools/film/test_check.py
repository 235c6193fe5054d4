"""A finished film proves what it was meant to be, and says in words where it does not."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import films, predicting, watched

import studio
from studio.core.errors import BadInput, NotFound, StudioError
from studio.media.checking import watching
from studio.media.encode import executable
from studio.media.films.reel import unreeled
from studio.store.films import FilmFolder


@pytest.fixture
def film() -> Path:
    """A film of two seconds with music, captions and nobody who speaks."""
    return films.rendered("cafe")


def states(found: Any) -> dict[str, str]:
    return {one.check: one.state for one in found.checks}


def ffmpeg(*words: object) -> None:
    subprocess.run([executable(), "-v", "error", "-y", *map(str, words)], check=True)


def test_a_film_that_is_well_proves_it(film: Path) -> None:
    found = studio.film.check(film)
    assert found.faults == ()
    assert found.good
    told = states(found)
    unchecked = {name for name, state in told.items() if state == "not checked"}
    assert unchecked == {"seams", "speech", "lips"}
    assert len(told) == 21


def test_what_was_found_lies_in_its_folder(film: Path) -> None:
    found = studio.film.check(film)
    told = json.loads((film / "check.json").read_text("utf-8"))
    assert (told["film"], told["good"]) == ("cafe.mp4", True)
    assert [one["check"] for one in told["checks"]] == [one.check for one in found.checks]


def test_what_has_not_changed_is_not_looked_at_again(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    watch = watching.watched

    def watched(path: Path, **more: Any) -> watching.Seen:
        looked.append(path)
        return watch(path, **more)

    monkeypatch.setattr(watching, "watched", watched)
    found = studio.film.check(film)
    assert (looked, found.good) == ([], True)
    assert studio.film.check(film.absolute()).checks == found.checks
    film = film.rename("elsewhere")
    assert studio.film.check(film).checks == found.checks
    assert looked == []
    note, place = film / "check.json", film / "out/cafe.mp4"
    changes: list[Callable[[], object]] = [
        lambda: note.write_text(note.read_text("utf-8").replace('"held"', '"not checked"', 1), "utf-8"),
        lambda: note.write_text("{"),
        lambda: films.changed(film, "place: kitchen", "place: workshop"),
        (film / "audio/music.wav").unlink,
        lambda: films.rewritten(place, list(unreeled(place))[:-1]),
    ]
    for number, change in enumerate(changes, 1):
        change()
        again = studio.film.check(film)
        assert len(looked) == number
        assert studio.film.check(film) == again
        assert len(looked) == number
    assert not again.good


def test_a_fault_is_told_with_its_frame_time_and_shot(film: Path) -> None:
    place = film / "out/cafe.mp4"
    made = list(unreeled(place))
    made[40] = made[41] = films.dark(made[0])
    films.rewritten(place, made)
    found = studio.film.check(film)
    [fault] = [one for one in found.faults if one.check == "black"]
    assert (fault.frame, fault.end, fault.shot, fault.measured, fault.bound) == (40, 42, "03", 2, 0)
    assert fault.time == pytest.approx(40 / 24, abs=1e-3)
    assert not found.good


def test_strict_fails_in_one_sentence(film: Path) -> None:
    place = film / "out/cafe.mp4"
    films.rewritten(place, list(unreeled(place))[:-1])
    with pytest.raises(BadInput, match="frames: 47 frames instead of 48 at frame 47"):
        studio.film.check(film, strict=True)


def test_a_film_in_its_folder_is_known_by_its_plan(film: Path) -> None:
    assert states(studio.film.check(film / "out/cafe.mp4"))["cuts"] == "held"


def test_a_film_that_was_renamed_in_its_folder_is_known_by_its_plan(film: Path) -> None:
    (film / "out/cafe.mp4").rename(film / "out/final.mp4")
    found = studio.film.check(film)
    assert states(found)["cuts"] == "held"


def test_a_film_of_somebody_else_gets_what_needs_no_plan(film: Path) -> None:
    other = Path(shutil.copy(film / "out/cafe.mp4", "delivered.mp4"))
    told = states(studio.film.check(other))
    held = {name for name, state in told.items() if state == "held"}
    assert held == {
        "frames", "format", "ending", "black", "frozen", "repeated", "flicker", "true peak", "silence",
        "clipping",
    }  # fmt: skip
    assert not Path("check.json").exists()


def test_without_sound_that_was_planned_a_film_is_at_fault(film: Path) -> None:
    place = film / "out/cafe.mp4"
    ffmpeg("-i", place, "-an", "-c:v", "copy", "silent.mp4")
    assert states(studio.film.check(Path("silent.mp4")))["ending"] == "not checked"
    shutil.move("silent.mp4", place)
    told = states(studio.film.check(film))
    assert told["ending"] == "fault"
    assert told["loudness"] == "not checked"


def test_frames_that_are_shown_for_different_times_are_named() -> None:
    watched.written(watched.frames(24, 24))
    ffmpeg("-i", "film.mp4", "-vf", "setpts='if(gt(N,11),PTS+3/24/TB,PTS)'", "-fps_mode", "vfr", "vfr.mp4")
    assert "different times" in next(
        one.told for one in studio.film.check(Path("vfr.mp4")).faults if one.check == "frames"
    )


def test_sound_without_a_picture_is_refused() -> None:
    ffmpeg("-f", "lavfi", "-i", "sine", "-t", "1", "tone.m4a")
    with pytest.raises(BadInput, match=r"tone.m4a has no picture"):
        studio.film.check(Path("tone.m4a"))


@pytest.mark.parametrize("kind", ["empty", "no film", "cut off"])
def test_what_is_no_whole_film_is_refused_in_one_sentence(kind: str) -> None:
    path = watched.written(watched.frames(12, 12))
    path.write_bytes({"empty": b"", "no film": b"words" * 99, "cut off": path.read_bytes()[:-900]}[kind])
    with pytest.raises(StudioError) as refused:
        studio.film.check(path)
    assert len(refused.value.message.splitlines()) == 1


def test_a_folder_without_a_finished_film_says_what_makes_it() -> None:
    with pytest.raises(NotFound, match="was not put together yet"):
        studio.film.check(films.folder())
    Path("empty").mkdir()
    with pytest.raises(NotFound, match="holds no film"):
        studio.film.check(Path("empty"))


def test_where_nobody_speaks_a_mouth_that_moves_is_named_with_its_frames(film: Path) -> None:
    take = FilmFolder(film).take("02")
    (take / "mouth.json").write_text(json.dumps({"open": [0.0] * 19}))
    assert states(studio.film.check(film))["lips"] == "held"
    (take / "mouth.json").write_text(json.dumps({"open": [0.0] * 9 + [0.6] * 4 + [0.0] * 6}))
    [fault] = [one for one in studio.film.check(film).faults if one.check == "lips"]
    # The take has three frames more before its shot, for the dissolve.
    assert (fault.frame, fault.end, fault.shot) == (16 + 9 - 3, 16 + 13 - 3, "02")


def test_a_shot_is_judged_by_who_made_it_and_not_by_who_was_asked(film: Path, tmp_path: Path) -> None:
    short = ("most: 41, least: 5", "most: 9, least: 5")
    predicting.described(tmp_path / "home", "http://127.0.0.1:9", short)
    folder = FilmFolder(film)
    folder.change(("pictures", 1, "provider"), "http:stripes")
    # Ours stood in: what the one who was asked makes in two chunks was made in one go.
    folder.tell("shots/02/take-01/meta", instead="http:stripes")
    assert states(studio.film.check(film))["seams"] == "not checked"
    folder.tell("shots/02/take-01/meta", provider="http:stripes", instead=None)
    assert states(studio.film.check(film))["seams"] == "held"


def test_the_command_line_prints_a_table(film: Path, studio: Callable[..., Any]) -> None:
    said = studio("film", "check", film)
    assert said.code == 0
    assert "captions" in said.out
    assert "held" in said.out
    assert studio("film", "check", film, "--json").out.count('"state": "held"') == 18
