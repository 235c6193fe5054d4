"""A tool as a command: what can be typed, and what the face adds to every tool."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from tests.conftest import Said

from studio.core.catalogue import Catalogue
from studio.core.materials import AnyFile, Aspect, Box, Bytes, Colour, Percent, Pixels
from studio.core.tool import RESERVED, tool
from studio.faces.cli import calls

Line = Callable[..., Said]


@pytest.fixture
def order(trial: Catalogue) -> str:
    Path("order.txt").write_text("say hello\n")
    return "order.txt"


def objects(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_what_the_face_adds_is_reserved() -> None:
    assert set(calls.Flags.__dataclass_fields__) <= RESERVED


def test_one_result_is_named_and_nothing_else_is_said(studio: Line, order: str) -> None:
    assert studio("trial", "obey", order) == Said(0, "order-obey.txt\n", "")
    assert Path("order-obey.txt").read_text() == "hello\n"


def test_options_reach_the_tool(studio: Line, order: str) -> None:
    studio("trial", "obey", order, "--with", "love")
    assert Path("order-obey.txt").read_text() == "hello\nlove\n"


def test_options_may_stand_before_inputs_and_between_them(studio: Line, order: str) -> None:
    Path("b.txt").write_text("say b\n")
    said = studio("trial", "obey", "--with", "love", order, "--set", "jobs=1", "b.txt", "--out=o")
    assert said.out == "o/order-obey.txt\no/b-obey.txt\n"


def test_a_place_may_be_a_file_or_a_folder(studio: Line, order: str) -> None:
    assert studio("trial", "obey", order, "--out", "o").out == "o/order-obey.txt\n"
    assert studio("trial", "obey", order, "--out", "o/mine.txt").out == "o/mine.txt\n"
    assert studio("trial", "recast", order, "--out", "o/mine.md").out == "o/mine.md\n"


def test_what_exists_is_kept_to_the_byte(studio: Line, order: str) -> None:
    Path("order-obey.txt").write_bytes(b"old \xff\r\n")
    before = Path("order-obey.txt").stat()
    said = studio("trial", "obey", order)
    assert said.code == 1
    assert "order-obey.txt exists" in said.err
    assert "--overwrite" in said.err
    assert Path("order-obey.txt").read_bytes() == b"old \xff\r\n"
    assert Path("order-obey.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert studio("trial", "obey", order, "--overwrite") == Said(0, "order-obey.txt\n", "")
    assert Path("order-obey.txt").read_text() == "hello\n"


def test_a_rehearsal_does_nothing(studio: Line, order: str) -> None:
    said = studio("trial", "obey", order, "missing.txt", "--out", "o", "--dry-run")
    assert said == Said(1, "order.txt → o/order-obey.txt\nmissing.txt ✗ missing.txt is not there\n", "")
    assert [left.name for left in Path().iterdir()] == ["order.txt"]
    (told,) = objects(studio("trial", "obey", order, "--dry-run", "--json"))
    assert told == {"input": "order.txt", "dry_run": True, "would_make": ["order-obey.txt"]}
    Path("order-obey.txt").touch()
    assert studio("trial", "obey", order, "--dry-run").out.startswith("order.txt ✗ order-obey.txt exists")
    assert studio("trial", "obey", order, "--dry-run", "--overwrite").code == 0


def test_a_rehearsal_finds_what_is_unusable(studio: Line, order: str) -> None:
    Path("o").mkdir()
    Path("o/order.txt").write_text("say hello\n")
    assert studio("trial", "obey", order, "o/order.txt", "--dry-run").code == 2


def test_the_same_name_from_two_folders_ends_the_call_before_it_starts(studio: Line, order: str) -> None:
    Path("o").mkdir()
    Path("o/order.txt").write_text("say hello\n")
    said = studio("trial", "obey", order, "o/order.txt")
    assert said.code == 2
    assert said.out == ""
    assert "order.txt and o/order.txt would both become order-obey.txt in this folder" in said.err
    assert not Path("order-obey.txt").exists()


def test_a_log_is_written_to_a_file(studio: Line, order: str) -> None:
    studio("trial", "obey", order, "missing.txt", "--log-json", "log.jsonl")
    entries = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    assert [entry["event"] for entry in entries if entry["event"].startswith("call")] == [
        "call.started", "call.done",
    ]  # fmt: skip
    assert len({entry["run"] for entry in entries}) == 1
    assert {entry["tool"] for entry in entries} == {"trial.obey"}
    (failed,) = [entry for entry in entries if entry["event"] == "task.failed"]
    assert failed["level"] == "error"
    assert failed["source"] == "missing.txt"
    (done,) = [entry for entry in entries if entry["event"] == "task.done"]
    assert done["files"] == ["order-obey.txt"]
    assert entries[-1]["failed"] == 1


@pytest.mark.parametrize("words", [["--log-json", "-"], ["--log-json=-"], ["--set", "log_json=-"]])
def test_a_log_is_written_to_stderr(studio: Line, order: str, words: list[str]) -> None:
    said = studio("trial", "obey", order, *words)
    assert said.out == "order-obey.txt\n"
    assert {json.loads(line)["event"] for line in said.err.splitlines()} == {
        "call.started", "task.started", "task.done", "call.done",
    }  # fmt: skip


def test_notes_of_a_tool_reach_the_log(studio: Line, order: str) -> None:
    Path(order).write_text("note well\nsay hello\n")
    said = studio("trial", "obey", order, "--log-json", "-")
    (noted,) = [json.loads(line) for line in said.err.splitlines() if "task.remark" in line]
    assert noted["text"] == "well"


def test_settings_hold_for_one_call(studio: Line, order: str) -> None:
    Path("studio.toml").write_text("jobs = 0\n")
    said = studio("trial", "obey", order)
    assert said.code == 2
    assert "studio.toml: jobs" in said.err
    assert studio("trial", "obey", order, "--set", "jobs=1").code == 0


def test_values_may_be_written_as_people_write_them() -> None:
    @tool(material="trial")
    def spell(
        text: AnyFile,
        *,
        width: Pixels | None = None,
        share: Percent = 50,
        size: Bytes | None = None,
        shape: Aspect | None = None,
        box: Box | None = None,
        ink: Colour = "black",
        marks: list[int] | None = None,
        loud: bool = False,
        neat: bool = True,
        mode: Literal["a", "b"] | None = None,
        shift: float = 0,
    ) -> AnyFile:
        """Spell."""
        return text

    from cyclopts import App

    app = App()
    call, _ = calls.command(spell)
    app.default(call)

    def typed(line: str) -> dict[str, Any]:
        _, bound, _ = app.parse_args(["a.txt", *line.split()], exit_on_error=False, print_error=False)
        return spell.checked({"text": bound.args[0], **bound.kwargs})

    given = typed("--width 80 --share 20% --size 5kB --shape 16:9 --box 1,2,3,4 --ink #fff")
    assert (given["width"], given["share"], given["size"]) == (80, 20, 5000)
    assert (given["shape"], given["box"], given["ink"]) == (pytest.approx(16 / 9), "1,2,3,4", "#fff")
    given = typed("--marks 1 --marks 2 --loud --no-neat --mode b --shift -3.5")
    assert (given["marks"], given["loud"], given["neat"]) == ([1, 2], True, False)
    assert (given["mode"], given["shift"]) == ("b", -3.5)
    assert typed("")["share"] == 50
