"""Cancelled is over: two seconds later nothing of it is left, and what else goes on is not disturbed."""

import time
from pathlib import Path

import psutil
import pytest
from tests.clips import silent
from tests.command import alive, ffmpegs, until
from tests.engine.house import TALLY, House, leftovers, orders, tally

from studio.engine.plans import Stage

AT_MOST = 2.0


def started_since(before: set[psutil.Process]) -> list[psutil.Process]:
    """The workers of this process and what they have started."""
    return [one for one in psutil.Process().children(recursive=True) if one not in before]


@pytest.mark.parametrize("by", ["python", "sleep", "shell", "ffmpeg"])
def test_whatever_takes_the_time_is_gone(house: House, by: str) -> None:
    orders("a.txt", "b.txt")
    before = set(psutil.Process().children(recursive=True))
    run = house.submit(
        Stage(
            "long",
            "toil.linger",
            {"order": "{item}", "by": by},
            each=["a.txt", "b.txt"],
            out="out/",
            keep=False,
        )
    )
    with house.hosted(run):
        until(lambda: len(list(house.home.rglob("a.txt")) + list(Path("out").rglob("a.txt"))) == 1)
        until(lambda: len(started_since(before)) >= {"python": 2, "shell": 6}.get(by, 4))
        members = started_since(before)
        asked = time.monotonic()
        house.desk.ask(run, "cancel")
        until(lambda: not alive(members), 10)
        gone = time.monotonic() - asked
        until(lambda: house.is_over(run))
    assert house.state(run) == "cancelled"
    assert gone <= AT_MOST
    assert not leftovers(Path("out")) + leftovers(house.folder(run))
    assert not list(Path("out").rglob("*.txt"))


def test_others_go_on_and_are_not_done_twice(house: House) -> None:
    names = orders(*(f"{number}.txt" for number in range(8)))
    given = {"order": "{item}", "wait": 0.2, "tally": str(Path(TALLY).absolute())}
    going = house.submit(Stage("short", "toil.write", given, each=names, jobs=1))
    ended = house.submit(Stage("long", "toil.linger", {"order": "0.txt"}))
    with house.hosted(going, ended):
        until(lambda: house.states(ended).get("long") == "running" and tally())
        assert house.ask(ended, "cancel") == ""
        until(lambda: house.is_over(ended), AT_MOST * 2)
        until(lambda: house.is_over(going))
    assert (house.state(going), house.state(ended)) == ("done", "cancelled")
    assert set(tally().values()) == {1}


def test_real_work_on_a_film_is_gone_and_leaves_nothing(house: House) -> None:
    film = silent(seconds=20)
    before = set(psutil.Process().children(recursive=True))
    run = house.submit(Stage("convert", "video.convert", {"film": str(film), "format": "webm"}, out="out/"))
    with house.hosted(run):
        until(lambda: ffmpegs(started_since(before)) or house.is_over(run))
        members = started_since(before)
        asked = time.monotonic()
        house.desk.ask(run, "cancel")
        until(lambda: not alive(members), 10)
        gone = time.monotonic() - asked
        until(lambda: house.is_over(run))
    assert house.state(run) == "cancelled"
    assert gone <= AT_MOST
    assert not list(Path("out").rglob("*"))


def test_a_cancelled_run_tried_again_does_only_what_is_left(house: House) -> None:
    names = orders(*(f"{number}.txt" for number in range(6)))
    given = {"order": "{item}", "wait": 0.15, "tally": str(Path(TALLY).absolute())}
    run = house.submit(Stage("many", "toil.write", given, each=names, out="out/", keep=False))
    with house.hosted(run):
        until(lambda: len(list(Path("out").glob("*.txt"))) >= 2)
        house.ask(run, "cancel")
        until(lambda: house.is_over(run))
    done = [item["number"] for item in house.items(run, "many") if item["state"] == "done"]
    before = tally()
    assert 2 <= len(done) < 6
    assert house.retry(run) == "done"
    assert all(tally()[f"{number}.txt"] == before[f"{number}.txt"] for number in done)
    assert len(list(Path("out").glob("*.txt"))) == 6
