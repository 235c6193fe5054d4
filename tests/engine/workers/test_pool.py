"""Workers carry out calls side by side; one that dies takes only its own call along."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.command import SOON, alive, until

from studio.assembly import WORKER
from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput, StudioError, ToolFailed, Unavailable
from studio.core.settings import Settings
from studio.engine.neighbour.terms import Terms
from studio.engine.workers.calls import Call, Message
from studio.engine.workers.pool import Pool

Order = Callable[..., Call]

TERMS = Terms(usable=2, limit=1 << 34)
SETTINGS = Settings().model_dump(mode="json", exclude={"secrets"})


@pytest.fixture
def pool(trial: Catalogue) -> Iterator[Pool]:
    with Pool.on(TERMS, WORKER, 2, SETTINGS) as pool:
        yield pool


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Write down what a worker is to do; returns the call that has it done."""
    numbers = iter(range(1000))

    def write(text: str, tool: str = "trial.obey", **given: Any) -> Call:
        number = next(numbers)
        file = tmp_path / f"{number}.txt"
        file.write_text(text)
        given = given or {"order": str(file)}
        return Call(number, tool, given, str(tmp_path / "scratch" / str(number)))

    return write


def finals(messages: Iterator[Message]) -> dict[int, Message]:
    return {message.number: message for message in messages if message.final}


def workers() -> list[psutil.Process]:
    """Those started from here; a server that other tests use may be a child of this process, too."""
    return [child for child in psutil.Process().children() if os.getsid(child.pid) == child.pid]


def test_calls_are_carried_out(pool: Pool, order: Order) -> None:
    done = finals(pool.messages(order(f"say {word}") for word in ("one", "two", "three")))
    assert {number: Path(message.result).read_text() for number, message in done.items()} == {
        0: "one\n", 1: "two\n", 2: "three\n",
    }  # fmt: skip
    assert all(message.error is None and message.seconds > 0 for message in done.values())


def test_events_come_on_the_way(pool: Pool, order: Order) -> None:
    told = [message for message in pool.messages([order("note well")]) if not message.final]
    assert [message.event for message in told] == ["started", "progress", "remark", "progress"]
    assert told[2].fields == {"text": "well"}


def test_two_things_at_a_time(pool: Pool, order: Order) -> None:
    messages = pool.messages([order("sleep 60"), order("sleep 60"), order("say c")])
    assert {next(messages).number, next(messages).number, next(messages).number, next(messages).number} == {
        0,
        1,
    }


def test_no_more_workers_than_calls(pool: Pool, order: Order) -> None:
    before = len(workers())
    calls = pool.messages([order("sleep 0.2")])
    next(calls)
    assert len(workers()) == before + 1
    list(calls)


def test_no_call_no_worker(pool: Pool) -> None:
    before = len(workers())
    assert list(pool.messages([])) == []
    assert len(workers()) == before


FAILURES: list[tuple[str, type[StudioError], str, str]] = [
    ("fail it is dark", BadInput, "it is dark", "say something else"),
    ("lack awk", Unavailable, "awk", "apt-get install awk"),
    ("crash badly", ToolFailed, "unexpected RuntimeError: badly (trial.py:", "report"),
    ("starve", ToolFailed, "not enough memory", "--jobs"),
    ("leave 3", ToolFailed, "ended with code 3", "alone"),
    ("leave 0", ToolFailed, "ended with code 0", "alone"),
    ("die", ToolFailed, "killed by signal 9", "memory"),
]


def test_one_that_fails_never_stops_the_rest(pool: Pool, order: Order) -> None:
    calls = [order("say a"), *(order(text) for text, *_ in FAILURES), order("say b"), order("say c")]
    done = finals(pool.messages(calls))
    assert sorted(done) == list(range(len(calls)))
    assert {number for number, message in done.items() if not message.error} == {0, 8, 9}
    for number, (_, kind, said, hint) in enumerate(FAILURES, start=1):
        error = done[number].error
        assert type(error) is kind
        assert said in error.message
        assert hint in error.hint


def test_a_worker_killed_from_outside_takes_only_its_call_along(pool: Pool, order: Order) -> None:
    calls = [order("sleep 60"), order("say b"), order("say c")]
    messages = pool.messages(calls)
    done: dict[int, Message] = {}
    for message in messages:
        if message.final:
            done[message.number] = message
        if len(done) == 2:
            (busy,) = [worker for worker in workers() if worker.status() != psutil.STATUS_ZOMBIE][:1]
            busy.send_signal(signal.SIGKILL)
            done |= finals(messages)
            break
    assert done[0].error
    assert "signal 9" in done[0].error.message
    assert not done[1].error
    assert not done[2].error


def test_whatever_a_library_prints_garbles_nothing(
    pool: Pool, order: Order, capfd: pytest.CaptureFixture[str]
) -> None:
    done = finals(pool.messages([order('print {"number": 0, "kind": "done"}\nsay a'), order("say b")]))
    assert not any(message.error for message in done.values())
    assert '"kind"' in capfd.readouterr().err


def test_a_tool_that_is_not_there(pool: Pool, order: Order) -> None:
    done = finals(pool.messages([order("", "trial.obay")]))
    assert done[0].error
    assert done[0].error.hint == "did you mean trial.obey?"


def test_names_that_are_no_text_go_there_and_back(pool: Pool, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b'caf\xe9 "\n.txt')
    file.write_text("say hello")
    done = finals(pool.messages([Call(0, "trial.obey", {"order": str(file)}, str(tmp_path / "s"))]))
    assert Path(done[0].result).name == file.name
    assert Path(done[0].result).read_text() == "hello\n"


def test_a_very_long_call_and_a_very_long_answer(pool: Pool, order: Order) -> None:
    done = finals(pool.messages([order("note " + "x" * 300_000 + "\nsay y")] * 3))
    assert not done[0].error


def test_workers_end_with_the_pool(trial: Catalogue, order: Order) -> None:
    before = set(workers())
    with Pool.on(TERMS, WORKER, 2, SETTINGS) as pool:
        messages = pool.messages([order("sleep 60"), order("sleep 60")])
        next(messages)
        hired = [worker for worker in workers() if worker not in before]
        assert len(hired) == 2
    until(lambda: not alive(hired), SOON)


def test_workers_get_no_secrets(pool: Pool, order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_SECRET_KEY", "hunter2")
    before = set(workers())
    messages = pool.messages([order("sleep 0.5")])
    next(messages)
    hired = [worker for worker in workers() if worker not in before]
    assert hired
    assert not [worker for worker in hired if "STUDIO_SECRET_KEY" in worker.environ()]
    list(messages)
