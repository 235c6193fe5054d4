"""A film ends with the slogan of its brief: said last, and written on its end card."""

import pytest

from studio.render.shelf import shelf
from studio.story.brand.grammar import EndCard, Kit
from studio.story.grammar import Finish, Narrator, Storyboard
from studio.story.planning import Means, planned
from studio.story.reading import understood


def plan(brief: str, *, seed: int = 1, kit: Kit | None = None) -> Storyboard:
    return planned(understood(brief, seed=seed), Means(shelf(None), Narrator(), Finish(), kit or Kit()))


def said(board: Storyboard) -> list[str]:
    """What is said in it."""
    return [line.text for line in board.lines]


def card(board: Storyboard) -> list[str]:
    """What stands on the end card."""
    shot = board.pictures[-1].shot
    words = [shot.words.headline, shot.words.line, shot.words.label] if shot.words else []
    return list(dict.fromkeys(text for text in (shot.name, *words) if text))


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("seconds", [6, 15, 30, 90])
def test_a_slogan_is_said_last_and_stands_below_the_name(seconds: int, seed: int) -> None:
    board = plan(
        f'A {seconds} second ad for the bakery Golden Crust in Lyon, with the slogan "Rise with us".',
        seed=seed,
    )
    assert said(board)[-1].endswith("Rise with us.")
    assert card(board)[:2] == ["Golden Crust", "Rise with us"]
    told = " ".join(said(board))
    assert told.count("Rise with us") == 1
    assert "slogan" not in told


def test_what_people_note_down_stands_there_as_well() -> None:
    board = plan('A 20 second ad for the bakery Oats. Call 01225 123456. Slogan: "Rise with us".')
    assert card(board) == ["Oats", "Rise with us", "Call 01225 123456."]
    assert said(board)[-1] == "Call 01225 123456. Rise with us."


@pytest.mark.parametrize("seed", range(1, 4))
def test_without_a_name_the_slogan_is_what_is_read_first(seed: int) -> None:
    board = plan('A 20 second ad for a bakery with the slogan "Bread Worth Waking For".', seed=seed)
    assert card(board) == ["Bread Worth Waking For", "Bakery"]
    assert board.brief.name == ""
    assert {picture.shot.name for picture in board.pictures} == {""}


def test_a_slogan_with_the_name_in_it_is_said_without_the_name_before_it() -> None:
    board = plan('A 20 second ad for the café Nord with the slogan "Nord warms you".')
    assert said(board)[-1] == "Nord warms you."


def test_the_slogan_of_a_brief_goes_before_what_the_kit_has_to_do() -> None:
    kit = Kit(end=EndCard(line="nord.example"))
    board = plan('A 20 second ad for the café Nord with the slogan "Coffee first".', kit=kit)
    assert card(board) == ["Nord", "Coffee first", "nord.example"]
