"""What a run looks like after so many of its events."""

from typing import Any

import pytest

from studio.engine.orders.record import Event
from studio.engine.orders.unfolding import Unfolding
from studio.engine.plans import Plan, Stage

Told = tuple[float, str, str, dict[str, Any]]


def unfolded(*told: Told, plan: Plan | None = None) -> Unfolding:
    seen = Unfolding(plan)
    for number, (at, name, stage, fields) in enumerate(told, 1):
        seen.take(Event(number, "r", at, name, stage, fields))
    return seen


BEGUN: Told = (0.0, "run.running", "", {})


def test_a_fan_out_tells_how_many_how_fast_and_how_long_still() -> None:
    seen = unfolded(
        BEGUN,
        (0.0, "stage.running", "each", {"tool": "trial.obey", "total": 100, "done": 0, "failed": 0}),
        (5.0, "stage.progress", "each", {"total": 100, "done": 15, "failed": 5}),
        (10.0, "stage.progress", "each", {"total": 100, "done": 30, "failed": 10}),
    )
    (step,) = seen.running
    assert (step.behind, step.failed, step.total, step.many) == (40, 10, 100, True)
    assert step.rate == pytest.approx(4.0)
    assert step.left == pytest.approx(15.0)


def test_the_rate_is_that_of_the_last_seconds() -> None:
    slow = [(float(at), "stage.progress", "each", {"total": 1000, "done": at}) for at in range(100)]
    fast = [
        (100.0 + at, "stage.progress", "each", {"total": 1000, "done": 100 + 20 * at}) for at in range(12)
    ]
    begun = (0.0, "stage.running", "each", {"total": 1000})
    (step,) = unfolded(BEGUN, begun, *slow, *fast).running
    assert step.rate == pytest.approx(20.0)


def test_a_tool_that_goes_on_to_something_else_is_timed_anew() -> None:
    seen = unfolded(
        (0.0, "stage.running", "one", {"tool": "trial.obey"}),
        (1.0, "stage.progress", "one", {"label": "Reading", "done": 0, "total": 10}),
        (2.0, "stage.progress", "one", {"label": "Reading", "done": 10, "total": 10}),
        (3.0, "stage.progress", "one", {"label": "Writing", "done": 0, "total": 4}),
        (5.0, "stage.progress", "one", {"label": "Writing", "done": 1, "total": 4}),
    )
    (step,) = seen.running
    assert (step.label, step.rate, step.left) == ("Writing", 0.5, 6.0)


def test_what_a_killed_host_had_begun_is_not_going_on() -> None:
    seen = unfolded(
        BEGUN,
        (0.0, "stage.running", "a", {"tool": "trial.obey"}),
        (1.0, "stage.done", "a", {"tool": "trial.obey", "seconds": 1.0, "files": ["x"]}),
        (1.0, "stage.running", "b", {"tool": "trial.obey"}),
        (9.0, "run.recovered", "", {}),
    )
    assert (seen.state, seen.running, seen.count("done")) == ("waiting", [], 1)
    assert seen.steps["a"].files == ["x"]


def test_a_run_that_is_held_says_why_until_it_is_let_in() -> None:
    held = (0.0, "run.held", "", {"reason": "it waits for another"})
    assert unfolded(held).held == "it waits for another"
    assert unfolded(held, BEGUN).held == ""


def test_a_step_that_is_settled_is_handed_back_once() -> None:
    seen = Unfolding(Plan("p", "pipeline", (Stage("a", "trial.obey"), Stage("b", "trial.obey"))))
    assert seen.take(Event(1, "r", 0.0, "stage.running", "a", {})) is None
    failed = seen.take(Event(2, "r", 0.0, "stage.failed", "a", {"error": "too dark", "hint": "more light"}))
    assert failed
    assert (failed.name, failed.state, failed.error, failed.hint) == ("a", "failed", "too dark", "more light")
    skipped = seen.take(Event(3, "r", 0.0, "stage.skipped", "b", {"reason": "a failed"}))
    assert skipped
    assert (skipped.state, skipped.reason) == ("skipped", "a failed")
    seen.take(Event(4, "r", 7.0, "run.failed", "", {"error": "a: too dark", "hint": "more light"}))
    assert (seen.state, seen.error, seen.ended, seen.total) == ("failed", "a: too dark", 7.0, 2)


def test_what_is_done_of_those_under_way_moves_the_bar_and_not_the_count() -> None:
    seen = unfolded(
        BEGUN,
        (0.0, "stage.running", "each", {"tool": "trial.obey", "total": 2, "done": 0, "failed": 0}),
        (8.0, "stage.progress", "each", {"total": 2, "done": 0, "failed": 0, "part": 0.8}),
    )
    (step,) = seen.running
    assert (step.settled, step.behind) == (0, 0.8)
    assert step.left == pytest.approx(12.0)
