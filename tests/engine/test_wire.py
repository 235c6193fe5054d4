"""What crosses between processes arrives as it was sent."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.engine import wire

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
