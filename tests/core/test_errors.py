"""Errors say one sentence and a hint, and survive the way between processes."""

import copy
from pathlib import Path

import pytest

from studio.core import errors
from studio.core.errors import BadCall, BadInput, Cancelled, DiskFull, StudioError

LEAVES = [*StudioError.__subclasses__(), BadCall, DiskFull]


def test_the_tree_drawn_in_the_docstring_is_the_tree_there_is() -> None:
    drawn = {word for word in (errors.__doc__ or "").split() if word[0].isupper() and hasattr(errors, word)}
    assert drawn == {kind.__name__ for kind in [StudioError, Cancelled, *LEAVES]}


@pytest.mark.parametrize("kind", LEAVES)
def test_message_and_hint_survive_copying(kind: type[StudioError]) -> None:
    error = kind("it is broken", hint="mend it")
    twin = copy.copy(error)
    assert (type(twin), twin.message, twin.hint, str(twin)) == (kind, "it is broken", "mend it", str(error))


def test_the_place_that_is_full_survives_copying() -> None:
    assert copy.copy(DiskFull("no room", place=Path("film.mp4"))).place == Path("film.mp4")


def test_a_hint_may_be_missing() -> None:
    assert BadInput("it is broken").hint == ""
    assert BadInput("it is broken").told == "it is broken"
    assert BadInput("it is broken", hint="mend it").told == "it is broken; mend it"


def test_no_except_exception_swallows_a_cancellation() -> None:
    assert not issubclass(Cancelled, Exception)
