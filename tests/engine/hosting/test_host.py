"""What comes in between: the host does what was asked, and says of each run what is true."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.command import until
from tests.engine.benches import told
from tests.engine.house import TALLY, House, orders, tally

from studio.engine.bench import MAKING
from studio.engine.hosting.productions import Producer
from studio.engine.journal import ENDED, Journal
from studio.engine.plans import Stage
from studio.host.isolation import layers


def test_asked_to_go_on_while_it_comes_to_rest_it_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = orders(*(f"{number}.txt" for number in range(3)))
    run = house.produce("toil.saga", "film.txt", orders=names, tally=str(Path(TALLY).absolute()), wait=0.1)
    leave, answers = Producer._leave, []

    async def slowly(producer: Producer, thread: threading.Thread) -> None:
        number = house.desk.ask(run, "resume")
        while house.desk.answered(number) is None:
            await asyncio.sleep(0.02)
        answers.append(house.desk.answered(number))
        await leave(producer, thread)

    monkeypatch.setattr(Producer, "_leave", slowly)
    with house.hosted(run):
        until(lambda: house.states(run))
        assert house.ask(run, "pause") == ""
        until(lambda: house.state(run) in ("done", "failed", "cancelled"))
    assert answers == [""]
    assert house.state(run) == "done"
    # A step that was under way may have been begun again; none is left out.
    assert len(tally()) >= 3
    assert max(tally().values()) <= 2


def test_a_run_ends_with_a_line_of_proof(house: House) -> None:
    (order,) = orders("one.txt")
    run = house.submit(Stage("write", "toil.write", given={"order": order}))
    house.carry_out(run)
    (proof,) = told(house, run, "proof")
    assert proof["told"] == f"0 of 1 processes touched a GPU (level: {proof['level']})"
    assert proof["level"] in layers.LEVELS[1:]
    assert proof["touched"] == []
    assert proof["memory"] == "our own watcher, to what the machine has"


def test_a_run_for_which_nobody_worked_has_none(house: House) -> None:
    run = house.submit(Stage("write", "toil.write", given={"order": "nowhere.txt"}, when="1 == 2"))
    assert house.carry_out(run) == "done"
    assert told(house, run, "proof") == []


@pytest.mark.parametrize("order", ["one.txt", "nowhere.txt"])
def test_nothing_half_made_lies_there_once_a_run_is_said_to_have_ended(
    house: House, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    orders("one.txt")
    said, left = Journal.run, []

    def telling(journal: Journal, run: str, state: str, **more: Any) -> None:
        if state in ENDED:
            left.append((state, (house.folder(run) / MAKING).exists()))
        said(journal, run, state, **more)

    monkeypatch.setattr(Journal, "run", telling)
    run = house.submit(Stage("write", "toil.write", given={"order": order}))
    state = house.carry_out(run)
    assert left == [(state, False)]
