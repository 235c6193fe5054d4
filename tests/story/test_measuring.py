"""Lines are measured while the rest of a film is planned: each once, two at a time."""

import threading
from contextvars import ContextVar

import pytest

from studio.core.errors import ToolFailed
from studio.story.measuring import ahead


def test_two_lines_are_measured_at_a_time_before_they_are_asked_for() -> None:
    both = threading.Barrier(3)

    def measure(text: str, speed: float) -> float:
        both.wait(10)
        return len(text) / speed

    with ahead(measure, ["one line", "the other line"], 1.0) as found:
        both.wait(10)
        assert found("the other line", 1.0) == 14
        assert found("one line", 1.0) == 8


def test_a_line_is_measured_once_and_another_wording_when_it_is_asked_for() -> None:
    asked: list[tuple[str, float]] = []

    def measure(text: str, speed: float) -> float:
        asked.append((text, speed))
        return 1.0

    with ahead(measure, ["a line", "a line"], 1.0) as found:
        assert found("a line", 1.0) == found("a line", 1.0) == 1.0
        assert found("shorter", 1.12) == 1.0
    assert sorted(asked) == [("a line", 1.0), ("shorter", 1.12)]


def test_a_voice_that_fails_fails_where_its_line_is_asked_for() -> None:
    def measure(text: str, speed: float) -> float:
        raise ToolFailed(f"nobody can say {text} at {speed}")

    with ahead(measure, ["this"], 1.0) as found, pytest.raises(ToolFailed, match="say this at 1"):
        found("this", 1.0)


def test_a_voice_knows_the_run_it_speaks_for() -> None:
    whose: ContextVar[str] = ContextVar("whose", default="nobody's")
    whose.set("mine")
    with ahead(lambda text, speed: float(whose.get() == "mine"), ["a line"], 1.0) as found:
        assert found("a line", 1.0) == 1.0
