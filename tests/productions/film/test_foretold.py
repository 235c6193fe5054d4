"""A rehearsal of a film names the films that will come, at the places they come to."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import films
from tests.conftest import Said

import studio as package

Line = Callable[..., Said]


def foretold(studio: Line, *words: str | Path) -> list[str]:
    (told,) = [json.loads(line) for line in studio(*map(str, words), "--dry-run", "--json").out.splitlines()]
    made: list[str] = told["would_make"]
    return made


def test_a_film_lies_where_it_was_foretold(studio: Line) -> None:
    film = films.taken("Fyr hus")
    told = foretold(studio, "film", "edit", film)
    assert told == [str(film / package.film.edit(film).film)]
    for verb in (("render",), ("resume",), ("retake", "--shot", "01"), ("revoice", "--line", "1")):
        assert foretold(studio, "film", verb[0], film, *verb[1:]) == told
    assert foretold(studio, "film", "reproduce", told[0], "--folder", "again") == ["again/out/again.mp4"]


def test_the_folder_of_a_film_is_foretold_from_its_brief(studio: Line) -> None:
    brief = "A 5 second ad for Fyrhus, a lighthouse café"
    told = foretold(studio, "film", "plan", brief)
    assert not Path("fyrhus").exists()
    package.film.plan(brief, voice="none")
    assert [str(path) for path in Path().glob("*/storyboard.yaml")] == told
    assert foretold(studio, "film", "make", brief, "--voice", "none") == ["fyrhus/out/fyrhus.mp4"]
    assert foretold(studio, "film", "make", brief, "--folder", "cafe") == ["cafe/out/cafe.mp4"]


def test_versions_and_a_preview_are_named_one_by_one(studio: Line) -> None:
    film = films.folder()
    told = foretold(studio, "film", "versions", film, "--lengths", "2", "--aspects", "1:1,9:16")
    made = [package.film.adapt(film, aspect=shape).folder for shape in ("1:1", "9:16")]
    assert told == [f"{folder}.mp4" for folder in made]
    preview = film / package.film.sketch(film).folder
    assert foretold(studio, "film", "preview", film) == [str(preview / "out/preview.mp4")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("film", "make", ""), " ✗ the brief is empty"),
        (("film", "versions", "film", "--lengths", "x"), "film ✗ x is no length of a film"),
        (("film", "versions", "film", "--lengths", "3"), "film ✗ a version lasts 3 s, and its film 2 s"),
        (("film", "render", "empty"), "empty ✗ empty holds no film: there is no storyboard.yaml in it"),
        (("film", "plan", "A café", "--duration", "0.1"), "A café ✗ “0.1 s” is too short for a film"),
        (("film", "make", "A lighthouse", "--folder", "film"), "A lighthouse ✗ film holds another film"),
        (("film", "export", "film", "--format", "vtt"), "film → film/captions/film.vtt"),
        (("film", "export", "film"), "film → film/timeline.otio"),
        (("film", "sketch", "film"), "film → film/preview/storyboard.yaml"),
        (("film", "storyboard", "film"), "film → film/storyboard/index.html"),
        (("film", "take", "film", "--shot", "01"), "film → what it does is not foretold"),
        (("image", "info", "a.png"), "a.png → only tells"),
    ],
)
def test_what_makes_no_film_says_so(studio: Line, words: tuple[str, ...], told: str) -> None:
    films.folder()
    Path("empty").mkdir()
    Path("a.png").touch()
    assert studio(*words, "--dry-run").out == f"{told}\n"


def test_a_film_that_only_was_asked_for_is_foretold_and_none_whose_brief_is_no_film(studio: Line) -> None:
    asked = {"brief": "A 5 second ad for Fyrhus", "voice": "none"}
    Path("half").mkdir()
    Path("half/brief.json").write_text(json.dumps({"asked": asked}))
    assert foretold(studio, "film", "resume", "half") == ["half/out/half.mp4"]
    Path("half/brief.json").write_text(json.dumps({"asked": {**asked, "duration": 0.1}}))
    assert studio("film", "resume", "half", "--dry-run").out == "half ✗ “0.1 s” is too short for a film\n"


def test_a_film_is_not_made_again_where_another_lies(studio: Line) -> None:
    film = films.rendered("cafe")
    films.changed(film, "beats:", "# mine\nbeats:")
    for verb in ("restore", "reproduce"):
        told = json.loads(studio("film", verb, str(film / "out/cafe.mp4"), "--dry-run", "--json").out)
        assert (told["would_make"], told["would_fail"]) == ([], "cafe holds another film")
    assert foretold(studio, "film", "restore", film / "out/cafe.mp4", "--folder", "again") == [
        "again/storyboard.yaml"
    ]
    assert not Path("again").exists()


def test_a_plan_that_is_there_already_is_foretold_for_the_same_words_alone(studio: Line) -> None:
    brief = "A 5 second ad for Fyrhus, a lighthouse café"
    package.film.plan(brief, voice="none", folder=Path("cafe"), grain=0.1)
    there = ("--folder", "cafe", "--voice", "none", "--grain")
    assert foretold(studio, "film", "make", brief, *there, "0.1") == ["cafe/out/cafe.mp4"]
    said = studio("film", "make", brief, *there, "0.2", "--dry-run")
    assert (said.code, said.out.partition(" ✗ ")[2]) == (1, "cafe holds another film\n")
