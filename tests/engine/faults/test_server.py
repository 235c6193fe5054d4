"""The server stops in mid-step, and whoever reads what happens falls behind: nothing is missed."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.command import until
from tests.engine.house import TALLY, House, orders, tally
from tests.servers import Server

from studio.core.errors import StudioError
from studio.engine.orders.record import Event, Record
from studio.engine.plans import Stage

MANY = 10


def many(house: House) -> str:
    names = orders(*(f"{number}.txt" for number in range(MANY)))
    given = {"order": "{item}", "wait": 0.2, "tally": str(Path(TALLY).absolute())}
    return house.submit(
        Stage(
            "first",
            "toil.write",
            {"order": "0.txt", "tally": str(Path("one.txt").absolute())},
            out="out/one/",
        ),
        Stage("many", "toil.write", given, each=names, after=("first",), out="out/"),
    )


@pytest.fixture
def served(trial: object, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with server.database() as url:
        monkeypatch.setenv("STUDIO_DATABASE_URL", url)
        house = House()
        yield house
        house.close()


@pytest.mark.parametrize("times", [2])
def test_a_server_stopped_at_once_in_mid_step_and_started_again(
    served: House, server: Server, times: int
) -> None:
    run = many(served)
    tables = served.studio.tables()
    tables.patience = lambda _: time.sleep(0.1)
    served.tables.patience = lambda _: time.sleep(0.1)
    with served.hosted(run) as attendant:
        for turn in range(times):
            until(lambda turn=turn: tally().total() > 2 * turn + 1)  # type: ignore[misc]
            server.stop()
            time.sleep(0.5)
            server.start()
        until(lambda: served.is_over(run) or attendant.error)
        over = served.is_over(run)
    if not over:
        # Its lock went with the server; whoever comes next goes on.
        assert served.carry_out(run) == "done"
    assert served.state(run) == "done", served.run(run)
    assert [item["state"] for item in served.items(run, "many")] == ["done"] * MANY
    assert tally() == dict.fromkeys((f"{number}.txt" for number in range(MANY)), 1)
    assert tally("one.txt").total() == 1
    assert sorted(file.name for file in Path("out").glob("*.txt")) == [f"{n}-write.txt" for n in range(MANY)]
    names = [event.name for event in served.events(run)]
    assert names.count("run.done") == 1
    assert names.count("stage.done") == 2
    tables.close()


def test_a_reader_that_stalls_and_comes_back_misses_nothing_and_hears_nothing_twice(any_house: House) -> None:
    run = many(any_house)
    heard: list[Event] = []
    over = threading.Event()

    def read() -> None:
        last = 0
        while True:
            ending = over.is_set()
            tables = any_house.studio.tables()
            record = Record(any_house.home, tables, any_house.studio.guard())
            for count, event in enumerate(record.events(run, after=last)):
                heard.append(event)
                last = event.number
                if count == 3:
                    # It stalls, and its connection is lost: whoever reconnects says the last number.
                    time.sleep(0.1)
                    break
            else:
                if ending:
                    record.guard.release()
                    tables.close()
                    return
            record.guard.release()
            tables.close()

    reader = threading.Thread(target=read)
    reader.start()
    try:
        any_house.carry_out(run)
    finally:
        over.set()
        reader.join()
    assert [event.number for event in heard] == [event.number for event in any_house.events(run)]
    assert heard[-1].name == "run.done"
    progress = [
        event.fields["done"] for event in heard if event.name == "stage.progress" and event.stage == "many"
    ]
    assert progress == sorted(progress)
    assert progress[-1] == MANY


def test_whoever_asks_while_the_server_is_away_hears_one_sentence(served: House, server: Server) -> None:
    server.stop()
    with pytest.raises(StudioError) as caught:
        many(served)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    server.start()
    assert served.carry_out(many(served)) == "done"
