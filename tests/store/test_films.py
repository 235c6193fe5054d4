"""A film's folder knows what of it is fresh: same origin, and every file as it was made."""

import json
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound, Refused
from studio.core.scratch import PREFIX
from studio.core.written.shapes import Written
from studio.store.films import FilmFolder, fingerprint, making


class Board(Written):
    """A storyboard of one line."""

    title: str


@pytest.fixture
def film(tmp_path: Path) -> FilmFolder:
    return FilmFolder(tmp_path / "film")


def made(tmp_path: Path, text: str = "sound") -> Path:
    file = tmp_path / "made.wav"
    file.write_text(text)
    return file


def test_a_part_is_fresh_once_it_is_kept_and_only_for_its_key(film: FilmFolder, tmp_path: Path) -> None:
    assert not film.fresh("audio/mix", "one")
    film.keep("audio/mix", "one", {"audio/mix.wav": made(tmp_path)}, loudness=-14.0)
    assert film.mix.read_text() == "sound"
    assert film.fresh("audio/mix", "one")
    assert not film.fresh("audio/mix", "two")
    assert film.note("audio/mix")["loudness"] == -14.0


def test_a_part_that_was_changed_or_taken_away_is_not_fresh(film: FilmFolder, tmp_path: Path) -> None:
    film.keep("audio/mix", "one", {"audio/mix.wav": made(tmp_path)})
    film.mix.write_text("other")
    assert not film.fresh("audio/mix", "one")
    film.mix.write_text("sound")
    assert film.fresh("audio/mix", "one")
    film.mix.unlink()
    assert not film.fresh("audio/mix", "one")


def test_files_without_their_note_are_not_fresh(film: FilmFolder, tmp_path: Path) -> None:
    """What a kill leaves: the file is there already, the note is still the one of before."""
    film.keep("audio/mix", "one", {"audio/mix.wav": made(tmp_path, "before")})
    film.mix.write_text("after")
    assert not film.fresh("audio/mix", "one")
    assert not film.fresh("audio/mix", "two")


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"fingerprint": "one"}', "\x00"])
def test_a_note_that_cannot_be_read_says_nothing(film: FilmFolder, tmp_path: Path, broken: str) -> None:
    film.keep("audio/mix", "one", {"audio/mix.wav": made(tmp_path)})
    (film.path / "audio/mix.json").write_text(broken)
    assert not film.fresh("audio/mix", "one")


def test_keeping_again_replaces_and_leaves_nothing_else(film: FilmFolder, tmp_path: Path) -> None:
    for text in ("one", "two"):
        film.keep("audio/mix", text, {"audio/mix.wav": made(tmp_path, text)})
    assert film.mix.read_text() == "two"
    assert sorted(file.name for file in film.mix.parent.iterdir()) == ["mix.json", "mix.wav"]
    assert not list(film.path.rglob(f"{PREFIX}*"))


def test_a_part_can_be_dropped(film: FilmFolder, tmp_path: Path) -> None:
    film.keep("audio/music", "one", {"audio/music.wav": made(tmp_path)})
    film.drop("audio/music", "audio/music.wav")
    film.drop("audio/music", "audio/music.wav")
    assert not list(film.music.parent.iterdir())


def test_notes_are_for_people_too(film: FilmFolder, tmp_path: Path) -> None:
    film.keep("audio/mix", "one", {"audio/mix.wav": made(tmp_path)}, what="Lübeck")
    text = (film.path / "audio/mix.json").read_text("utf-8")
    assert "Lübeck" in text
    assert list(json.loads(text)) == ["what", "files", "fingerprint"]


def test_the_storyboard_is_read_as_what_it_is(film: FilmFolder) -> None:
    with pytest.raises(NotFound, match="holds no film") as missing:
        film.storyboard(Board)
    assert "studio film plan" in missing.value.hint
    film.path.mkdir()
    film.board.write_text("title: One\n")
    assert film.storyboard(Board).title == "One"
    film.board.write_text("titel: One\n")
    with pytest.raises(BadInput, match=r"storyboard\.yaml:1:1: title is missing"):
        film.storyboard(Board)


