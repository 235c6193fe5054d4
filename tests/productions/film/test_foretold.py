"""A rehearsal of a film names the films that will come, at the places they come to."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import films
from tests.conftest import Said

import studio as package
from studio.store.films import FilmFolder
from studio.story.grammar import Narrator, Origin

Line = Callable[..., Said]


def foretold(studio: Line, *words: str | Path) -> list[str]:
    (told,) = [json.loads(line) for line in studio(*map(str, words), "--dry-run", "--json").out.splitlines()]
    made: list[str] = told["would_make"]
    return made


def test_a_film_lies_where_it_was_foretold(studio: Line) -> None:
    film = films.taken("Fyr hus")
    told = foretold(studio, "film", "edit", film)
    assert told == [str(film / package.film.edit(film).film)]
    for verb in (
        ("render",),
        ("resume",),
        ("retake", "--shot", "01"),
        ("revoice", "--line", "1", "--text", "Hi"),
    ):
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
        (("film", "versions", "film", "--lengths", "3"), "film ✗ a version lasts 3 s, and its film 2 s"),
        (("film", "render", "empty"), "empty ✗ empty holds no film: there is no storyboard.yaml in it"),
        (("film", "plan", "A café", "--duration", "0.1"), "A café ✗ “0.1 s” is too short for a film"),
        (("film", "make", "A lighthouse", "--folder", "film"), "A lighthouse ✗ film holds another film"),
        (("film", "export", "film", "--format", "vtt"), "film → film/captions/film.vtt"),
        (("film", "export", "film"), "film → film/timeline.otio"),
        (("film", "sketch", "film"), "film → film/preview/storyboard.yaml"),
        (("film", "storyboard", "film"), "film → film/storyboard/index.html"),
        (("film", "narrate", "film"), "film → what it does is not foretold"),
        (("film", "take", "film", "--shot", "01"), "film → film/shots/01/take-01/clip.mp4"),
        (("film", "take", "film", "--shot", "01", "--anew"), "film → film/shots/01/take-02/clip.mp4"),
        (("film", "approve", "film"), "film → film/approved.json"),
        (("film", "finish", "film", "--grain", "0.1"), "film → film/storyboard.yaml"),
        (("film", "reword", "film", "--line", "1", "--text", "Hi"), "film → film/storyboard.yaml"),
        (("film", "adapt", "film", "--aspect", "1:1"), "film → film/versions/fyrhus_2s_1x1/storyboard.yaml"),
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
    films.changed(film, "place: kitchen", "place: workshop")
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


PLAN = ("film", "plan", "A lighthouse", "--folder", "new")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("take", "film", "--shot", "9"), "the film has no shot 9"),
        (("retake", "film", "--shot", "9", "--budget", "1"), "the film has no shot 9"),
        (("choose", "film", "--shot", "9", "--take", "1"), "the film has no shot 9"),
        (("choose", "film", "--shot", "01", "--take", "7"), "shot 01 has no take 7"),
        (("approve", "film", "--shot", "9"), "the film has no shot 9"),
        (("reword", "film", "--line", "9", "--text", "Hi"), "the film has no line 9"),
        (("revoice", "film", "--line", "9", "--text", "Hi"), "the film has no line 9"),
        (("adapt", "film", "--aspect", "wide"), "wide is no shape of a picture"),
        (("adapt", "film/versions/v"), "film/versions/v is a version itself"),
        (("finish", "film", "--interpolation", "6"), "6 frames a second are fewer than the film has, 24"),
        (("finish", "film", "--grade", "no.cube"), "there is no table no.cube"),
        (("render", "film", "--upscale", "2160p"), "a film of 90 lines is not enlarged to 2160"),
        (("render", "film", "--approved"), "not approved as they are now: 01, 02, 03"),
        (("take", "asked", "--shot", "01"), "no HTTP provider is called nobody"),
        (("render", "asked"), "no HTTP provider is called nobody"),
        ((*PLAN[1:], "--interpolation", "6"), "6 frames a second are fewer than the film has, 24"),
        ((*PLAN[1:], "--music", "no.wav"), "there is no music called no.wav"),
        ((*PLAN[1:], "--vocabulary", "film"), "film has neither packs nor places nor props"),
    ],
)
def test_what_a_film_has_not_is_foretold_in_the_words_of_the_refusal(
    studio: Line, words: tuple[str, ...], told: str
) -> None:
    films.folder()
    films.changed(films.folder("asked"), "- id: '01'\n", "- id: '01'\n  provider: http:nobody\n")
    version = films.board(origin=Origin(name="Fyrhus", frames=48, film="../.."))
    films.folder("film/versions/v", version)
    before = films.prints(Path(), "film/**/*.*")
    said = json.loads(studio("film", *words, "--dry-run", "--json").out)
    assert (said["would_make"], said["would_fail"]) == ([], told)
    done = studio("film", *words)
    # A production names the step that refused.
    assert (done.code, re.sub(r" \([\d.]+-\w+\)$", "", done.err.splitlines()[0])) == (1, f"✗ {told}")
    assert films.prints(Path(), "film/**/*.*") == before
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*PLAN, "--style", "pink"), "there is no style called pink"),
        ((*PLAN, "--voice", "nobody"), "there is no voice called nobody"),
        ((*PLAN, "--music", "loud"), "there is no music called loud"),
        ((*PLAN, "--template", "saga"), "there is no way of telling called saga"),
        ((*PLAN, "--provider", "me"), "there is no provider of video called me"),
        ((*PLAN, "--fallback", "me"), "there is no provider of video called me"),
        ((*PLAN, "--grade", "pink"), "there is no grade called pink"),
        (("film", "make", *PLAN[2:], "--style", "pink"), "there is no style called pink"),
        (("film", "finish", "film", "--upscaler", "me"), "there is no upscaler called me"),
        (("film", "render", "film", "--grade", "pink"), "there is no grade called pink"),
        (("film", "resume", "film", "--fallback", "me"), "there is no provider of video called me"),
        (("film", "retake", "film", "--shot", "01", "--fallback", "me"), "there is no provider of video"),
        (("film", "reword", "film", "--line", "1"), "there is nothing to change"),
        (("film", "revoice", "film", "--line", "1"), "there is nothing to change"),
        (("film", "versions", "film", "--lengths", "x"), "x is no length of a film"),
        (("film", "lookbook", "--style", "pink"), "there is no style called pink"),
        (("film", "still", "A lighthouse", "--place", "moon"), "there is no place called moon"),
        (("audio", "speak", "Hi", "--voice", "nobody"), "there is no voice called nobody"),
        (("audio", "speak", "Hi", "--pronounce", "Hi"), "Hi: no pronunciation"),
    ],
)
def test_what_nobody_knows_is_refused_before_anything_begins(
    studio: Line, words: tuple[str, ...], told: str
) -> None:
    film = films.folder()
    before = FilmFolder(film).board.read_bytes()
    foretold, refused = studio(*words, "--dry-run"), studio(*words)
    assert foretold == refused
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(f"✗ {told}")
    assert FilmFolder(film).board.read_bytes() == before
    assert not Path("new").exists()


def test_a_way_of_telling_that_is_left_empty_is_ours_to_choose(studio: Line) -> None:
    assert foretold(studio, "film", "plan", "An ad for Fyrhus", "--voice", "none", "--template", "") == [
        "fyrhus/storyboard.yaml"
    ]


def test_a_voice_for_somebody_whom_the_brief_does_not_quote_is_foretold(studio: Line) -> None:
    pytest.importorskip("espeakng_loader")
    quotes = 'An ad for a bakery. Marta, the baker, says: "We bake at night." Jörg says: "Yes, we do."'
    asked = ("--voice", "espeak", "--folder", "cafe", "--dry-run", "--speaker")
    told = "nobody called Zorro says a line in this film"
    assert told in studio("film", "plan", quotes, *asked, "Zorro=girl").out
    assert told in studio("film", "plan", "An ad for a bakery", *asked, "Zorro=girl").out
    for who in ("Marta", "baker", "Jörg", "seller"):
        assert foretold(studio, "film", "plan", quotes, *asked[:-2], "--speaker", f"{who}=girl")


def test_a_voice_that_a_speaker_has_not_is_foretold(studio: Line) -> None:
    pytest.importorskip("espeakng_loader")
    told = "eSpeak NG has no voice 'nobody'"
    for words in ((*PLAN, "--voice", "espeak:nobody"), ("audio", "speak", "Hi", "--voice", "espeak:nobody")):
        assert studio(*words, "--dry-run").err.startswith(f"✗ {told}\n")
    films.folder(made=films.board(narrator=Narrator(provider="espeak")))
    for verb in ("reword", "revoice"):
        said = studio("film", verb, "film", "--line", "1", "--voice", "nobody", "--dry-run")
        assert said.out == f"film ✗ {told}\n"
