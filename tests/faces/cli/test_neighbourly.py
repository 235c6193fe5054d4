"""How much of the machine a command takes, and how it gives way: said once, understood everywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Said
from tests.engine.house import House

from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput
from studio.engine.journal import Journal
from studio.engine.lock import begin
from studio.engine.orders.record import Event
from studio.engine.orders.unfolding import Unfolding
from studio.engine.plans import Stage
from studio.faces.cli.neighbourly import Priority, priority, settings

Studio = Callable[..., Said]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("", Priority()),
        ("idle", Priority("idle")),
        ("batch", Priority("batch")),
        ("5", Priority(rank=5)),
        ("-2", Priority(rank=-2)),
    ],
)
def test_a_word_is_about_other_programs_and_a_number_about_other_runs(written: str, found: Priority) -> None:
    assert priority(written, ranks=True) == found


@pytest.mark.parametrize(("written", "ranks"), [("5", False), ("high", True), ("1.5", True), ("--1", True)])
def test_what_is_neither_is_refused(written: str, ranks: bool) -> None:
    with pytest.raises(BadInput) as refused:
        priority(written, ranks=ranks)
    assert "normal, low, idle, batch" in refused.value.hint


def test_they_are_settings_as_they_were_written() -> None:
    assert settings(2, "1.5GiB", "low") == ("--cpus=2", "--memory=1.5GiB", "--priority=low")
    assert settings(None, "", "") == ()


def test_a_size_that_is_none_is_refused_before_anything_begins(studio: Studio, trial: Catalogue) -> None:
    Path("a.txt").write_text("say hello\n")
    said = studio("trial", "obey", "a.txt", "--memory", "plenty")
    assert said.code == 2
    assert "--memory: " in said.err
    assert "such as 200kB" in said.err
    assert not Path("a-obey.txt").exists()


def test_who_eats_too_much_is_named_and_the_others_are_made(studio: Studio, trial: Catalogue) -> None:
    Path("a.txt").write_text("gorge\n")
    Path("b.txt").write_text("say hello\n")
    said = studio("trial", "obey", "a.txt", "b.txt", "--memory", "256MiB", "--cpus", "1", "--priority", "low")
    assert said.code == 1
    assert "a.txt: trial.obey needed more than the 0.25 GiB of memory it may have" in said.err
    assert "allow it more with --memory" in said.err
    assert Path("b-obey.txt").read_text() == "hello\n"


def test_a_number_ranks_runs_and_nothing_else(studio: Studio, trial: Catalogue) -> None:
    Path("a.txt").write_text("say hello\n")
    said = studio("trial", "obey", "a.txt", "--priority", "5")
    assert said.code == 2
    assert "there is no priority '5'" in said.err


def test_a_run_tells_how_often_it_was_held_and_put_back(studio: Studio, trial: Catalogue) -> None:
    house = House()
    run = house.submit(Stage("one", "toil.write", {"order": "a.txt"}))
    journal = Journal(house.tables, begin(house.tables))
    for reason in ("memory is 81 % in use", "memory is 83 % in use"):
        journal.event(run, "run.held", reason=reason)
    journal.event(run, "item.shed", "one", number=0, source="a.txt", reason="memory is 86 % in use")
    house.close()
    shown = studio("runs", "show", run).out
    assert "2 ×, lastly because memory is 83 % in use" in shown
    assert "1 ×, lastly because memory is 86 % in use" in shown


def test_who_looks_on_sees_that_it_waits_until_it_goes_on() -> None:
    seen = Unfolding(None)
    told = [("run.running", {}), ("run.held", {"reason": "memory is 81 % in use"}), ("item.shed", {})]
    for number, (name, fields) in enumerate(told):
        seen.take(Event(number, "r", 0.0, name, "", fields))
    assert (seen.state, seen.held, seen.shed) == ("running", "memory is 81 % in use", 1)
    seen.take(Event(9, "r", 0.0, "run.let_go", "", {}))
    assert (seen.state, seen.held) == ("running", "")
