"""What a plan will cost, by what was measured; what was not measured is said to be unknown."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.assembly import catalogue
from studio.engine.orders.estimates import Average, Estimate, averages, estimated, whole
from studio.engine.plans import Plan, Stage
from studio.store.tables import Tables, open_tables


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[Tables]:
    opened = open_tables(tmp_path / "home")
    yield opened
    opened.close()


def plan(*stages: Stage) -> Plan:
    return Plan("p", "pipeline", stages)


def costs(made: Plan, known: dict[str, Average]) -> list[Estimate]:
    return estimated(made, known, catalogue(), Path.cwd())


def test_averages_weigh_every_call_alike(tables: Tables) -> None:
    tables.change_many(
        "INSERT INTO measured (tool, at, calls, seconds, bytes_in, bytes_out) "
        "VALUES (:tool, 1, :calls, :seconds, 0, :size)",
        [
            {"tool": "image.resize", "calls": 1, "seconds": 4.0, "size": 1000},
            {"tool": "image.resize", "calls": 3, "seconds": 4.0, "size": 1000},
            {"tool": "image.info", "calls": 0, "seconds": 0.0, "size": 0},
        ],
    )
    assert averages(tables) == {"image.resize": Average(4, 2.0, 500.0)}
    assert averages(None) == {}


def test_calls_are_counted_as_far_as_they_are_known() -> None:
    Path("pics").mkdir()
    for number in range(3):
        Path(f"pics/{number}.png").touch()
    made = plan(
        Stage("one", "image.info", {"picture": "a.png"}),
        Stage("folder", "image.resize", {"picture": "{item}"}, each="pics"),
        Stage("listed", "image.resize", {"picture": "{item}"}, each=["a.png", "b.png"]),
        Stage("frozen", "image.resize", manifest="x.jsonl", total=100),
        Stage("again", "image.info", {"picture": "{item}"}, after=("folder",), each="{folder.output}"),
        Stage("later", "image.info", {"picture": "{item}"}, after=("one",), each="{one.output.pages}"),
    )
    found = costs(made, {"image.resize": Average(9, 2.0, 500.0)})
    assert [(one.stage, one.calls) for one in found] == [
        ("one", 1), ("folder", 3), ("listed", 2), ("frozen", 100), ("again", 3), ("later", None),
    ]  # fmt: skip
    assert found[1] == Estimate("folder", 3, 6.0, 1500, 9)
    assert found[0] == Estimate("one", 1, None, None, 0)


def test_a_run_takes_as_long_as_its_longest_way_and_no_less_than_its_work() -> None:
    known = {"image.info": Average(1, 10.0, 0), "image.resize": Average(1, 1.0, 100)}
    chain = plan(
        Stage("a", "image.info"), Stage("b", "image.info", after=("a",)), Stage("c", "image.info"),
        Stage("d", "image.resize", manifest="d.jsonl", total=10, after=("c",)),
    )  # fmt: skip
    found = whole(chain, costs(chain, known), jobs=2)
    assert (found.seconds, found.size, found.unknown) == (20.0, 1000, ())
    assert whole(chain, costs(chain, known), jobs=1).seconds == 40.0


def test_limits_of_a_stage_count() -> None:
    known = {"image.resize": Average(1, 1.0, 0)}
    narrow = plan(Stage("a", "image.resize", manifest="a.jsonl", total=10, jobs=1))
    assert whole(narrow, costs(narrow, known), jobs=4).seconds == 10.0


def test_what_is_unknown_is_named() -> None:
    made = plan(Stage("a", "image.info"), Stage("b", "image.resize"))
    found = whole(made, costs(made, {"image.resize": Average(1, 1.0, 0)}), jobs=2)
    assert (found.seconds, found.unknown) == (1.0, ("a",))
