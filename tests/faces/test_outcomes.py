"""Every kind of error has one meaning for a shell."""

import pytest

from studio.core.errors import BadCall, BadInput, NotFound, Refused, StudioError, ToolFailed, Unavailable
from studio.faces import outcomes


@pytest.mark.parametrize(
    ("kind", "code"),
    [(BadCall, 2), (BadInput, 2), (NotFound, 2), (Refused, 2), (Unavailable, 1), (ToolFailed, 1)],
)
def test_whether_the_call_was_wrong_or_the_work_failed(kind: type[StudioError], code: int) -> None:
    assert outcomes.exit_code(kind("no")) == code


def test_every_kind_is_in_the_table() -> None:
    assert set(outcomes.UNUSABLE_CALLS) == set(StudioError.__subclasses__())


def test_the_codes_are_those_shells_know() -> None:
    codes = (outcomes.DONE, outcomes.SOME_FAILED, outcomes.UNUSABLE, outcomes.STOPPED)
    assert codes == (0, 1, 2, 128)


def test_a_call_whose_options_make_no_sense_is_unusable_though_each_item_finds_out() -> None:
    assert outcomes.exit_code_of_many([], of=2) == 0
    assert outcomes.exit_code_of_many([BadCall("no"), BadCall("no")], of=2) == 2
    assert outcomes.exit_code_of_many([BadCall("no"), BadInput("no")], of=2) == 1
    assert outcomes.exit_code_of_many([BadCall("no"), BadCall("no")], of=3) == 1
