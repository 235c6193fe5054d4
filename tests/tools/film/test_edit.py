"""A film has exactly its frames, each where the storyboard says."""

from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

import numpy as np
import pytest
from tests import films, sounds

import studio
from studio.core.errors import NotFound, ToolFailed
from studio.media import probe
from studio.media.films.reel import unreeled
from studio.media.sound.listening import listen
from studio.render.shelf import Shelf
from studio.render.shots.matching import shape
from studio.render.transitions.hints import MIDDLE, Hints
from studio.render.transitions.joining import joined
from studio.store.films import FilmFolder
from studio.story.grammar import Cut


@pytest.fixture
def taken() -> Path:
    return films.taken("Fyr hus")


def test_shots_follow_one_another_at_their_frames(taken: Path) -> None:
    made = studio.film.edit(taken)
    assert (made.film, made.frames, made.duration, made.sound) == ("out/Fyr hus.mp4", 48, 2.0, False)
    frames = list(unreeled(taken / made.film))
    takes = [list(unreeled(taken / f"shots/{shot}/take-01/clip.mp4")) for shot in ("01", "02", "03")]
    assert len(frames) == 48
    for number, other in (
        (0, takes[0][0]),
        (12, takes[0][12]),
        (18, takes[1][5]),
        (31, takes[1][18]),
        (32, takes[2][0]),
    ):
        assert np.abs(frames[number].astype(int) - other).mean() < 2
    middle = (
        np.abs(frames[15].astype(int) - takes[0][15]).mean(),
        np.abs(frames[15].astype(int) - takes[1][2]).mean(),
    )
    assert all(apart > 4 for apart in middle)


def test_sound_ends_with_the_picture_and_keeps_its_peaks(taken: Path) -> None:
    (taken / "audio").mkdir()
    copyfile(sounds.spiky(), taken / "audio/mix.wav")
    made = studio.film.edit(taken)
    facts = probe.media(taken / made.film)
    assert made.sound
    assert facts.main_video.frames == 48
    assert abs(facts.audio[0].duration - 2.0) <= 1 / 24
    heard = listen(taken / made.film)
    assert heard.true_peak is not None
    assert heard.true_peak <= -1
    told = FilmFolder(taken).note("out/film")["encoded"]
    assert (told["true_peak"], told["loudness"]) == (heard.true_peak, round(heard.loudness or 0, 2))
    assert told["held_to"] < -1


def test_captions_beside_it_are_a_track(taken: Path) -> None:
    films.changed(taken, "pictures:", "finish: {captions: beside}\npictures:")
    (taken / "captions").mkdir()
    (taken / "captions/film.srt").write_text("1\n00:00:00,200 --> 00:00:01,200\nWhere the land ends\n")
    made = studio.film.edit(taken)
    assert made.captions == "beside"
    assert len(probe.media(taken / made.film).subtitles) == 1


def test_a_film_without_its_sound_and_its_captions_says_what_is_missing(taken: Path) -> None:
    made = studio.film.edit(taken)
    whole = f"studio film render '{taken}' makes it whole"
    assert made.captions == "none"
    assert made.lacking == (
        f"nothing is heard: there is no audio/mix.wav; {whole}",
        f"it has no captions: there is no film.srt in captions/; {whole}",
    )
    (taken / "captions").mkdir()
    (taken / "captions/film.srt").write_text("\n")
    studio.film.score(taken)
    studio.film.mix(taken)
    films.changed(taken, "brief:", "narrator: {provider: espeak}\nbrief:")
    made = studio.film.edit(taken)
    assert (made.captions, made.sound) == ("none", True)
    assert made.lacking == (
        f"its narration cannot be heard: not in audio/mix.wav; {whole}",
        f"it has no captions: film.srt is empty in captions/; {whole}",
    )


def test_a_film_that_is_whole_or_wants_no_more_lacks_nothing(taken: Path) -> None:
    assert studio.film.edit(films.rendered("whole")).lacking == ()
    films.changed(taken, "pictures:", "finish: {captions: none}\nmusic: {mood: none}\npictures:")
    assert studio.film.edit(taken).lacking == ()


def test_it_is_put_together_once(taken: Path) -> None:
    film = taken / studio.film.edit(taken).film
    before = film.stat().st_mtime_ns
    studio.film.edit(taken)
    assert film.stat().st_mtime_ns == before
    films.changed(taken, "kind: dissolve", "kind: zoom")
    studio.film.edit(taken)
    assert film.stat().st_mtime_ns > before


def test_a_shot_that_was_not_made_is_named() -> None:
    with pytest.raises(NotFound, match="shot 01 was not made yet"):
        studio.film.edit(films.folder())


def test_a_broken_take_is_named_with_what_makes_it_anew(taken: Path) -> None:
    (taken / "shots/02/take-01/clip.mp4").write_bytes(b"no film")
    with pytest.raises(ToolFailed, match=r"shot 02: clip.mp4 cannot be read back") as broken:
        studio.film.edit(taken)
    assert broken.value.hint == f"studio film take '{taken}' --shot 02 makes it anew"
    assert studio.film.take(taken, shot="02").took > 0
    studio.film.edit(taken)


def test_a_film_whose_folder_was_renamed_is_called_like_it_and_is_not_made_again(taken: Path) -> None:
    made = studio.film.edit(taken)
    before = (taken / made.film).stat().st_ino
    renamed = taken.rename("Leuchtturm")
    again = studio.film.edit(renamed)
    assert again.film == "out/Leuchtturm.mp4"
    assert (renamed / again.film).stat().st_ino == before
    assert sorted(path.name for path in (renamed / "out").iterdir()) == [
        "Leuchtturm.mp4", "Leuchtturm.provenance.json", "film.json",
    ]  # fmt: skip


def test_a_folder_with_the_longest_name_there_is_holds_a_film(taken: Path) -> None:
    film = taken.rename("ü" * 127)
    assert Path(studio.film.edit(film).film).name == "ü" * 100 + ".mp4"


def test_a_cut_by_shape_leads_from_one_thing_to_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    board = films.board()
    things = [("bread", "kitchen"), ("cup", "office")]
    pictures = [
        films.picture(
            f"0{number + 1}", "hook", 24, Cut(kind="match", frames=5 * (1 - number)),
            place=place, cast=[{"prop": prop}], camera={"move": "still"},
        )
        for number, (prop, place) in enumerate(things)
    ]  # fmt: skip
    film = films.folder(made=board.model_copy(update={"pictures": pictures, "beats": board.beats[:1]}))
    for shot in ("01", "02"):
        studio.film.take(film, shot=shot)
    told: list[Hints] = []

    def spied(kind: str, *given: Any, hints: Hints, **more: Any) -> Any:
        told.append(hints)
        return joined(kind, *given, hints=hints, **more)

    monkeypatch.setattr("studio.render.transitions.sequence.joined", spied)
    studio.film.edit(film)
    assert len(told) == 5
    sized = [one.shot.model_copy(update={"width": 160, "height": 90, "fps": 24}) for one in pictures]
    assert told[0] == Hints(shape(sized[0], Shelf(), 1.0), shape(sized[1], Shelf(), 0.0))
    assert told[0].here != told[0].there
    assert MIDDLE not in (told[0].here, told[0].there)
    told.clear()
    FilmFolder(film).tell("shots/02/take-01/meta", provider="given")
    rmtree(film / "out")
    studio.film.edit(film)
    assert told[0] == Hints(shape(sized[0], Shelf(), 1.0), MIDDLE)
