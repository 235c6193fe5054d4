"""Runs from the command line: listed, told, watched, and everything that can be asked of them."""

import json
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import orders
from tests.command import SOON, alive, below, end, started, until
from tests.conftest import Said

from studio.engine.plans import Stage
from studio.engine.workers.pool import Pool
from studio.host.isolation.proof import Proof, Touch

pytestmark = pytest.mark.usefixtures("trial")
Line = Callable[..., Said]


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_run_that_is_taken_up_is_carried_out_and_names_what_it_delivered(studio: Line) -> None:
    run = orders.ordered(orders.obey("a", "say a", out="o/"))
    assert studio("runs", "resume", run) == Said(0, "o/a-obey.txt\n", "")
    assert Path("o/a-obey.txt").read_text() == "a\n"
    assert orders.state(run) == "done"


def test_what_failed_is_said_with_reason_and_hint_and_what_to_do_next(studio: Line) -> None:
    run = orders.ordered(obey_three(), orders.obey("b", "fail too dark"))
    said = studio("runs", "resume", "last")
    assert (said.code, said.out) == (1, "")
    assert "✗ each: each1.txt: no light\n  → say something else\n" in said.err
    assert "✗ b: too dark\n  → say something else\n" in said.err
    further = f"studio runs show {run} says more; studio runs retry {run} tries again what failed"
    assert said.err.endswith(f"✗ play has failed\n  → {further}\n")


def obey_three(**more: Any) -> Stage:
    return orders.obey_each("each", [["say a"], ["fail no light"], ["say c"]], **more)


def test_as_json_every_event_is_a_line(studio: Line) -> None:
    run = orders.ordered(orders.obey("a"))
    told = objects(studio("runs", "resume", run, "--json").out)
    assert [event["name"] for event in told] == ["run.running", "stage.running", "stage.progress",
                                                 "stage.done", "proof", "run.done"]  # fmt: skip
    assert {event["run"] for event in told} == {run}
    assert objects(studio("runs", "watch", run, "--json").out) == told
    assert objects(studio("runs", "log", run, "--json").out) == told
    after = told[1]["number"]
    assert objects(studio("runs", "watch", run, "--json", "--after", str(after)).out) == told[2:]
    assert objects(studio("runs", "log", run, "--json", "--after", str(after)).out) == told[2:]


def test_several_watchers_see_the_same(studio: Line) -> None:
    run = orders.ordered(orders.obey_each("each", [["sleep 0.05"]] * 20))
    with (
        started("runs", "watch", run, "--json") as one,
        started("runs", "watch", run, "--json") as other,
        started("runs", "resume", run, "--json") as host,
    ):
        seen = [end(watcher)[1] for watcher in (one, other, host)]
    assert seen[0] == seen[1] == seen[2]
    assert objects(seen[0])[-1]["name"] == "run.done"
    assert studio("runs", "watch", run, "--json").out == seen[0]


def test_retry_does_again_what_failed_and_nothing_else(studio: Line) -> None:
    run = orders.ordered(obey_three())
    assert studio("runs", "resume", run).code == 1
    before = Path(f"home/runs/{run}/each/000000/each0-obey.txt").stat().st_mtime_ns
    orders.text("each1.txt", "say b")
    assert studio("runs", "retry", run).code == 0
    assert Path(f"home/runs/{run}/each/000001/each1-obey.txt").read_text() == "b\n"
    assert Path(f"home/runs/{run}/each/000000/each0-obey.txt").stat().st_mtime_ns == before
    said = studio("runs", "retry", run)
    assert said.code == 2
    assert "only what failed or was cancelled" in said.err


def test_a_waiting_run_is_cancelled_and_paused_at_once_where_nobody_hosts(studio: Line) -> None:
    one, other = orders.ordered(orders.obey("a")), orders.ordered(orders.obey("b"))
    assert studio("runs", "cancel", one) == Said(0, f"{one} cancelled\n", "")
    assert studio("runs", "pause", other) == Said(0, f"{other} paused\n", "")
    assert orders.events(one) == [("run.cancelled", "")]
    assert orders.events(other) == [("run.paused", "")]
    assert studio("runs", "resume", other).code == 0
    assert orders.state(other) == "done"
    refused = studio("runs", "cancel", other)
    assert refused.code == 2
    assert "it is done already" in refused.err


@pytest.mark.parametrize(("verb", "state"), [("cancel", "cancelled"), ("pause", "paused")])
def test_an_interrupted_run_obeys_at_once(studio: Line, verb: str, state: str) -> None:
    run = orders.ordered(orders.obey("slow", "sleep 60"))
    with started("runs", "resume", run) as host:
        until(lambda: ("stage.running", "slow") in orders.events(run))
        host.send_signal(signal.SIGKILL)
        host.wait()
    assert orders.state(run) == "interrupted"
    began = time.monotonic()
    assert studio("runs", verb, run) == Said(0, f"{run} {state}\n", "")
    assert time.monotonic() - began < SOON
    assert not Path(f"home/runs/{run}/.making").exists()


