"""What briefs in five languages say is seen in them, and nothing else is."""

from typing import Any

import pytest
from tests.render.lexicon.expecting import briefs, misread


def _said(brief: dict[str, Any]) -> str:
    return str(brief["say"])


@pytest.mark.parametrize("brief", briefs("briefs"), ids=_said)
def test_a_brief_is_understood(brief: dict[str, Any]) -> None:
    assert not misread(brief)


@pytest.mark.parametrize("brief", briefs("briefs", "traps"), ids=_said)
def test_what_only_sounds_like_something_is_not_shown(brief: dict[str, Any]) -> None:
    assert not misread(brief)


@pytest.mark.parametrize(
    ("part", "count", "least"), [("briefs", 40, 37), ("later", 20, 18), ("wider", 15, 14)]
)
def test_briefs_it_was_not_tuned_on_are_mostly_understood(part: str, count: int, least: int) -> None:
    held_out = briefs("held_out", part)
    understood = [brief for brief in held_out if not misread(brief)]
    assert len(held_out) == count
    assert len(understood) >= least
