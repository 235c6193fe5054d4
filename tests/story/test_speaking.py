"""Whoever says a line in the picture moves their lips with it, where they are seen, and nobody else does."""

from typing import Any

from tests import films

from studio.render.shots.grammar import Thing
from studio.story import speaking
from studio.story.grammar import Beat, Line, Storyboard

HEARD: dict[str, Any] = {
    "words": [
        {"text": "Bread", "start": 0.75, "end": 1.05, "line": 0},
        {"text": "now.", "start": 1.1, "end": 1.3, "line": 0},
        {"text": "Fyrhus.", "start": 1.5, "end": 1.9, "line": 1},
    ],
    "phones": [
        {"symbol": "b", "start": 0.75, "end": 0.85}, {"symbol": "ɛ", "start": 0.85, "end": 1.05},
        {"symbol": "n", "start": 1.1, "end": 1.15}, {"symbol": "aʊ", "start": 1.15, "end": 1.3},
        {"symbol": "f", "start": 1.5, "end": 1.6}, {"symbol": "ɪ", "start": 1.6, "end": 1.9},
    ],
}  # fmt: skip


def board(speaker: str = "Baker") -> Storyboard:
    """Two bakers in a kitchen, from 0.67 to 1.33 s; a name is said after them."""
    made = films.board()
    casts: list[list[Thing]] = [[], [Thing(person="baker"), Thing(person="baker")], []]
    shots = [
        one.model_copy(update={"shot": one.shot.model_copy(update={"cast": cast})})
        for one, cast in zip(made.pictures, casts, strict=True)
    ]
    beats = [
        Beat(id="hook", role="hook", lines=[Line(text="Bread now.", start=18, speaker=speaker)]),
        Beat(id="call", role="call", lines=[Line(text="Fyrhus.", start=36)]),
    ]
    return made.model_copy(update={"pictures": shots, "beats": beats})


def mouths(number: int, made: Storyboard | None = None) -> list[list[tuple[float, str]]]:
    made = made or board()
    plan = made.pictures[number].shot.model_copy(update={"frames": made.pictures[number].frames, "fps": 24})
    return [list(thing.mouths) for thing in speaking.spoken(made, number, HEARD, plan).cast]


def test_one_of_them_speaks_in_the_shapes_of_its_sounds() -> None:
    [mine, other] = mouths(1)
    assert other == []
    assert mine[0][1] == "X"
    assert {shape for _, shape in mine} >= {"A", "C"}
    begin = (16 - 3) / 24  # with the frames before it that only the dissolve shows
    opens = next(second for second, shape in mine if shape == "A")
    assert abs(opens + begin - 0.75) < 0.06
    assert mine[-1][1] == "X"


def test_a_line_of_nobody_moves_no_lips() -> None:
    assert mouths(1, board(speaker="")) == [[], []]
    assert not speaking.speaks(board(speaker=""))


def test_nobody_speaks_where_they_are_not_seen() -> None:
    lines = list(speaking.said(board(), HEARD))
    assert [(one.speaker, one.start, one.end) for one in lines] == [("baker", 0.75, 1.3)]
    assert [bool(speaking.seen(board(), number, lines)) for number in range(3)] == [False, True, False]
    assert mouths(2) == []


def test_before_anything_was_heard_mouths_are_shut() -> None:
    plan = board().pictures[1].shot
    assert speaking.spoken(board(), 1, {}, plan) == plan