def test_a_run_under_way_is_paused_by_others_and_resumed_by_others(studio: Line) -> None:
    run = orders.ordered(
        orders.obey_each("each", [["sleep 0.2"]] * 10, jobs=1), orders.obey("z", after=("each",))
    )
    with started("runs", "resume", run) as host:
        until(lambda: ("stage.running", "each") in orders.events(run))
        assert studio("runs", "pause", run).code == 0
        code, _, err = end(host)
    assert (code, orders.state(run)) == (1, "paused")
    assert f"studio runs resume {run} goes on" in err
    assert studio("runs", "resume", run).code == 0
    assert ("stage.done", "z") in orders.events(run)


def test_ctrl_c_interrupts_and_leaves_no_process(studio: Line) -> None:
    run = orders.ordered(orders.obey_each("each", [["sleep 0.3"]] * 8 + [["sleep 60"]] * 2))
    with started("runs", "resume", run) as host:
        until(lambda: "stage.progress" in studio("runs", "log", run).out)
        children = below(host)
        assert children
        began = time.monotonic()
        host.send_signal(signal.SIGINT)
        code, _, err = end(host)
        assert time.monotonic() - began < SOON
    assert code == 130
    assert f"Nothing is lost: studio runs resume {run} goes on." in err
    until(lambda: not alive(children), SOON)
    assert orders.state(run) == "interrupted"


def test_what_waits_for_another_run_says_so(studio: Line) -> None:
    first = orders.ordered(orders.obey("a"))
    second = orders.ordered(orders.obey("b"), after=[first])
    with started("runs", "resume", second) as waiting:
        until(lambda: ("run.held", "") in orders.events(second))
        assert f"it waits for {first}, which is waiting" in studio("runs", "show", second).out
        time.sleep(0.3)
        waiting.send_signal(signal.SIGINT)
        code, _, err = end(waiting)
    assert code == 130
    assert f"play waits: it waits for {first}" in err
    assert orders.state(second) == "waiting"


def test_runs_without_a_server_take_turns(studio: Line) -> None:
    one = orders.ordered(orders.obey("one", "sleep 1"))
    other = orders.ordered(orders.obey("other"))
    with started("runs", "resume", one) as first, started("runs", "resume", other) as second:
        assert end(first)[0] == end(second)[0] == 0
    assert orders.state(one) == orders.state(other) == "done"


def test_a_run_may_be_left_waiting_for_a_host(studio: Line) -> None:
    run = orders.ordered(orders.obey("a"))
    studio("runs", "pause", run)
    said = studio("runs", "resume", run, "--detach")
    assert (said.code, said.out) == (0, f"{run}\n")
    assert "studio serve" in said.err
    assert orders.state(run) == "waiting"


def test_a_fork_takes_over_what_came_before(studio: Line) -> None:
    run = orders.ordered(
        orders.obey("a", "say a"),
        orders.obey("b", "say b", after=("a",)),
    )
    assert studio("runs", "resume", run).code == 0
    orders.text("b.txt", "say better")
    said = studio("runs", "fork", run, "--from", "b", "--json")
    assert said.code == 0
    new = objects(said.out)[0]["run"]
    assert new != run
    assert {event["stage"] for event in objects(said.out)} == {"", "b"}
    assert Path(f"home/runs/{new}/b/b-obey.txt").read_text() == "better\n"
    assert objects(studio("runs", "show", new, "--json").out)[0]["parent"] == run
    refused = studio("runs", "fork", run, "--from", "nowhere")
    assert refused.code == 2
    assert "it has a, b" in refused.err


def test_a_list_names_the_newest_first_and_only_what_is_asked_for(studio: Line) -> None:
    good, bad = orders.ordered(orders.obey("a"), name="good"), orders.ordered(obey_three(), name="bad")
    orders.carried_out(good, bad)
    waiting = orders.ordered(orders.obey("c"), name="last one")
    told = studio("runs").out
    assert [line.split()[0] for line in told.splitlines()] == [waiting, bad, good]
    assert studio("runs", "list").out == told
    only = objects(studio("runs", "list", "--state", "failed", "--state", "waiting", "--json").out)
    assert [(one["name"], one["state"]) for one in only] == [("last one", "waiting"), ("bad", "failed")]
    assert studio("runs", "list", "--state", "lost").code == 2
    for number in range(25):
        orders.ordered(orders.obey("d"), name=f"more {number}")
    assert len(studio("runs", "list").out.splitlines()) == 20
    assert len(studio("runs", "list", "--all").out.splitlines()) == 28


