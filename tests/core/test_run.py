"""The run as an author sees it: a folder, notes, progress, threads, and no questions."""

import threading
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

from studio.core.catalogue import Catalogue
from studio.core.errors import BadInput, Cancelled, Refused, ToolFailed
from studio.core.run import Run, current, entered, run

Heard = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def heard() -> Heard:
    return []


def listening(folder: Path, heard: Heard, **more: Any) -> Run:
    return Run(folder, listener=lambda event, fields: heard.append((event, fields)), **more)


def test_a_folder_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    inner = Run(tmp_path / "deep" / "down")
    assert not (tmp_path / "deep").exists()
    assert inner.folder == tmp_path / "deep" / "down"
    assert inner.folder.is_dir()


def test_notes_reach_the_listener(tmp_path: Path, heard: Heard) -> None:
    listening(tmp_path, heard).note("chosen", engine="own", steps=3)
    assert heard == [("chosen", {"engine": "own", "steps": 3})]


def test_without_a_listener_notes_and_progress_are_silent(tmp_path: Path) -> None:
    lonely = Run(tmp_path)
    lonely.note("nobody", hears="this")
    assert list(lonely.track("abc", "Counting")) == ["a", "b", "c"]


def test_tracking_tells_at_the_beginning_and_at_the_end(tmp_path: Path, heard: Heard) -> None:
    assert list(listening(tmp_path, heard).track([5, 6], "Counting")) == [5, 6]
    assert [(fields["done"], fields["total"]) for _, fields in heard] == [(0, 2), (2, 2)]
    assert {fields["label"] for _, fields in heard} == {"Counting"}


def test_tracking_tells_at_most_ten_times_a_second(tmp_path: Path, heard: Heard) -> None:
    for _ in listening(tmp_path, heard).track(range(30_000), "Counting"):
        pass
    assert 2 <= len(heard) < 300
    for _ in listening(tmp_path, heard).track(range(3), "Waiting"):
        time.sleep(0.11)
    assert [fields["done"] for _, fields in heard][-4:] == [0, 1, 2, 3]


def test_tracking_what_has_no_length(tmp_path: Path, heard: Heard) -> None:
    assert list(listening(tmp_path, heard).track(iter("ab"), "Reading")) == ["a", "b"]
    assert [(fields["done"], fields["total"]) for _, fields in heard] == [(0, None), (2, None)]


def test_a_total_may_be_said(tmp_path: Path, heard: Heard) -> None:
    list(listening(tmp_path, heard).track(iter("ab"), "Reading", total=2))
    assert [fields["total"] for _, fields in heard] == [2, 2]


def test_tracking_stops_where_the_run_is_cancelled(tmp_path: Path) -> None:
    seen: list[int] = []
    stopped = Run(tmp_path, cancelled=lambda: len(seen) == 2)
    counting = stopped.track(range(10), "Counting")
    seen += [next(counting), next(counting)]
    with pytest.raises(Cancelled):
        next(counting)


def test_each_keeps_the_order_and_uses_the_threads_it_was_given(tmp_path: Path) -> None:
    meeting = threading.Barrier(3, timeout=10)

    def work(number: int) -> int:
        meeting.wait()
        return number * number

    assert Run(tmp_path, threads=3).each(work, range(6)) == [0, 1, 4, 9, 16, 25]


def test_each_stays_in_the_run_and_its_context(tmp_path: Path) -> None:
    mood: ContextVar[str] = ContextVar("mood")
    mood.set("calm")
    with entered(Run(tmp_path, threads=2)) as inner:
        assert inner.each(lambda _: (mood.get(), run()), range(3)) == [("calm", inner)] * 3


def test_an_error_in_one_item_ends_each(tmp_path: Path) -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 1:
            raise BadInput("number one is bad")
        done.append(number)

    with pytest.raises(BadInput, match="number one"):
        Run(tmp_path, threads=1).each(work, range(1000))
    assert len(done) < 1000


def test_each_stops_when_the_run_is_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        Run(tmp_path, cancelled=lambda: True).each(str, range(3))


def test_nobody_can_be_asked_here(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Which one") as refused:
        Run(tmp_path).ask("Which one?")
    assert refused.value.hint


def test_outside_of_any_run_there_is_none() -> None:
    assert current() is None
    with pytest.raises(ToolFailed, match="no run"):
        run()


def test_entering_a_run_ends(tmp_path: Path) -> None:
    outer, inner = Run(tmp_path), Run(tmp_path)
    with entered(outer):
        with entered(inner):
            assert run() is inner
        with pytest.raises(Refused), entered(inner):
            run().ask("May I leave?")
        assert run() is outer
    assert current() is None


@pytest.fixture
def order(tmp_path: Path) -> Path:
    file = tmp_path / "order.txt"
    file.write_text("say hello\nnote well\n")
    return file


def test_a_step_works_in_a_folder_of_its_own(
    trial: Catalogue, tmp_path: Path, order: Path, heard: Heard
) -> None:
    outer = listening(tmp_path / "scratch", heard)
    first = outer.step(trial["trial.obey"], {"order": order})
    second = outer.step(trial["trial.obey"], {"order": order})
    assert first.read_text() == second.read_text() == "hello\n"
    assert {first.parent.name, second.parent.name} == {"001-obey", "002-obey"}
    assert ("remark", {"text": "well"}) in heard


def test_a_tool_called_inside_a_run_is_a_step_of_it(trial: Catalogue, tmp_path: Path, order: Path) -> None:
    asked: list[str] = []

    class Journal(Run):
        def step(self, tool: Any, given: dict[str, Any]) -> Any:
            asked.append(tool.id)
            return super().step(tool, given)

    with entered(Journal(tmp_path / "scratch")):
        made = trial["trial.obey"](order)
    assert asked == ["trial.obey"]
    assert made.is_relative_to(tmp_path / "scratch")


def test_a_cancelled_run_takes_no_further_step(trial: Catalogue, tmp_path: Path, order: Path) -> None:
    with pytest.raises(Cancelled):
        Run(tmp_path, cancelled=lambda: True).step(trial["trial.obey"], {"order": order})


def test_threads_follow_into_steps(tmp_path: Path) -> None:
    from studio.core.tool import tool

    names: list[Iterator[str]] = []

    @tool(material="trial")
    def count(text: str) -> str:
        """Count threads."""
        names.append(run().each(lambda _: threading.current_thread().name, range(20)))  # type: ignore[arg-type]
        return text

    Run(tmp_path, threads=1).step(count, {"text": "x"})
    assert len(set(names[0])) == 1