def test_a_fingerprint_is_of_values_files_and_code(tmp_path: Path) -> None:
    file, none = made(tmp_path), tmp_path / "none.wav"
    prints = [
        fingerprint(Board(title="One"), 1),
        fingerprint(Board(title="Two"), 1),
        fingerprint(Board(title="One"), 2),
        fingerprint(Board(title="One"), 1, files=[file]),
        fingerprint(Board(title="One"), 1, files=[none]),
        fingerprint(Board(title="One"), 1, code=["studio.store.films"]),
        fingerprint(Board(title="One"), 1, code=["studio.store"]),
    ]
    assert len(set(prints)) == len(prints)
    assert fingerprint(Board(title="One"), 1) == prints[0]
    assert fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    file.write_text("else")
    assert fingerprint(Board(title="One"), 1, files=[file]) != prints[3]
    with pytest.raises(LookupError, match="nowhere"):
        fingerprint(code=["studio.nowhere"])


def test_whoever_names_the_storyboard_means_its_folder(film: FilmFolder) -> None:
    film.write(film.board, "title: One\n")
    assert FilmFolder(film.board).path == film.path
    assert FilmFolder(film.board).storyboard(Board).title == "One"


def test_a_part_that_comes_under_another_name_leaves_none_behind(film: FilmFolder, tmp_path: Path) -> None:
    film.keep("out/film", "one", {"out/cafe.mp4": made(tmp_path)})
    film.keep("out/film", "two", {"out/bar.mp4": made(tmp_path, "other")})
    assert sorted(path.name for path in film.out.iterdir()) == ["bar.mp4", "film.json"]


def test_a_file_of_a_part_is_called_otherwise(film: FilmFolder, tmp_path: Path) -> None:
    film.keep("out/film", "one", {"out/cafe.mp4": made(tmp_path)}, frames=48)
    film.move("out/film", "out/cafe.mp4", "out/bar.mp4")
    assert film.fresh("out/film", "one")
    assert film.note("out/film")["frames"] == 48
    assert sorted(path.name for path in film.out.iterdir()) == ["bar.mp4", "film.json"]


def test_nothing_is_written_where_a_link_leads_out_of_the_folder(film: FilmFolder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    film.path.mkdir()
    film.out.symlink_to(elsewhere)
    with pytest.raises(Refused, match="leads out of the film's folder"):
        film.keep("out/film", "one", {"out/cafe.mp4": made(tmp_path)})
    with pytest.raises(Refused, match="leads out of the film's folder"):
        film.write(film.out / "film.json", "{}")
    assert list(elsewhere.iterdir()) == []


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "film").symlink_to(tmp_path / "disk")
    film = FilmFolder(tmp_path / "film")
    film.keep("out/film", "one", {"out/cafe.mp4": made(tmp_path)})
    assert (tmp_path / "disk/out/cafe.mp4").is_file()


def test_a_failure_says_first_which_part_it_is() -> None:
    with pytest.raises(NotFound, match=r"^shot 03: there is no lamp$") as told, making("shot 03"):
        raise NotFound("there is no lamp", hint="draw one")
    assert told.value.hint == "draw one"


def test_files_of_the_user_are_brought_into_the_folder_each_once(film: FilmFolder, tmp_path: Path) -> None:
    for folder, text in (("one", "first"), ("two", "second")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "logo.svg").write_text(text)
    one, two = tmp_path / "one/logo.svg", tmp_path / "two/logo.svg"
    assert [film.bring(file) for file in (one, two, one, two)] == [
        "brought/logo.svg", "brought/logo-2.svg", "brought/logo.svg", "brought/logo-2.svg",
    ]  # fmt: skip
    assert (film.path / "brought/logo-2.svg").read_text() == "second"
