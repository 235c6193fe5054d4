"""What fails again and again is listed with its reason, and can be told to go on."""

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.conftest import Said

from studio.engine import breakers
from studio.store.tables import open_tables

Line = Callable[..., Said]


def fail(home: Path, name: str, times: int) -> None:
    with closing(open_tables(home)) as tables:
        for _ in range(times):
            breakers.went_wrong(tables, name, "ffmpeg gave up", time.time())


def test_nothing_went_wrong(studio: Line) -> None:
    assert studio("breakers").out == "Nothing has gone wrong lately.\n"
    assert studio("breakers", "list", "--json").out == ""


def test_what_rests_is_listed_and_can_be_reset(studio: Line, tmp_path: Path) -> None:
    fail(tmp_path / "home", "video.trim", 3)
    fail(tmp_path / "home", "image.crop", 1)
    told = {row["kind"]: row for row in map(json.loads, studio("breakers", "--json").out.splitlines())}
    assert {kind: row["state"] for kind, row in told.items()} == {
        "video.trim": "open",
        "image.crop": "closed",
    }
    assert told["video.trim"]["until"] > time.time()
    assert told["image.crop"]["until"] is None
    line = next(line for line in studio("breakers", "list").out.splitlines() if "video.trim" in line)
    for word in ("open", "3 failures", "tried again at", "ffmpeg gave up"):
        assert word in line
    assert studio("breakers", "reset", "video.trim").out == "video.trim closed\n"
    assert "video.trim" not in studio("breakers").out


def test_what_never_failed_cannot_be_reset(studio: Line) -> None:
    said = studio("breakers", "reset", "video.trim")
    assert said.code == 2
    assert "nothing has gone wrong with video.trim" in said.err
