"""What a film says becomes captions in its own words, clear of what its shots show."""

import pytest
from tests import films

from studio.media.captions.cues import Word
from studio.media.captions.placing import Area
from studio.render.shots.grammar import Shot
from studio.story import captions
from studio.story.grammar import Beat, Brief, Line, Storyboard, Voice

BELOW, ABOVE = (0.1, 0.75, 0.8, 0.2), (0.1, 0.05, 0.8, 0.2)


def board(*lines: Line, **brief: object) -> Storyboard:
    told = {**films.board().brief.model_dump(), **brief}
    beats = [Beat(id="hook", role="hook", lines=list(lines)), Beat(id="call", role="call")]
    return films.board(brief=Brief.model_validate(told), beats=beats)


def nothing(_shot: Shot) -> tuple[None, list[Area]]:
    return None, []


def test_lines_are_told_apart_by_their_numbers() -> None:
    listed = [
        {"text": "come", "line": 0, "start": 0.1, "end": 0.3},
        {"text": "in", "line": 0, "start": 0.3, "end": 0.5},
        {"text": "now", "line": 1, "start": 1.0, "end": 1.4},
    ]
    said = captions.words(
        board(Line(text="*Come* in!", voice="anna"), Line(text=""), Line(text="Now.")),
        captions.heard({"words": listed}),
    )
    assert [(word.text, word.start, word.voice) for word in said] == [
        ("Come", 0.1, "anna"), ("in!", 0.3, "anna"), ("Now.", 1.0, ""),
    ]  # fmt: skip
    assert [word.ends for word in said] == [False, True, True]


@pytest.mark.parametrize(("voices", "cues"), [({"baker": Voice(pitch=1.3)}, 2), ({}, 1)])
def test_what_two_voices_say_stands_in_two_captions(voices: dict[str, Voice], cues: int) -> None:
    told = board(Line(text="Bread,", end=12), Line(text="now.", start=13, end=24, speaker="baker"))
    told = told.model_copy(update={"speakers": voices})
    assert len(captions.cues(told, captions.words(told, {}), nothing)) == cues


def test_a_line_that_was_not_heard_keeps_its_frames() -> None:
    said = captions.words(board(Line(text="Come in.", start=12, end=24)), {})
    assert (said[0].start, said[-1].end) == (0.5, 1.0)


def test_a_line_without_an_end_lasts_as_long_as_it_is_read() -> None:
    said = captions.words(board(Line(text="Come in.", start=12), Line(text="Now.", start=40)), {})
    assert said[0].start == 0.5
    assert 0.9 < said[1].end < 1.2


@pytest.mark.parametrize(("area", "place"), [(BELOW, "top"), (ABOVE, "bottom")])
def test_cues_keep_away_from_type_and_faces(area: Area, place: str) -> None:
    film = board(Line(text="Come in.", start=2, end=20))

    def type_there(_shot: Shot) -> tuple[Area, list[Area]]:
        return area, []

    def face_there(_shot: Shot) -> tuple[None, list[Area]]:
        return None, [area]

    for taken in (type_there, face_there):
        assert [cue.place for cue in captions.cues(film, captions.words(film, {}), taken)] == [place]


def test_a_cue_keeps_clear_in_every_shot_it_is_seen_in() -> None:
    film = board(Line(text="Come in.", start=26, end=46))
    asked = []

    def taken(shot: Shot) -> tuple[Area | None, list[Area]]:
        asked.append((shot.place, shot.width))
        return (BELOW if shot.place == "abstract" else None), []

    [cue] = captions.cues(film, captions.words(film, {}), taken)
    assert asked == [("kitchen", 160), ("abstract", 160)]
    assert cue.place == "top"


def test_upright_films_have_shorter_lines() -> None:
    text = "Where the land ends and the sea begins, there the bread is warm."
    wide, tall = (
        captions.cues(
            film, [Word(word, at * 0.3, at * 0.3 + 0.3) for at, word in enumerate(text.split())], nothing
        )
        for film in (board(), board(width=90, height=160))
    )
    assert max(len(line) for cue in wide for line in cue.lines) > 28
    assert max(len(line) for cue in tall for line in cue.lines) <= 28


def test_a_caption_ends_at_its_beat() -> None:
    told = films.board(
        beats=[
            Beat(id="hook", role="hook", lines=[Line(text="Come in.", start=18, end=28)]),
            Beat(id="call", role="call", lines=[Line(text="Now.", start=33, end=40)]),
        ]
    )
    one, other = captions.cues(told, captions.words(told, {}), nothing)
    assert (one.text, other.text) == ("Come in.", "Now.")
    # Its beat ends with frame 32, at a third of the second second.
    assert one.end <= 1000 * 32 / 24 <= other.start
