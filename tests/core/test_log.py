"""The log: JSON lines with the same keys each time, and never a secret."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.errors import BadInput
from studio.core.log import Log


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("ascii").splitlines()]


def test_a_line_says_when_how_bad_what_and_where(tmp_path: Path) -> None:
    log = Log(str(tmp_path / "log"), run="abc")
    log.write("call.started", "info", "image.resize", tasks=3)
    log.write("call.failed", "error")
    first, second = lines(tmp_path / "log")
    assert first.pop("ts_ms") > 1_700_000_000_000
    assert first == {
        "level": "info", "event": "call.started", "run": "abc", "tool": "image.resize", "tasks": 3,
    }  # fmt: skip
    assert second["level"] == "error"
    assert "tool" not in second


def test_what_a_tool_notes_never_hides_what_every_line_says(tmp_path: Path) -> None:
    taken = {"level": 9, "event": 9, "tool": 9, "run": 9, "ts_ms": 9, "self": 9}
    Log(str(tmp_path / "log"), run="abc").write("noted", "info", "image.resize", **taken)
    (line,) = lines(tmp_path / "log")
    assert (line["level"], line["event"], line["tool"], line["run"]) == (
        "info",
        "noted",
        "image.resize",
        "abc",
    )
    assert (line["level_"], line["event_"], line["tool_"], line["run_"], line["self"]) == (9, 9, 9, 9, 9)


def test_a_log_grows(tmp_path: Path) -> None:
    for _ in range(2):
        Log(str(tmp_path / "log")).write("again")
    assert len(lines(tmp_path / "log")) == 2


def test_without_a_target_it_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    Log().write("nothing")
    assert capsys.readouterr() == ("", "")


def test_a_dash_is_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    Log("-").write("here")
    out, err = capsys.readouterr()
    assert (out, json.loads(err)["event"]) == ("", "here")


def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a directory") as refused:
        Log(str(tmp_path))
    assert "--log-json" in refused.value.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "say hunter2 aloud"},
        {"hunter2": 1},
        {"deep": {"list": ["x", ("hunter2",)], "key hunter2": 2}},
        {"path": Path("/folder/hunter2.txt")},
        {"error": ValueError("hunter2")},
        {"bytes": b"hunter2"},
        {"several": {"hunter2"}},
    ],
)
def test_a_secret_is_masked_wherever_it_stands(tmp_path: Path, fields: dict[str, Any]) -> None:
    Log(str(tmp_path / "log"), secrets=["hunter2"]).write("said", **fields)
    assert "hunter2" not in (tmp_path / "log").read_text()
    assert "********" in (tmp_path / "log").read_text()


def test_a_secret_inside_another_leaves_no_rest(tmp_path: Path) -> None:
    Log(str(tmp_path / "log"), secrets=["open", "open-sesame"]).write("said", text="open-sesame")
    assert lines(tmp_path / "log")[0]["text"] == "********"


def test_a_word_too_short_to_be_a_secret_masks_nothing(tmp_path: Path) -> None:
    Log(str(tmp_path / "log"), secrets=["", "a"]).write("said", text="banana")
    assert lines(tmp_path / "log")[0]["text"] == "banana"


@given(text=some.text(), more=some.dictionaries(some.text(), some.floats() | some.none() | some.booleans()))
def test_anything_can_be_logged(tmp_path_factory: pytest.TempPathFactory, text: str, more: Any) -> None:
    file = tmp_path_factory.mktemp("log") / "log"
    Log(str(file)).write("said", text=text, more=more, name="caf\udce9\n")
    (line,) = lines(file)
    assert (line["text"], line["name"]) == (text, "caf\udce9\n")
