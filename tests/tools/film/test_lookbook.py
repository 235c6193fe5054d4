"""The look book shows what was asked for, in the styles that were asked for, and says what fails."""

from pathlib import Path

import pytest

from studio.core.errors import BadCall, NotFound
from studio.core.outside import into
from studio.render.shelf import OURS
from studio.tools.film.lookbook import EVERYTHING, lookbook

CAPS = (OURS / "props/cup.svg").read_text("utf-8")


def test_a_section_becomes_a_folder_to_look_at(tmp_path: Path) -> None:
    with into(tmp_path):
        made = lookbook(["cameras"], only=["push-in", "still"], style=["ink"], width=160)
    assert made.book == tmp_path / "film-lookbook"
    assert made.faults == ()
    pictures = sorted(path.name for path in (made.book / "pictures").iterdir())
    assert len(pictures) == made.pictures
    assert pictures[0] == "cameras-001.jpg"
    assert [path.name for path in (made.book / "sheets").iterdir()] == ["cameras.png"]
    assert f"{made.pictures} pictures in the style ink" in (made.book / "index.html").read_text("utf-8")


def test_only_what_is_named_is_shown(tmp_path: Path) -> None:
    with into(tmp_path):
        made = lookbook(["props", "people", "cameras"], only=["cup", "baker"], style=["ink"], width=160)
    # The cup large and small, and the baker.
    assert made.pictures == 3
    assert {path.name for path in (made.book / "sheets").iterdir()} == {
        "things.png", "things-small.png", "people.png",
    }  # fmt: skip


def test_of_displays_only_those_that_are_named_are_shown(tmp_path: Path) -> None:
    with into(tmp_path):
        made = lookbook(["graphics"], only=["enamel", "chat"], style=["ink"], width=160)
    assert {path.name for path in (made.book / "sheets").iterdir()} == {"signs.png", "screens.png"}
    assert made.pictures == 5, "the sign, and early and late a laptop and a telephone, however small"


def test_ones_own_things_are_shown_and_judged(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "props").mkdir(parents=True)
    # Drawn in the colour of the ground it is shown on, so that nobody sees it.
    pale = CAPS.split("<title>")[0] + (
        '<title>Nothing</title><circle cx="0" cy="-5" r="4" fill="@plaster"/></svg>'
    )
    (own / "props/nothing.svg").write_text(pale)
    with into(tmp_path):
        made = lookbook(["props"], only=["nothing", "cup"], style=["dusk"], width=160, vocabulary=own)
    mine = [fault for fault in made.faults if fault.shows.startswith("nothing, ")]
    assert mine
    assert all("can be told from the ground" in fault.told for fault in mine)
    assert (made.book / mine[0].picture).is_file()


def test_without_a_word_everything_is_drawn() -> None:
    assert lookbook.subject.default == EVERYTHING
    assert not lookbook.needs_input


def test_what_is_not_there_is_told() -> None:
    with pytest.raises(NotFound, match="no style called dsuk") as told:
        lookbook(["cameras"], style=["dsuk"])
    with pytest.raises(NotFound, match="nothing is called kup among props"):
        lookbook(["props"], only=["kup"])
    assert "dusk" in told.value.hint
    with pytest.raises(BadCall, match="what"):
        lookbook(["camera"])  # type: ignore[list-item]
