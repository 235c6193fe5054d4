"""Schedules on the command line: add, list, pause, resume, remove, next."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from studio.engine.clock import firing
from studio.store.tables import open_tables

Studio = Callable[..., Any]


@pytest.fixture
def night(tmp_path: Path) -> Path:
    file = tmp_path / "night.yaml"
    file.write_text("stages: {}\n", "utf-8")
    return file


def added(studio: Studio, *arguments: str) -> dict[str, Any]:
    said = studio("schedule", "add", *arguments, "--json")
    assert said.code == 0, said.err
    told: dict[str, Any] = json.loads(said.out)
    return told


def test_what_is_added_is_listed(studio: Studio, night: Path, tmp_path: Path) -> None:
    options = ("--zone", "Asia/Kathmandu", "--set", "width=8=0", "--set", "x=", "--missed", "skip")
    told = added(
        studio, "0 2 * * *", "night.yaml", *options, "--overlap", "--priority", "3", "--name", "nightly"
    )
    expected = {
        "cron": "0 2 * * *", "zone": "Asia/Kathmandu", "source": str(night), "folder": str(tmp_path),
        "name": "nightly", "parameters": {"width": "8=0", "x": ""}, "missed": "skip", "overlap": True,
        "priority": 3, "when": "every day at 02:00", "paused": False, "last": None,
    }  # fmt: skip
    assert {name: told[name] for name in expected} == expected
    assert told["next"].endswith("T02:00:00+05:45")
    assert json.loads(studio("schedule", "list", "--json").out) == told
    said = studio("schedule", "list")
    assert "every day at 02:00   Asia/Kathmandu" in said.out
    assert "not fired yet" in said.out
    assert "studio serve" in said.err


def test_the_zone_is_the_machines_own(studio: Studio, night: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    said = studio("schedule", "add", "@daily", night)
    assert "night: every day at 00:00, Europe/Berlin; next: " in said.out
    assert said.err == "Schedules fire while studio serve runs.\n"


def test_without_schedules_there_is_a_way_on(studio: Studio) -> None:
    for verb in ("list", "next"):
        said = studio("schedule", verb)
        assert (said.code, said.out) == (0, "")
        assert 'studio schedule add "0 2 * * *" FILE' in said.err
    assert studio("schedule", "list", "--json").out == ""


def test_pausing_resuming_removing(studio: Studio, night: Path) -> None:
    identity = added(studio, "@hourly", str(night))["id"]
    said = studio("schedule", "pause", "night")
    assert "next: paused" in said.out
    assert f"studio schedule resume {identity}" in said.err
    said = studio("schedule", "next")
    assert (said.out, "Nothing fires" in said.err) == ("", True)
    assert json.loads(studio("schedule", "resume", identity, "--json").out)["paused"] is False
    assert json.loads(studio("schedule", "remove", identity, "--json").out)["id"] == identity
    said = studio("schedule", "remove", identity)
    assert said.code == 2
    assert f"there is no schedule {identity}" in said.err


def test_the_next_moments_come_in_order(studio: Studio, night: Path) -> None:
    added(studio, "*/30 * * * *", str(night), "--zone", "UTC", "--name", "half")
    added(studio, "*/20 * * * *", str(night), "--zone", "Asia/Kathmandu", "--name", "third")
    told = [
        json.loads(line) for line in studio("schedule", "next", "--count", "9", "--json").out.splitlines()
    ]
    moments = [datetime.fromisoformat(one["at"]) for one in told]
    assert len(moments) == 9
    assert moments == sorted(moments)
    assert {one["name"] for one in told} == {"half", "third"}
    alone = studio("schedule", "next", "half").out.splitlines()
    assert len(alone) == 5
    assert all("UTC" in line and "half" in line for line in alone)


def test_what_became_of_the_last_firing_is_told(studio: Studio, night: Path, tmp_path: Path) -> None:
    told = added(studio, "* * * * *", str(night), "--zone", "UTC")
    later = datetime.fromisoformat(told["next"]).timestamp()
    tables = open_tables(tmp_path / "home")
    firing.fire(tables, later, lambda _: "f1r5t")
    assert "run f1r5t" in studio("schedule", "list").out
    tables.change("UPDATE schedule SET zone = 'Mars/Olympus'")
    tables.change("UPDATE firing SET run = '', reason = 'its run is still running'")
    tables.close()
    said = studio("schedule", "list")
    assert "let pass: its run is still running" in said.out
    assert "this machine does not know the zone" in said.out
    assert json.loads(studio("schedule", "list", "--json").out)["next"] is None
    assert studio("schedule", "next").out == ""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("add", "0 25 * * *", "night.yaml"), "hour 25: 25 is out of range"),
        (("add", "0 2 * * *", "nowhere.yaml"), "nowhere.yaml is not there"),
        (("add", "0 2 * * *", "."), ". is no file"),
        (("add", "0 2 * * *", "night.yaml", "--zone", "Berlin"), "did you mean Europe/Berlin?"),
        (("add", "0 2 * * *", "night.yaml", "--set", "width"), "--set width: write NAME=VALUE"),
        (("add", "0 2 * * *", "night.yaml", "--missed", "twice"), "missed"),
        (("add", "0 2 * * *"), "✗ FILE is needed"),
        (("next", "--count", "0"), "--count 0"),
        (("next", "noon"), "there is no schedule noon"),
        (("pause", "noon"), "there is no schedule noon"),
    ],
)
def test_wrong_calls_say_why_and_change_nothing(
    studio: Studio, night: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    said = studio("schedule", *arguments)
    assert said.code == 2
    assert complaint in said.err
    assert studio("schedule", "list").out == ""
