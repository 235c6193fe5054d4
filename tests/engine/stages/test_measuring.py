"""What calls have cost is counted once for each that came to something, and kept for a while."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.benches import bench_in
from tests.engine.house import House, orders

from studio.engine.bench import Bench
from studio.engine.journal import Settled
from studio.engine.plans import Stage
from studio.engine.stages import measuring
from studio.engine.stages.settling import Made, Piece
from studio.engine.stages.spread import Done
from studio.engine.workers.calls import Message


@pytest.fixture
def bench(house: House) -> Iterator[Bench]:
    with bench_in(house) as bench:
        yield bench


def made(seconds: float, given: dict[str, Any], *sizes: int) -> Done:
    piece = Piece(0, "", given)
    settled = Settled("done", files=tuple({"size": size} for size in sizes), seconds=seconds)
    return Done(piece, 1, made=Made(piece, Message(0), None, Path(), Path(), settled))


def test_what_came_to_something_is_counted_in() -> None:
    orders("a.txt", "b.txt", text="12345")
    cost = measuring.Cost()
    cost.add([made(1.5, {"text": {"path": "a.txt"}, "with": "b.txt", "size": 3}, 10, 20)])
    both = {"texts": [{"path": "a.txt"}, {"path": "b.txt"}, {"path": "gone.txt"}]}
    cost.add([made(0.5, both), Done(Piece(0, "", both), 3, settled=Settled("failed", seconds=9.0))])
    assert cost == measuring.Cost(calls=2, seconds=2.0, bytes_in=15, bytes_out=30)


def test_what_is_older_than_a_season_is_forgotten_of_this_tool(house: House, bench: Bench) -> None:
    day = 86400.0
    for tool, age in (("a", 91), ("a", 89), ("b", 91)):
        house.tables.change(
            "INSERT INTO measured VALUES (:tool, :at, 1, 1, 1, 1)", tool=tool, at=time.time() - age * day
        )
    measuring.write_down(bench, "a", measuring.Cost(2, 2.0, 15, 30))
    rows = house.tables.all(
        "SELECT tool, calls, seconds, bytes_in, bytes_out FROM measured ORDER BY tool, at"
    )
    assert [(row["tool"], row["calls"]) for row in rows] == [("a", 1), ("a", 2), ("b", 1)]
    assert rows[1] == {"tool": "a", "calls": 2, "seconds": 2.0, "bytes_in": 15, "bytes_out": 30}


def test_a_run_writes_down_what_was_made_and_not_what_was_found(house: House) -> None:
    names = orders("a.txt", "b.txt", "c.txt", text="12345\n")
    many = Stage("many", "toil.echo", {"order": "{item}"}, each=names)
    for _ in range(2):
        assert house.carry_out(house.submit(many)) == "done"
    rows = house.tables.all("SELECT tool, calls, seconds, bytes_in, bytes_out FROM measured")
    (row,) = rows
    assert (row["tool"], row["calls"], row["bytes_in"], row["bytes_out"]) == ("toil.echo", 3, 18, 36)
    assert row["seconds"] > 0
