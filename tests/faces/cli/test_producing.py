"""Productions from the command line: runs whose every call is a step that is never done twice."""

import json
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import orders
from tests.command import end, started, until
from tests.conftest import Said

from studio.core.catalogue import Catalogue

Line = Callable[..., Said]
REVUE = ("trial", "revue", "order.txt", "--ledger", "ledger.txt")


@pytest.fixture(autouse=True)
def _laid_out(trial: Catalogue) -> None:
    orders.text("order.txt", "say hello")
    Path("ledger.txt").write_text("")


def counted() -> int:
    """How many counts were carried out in all."""
    return len(Path("ledger.txt").read_text().splitlines())


def test_a_production_is_a_run_and_delivers_as_any_tool_does(studio: Line) -> None:
    assert studio(*REVUE, "--out", "o/") == Said(0, "o/order-revue.txt\n", "")
    assert Path("o/order-revue.txt").read_text() == " ".join(["say hello"] * 4) + "\n"
    assert counted() == 5
    (run,) = [json.loads(line) for line in studio("runs", "list", "--json").out.splitlines()]
    assert (run["kind"], run["name"], run["state"], run["steps"]) == ("production", "trial.revue", "done", 6)
    told = studio("runs", "show", "last").out
    steps = re.findall(r"^✓ (\S+)", told, re.MULTILINE)
    assert steps == ["001-count", *(f"002.000{n}.001-count" for n in range(1, 5)), "003-join"]
    assert "→ o/order-revue.txt" in told
    assert ("note", "") in orders.events(run["id"])


def test_what_is_there_is_refused_before_anything_is_done(studio: Line) -> None:
    Path("order-revue.txt").write_text("mine")
    said = studio(*REVUE, "--out", "order-revue.txt")
    assert said.code == 2
    assert "--overwrite" in said.err
    assert (counted(), Path("order-revue.txt").read_text()) == (0, "mine")
    assert studio(*REVUE, "--out", "order-revue.txt", "--overwrite").code == 0
    assert Path("order-revue.txt").read_text().startswith("say hello say")


def test_a_rehearsal_orders_no_run(studio: Line) -> None:
    assert studio(*REVUE, "--dry-run").code == 0
    assert studio("runs", "list", "--json").out == ""


def test_several_inputs_are_several_runs(studio: Line) -> None:
    orders.text("other.txt", "say goodbye")
    said = studio("trial", "revue", "order.txt", "other.txt", "--ledger", "ledger.txt", "--numbers", "1")
    assert said == Said(0, "order-revue.txt\nother-revue.txt\n", "")
    assert len(studio("runs", "list").out.splitlines()) == 2


def test_a_step_that_fails_ends_it_and_is_all_that_is_tried_again(studio: Line) -> None:
    Path("ledger.txt").unlink()
    Path("ledger.txt").mkdir()
    said = studio(*REVUE)
    assert (said.code, said.out) == (1, "")
    assert "001-count" in said.err
    assert "studio runs retry" in said.err
    Path("ledger.txt").rmdir()
    Path("ledger.txt").write_text("")
    assert studio("runs", "retry", "last") == Said(0, "order-revue.txt\n", "")
    assert counted() == 5


@pytest.mark.parametrize("finished", [1, 2, 4])
def test_killed_half_way_and_resumed_no_finished_step_is_done_again(studio: Line, finished: int) -> None:
    with started(*REVUE, "--numbers", "6", "--rest", "0.3", "--json") as host:
        done = 0
        assert host.stdout
        while done < finished:
            event = json.loads(host.stdout.readline())
            done += event["name"] == "stage.done"
        host.send_signal(signal.SIGKILL)
        host.wait()
    run = event["run"]
    assert orders.state(run) == "interrupted"
    before = Counter(orders.events(run))
    settled = {stage for name, stage in before if name == "stage.done"}
    assert len(settled) >= finished
    assert studio("runs", "resume", run) == Said(0, "order-revue.txt\n", "")
    after = Counter(orders.events(run))
    assert all(after["stage.running", stage] == before["stage.running", stage] for stage in settled)
    assert all(after["stage.done", f"002.000{number}.001-count"] == 1 for number in range(1, 7))
    # Only what was under way when the kill came, two at most, may have been counted and not written down.
    assert 7 <= counted() <= 9
    assert Path("order-revue.txt").read_text().count("hello") == 6


def test_left_waiting_it_is_carried_out_by_a_server_that_stands_elsewhere(studio: Line) -> None:
    said = studio(*REVUE, "--detach", "--out", "o/mine.txt")
    assert said.code == 0
    run = said.out.strip()
    assert "studio serve" in said.err
    here = Path.cwd()
    Path("elsewhere").mkdir()
    os.chdir("elsewhere")
    with started("serve"):
        os.chdir(here)
        until(lambda: orders.state(run) == "done")
    assert Path("o/mine.txt").read_text() == " ".join(["say hello"] * 4) + "\n"


def test_ctrl_c_interrupts_and_the_rest_is_done_later(studio: Line) -> None:
    with started(*REVUE, "--rest", "0.4") as host:
        until(lambda: counted() == 2)
        host.send_signal(signal.SIGINT)
        code, _, err = end(host)
    assert code == 130
    assert "Nothing is lost: studio runs resume" in err
    assert studio("runs", "resume", "last").code == 0
    assert Path("order-revue.txt").exists()


def test_it_is_paused_between_two_steps_and_goes_on_from_there(studio: Line) -> None:
    with started(*REVUE, "--rest", "0.6", "--numbers", "12") as host:
        until(lambda: counted() == 2)
        assert studio("runs", "pause", "last").code == 0
        code, out, err = end(host)
    assert (code, out) == (1, "")
    assert "trial.revue is paused" in err
    steps = counted()
    assert steps < 13
    assert studio("runs", "resume", "last") == Said(0, "order-revue.txt\n", "")
    assert counted() == 13


def test_only_productions_can_be_left_waiting(studio: Line) -> None:
    assert studio("trial", "obey", "order.txt", "--detach").code == 2
    assert "--detach" not in studio("trial", "obey", "--help").out
    assert "--detach" in studio("trial", "revue", "--help").out


def test_from_python_it_is_a_plain_call(trial: Catalogue) -> None:
    made = trial["trial.revue"](Path("order.txt"), ledger=Path("ledger.txt"), numbers=2)
    assert (made, counted()) == (Path("order-revue.txt"), 3)
    assert not Path("home").exists()
