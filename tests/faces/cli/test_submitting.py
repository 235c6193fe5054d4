"""Pipelines and batches from their files to their results, by hand and by the clock."""

import json
import signal
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests import orders
from tests.command import end, started, until
from tests.conftest import Said

from studio.assembly import open_studio

pytestmark = pytest.mark.usefixtures("trial")
Line = Callable[..., Said]

PIPELINE = """\
name: Evening
parameters:
  word: {type: text, default: love}
stages:
  first: {tool: trial.obey, input: a.txt, with: {with: "{parameters.word}"}}
  each: {tool: trial.obey, for_each: texts, after: [first], jobs: 1}
  last: {tool: trial.join, input: "{each.output}", out: o/last.txt}
"""
BATCH = """\
name: Many
defaults: {tool: trial.obey, out: many/}
items: ["texts/*.txt"]
"""


@pytest.fixture(autouse=True)
def _written() -> None:
    Path("evening.yaml").write_text(PIPELINE)
    Path("many.yaml").write_text(BATCH)
    Path("texts").mkdir()
    orders.text("a.txt", "say a")
    for name in "xyz":
        orders.text(f"texts/{name}.txt", f"say {name}")


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def the_run(studio: Line) -> dict[str, Any]:
    (found,) = objects(studio("runs", "list", "--json").out)
    return found


def test_a_pipeline_is_carried_out_with_what_was_set(studio: Line) -> None:
    assert studio("pipeline", "run", "evening.yaml", "--set", "word=joy") == Said(0, "o/last.txt\n", "")
    assert Path("o/last.txt").read_text() == "x\ny\nz\n"
    run = the_run(studio)
    assert (run["kind"], run["name"], run["state"]) == ("pipeline", "Evening", "done")
    assert run["source"] == str(Path("evening.yaml").absolute())
    assert Path(f"home/runs/{run['id']}/first/a-obey.txt").read_text() == "a\njoy\n"


def test_a_batch_is_carried_out_and_names_all_it_made(studio: Line) -> None:
    assert studio("batch", "run", "many.yaml", "--jobs", "1") == Said(
        0, "many/x-obey.txt\nmany/y-obey.txt\nmany/z-obey.txt\n", ""
    )
    run = the_run(studio)
    assert (run["kind"], run["name"]) == ("batch", "Many")
    (whole,) = objects(studio("runs", "show", "last", "--json").out)
    assert [stage["jobs"] for stage in whole["submitted_with"]["stages"]] == [1]


@pytest.mark.parametrize("kind", ["pipeline", "batch"])
def test_faults_are_all_told_and_no_run_is_ordered(studio: Line, kind: str) -> None:
    Path("bad.yaml").write_text(
        "stages:\n  x: {tool: trial.obay, input: a.txt}\n  y: {tool: trial.obey}\n"
        if kind == "pipeline"
        else "items: [{input: a.txt, tool: trial.obay}, {input: none.txt, tool: trial.obey}]\n"
    )
    said = studio(kind, "run", "bad.yaml")
    assert said.code == 2
    assert "trial.obey" in said.out
    assert "2 faults found." in said.err
    assert studio("runs", "list", "--json").out == ""


@pytest.mark.parametrize(("kind", "file"), [("pipeline", "evening.yaml"), ("batch", "many.yaml")])
def test_a_rehearsal_shows_the_plan_and_orders_nothing(studio: Line, kind: str, file: str) -> None:
    said = studio(kind, "run", file, "--dry-run")
    assert said.code == 0
    assert said.out == studio(kind, "plan", file).out
    assert studio("runs", "list", "--json").out == ""
    assert sorted(path.name for path in Path().iterdir() if path.is_dir()) == ["home", "texts"]


def test_a_batch_can_only_be_looked_through(studio: Line) -> None:
    assert studio("batch", "run", "many.yaml", "--validate") == studio("batch", "validate", "many.yaml")


