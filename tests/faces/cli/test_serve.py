"""The server: carries out whatever is ordered, is alone, and leaves when it is asked to."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests import orders
from tests.command import SOON, alive, below, end, started, until
from tests.conftest import Said

from studio.core.catalogue import Catalogue

pytestmark = pytest.mark.usefixtures("trial")
Line = Callable[..., Said]
Server = subprocess.Popen[str]


@pytest.fixture
def server(trial: Catalogue) -> Iterator[Server]:
    """A server at work."""
    with started("serve", "--log-json", "log.jsonl") as child:
        assert child.stderr
        assert "Hosting the runs of" in child.stderr.readline()
        yield child


def test_it_carries_out_what_is_ordered_and_says_and_logs_a_line_for_each_state(server: Server) -> None:
    good, bad = (
        orders.ordered(orders.obey("a")),
        orders.ordered(orders.obey("b", "fail too dark"), name="bad"),
    )
    until(lambda: {orders.state(good), orders.state(bad)} == {"done", "failed"})
    time.sleep(0.7)
    server.send_signal(signal.SIGTERM)
    code, out, err = end(server)
    assert (code, out) == (0, "")
    said = [line.split()[1:4] for line in err.splitlines()[:-1]]
    assert [good, "running", "play"] in said
    assert [good, "done", "play"] in said
    assert [bad, "failed", "bad"] in said
    assert "b: too dark" in err
    logged = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    assert {(one["event"], one["id"]) for one in logged} == {
        (f"run.{state}", run)
        for run, last in ((good, "done"), (bad, "failed"))
        for state in ("running", last)
    }


def test_a_second_one_says_who_hosts_or_waits_for_its_turn(server: Server, studio: Line) -> None:
    said = studio("serve")
    assert said.code == 2
    assert f"process {server.pid} hosts the runs already, since 20" in said.err
    assert "studio serve --wait" in said.err
    with started("serve", "--wait") as second:
        run = orders.ordered(orders.obey("a", "sleep 60"))
        until(lambda: ("stage.running", "a") in orders.events(run))
        orders.text("a.txt", "say hello")
        server.send_signal(signal.SIGKILL)
        until(lambda: orders.state(run) == "done")
        second.send_signal(signal.SIGTERM)
        code, _, err = end(second)
    assert code == 0
    assert "Hosting the runs of" in err
    assert ("run.recovered", "") in orders.events(run)


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGINT]])
def test_it_leaves_at_once_and_what_was_under_way_is_gone_on_with(
    server: Server, studio: Line, signals: list[signal.Signals]
) -> None:
    run = orders.ordered(orders.obey("a", "say a"), orders.obey("b", "sleep 60", after=("a",)))
    until(lambda: ("stage.running", "b") in orders.events(run))
    children = below(server)
    began = time.monotonic()
    for asked in signals:
        server.send_signal(asked)
    assert end(server)[0] == 0
    assert time.monotonic() - began < SOON
    until(lambda: not alive(children), SOON)
    assert orders.state(run) == "interrupted"
    orders.text("b.txt", "say b")
    assert studio("runs", "resume", run).code == 0
    assert orders.events(run).count(("stage.done", "a")) == 1


def test_who_watches_a_run_of_the_server_stops_nothing_by_leaving(server: Server, studio: Line) -> None:
    run = orders.ordered(orders.obey_each("each", [["sleep 0.5"]] * 200))
    until(lambda: ("stage.running", "each") in orders.events(run))
    with started("runs", "resume", run, "--json") as watcher:
        assert watcher.stdout
        assert json.loads(watcher.stdout.readline())["run"] == run
        watcher.send_signal(signal.SIGINT)
        code, _, err = end(watcher)
    assert code == 130
    assert f"Process {server.pid} goes on; studio runs watch {run} shows it." in err
    seen = studio("runs", "log", run).out
    until(lambda: len(studio("runs", "log", run).out) > len(seen))
    assert (orders.state(run), ("run.recovered", "") in orders.events(run)) == ("running", False)


def test_the_server_obeys_whoever_asks(server: Server, studio: Line) -> None:
    run = orders.ordered(orders.obey("a", "sleep 60"))
    until(lambda: ("stage.running", "a") in orders.events(run))
    began = time.monotonic()
    said = studio("runs", "cancel", run)
    assert said.code == 0
    until(lambda: orders.state(run) == "cancelled")
    until(lambda: not [one for one in below(server) if one.status() != "zombie"])
    assert time.monotonic() - began < SOON
    assert "1 run removed" in studio("runs", "clean", "--older", "0s").out


def test_a_server_that_does_not_answer_is_named(server: Server, studio: Line) -> None:
    run = orders.ordered(orders.obey("a", "sleep 60"))
    until(lambda: ("stage.running", "a") in orders.events(run))
    os.kill(server.pid, signal.SIGSTOP)
    said = studio("runs", "cancel", run)
    os.kill(server.pid, signal.SIGCONT)
    assert said.code == 1
    assert f"process {server.pid} hosts the runs and does not answer" in said.err
