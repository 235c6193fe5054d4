"""Every setting, its value, and where that comes from."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Said

from studio.core.settings import Settings

Line = Callable[..., Said]

SECRET = "hunter2-correct-horse"


def rows(said: Said) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in map(json.loads, said.out.splitlines())}


def test_every_setting_is_shown_with_its_source(studio: Line, tmp_path: Path) -> None:
    Path("studio.toml").write_text("max_megapixels = 9\n")
    said = studio("config", "show", "--json", "--set", "jobs=3")
    assert said.code == 0
    told = rows(said)
    assert told.keys() == Settings.model_fields.keys()
    assert (told["jobs"]["value"], told["jobs"]["source"]) == ("3", "--set")
    assert (told["max_megapixels"]["value"], told["max_megapixels"]["source"]) == ("9", "studio.toml")
    assert (told["home"]["value"], told["home"]["source"]) == (str(tmp_path / "home"), "STUDIO_HOME")
    assert told["log_json"]["source"] == "default"


def test_it_reads_well(studio: Line) -> None:
    said = studio("config", "show")
    assert said.code == 0
    shown = " ".join(said.out.split())
    for word in ("jobs", "How many things", "STUDIO_HOME", "--set NAME=VALUE"):
        assert word in shown
    assert "…" not in shown


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_secrets_are_masked(studio: Line, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setenv("STUDIO_SECRET_MODEL", SECRET)
    said = studio("config", "show", *words)
    assert "model=********" in said.out
    assert SECRET not in said.out + said.err


def test_a_file_that_is_wrong_is_named(studio: Line) -> None:
    Path("studio.toml").write_text("jobs = [")
    said = studio("config", "show")
    assert said.code == 2
    assert "studio.toml is not valid TOML" in said.err


def test_config_alone_shows_what_it_can_do(studio: Line) -> None:
    said = studio("config")
    assert said.code == 0
    assert "show" in said.out
