"""Breakers are kept in the tables: seen by everybody, forgiven by a success or by whoever resets them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound, Refused, ToolFailed, Unavailable
from studio.engine import breakers
from studio.store.backend import Hindered
from studio.store.tables import Tables, open_tables


@pytest.fixture
def tables(database: str, tmp_path: Path) -> Iterator[Tables]:
    opened = open_tables(tmp_path / "home", database)
    yield opened
    opened.close()


def resize() -> set[str]:
    return {"image.resize"}


def both() -> set[str]:
    return {"image.crop", "image.resize"}


def fail(tables: Tables, name: str, *moments: float) -> None:
    for moment in moments:
        breakers.went_wrong(tables, name, f"broken at {moment:g}", moment)


def test_a_kind_that_fails_rests_and_the_others_go_on(tables: Tables) -> None:
    fail(tables, "image.resize", 1, 2, 3)
    fail(tables, "image.crop", 3)
    told = breakers.hindrance(tables, both, 4)
    assert told.startswith("image.resize failed 3 times within 10 minutes (last: broken at 3); it is tried")
    assert told.endswith("or after studio breakers reset image.resize")
    assert breakers.hindrance(tables, lambda: {"image.crop", "image.sheet"}, 4) == ""
    assert [kind.name for kind in breakers.kinds(tables)] == ["image.crop", "image.resize"]


def test_one_run_tries_and_the_others_wait_for_it(tables: Tables) -> None:
    fail(tables, "image.resize", 1, 2, 3)
    assert breakers.hindrance(tables, resize, 63) == ""
    breakers.begun(tables, both, 63)
    assert "another run is trying" in breakers.hindrance(tables, resize, 64)
    breakers.went_well(tables, "image.resize")
    assert breakers.kinds(tables) == []
    assert breakers.hindrance(tables, resize, 65) == ""


def test_letting_work_through_where_nothing_is_open_writes_nothing(tables: Tables) -> None:
    fail(tables, "image.crop", 3)
    before = breakers.kinds(tables)
    breakers.begun(tables, both, 4)
    assert breakers.kinds(tables) == before


def test_it_can_be_reset(tables: Tables) -> None:
    fail(tables, "image.resize", 1, 2, 3)
    breakers.reset(tables, "image.resize")
    assert breakers.hindrance(tables, resize, 4) == ""
    with pytest.raises(NotFound, match=r"nothing has gone wrong with image\.resize"):
        breakers.reset(tables, "image.resize")


@pytest.mark.parametrize(
    ("error", "counted"),
    [
        (ToolFailed, True),
        (Unavailable, True),
        (BadInput, False),
        (NotFound, False),
        (Refused, False),
        (Hindered, False),
    ],
)
def test_only_what_is_not_the_fault_of_the_input_counts(error: type, counted: bool) -> None:
    assert breakers.is_counted(error("no")) is counted
    assert (error.__name__ in breakers.COUNTED_KINDS) is counted
