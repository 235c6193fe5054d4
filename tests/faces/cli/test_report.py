"""What people and programs see of a call: results in order, failures with reasons, JSON without noise."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.command import STUDIO, watched
from tests.command import studio as command
from tests.conftest import Said

from studio.core.catalogue import Catalogue

Line = Callable[..., Said]

UGLY = [
    b"line\nend.txt",
    b'it\'s "quoted".txt',
    b"latin-\xe9\xff.txt",
    b"tab\tand\rreturn.txt",
    b":smile:.txt",
    b" spaces  .txt",
    b"%d %s.txt",
    b"back\\slash.txt",
    "smile-\N{GRINNING FACE}.txt".encode(),
    b"long-" + b"x" * 180 + b".txt",
    b"brackets[red].txt",
]


@pytest.fixture
def orders(trial: Catalogue) -> list[str]:
    """Three orders, the middle one bad."""
    for name, text in (("a", "say a"), ("b", "fail too dark"), ("c", "say c")):
        Path(f"{name}.txt").write_text(f"{text}\n")
    return ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def ugly(trial: Catalogue) -> list[str]:
    """Files with names that break lists, quotes, terminals and encodings."""
    if sys.platform == "darwin":
        pytest.skip("this file system wants UTF-8")
    names = [os.fsdecode(name) for name in UGLY]
    for name in names:
        Path(name).write_text("say hello\n")
    return names


def objects(said: Said) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_one_failure_among_many_is_named_with_reason_and_hint(studio: Line, orders: list[str]) -> None:
    said = studio("trial", "obey", *orders)
    assert said == Said(1, "a-obey.txt\nc-obey.txt\n", "✗ b.txt: too dark\n  → say something else\n")


def test_a_lone_failure_needs_no_name(studio: Line, orders: list[str]) -> None:
    assert studio("trial", "obey", "b.txt") == Said(1, "", "✗ too dark\n  → say something else\n")


def test_success_is_silent_where_nobody_watches(studio: Line, orders: list[str]) -> None:
    assert studio("trial", "obey", "a.txt", "c.txt") == Said(0, "a-obey.txt\nc-obey.txt\n", "")


def test_json_is_one_object_for_each_input_in_order(studio: Line, orders: list[str]) -> None:
    said = studio("trial", "obey", *orders, "missing.txt", "--json")
    assert said.code == 1
    assert said.err == ""
    told = objects(said)
    assert all(one.pop("seconds") >= 0 for one in told)
    assert told[:3] == [
        {"input": "a.txt", "ok": True, "files": ["a-obey.txt"]},
        {
            "input": "b.txt",
            "ok": False,
            "error": {"kind": "BadInput", "message": "too dark", "hint": "say something else"},
        },
        {"input": "c.txt", "ok": True, "files": ["c-obey.txt"]},
    ]
    assert told[3]["error"]["kind"] == "ToolFailed"


def test_json_of_values_and_of_values_with_files(studio: Line, orders: list[str]) -> None:
    (told,) = objects(studio("trial", "measure", "a.txt", "--json"))
    assert told["files"] == []
    assert told["result"] == {"words": 2, "size": 6, "loud": False, "mean": 2.0}
    (told,) = objects(studio("trial", "halve", "a.txt", "--json"))
    assert told["files"] == ["a-halve.txt", "a-halve-second.txt"]
    assert told["result"] == {"first": "a-halve.txt", "second": "a-halve-second.txt", "words": 2}


@pytest.mark.parametrize("names", [["a.txt"], ["a.txt", "b.txt"]])
def test_whatever_a_library_prints_stays_out_of_the_results(trial: Catalogue, names: list[str]) -> None:
    for name in names:
        Path(name).write_text("print noise\nsay a\n")
    said = command("trial", "obey", *names, "--json")
    assert [json.loads(line)["input"] for line in said.stdout.splitlines()] == names
    # What the C library still holds when a worker is ended is lost; that is noise, too.
    assert said.stderr.count("noise") >= 2 * len(names)
    said = command("trial", "obey", *names, "--out", "o")
    assert said.stdout.split() == [f"o/{name.replace('.', '-obey.')}" for name in names]


def test_when_no_item_could_ever_work_it_is_the_call_that_is_wrong(studio: Line, trial: Catalogue) -> None:
    for name in "ab":
        Path(f"{name}.txt").write_text("clash both at once\n")
    Path("c.txt").write_text("say c\n")
    assert studio("trial", "obey", "a.txt").code == 2
    assert studio("trial", "obey", "a.txt", "b.txt").code == 2
    assert studio("trial", "obey", "a.txt", "c.txt").code == 1


def test_json_says_what_a_tool_noted(studio: Line, trial: Catalogue) -> None:
    Path("a.txt").write_text("note well\nnote done\nsay a\n")
    Path("b.txt").write_text("say b\n")
    first, second = objects(studio("trial", "obey", "a.txt", "b.txt", "--json"))
    assert first["notes"] == [{"event": "remark", "text": "well"}, {"event": "remark", "text": "done"}]
    assert "notes" not in second


def test_json_knows_no_number_that_json_knows_not(studio: Line, trial: Catalogue) -> None:
    Path("empty.txt").touch()
    said = studio("trial", "measure", "empty.txt", "--json")
    assert "NaN" not in said.out
    assert objects(said)[0]["result"]["mean"] is None


@pytest.mark.parametrize("count", [1, len(UGLY)])
def test_json_survives_every_name(studio: Line, ugly: list[str], count: int) -> None:
    said = studio("trial", "obey", "--json", "--out", "o", "--", *ugly[-count:])
    told = objects(said)
    assert said.code == 0
    assert said.out.isascii()
    assert [one["input"] for one in told] == ugly[-count:]
    assert [Path(one["files"][0]).exists() for one in told] == [True] * count
    odd = [one["input"] for one in told if one.get("names") == "surrogateescape"]
    assert odd == [name for name in ugly[-count:] if "\udcff" in name]


def test_json_says_of_a_missing_name_too_that_it_is_no_text(studio: Line, ugly: list[str]) -> None:
    (told,) = objects(studio("trial", "obey", "missing-\udcff.txt", "--json"))
    assert told["names"] == "surrogateescape"


def test_every_name_is_printed_as_it_is_for_other_programs(ugly: list[str]) -> None:
    said = subprocess.run(
        [*STUDIO, "trial", "obey", "--out", "o", "--", *ugly], capture_output=True, check=False
    )
    expected = [b"o/" + name.removesuffix(b".txt") + b"-obey.txt\n" for name in UGLY]
    assert (said.returncode, said.stdout, said.stderr) == (0, b"".join(expected), b"")


@pytest.mark.usefixtures("ugly")
def test_an_odd_name_in_a_complaint_stays_one_harmless_line(studio: Line) -> None:
    said = studio("trial", "obey", "no\nsuch\x1b]0;-\udcff.txt")
    assert said.code == 1
    assert said.err.count("\n") == 1
    assert r"no\nsuch\x1b]0;-\xff.txt" in said.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_narrow_encoding_ends_nothing(orders: list[str], encoding: str) -> None:
    Path("grüße.txt").write_text("say hello\n")
    line = [*STUDIO, "trial", "obey", "b.txt", "grüße.txt"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    said = subprocess.run(line, capture_output=True, check=False, env=environment)
    assert said.returncode == 1
    assert said.stdout.decode({"ascii": "utf-8"}.get(encoding, encoding)) == "grüße-obey.txt\n"
    assert b"too dark" in said.stderr
    assert b"Traceback" not in said.stderr


def test_on_a_terminal_there_are_ticks_a_bar_and_a_sum(orders: list[str]) -> None:
    Path("c.txt").write_text("sleep 0.3\nnote [well]\nsay c\n")
    code, shown = watched("trial", "obey", *orders)
    assert code == 1
    assert "✓ a.txt → a-obey.txt  2 B" in shown
    assert "✗ b.txt: too dark" in shown
    assert "note: remark text [well]" in shown
    assert "/3" in shown
    assert re.search(r"2 done, 1 failed in \d+\.\d s", shown)


def test_notes_reach_who_watches_though_results_go_into_a_pipe(orders: list[str]) -> None:
    Path("a.txt").write_text("note well\nsay a\n")
    with Path("names").open("wb") as piped:
        code, shown = watched("trial", "obey", *orders[::2], stdout=piped)
    assert code == 0
    assert Path("names").read_text() == "a-obey.txt\nc-obey.txt\n"
    assert shown.count("note: remark text well") == 1


def test_on_a_terminal_a_lone_call_shows_how_far_it_is(orders: list[str]) -> None:
    Path("a.txt").write_text("sleep 0.2\nsleep 0.2\nsay a\n")
    code, shown = watched("trial", "obey", "a.txt")
    assert code == 0
    assert "Obeying" in shown
    assert "✓ a.txt → a-obey.txt" in shown
    assert "done in" not in shown


def test_on_a_terminal_json_stays_json(orders: list[str]) -> None:
    _, shown = watched("trial", "measure", "a.txt", "--json")
    (line,) = [line for line in shown.splitlines() if line.startswith("{")]
    assert json.loads(line)["result"]["words"] == 2


@pytest.mark.parametrize("words", [[], ["--json"]])
def test_results_reach_a_pipe_while_the_bar_is_on_the_terminal(orders: list[str], words: list[str]) -> None:
    with Path("caught").open("wb") as caught:
        code, shown = watched("trial", "obey", "a.txt", "c.txt", *words, stdout=caught)
    assert code == 0
    lines = Path("caught").read_text().splitlines()
    if words:
        lines = [json.loads(line)["files"][0] for line in lines]
    assert lines == ["a-obey.txt", "c-obey.txt"]
    assert "-obey.txt" not in shown


def test_values_are_shown_with_their_units(studio: Line, orders: list[str]) -> None:
    said = studio("trial", "measure", "a.txt", "c.txt")
    lines = [line.split() for line in said.out.splitlines()]
    assert lines[0] == ["a.txt"]
    assert ["size", "6", "B"] in lines
    assert ["loud", "no"] in lines
