"""Runs whose tool fails again and again wait, with the reason; one of them tries, and then all go on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.command import until
from tests.engine.benches import bench_in, told
from tests.engine.house import House, orders

from studio.engine import breakers
from studio.engine.bench import Bench
from studio.engine.hosting import admission
from studio.engine.plans import Stage


def obey(house: House, order: str) -> str:
    return house.submit(Stage("one", "trial.obey", {"order": order}))


def state(house: House, kind: str = "trial.obey") -> str:
    found = {one.name: one.breaker for one in breakers.kinds(house.tables)}
    return found[kind].state(found[kind].failures[-1]) if kind in found else "forgotten"


def crash(house: House, times: int) -> None:
    orders("bad.txt", text="crash too hot\n")
    for _ in range(times):
        assert house.carry_out(obey(house, "bad.txt")) == "failed"


def test_what_failed_three_times_waits_with_the_reason_until_it_is_reset(any_house: House) -> None:
    house = any_house
    crash(house, 2)
    assert state(house) == "closed"
    crash(house, 1)
    assert state(house) == "open"
    orders("good.txt", text="say well\n")
    held, other = obey(house, "good.txt"), house.submit(Stage("one", "toil.write", {"order": "good.txt"}))
    with house.hosted(held, other):
        until(lambda: house.state(other) == "done")
        (reason,) = [event.fields["reason"] for event in house.events(held, "run.held")]
        assert reason.startswith("trial.obey failed 3 times within 10 minutes (last: unexpected RuntimeError")
        assert reason.endswith("or after studio breakers reset trial.obey")
        assert house.state(held) == "waiting"
        breakers.reset(house.tables, "trial.obey")
        until(lambda: house.state(held) == "done")
    assert state(house) == "forgotten"


def test_what_was_wrong_with_the_input_counts_for_nothing(house: House) -> None:
    orders("bad.txt", text="fail too dark\n")
    for _ in range(4):
        assert house.carry_out(obey(house, "bad.txt")) == "failed"
    assert state(house) == "forgotten"


def test_a_stage_that_made_nothing_of_two_things_counts_for_two(house: House) -> None:
    names = orders("0.txt", "1.txt", text="crash too hot\n")
    house.carry_out(house.submit(Stage("many", "trial.obey", {"order": "{item}"}, each=names)))
    assert state(house) == "closed"
    crash(house, 1)
    assert state(house) == "open"


def test_a_stage_of_many_opens_at_once_and_counts_for_nothing_if_some_went_well(house: House) -> None:
    names = orders(*(f"{number}.txt" for number in range(5)), text="crash too hot\n")

    def many() -> str:
        return house.carry_out(house.submit(Stage("many", "trial.obey", {"order": "{item}"}, each=names)))

    assert many() == "failed"
    (kind,) = breakers.kinds(house.tables)
    assert state(house) == "open"
    assert "too hot" in kind.error
    breakers.reset(house.tables, "trial.obey")
    orders(names[2], text="say well\n")
    assert many() == "failed"
    assert state(house) == "forgotten"
    orders(*names, text="fail too dark\n")
    assert many() == "failed"
    assert state(house) == "forgotten"


def test_a_production_is_a_kind_of_work_too(house: House) -> None:
    for _ in range(3):
        assert house.carry_out(house.produce("toil.saga", "film.txt", orders=[])) == "failed"
    assert state(house, "toil.saga") == "open"


@pytest.fixture
def bench(house: House) -> Iterator[Bench]:
    with bench_in(house) as bench:
        yield bench


def test_after_a_pause_one_run_tries_and_the_others_wait_for_it(house: House, bench: Bench) -> None:
    def let_in() -> list[str]:
        found = admission.admitted(bench, bench.journal.epoch, None, 9, (), None)
        return [run["id"] for run in found]

    for _ in range(3):
        breakers.went_wrong(house.tables, "trial.obey", "too hot")
    Path("good.txt").write_text("say well\n")
    first, second = obey(house, "good.txt"), obey(house, "good.txt")
    assert let_in() == []
    house.tables.change("UPDATE breaker SET opened = opened - 61")
    assert let_in() == [first], "both were asked in one breath, and one may try"
    assert "another run is trying" in str(told(house, second, "run.held")[-1]["reason"])
    breakers.went_well(house.tables, "trial.obey")
    assert let_in() == [second]
