"""What crosses to a worker comes out as it went in, and needs nothing heavy to be read."""

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.engine import wire

_NAMES = some.text(some.characters(codec=None, exclude_characters="\0"), min_size=1).map(Path)
_PLAIN = some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | some.text() | _NAMES


@given(some.dictionaries(some.text(), _PLAIN | some.lists(_PLAIN)))
def test_plain_values_come_out_as_they_went_in(values: dict[str, Any]) -> None:
    crossed = wire.unpacked(json.loads(json.dumps(wire.packed(values))))
    assert crossed == values
    assert [type(value) for value in crossed.values()] == [type(value) for value in values.values()]


@pytest.mark.parametrize("value", [(1, 2), {"a": 1}, Decimal(1), [[(1,)]], b"x"])
def test_what_only_a_model_can_read_back_is_refused(value: object) -> None:
    with pytest.raises(wire.NotPlain):
        wire.packed({"value": value})


def test_a_worker_gets_ready_without_the_models() -> None:
    script = (
        "import sys; from studio.assembly import catalogue; import studio.engine.worker;"
        "catalogue().named('image.resize'); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "studio.tools.image.resize" in loaded
    assert not {"pydantic", "docstring_parser", "importlib.metadata", "PIL", "numpy"} & set(loaded)
