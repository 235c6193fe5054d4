"""Who can be asked: those that come along, those of other packages, and what is said of all others."""

from pathlib import Path

import pytest

from studio.core.errors import NotFound, Unavailable
from studio.models.roster import Roster

OWN = {"here": "json:dumps", "gone": "json:no_such_thing"}


@pytest.fixture
def roster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Roster:
    """One of whom another package has said something."""
    info = tmp_path / "others-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: others\nVersion: 1.0\n")
    points = "[test.painters]\nthere = json:loads\nhere = json:loads\nlost = no_such_package:paint\n"
    (info / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(str(tmp_path))
    return Roster("painter", OWN, "test.painters")


def test_those_that_come_along_are_named_first_and_are_not_replaced(roster: Roster) -> None:
    assert roster.names() == ["here", "gone", "there", "lost"]
    assert roster.maker("here")([1]) == "[1]"
    assert roster.maker("there")("[1]") == [1]


def test_a_model_behind_a_colon_is_its_own_affair(roster: Roster) -> None:
    assert roster.known("there:large")
    roster.refuse_unknown("there:large")
    assert not roster.known("nobody:large")
    with pytest.raises(NotFound, match="nobody:large"):
        roster.refuse_unknown("nobody:large")
    assert roster.maker("there:large")("{}") == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gone", "the painter gone cannot be used: "),
        ("lost", "the painter lost cannot be used: No module named 'no_such_package'"),
    ],
)
def test_what_cannot_be_imported_is_told_with_its_package(roster: Roster, name: str, told: str) -> None:
    with pytest.raises(Unavailable, match=told) as refused:
        roster.maker(name)
    assert refused.value.hint.startswith("install the package of ")


def test_a_name_that_is_nobodys_is_told_with_the_nearest(roster: Roster) -> None:
    with pytest.raises(NotFound, match="there is no painter called thare") as refused:
        roster.maker("thare")
    assert "there" in refused.value.hint or "here" in refused.value.hint
