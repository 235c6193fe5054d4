"""Shots that a prediction API makes: labelled, paid once, stood in for where that is wished for."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import films, predicting
from tests.predicting import Api

import studio
from studio.core.errors import Refused, ToolFailed, Unavailable
from studio.media import probe
from studio.store.films import FilmFolder
from studio.store.ledger import Charge, Ledger
from studio.store.rests import Rests

KEY = "r8_hunter2hunter2"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_STRIPES", KEY)


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    with predicting.api(tmp_path / "server") as api:
        predicting.described(tmp_path / "home", api.url)
        yield api


def film(fallback: str = "") -> Path:
    """A film of three shots that the API is to make."""
    board = films.board()
    pictures = [
        one.model_copy(update={"provider": "http:stripes", "prompt": f"stripes {one.id}"})
        for one in board.pictures
    ]
    return films.folder(made=board.model_copy(update={"pictures": pictures, "fallback": fallback}))


def note(folder: Path, shot: str) -> dict[str, object]:
    return FilmFolder(folder).note(f"shots/{shot}/take-01/meta")


def test_a_take_is_of_the_films_kind_whatever_its_maker_makes(api: Api) -> None:
    folder = film()
    made = studio.film.take(folder, shot="02")
    seen = probe.media(folder / made.clip).main_video
    assert (seen.frames, seen.width, seen.height, seen.rate) == (19, 160, 90, "24")
    (asked,) = (one.input for one in api.made.values())
    assert (asked["fps"], asked["frames"] % 4, asked["width"] % 16, asked["height"] % 16) == (12, 1, 0, 0)
    told = note(folder, "02")
    assert (told["provider"], told["price"], told["currency"]) == ("http:stripes", 0.25, "USD")
    assert not (folder / "shots/02/asked").exists()
    assert studio.film.take(folder, shot="02").took == 0
    assert api.count("submit") == 1


def test_without_a_fallback_the_reason_is_told_and_what_is_done_stays(api: Api) -> None:
    folder = film()
    studio.film.take(folder, shot="01")
    api.misbehave("submit", *[predicting.refusing(500)] * 3)
    with pytest.raises(ToolFailed, match="shot 02: http:stripes is busy or broken"):
        studio.film.take(folder, shot="02")
    assert studio.film.take(folder, shot="01").took == 0
    assert studio.film.take(folder, shot="02").provider == "http:stripes"


def test_one_that_dies_in_the_middle_is_let_rest_and_stood_in_for(api: Api, tmp_path: Path) -> None:
    folder = film("builtin")
    assert studio.film.take(folder, shot="01").instead == ""
    api.misbehave("submit", *[predicting.refusing(500)] * 1000)
    before = api.count("submit")
    for _ in range(3):
        made = studio.film.take(folder, shot="02", anew=True)
        assert (made.provider, made.instead) == ("builtin", "http:stripes")
    asked = api.count("submit")
    assert asked == before + 9
    made = studio.film.take(folder, shot="03")
    assert (made.provider, made.instead) == ("builtin", "http:stripes")
    assert api.count("submit") == asked
    told = note(folder, "03")
    assert told["instead"] == "http:stripes"
    assert "failed 3 times within 10 minutes" in str(told["reason"])
    account = Ledger(folder).account()
    assert set(account.stood) == {"02", "03"}
    assert account.stood["03"].provider == "builtin"
    (rest,) = Rests(tmp_path / "home").all()
    assert (rest.name, rest.breaker.state(time.time())) == ("http:stripes", "open")


def test_one_that_rests_stops_a_film_without_a_fallback_in_a_sentence(api: Api, tmp_path: Path) -> None:
    folder = film()
    for _ in range(3):
        Rests(tmp_path / "home").went_wrong("http:stripes", "out of GPUs")
    with pytest.raises(Unavailable, match=r"shot 01: http:stripes failed 3 times .* studio breakers reset"):
        studio.film.take(folder, shot="01")
    assert Rests(tmp_path / "home").reset("http:stripes")
    assert studio.film.take(folder, shot="01").provider == "http:stripes"


def test_what_is_refused_for_itself_is_no_reason_to_rest(api: Api, tmp_path: Path) -> None:
    folder = film("builtin")
    api.misbehave("submit", *[predicting.refusing(422, "no people")] * 5)
    for _ in range(5):
        assert studio.film.take(folder, shot="02", anew=True).instead == "http:stripes"
    assert not Rests(tmp_path / "home").all()


def test_a_budget_stops_before_it_is_exceeded(api: Api) -> None:
    folder = film("builtin")
    Ledger(folder).allow(0.6)
    for shot in ("01", "02"):
        studio.film.take(folder, shot=shot)
    with pytest.raises(Refused, match=r"budget of 0.6 USD has 0.1 USD left, .* shot 03 costs 0.25 USD"):
        studio.film.take(folder, shot="03")
    assert (api.count("submit"), float(Ledger(folder).account().spent)) == (2, 0.5)
    Ledger(folder).allow(1)
    assert studio.film.take(folder, shot="03").provider == "http:stripes"


def test_a_request_is_written_down_before_it_is_made(api: Api) -> None:
    folder = film()
    seen: list[Charge] = []

    def look(_: predicting.Asking) -> bool:
        seen.extend(Ledger(folder).account().charges.values())
        return False

    api.misbehave("submit", look)
    studio.film.take(folder, shot="01")
    (charge,) = seen
    assert (charge.shot, float(charge.price), charge.became) == ("01", 0.25, None)


def test_one_that_is_killed_while_it_waits_goes_on_without_paying_twice(api: Api, tmp_path: Path) -> None:
    folder = film().absolute()
    api.polls = 10**6
    words = [sys.executable, "-m", "studio", "film", "take", str(folder), "--shot", "02"]
    child = subprocess.Popen(
        words,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while not list(folder.glob("shots/02/asked/*.json")) or api.count("poll") < 2:
        assert time.monotonic() < deadline
        assert child.poll() is None
        time.sleep(0.05)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    (left,) = folder.glob("shots/02/asked/*.json")
    assert json.loads(left.read_text())["id"] == "p0"
    api.polls = 1
    assert studio.film.take(folder, shot="02").provider == "http:stripes"
    assert (api.count("submit"), float(Ledger(folder).account().spent)) == (1, 0.25)
    assert not (folder / "shots/02/asked").exists()
    assert not any(KEY.encode() in file.read_bytes() for file in folder.rglob("*") if file.is_file())
