"""Runs that wait: whoever is killed, held or waits for somebody else keeps nobody from going on."""

from pathlib import Path

from tests.command import until
from tests.engine.house import TALLY, House, orders, tally

from studio.engine.plans import Stage


def write(name: str, order: str = "a.txt", **more: object) -> Stage:
    given = {"order": order, "wait": 0.2, "tally": str(Path(TALLY).absolute())}
    return Stage(name, "toil.write", given, **more)  # type: ignore[arg-type]


def test_a_run_whose_host_was_killed_as_it_let_it_in_is_let_in_again(any_house: House) -> None:
    orders("a.txt")
    run = any_house.submit(write("one"))
    any_house.tables.change("UPDATE job SET admitted = 1, epoch = 7")
    assert any_house.carry_out(run) == "done"


def test_whoever_waits_for_somebody_elses_run_gives_the_lock_to_that_one(house: House) -> None:
    orders("a.txt")
    first = house.submit(write("one"))
    second = house.submit(write("two"), order=house.order(after=[first]))
    with house.hosted(second) as waiting:
        until(lambda: house.events(second, "run.held"))
        until(lambda: not waiting.hosting)
        with house.hosted(first):
            until(lambda: house.is_over(first))
        until(lambda: house.is_over(second))
    assert [house.state(run) for run in (first, second)] == ["done", "done"]


def test_paused_it_ends_what_it_has_begun_and_resumed_it_does_the_rest_once(any_house: House) -> None:
    house = any_house
    names = orders(*(f"{number}.txt" for number in range(8)))
    run = house.submit(write("many", "{item}", each=names))
    idle = house.submit(Stage("long", "toil.linger", {"order": "0.txt"}))
    with house.hosted(run, idle):
        until(tally)
        assert house.ask(run, "pause") == ""
        until(lambda: house.state(run) == "paused")
        done = len(house.items(run, "many"))
        assert done < 8
        assert tally().total() == done
        assert house.ask(run, "resume") == ""
        until(lambda: house.state(run) == "done")
        assert house.ask(idle, "cancel") == ""
        until(lambda: house.is_over(idle))
    assert set(tally().values()) == {1}
    assert len(house.items(run, "many")) == 8
