"""A plan says what of the brief the film has no time for, and puts what people note down on its last card."""

import pytest

from studio.render.shelf import shelf
from studio.story.brand.grammar import Kit
from studio.story.grammar import Finish, Narrator, Storyboard, Voice
from studio.story.planning import Means, planned
from studio.story.reading import understood

SPOKE = "An 8 second ad for a bike shop called Spoke that repairs any bike while you wait, from 39 euros."


def plan(brief: str, **kit: object) -> Storyboard:
    means = Means(shelf(None), Narrator(), Finish(), Kit.model_validate(kit))
    return planned(understood(brief), means)


def slowly(text: str, speed: float, _: Voice | None) -> float:
    """A voice that takes its time."""
    return 0.55 * len(text.split()) / speed


def left_out(board: Storyboard) -> str:
    return next((note for note in board.notes if note.startswith("left out for want of time: ")), "")


def card(board: Storyboard) -> str:
    words = board.pictures[-1].shot.words
    return f"{words.headline} {words.line}" if words else ""


def test_what_a_short_film_leaves_out_is_noted() -> None:
    board = plan(f"{SPOKE} It has two cats. It sells bells. It smells of oil.")
    said = " ".join(line.text for line in board.lines)
    assert "sells bells" not in said
    assert "“It sells bells.”" in left_out(board)


def test_a_film_with_time_for_everything_notes_nothing() -> None:
    assert left_out(plan("A 30 second ad for a lighthouse café that bakes its own bread")) == ""


@pytest.mark.parametrize(
    ("brief", "noted"),
    [
        (SPOKE, "From 39 euros"),
        ("A 10 second ad for a bike shop called Spoke. Call 020 7946 0000.", "020 7946 0000"),
        ("Ein Spot von 15 Sekunden für die Bäckerei Kornblume in Kiel, Hauptstraße 5.", "Hauptstraße 5"),
    ],
)
def test_what_people_note_down_stands_on_the_last_card(brief: str, noted: str) -> None:
    board = plan(brief)
    assert noted in card(board)
    assert noted.casefold() not in left_out(board).casefold()


def test_a_reveal_says_what_the_thing_is_before_a_hook_asks_its_question() -> None:
    brief = understood(
        "A 20 second film for Tidewater 2.0, software that turns receipts into a tax return, for freelancers."
    )
    board = planned(brief, Means(shelf(None), Narrator(), Finish(), Kit(), measure=slowly))
    reveal = next(beat for beat in board.beats if beat.role == "reveal")
    assert len(reveal.lines[0].text.split()) > 3
    assert "Tidewater" in reveal.lines[0].text
    assert sum(picture.frames for picture in board.pictures) == 480
