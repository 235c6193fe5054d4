"""Schedules are made, found, paused, resumed and removed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.core.errors import BadInput, NotFound
from studio.engine.clock import firing, schedules
from studio.engine.clock.schedules import Wish
from studio.store.tables import Tables, open_tables

DAY = 86_400.0
NOW = 1_764_158_400.0  # 2025-11-26 12:00 in UTC


@pytest.fixture
def tables(tmp_path: Path, database: str) -> Iterator[Tables]:
    opened = open_tables(tmp_path, database)
    yield opened
    opened.close()


def wish(**other: Any) -> Wish:
    usual = {
        "cron": "0 2 * * *",
        "zone": "UTC",
        "source": "/films/night.yaml",
        "folder": "/films",
        "name": "night",
    }
    return Wish(**{**usual, **other})


def test_what_was_asked_for_is_what_is_kept(tables: Tables) -> None:
    asked = wish(
        zone="Asia/Kathmandu",
        parameters={"width": "800"},
        settings={"jobs": 3},
        missed="skip",
        overlap=True,
        priority=7,
    )
    made = schedules.add(tables, asked, NOW)
    assert schedules.every(tables) == [made]
    kept = schedules.every(tables)[0]
    assert {name: getattr(kept, name) for name in vars(asked)} == vars(asked)
    assert (kept.made, kept.begun, kept.since, kept.paused) == (NOW, NOW, NOW, False)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"cron": "0 25 * * *"}, "write 0 to 23"),
        ({"zone": "Europe/Berln"}, "did you mean Europe/Berlin?"),
        ({"zone": "new york"}, "did you mean America/New_York?"),
        ({"zone": "../../etc/passwd"}, "Europe/Berlin"),
        ({"zone": ""}, "Europe/Berlin"),
    ],
)
def test_what_cannot_be_meant_is_not_written_down(tables: Tables, wrong: dict[str, str], hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        schedules.add(tables, wish(**wrong), NOW)
    assert hint in refused.value.hint
    assert schedules.every(tables) == []


def test_it_is_found_by_id_and_by_a_name_of_its_own(tables: Tables) -> None:
    first, second = (schedules.add(tables, wish(name=name), NOW) for name in ("night", "day"))
    assert schedules.find(tables, first.id) == schedules.find(tables, "night") == first
    assert schedules.find(tables, "day") == second
    with pytest.raises(NotFound, match="there is no schedule noon"):
        schedules.find(tables, "noon")
    again = schedules.add(tables, wish(), NOW)
    with pytest.raises(NotFound) as refused:
        schedules.find(tables, "night")
    assert first.id in refused.value.hint
    assert again.id in refused.value.hint


def test_resuming_begins_anew(tables: Tables) -> None:
    made = schedules.add(tables, wish(), NOW)
    assert schedules.resume(tables, made.id, NOW + DAY).begun == NOW, "it was not paused"
    assert schedules.pause(tables, "night").paused
    resumed = schedules.resume(tables, "night", NOW + 3 * DAY)
    assert (resumed.paused, resumed.made, resumed.begun, resumed.since) == (
        False,
        NOW,
        NOW + 3 * DAY,
        NOW + 3 * DAY,
    )


def test_removing_forgets_its_firings(tables: Tables) -> None:
    made = schedules.add(tables, wish(), NOW)
    firing.fire(tables, NOW + DAY, lambda _: "run")
    assert made.id in firing.last_firings(tables)
    assert schedules.remove(tables, "night").id == made.id
    assert schedules.every(tables) == []
    assert tables.all("SELECT * FROM firing") == []
    with pytest.raises(NotFound):
        schedules.remove(tables, "night")