def test_what_failed_is_tried_again_where_the_batch_left_off(studio: Line) -> None:
    orders.text("texts/y.txt", "fail too dark")
    said = studio("batch", "run", "many.yaml")
    assert (said.code, said.out) == (1, "many/x-obey.txt\nmany/z-obey.txt\n")
    assert "y.txt: too dark" in said.err
    before = Path("many/x-obey.txt").stat().st_mtime_ns
    orders.text("texts/y.txt", "say better")
    said = studio("batch", "run", "many.yaml", "--resume", "last")
    assert (said.code, said.err) == (0, "")
    assert Path("many/y-obey.txt").read_text() == "better\n"
    assert Path("many/x-obey.txt").stat().st_mtime_ns == before
    assert the_run(studio)["state"] == "done"
    Path("other.yaml").write_text(BATCH)
    refused = studio("batch", "run", "other.yaml", "--resume", "last")
    assert refused.code == 2
    assert "not of other.yaml" in refused.err


def test_killed_half_way_a_batch_goes_on_and_repeats_nothing(studio: Line) -> None:
    for number in range(12):
        orders.text(f"texts/n{number:02}.txt", "sleep 0.2", f"say {number}")
    with started("batch", "run", "many.yaml", "--json") as host:
        until(lambda: len(list(Path("many").glob("n*"))) >= 4)
        host.send_signal(signal.SIGKILL)
        host.wait()
    made = {path: path.stat().st_ino for path in Path("many").glob("*.txt")}
    assert studio("batch", "run", "many.yaml", "--resume", "last").code == 0
    assert {path: path.stat().st_ino for path in made} == made
    assert len(list(Path("many").glob("*.txt"))) == 15


def test_left_waiting_they_go_by_priority(studio: Line) -> None:
    low = studio("pipeline", "run", "evening.yaml", "--detach").out.strip()
    high = objects(studio("batch", "run", "many.yaml", "--detach", "--priority", "5", "--json").out)[0]["run"]
    with started("serve", "--jobs", "1") as server:
        until(lambda: {orders.state(low), orders.state(high)} == {"done"})
        time.sleep(0.7)
        server.send_signal(signal.SIGTERM)
        _, _, err = end(server)
    done = [line.split()[1] for line in err.splitlines() if "done" in line.split()[2:3]]
    assert done == [high, low]


def test_paths_begin_where_the_file_says(studio: Line) -> None:
    Path("work").mkdir()
    Path("texts").rename("work/texts")
    Path("a.txt").rename("work/a.txt")
    Path("work/evening.yaml").write_text(PIPELINE + "folder: .\n")
    assert studio("pipeline", "run", "work/evening.yaml") == Said(0, "work/o/last.txt\n", "")


def test_a_file_that_is_gone_is_a_sentence(studio: Line) -> None:
    said = studio("pipeline", "run", "nowhere.yaml")
    assert said.code == 2
    assert "nowhere.yaml" in said.out + said.err


def test_the_server_starts_what_the_clock_says_and_tells_what_it_lets_pass(studio: Line) -> None:
    assert studio("schedule", "add", "@hourly", "evening.yaml", "--set", "word=night").code == 0
    assert studio("schedule", "add", "@hourly", "many.yaml", "--name", "gone").code == 0
    Path("many.yaml").unlink()
    with closing(open_studio().tables()) as tables:
        tables.change("UPDATE schedule SET since = since - 7200, begun = begun - 7200, made = made - 7200")
    with started("serve") as server:
        until(lambda: Path("o/last.txt").exists())
        until(lambda: the_run(studio)["state"] == "done")
        time.sleep(2.5)
        server.send_signal(signal.SIGTERM)
        code, _, err = end(server)
    assert code == 0
    run = the_run(studio)
    assert (run["name"], run["schedule"] != "") == ("Evening", True)
    assert Path(f"home/runs/{run['id']}/first/a-obey.txt").read_text() == "a\nnight\n"
    assert "gone was not started" in err
    assert err.count("gone was not started") == 1