def test_a_run_is_told_in_full(studio: Line) -> None:
    run = orders.ordered(
        obey_three(continue_on_error=True),
        orders.obey("b", "say b", out="o/mine.txt"),
        orders.obey("c", when="{b.output.name} == 'x'", after=("b",)),
    )
    orders.carried_out(run)
    told = studio("runs", "show", run[:5]).out
    assert told.splitlines()[0] == f"play  pipeline {run}  done"
    assert "✗ each1.txt: no light\n      → say something else\n" in told
    assert "→ o/mine.txt" in told
    assert "the condition does not hold" in told
    (whole,) = objects(studio("runs", "show", run, "--json").out)
    assert [stage["state"] for stage in whole["stages"]] == ["done", "done", "skipped"]
    assert whole["stages"][0]["failures"][0]["source"] == "each1.txt"
    assert whole["files"] == [str(Path("o/mine.txt").absolute())]
    assert whole["submitted_with"]["stages"][1]["out"] == "o/mine.txt"


def test_a_log_is_read_line_by_line(studio: Line) -> None:
    run = orders.ordered(orders.obey("a", "fail too dark"))
    orders.carried_out(run)
    lines = studio("runs", "log", run).out.splitlines()
    assert "run.running" in lines[0]
    assert "stage.failed" in lines[-3]
    assert "touched a GPU" in lines[-2]
    assert "error too dark" in lines[-3]


def test_a_run_is_known_by_the_beginning_of_its_name(studio: Line) -> None:
    unknown = studio("runs", "show", "zzz")
    assert unknown.code == 2
    assert "studio runs list" in unknown.err
    assert studio("runs", "show", "last").code == 2
    run = orders.ordered(orders.obey("a"))
    assert studio("runs", "show", "last").out == studio("runs", "show", run[:4]).out


def test_old_runs_are_cleared_away_and_what_they_delivered_stays(studio: Line) -> None:
    old = orders.ordered(orders.obey("a", "say a", out="o/"))
    orders.carried_out(old)
    waiting = orders.ordered(orders.obey("b"))
    assert "0 runs would go" in studio("runs", "clean", "--dry-run").out
    said = studio("runs", "clean", "--older", "0s", "--dry-run")
    assert f"{old}  play" in said.out
    assert "1 run would go: 2 B" in said.out
    assert Path(f"home/runs/{old}").exists()
    assert "1 run removed: 2 B" in studio("runs", "clean", "--older", "0s").out
    assert not Path(f"home/runs/{old}").exists()
    assert [file for file in Path("home/assets").rglob("*") if file.is_file()] == []
    assert Path("o/a-obey.txt").read_text() == "a\n"
    assert [line.split()[0] for line in studio("runs").out.splitlines()] == [waiting]
    assert "1 run removed" in studio("runs", "clean", waiting).out
    assert studio("runs", "clean", "--older", "long").code == 2
    assert studio("runs", "clean", "--larger", "much").code == 2


def test_nothing_is_cleared_away_under_somebodys_hands(studio: Line) -> None:
    run = orders.ordered(orders.obey("slow", "sleep 60"))
    with started("runs", "resume", run) as host:
        until(lambda: ("stage.running", "slow") in orders.events(run))
        said = studio("runs", "clean", "--older", "0s")
        assert said.code == 2
        assert f"process {host.pid} is at work on {run}" in said.err


def test_it_is_told_that_nobody_has_touched_a_graphics_card(studio: Line) -> None:
    run = orders.ordered(orders.obey("a"))
    studio("runs", "resume", run)
    (proof,) = re.findall(r"proof +(.*)", studio("runs", "show", run).out)
    assert re.fullmatch(r"0 of 1 processes touched a GPU \(level: .+\)", proof)
    (told,) = objects(studio("runs", "show", run, "--json").out)
    assert (told["proof"]["told"], told["proof"]["touched"]) == (proof, [])


def test_who_has_touched_one_is_named_with_its_command(studio: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Proof(14, (Touch(77, "python -c 'import cupy'", "it had /dev/nvidia0 open"),), "imports guarded")
    monkeypatch.setattr(Pool, "vouch", lambda pool, lane: found)
    run = orders.ordered(orders.obey("a"))
    studio("runs", "resume", run)
    shown = studio("runs", "show", run).out
    assert "1 of 14 processes touched a GPU (level: imports guarded)" in shown
    assert "✗ process 77 touched a GPU: it had /dev/nvidia0 open  python -c 'import cupy'" in shown
