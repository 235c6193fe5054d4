"""What crosses between processes arrives as it was sent."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter

from studio.engine.workers import wire

NAMES = some.text(some.characters(exclude_characters="\0", exclude_categories=[]), min_size=1)
PLAIN = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text()
VALUES = some.recursive(PLAIN | some.builds(Path, NAMES), lambda inner: some.lists(inner, max_size=4))


@given(some.dictionaries(some.text(), VALUES, max_size=4))
def test_values_arrive_as_they_were_sent(values: dict[str, Any]) -> None:
    assert wire.unpacked(json.loads(json.dumps(wire.packed(values)))) == values


class Mood(StrEnum):
    """Text that is more than text."""

    CALM = "calm"


@pytest.mark.parametrize("value", [{"a": 1}, (1, 2), {1, 2}, b"x", Mood.CALM, object(), [object()]])
def test_what_would_not_come_back_the_same_is_not_sent(value: object) -> None:
    with pytest.raises(wire.NotPlain):
        wire.packed({"value": value})


@dataclass(frozen=True)
class Page:
    file: Path
    size: tuple[int, float]
    notes: dict[str, str | None]


@dataclass(frozen=True)
class Book:
    title: str | None
    pages: tuple[Page, ...]


@pytest.mark.parametrize(
    "result",
    [
        Path("a/b \udcff"),
        [Path("a"), Path("b")],
        Book(None, (Page(Path("1"), (1, 2.5), {"a": None}), Page(Path("2"), (3, 4), {}))),
        {"a": [True, 1.5, "x"]},
        7,
    ],
)
def test_results_are_told_as_their_model_would(result: Any) -> None:
    assert wire.plain(result) == TypeAdapter[Any](type(result)).dump_python(result, mode="json")


@pytest.mark.parametrize("result", [datetime(2020, 1, 2, tzinfo=UTC), {1: 2}, b"x", {1, 2}, Mood.CALM, Page])
def test_results_that_only_their_model_can_tell_are_left_to_it(result: object) -> None:
    with pytest.raises(wire.NotPlain):
        wire.plain([result])


def test_a_worker_gets_ready_without_the_models() -> None:
    script = (
        "import sys; from studio.assembly import catalogue; import studio.engine.workers.worker;"
        "catalogue().named('image.resize'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "studio.tools.image.resize" in loaded
    assert not {"pydantic", "docstring_parser", "importlib.metadata", "PIL", "numpy"} & set(loaded)
