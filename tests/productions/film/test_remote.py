"""A film whose shots come from a prediction API: as long as from our own renderer, with what it cost."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import films, predicting
from tests.predicting import Api

import studio
from studio.core.errors import Refused
from studio.media import probe
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard

KEY = "r8_hunter2hunter2"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_STRIPES", KEY)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with predicting.api(tmp_path / "server") as api:
        predicting.described(tmp_path / "home", api.url)
        yield api


def by(provider: str, name: str) -> Path:
    board = films.board()
    pictures = [
        one.model_copy(update={"provider": provider, "prompt": f"stripes {one.id}"}) for one in board.pictures
    ]
    return films.folder(name, board.model_copy(update={"pictures": pictures}))


def test_the_same_storyboard_gives_a_film_of_exactly_its_length_whoever_makes_it(api: Api) -> None:
    ours, theirs = films.rendered() / "out/film.mp4", by("http:stripes", "theirs")
    estimated = studio.film.estimate(theirs)
    assert [(one.provider, one.requests, one.price, one.currency) for one in estimated.providers] == [
        ("http:stripes", 3, 0.75, "USD")
    ]
    shown = [
        (film.frames, film.width, film.height, film.rate)
        for made in (ours, Path(studio.film.render(theirs).film))
        for film in [probe.media(made).main_video]
    ]
    assert shown == [(48, 160, 90, "24")] * 2
    found = studio.film.inspect(theirs / "out/theirs.mp4")
    assert (found.paid, found.currency) == (0.75, "USD")
    assert {one.provider for one in found.shots} == {"http:stripes"}
    page = (theirs / "storyboard/index.html").read_text("utf-8")
    assert "0.75 USD" in page
    assert KEY not in "".join(file.read_text("latin-1") for file in theirs.rglob("*") if file.is_file())
    assert studio.film.inspect(ours).paid == 0


def test_a_film_stops_at_its_budget_keeps_what_is_done_and_goes_on(api: Api) -> None:
    folder = by("http:stripes", "film")
    with pytest.raises(Refused, match=r"budget of 0\.5 USD"):
        studio.film.render(folder, budget=0.5)
    assert api.count("submit") == 2
    made = studio.film.resume(folder, budget=2)
    assert made.frames == 48
    assert api.count("submit") == 3


def test_one_that_dies_is_stood_in_for_and_that_is_said_everywhere(
    api: Api,
) -> None:
    folder = by("http:stripes", "film")
    api.misbehave("submit", lambda _: False, *[predicting.refusing(500)] * 100)
    made = studio.film.render(folder, fallback="builtin")
    assert (made.frames, len(made.stood_in)) == (48, 2)
    assert all("was made by builtin, not http:stripes: " in told for told in made.stood_in)
    assert FilmFolder(folder).storyboard(Storyboard).fallback == "builtin"
    assert "made by builtin instead of http:stripes" in (folder / "storyboard/index.html").read_text("utf-8")
    found = studio.film.inspect(folder / "out/film.mp4")
    assert sorted(one.instead for one in found.shots) == ["", "http:stripes", "http:stripes"]


def test_a_preview_costs_nothing(api: Api) -> None:
    folder = by("http:stripes", "film")
    studio.film.sketch(folder)
    board = FilmFolder(folder / "preview").storyboard(Storyboard)
    assert {one.provider for one in board.pictures} == {"builtin"}


def test_breakers_of_providers_are_shown_and_reset(
    api: Api, studio: Callable[..., Any], tmp_path: Path
) -> None:
    from studio.store.rests import Rests

    for _ in range(3):
        Rests(tmp_path / "home").went_wrong("http:stripes", "out of GPUs")
    shown = json.loads(studio("breakers", "list", "--json").out)
    assert (shown["kind"], shown["state"], shown["error"]) == ("http:stripes", "open", "out of GPUs")
    listed = json.loads(studio("film", "providers", "--json").out.splitlines()[-1])
    mine = next(one for one in _makers(listed) if one["name"] == "http:stripes")
    assert (mine["breaker"], mine["price"], mine["licence"], mine["rates"], mine["missing"]) == (
        "open", "0.25 USD a request", "for tests alone", "12", "",
    )  # fmt: skip
    assert studio("breakers", "reset", "http:stripes").code == 0
    assert studio("breakers", "list", "--json").out == ""


def _makers(told: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told.get("result", told)["makers"]
    return found


def test_a_film_is_not_paid_again_unasked_when_it_is_reproduced(api: Api) -> None:
    film = Path(studio.film.render(by("http:stripes", "film")).film)
    asked = api.count("submit")
    with pytest.raises(Refused, match="the budget of 0 USD has 0 USD left"):
        studio.film.reproduce(film, folder=Path("again"))
    assert api.count("submit") == asked
