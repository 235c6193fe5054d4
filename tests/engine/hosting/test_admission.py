"""Who is let in first, and what the others are told."""

from collections.abc import Iterator

import pytest
from tests.engine.benches import bench_in, told
from tests.engine.house import House

from studio.engine.bench import Bench
from studio.engine.hosting import admission
from studio.engine.plans import INTERPRETER, Stage
from studio.store.backend import Row

STAGE = Stage("one", "toil.write", {"order": "a.txt"})


@pytest.fixture
def bench(house: House) -> Iterator[Bench]:
    with bench_in(house) as bench:
        yield bench


def ordered(house: House, priority: int = 0, after: tuple[str, ...] = ()) -> str:
    return house.submit(STAGE, order=house.order(priority=priority, after=after))


def let_in(bench: Bench, most: int = 9, **more: object) -> list[str]:
    given = {"only": None, "active": (), "room": None, **more}
    found = admission.admitted(bench, bench.journal.epoch, most=most, **given)  # type: ignore[arg-type]
    return [run["id"] for run in found]


@pytest.mark.parametrize("listed", [False, True])
def test_the_most_important_and_then_the_oldest_goes_first(house: House, bench: Bench, listed: bool) -> None:
    plain, later, urgent = ordered(house), ordered(house), ordered(house, priority=5)
    low = ordered(house, priority=-1)
    only = {low, later, plain, urgent} if listed else None
    assert let_in(bench, most=3, only=only) == [urgent, plain, later]
    assert let_in(bench, most=3, only=only, active=(urgent, plain)) == [low]
    assert let_in(bench, only=only) == [], "nobody is let in twice"
    row = house.tables.one("SELECT epoch FROM job WHERE run = :run", run=urgent)
    assert row == {"epoch": bench.journal.epoch}


def test_no_more_than_there_is_room_for(house: House, bench: Bench) -> None:
    runs = [ordered(house) for _ in range(4)]
    assert let_in(bench, most=2, active=("a", "b")) == []
    assert let_in(bench, most=2, active=("a",)) == runs[:1]
    assert let_in(bench, most=2) == runs[1:3]


def test_a_host_of_some_runs_lets_only_those_in(house: House, bench: Bench) -> None:
    ordered(house)
    mine = ordered(house)
    assert let_in(bench, only={mine}) == [mine]


def test_a_run_waits_for_those_it_comes_after_and_says_so_once(house: House, bench: Bench) -> None:
    first, second = ordered(house), ordered(house)
    third = ordered(house, priority=9, after=(first, second))
    assert let_in(bench) == [first, second]
    assert let_in(bench, active=(first, second)) == []
    assert told(house, third, "run.held") == [{"reason": f"it waits for {first}, which is waiting"}]
    bench.journal.run(first, "done")
    bench.journal.run(second, "failed")
    assert let_in(bench) == []
    assert told(house, third, "run.held")[1:] == [{"reason": f"it waits for {second}, which is failed"}]
    bench.journal.run(second, "done")
    assert let_in(bench) == [third]
    assert house.tables.one("SELECT held FROM job WHERE run = :run", run=third) == {"held": ""}


def test_what_a_newer_version_ordered_is_left_to_it(house: House, bench: Bench) -> None:
    newer, mine = ordered(house, priority=9), ordered(house)
    house.tables.change(
        "UPDATE run SET interpreter = :newer WHERE id = :run", newer=INTERPRETER + 1, run=newer
    )
    assert let_in(bench) == [mine]
    assert let_in(bench) == []
    assert told(house, newer, "run.held") == [
        {"reason": "it was submitted by a newer version of this program"}
    ]
    assert not admission.waiting(bench, {newer})


def test_what_finds_no_room_waits_and_others_pass_it(house: House, bench: Bench) -> None:
    large, small = ordered(house, priority=9), ordered(house)

    def room(run: Row) -> str:
        return "memory is full" if run["id"] == large else ""

    assert let_in(bench, most=1, room=room) == [small]
    assert told(house, large, "run.held") == [{"reason": "memory is full"}]
    assert let_in(bench) == [large]


def test_many_that_cannot_go_do_not_keep_others_from_it(house: House, bench: Bench) -> None:
    never = ordered(house)
    bench.journal.run(never, "failed")
    for _ in range(60):
        ordered(house, priority=9, after=(never,))
    mine = ordered(house)
    assert let_in(bench, most=1) == [mine]


def test_a_host_stays_for_what_it_can_still_do(house: House, bench: Bench) -> None:
    first, strange = ordered(house), ordered(house)
    second, hopeless = ordered(house, after=(first,)), ordered(house, after=(strange,))
    assert admission.waiting(bench, {first, second})
    assert admission.waiting(bench, {second, first, hopeless})
    assert not admission.waiting(bench, {second}), "the other is not its own to begin"
    assert not admission.waiting(bench, {hopeless})
    bench.journal.run(first, "failed")
    assert not admission.waiting(bench, {first, second}), "what comes after a failure never begins"
    bench.journal.run(first, "running")
    assert admission.waiting(bench, {first})
    assert not admission.waiting(bench, {"nowhere"})
