"""Lines are measured while the rest of a film is planned: each once, two at a time."""

import threading
from contextvars import ContextVar

import pytest

from studio.core.errors import ToolFailed
from studio.story.grammar import Voice
from studio.story.measuring import ahead

CHILD = Voice(pitch=1.5)


def test_two_lines_are_measured_at_a_time_before_they_are_asked_for() -> None:
    both = threading.Barrier(3)

    def measure(text: str, speed: float, _: Voice | None) -> float:
        both.wait(10)
        return len(text) / speed

    with ahead(measure, ["one line", "the other line"], 1.0) as found:
        both.wait(10)
        assert found("the other line", 1.0, None) == 14
        assert found("one line", 1.0, None) == 8


def test_a_line_is_measured_once_and_another_wording_when_it_is_asked_for() -> None:
    asked: list[tuple[str, float, Voice | None]] = []

    def measure(text: str, speed: float, voice: Voice | None) -> float:
        asked.append((text, speed, voice))
        return 1.0

    with ahead(measure, ["a line", "a line"], 1.0) as found:
        assert found("a line", 1.0, None) == found("a line", 1.0, None) == 1.0
        assert found("shorter", 1.12, None) == 1.0
        assert found("a line", 1.0, CHILD) == 1.0
    assert asked == [("a line", 1.0, None), ("shorter", 1.12, None), ("a line", 1.0, CHILD)]


def test_a_voice_that_fails_fails_where_its_line_is_asked_for() -> None:
    def measure(text: str, speed: float, _: Voice | None) -> float:
        raise ToolFailed(f"nobody can say {text} at {speed}")

    with ahead(measure, ["this"], 1.0) as found, pytest.raises(ToolFailed, match="say this at 1"):
        found("this", 1.0, None)


def test_a_voice_knows_the_run_it_speaks_for() -> None:
    whose: ContextVar[str] = ContextVar("whose", default="nobody's")
    whose.set("mine")
    with ahead(lambda text, speed, _: float(whose.get() == "mine"), ["a line"], 1.0) as found:
        assert found("a line", 1.0, None) == 1.0
