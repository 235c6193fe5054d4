"""The same film, smaller: whatever its rate, everything stays at its time."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import films

from studio.story.grammar import Cut, Storyboard
from studio.story.sketching import sketched


@given(
    st.lists(st.integers(1, 90), min_size=1, max_size=20), st.sampled_from([8, 12, 23.976, 24, 25, 30, 60])
)
def test_shots_begin_when_they_did(lengths: list[int], fps: float) -> None:
    whole = films.board()
    brief = whole.brief.model_copy(update={"frames": sum(lengths), "fps": fps})
    pictures = [
        films.picture(f"{number:02}", "hook", frames, place="coast") for number, frames in enumerate(lengths)
    ]
    board = Storyboard(brief=brief, beats=whole.beats[:1], pictures=pictures)
    small = sketched(board)
    Storyboard.model_validate(small.model_dump())
    assert len(small.pictures) == len(lengths)
    assert all(picture.frames >= 1 for picture in small.pictures)
    if min(lengths) >= fps / 6:
        for before, after in zip(board.starts, small.starts, strict=True):
            assert abs(before / fps - after / small.brief.fps) <= 0.5 / small.brief.fps + 1e-9


@pytest.mark.parametrize("frames", [1, 2, 5, 9])
def test_transitions_stay_shorter_than_their_shots(frames: int) -> None:
    board = films.board()
    cut = board.pictures[0].model_copy(update={"cut": Cut(kind="whip", frames=frames)})
    small = sketched(board.model_copy(update={"pictures": [cut, *board.pictures[1:]]}))
    assert small.pictures[0].cut.frames == round(Fraction(frames, 2))
    Storyboard.model_validate(small.model_dump())


def test_a_file_beside_the_large_film_is_found_from_the_small_one() -> None:
    board = films.board()
    music = board.music.model_copy(update={"file": "song.wav"})
    assert sketched(board.model_copy(update={"music": music})).music.file == "../song.wav"
    music = board.music.model_copy(update={"file": "/songs/song.wav"})
    assert sketched(board.model_copy(update={"music": music})).music.file == "/songs/song.wav"


def test_files_beside_the_storyboard_are_found_from_the_small_one() -> None:
    board = films.board(
        narrator={"file": "brought/voice.wav"}, music={"file": "/far/music.wav"}, vocabulary="ours"
    )
    shot = board.pictures[2].shot.model_copy(update={"logo": "brought/logo.svg"})
    last = board.pictures[2].model_copy(update={"shot": shot})
    small = sketched(board.model_copy(update={"pictures": [*board.pictures[:2], last]}))
    assert (small.narrator.file, small.music.file) == ("../brought/voice.wav", "/far/music.wav")
    assert (small.vocabulary, small.pictures[2].shot.logo) == ("../ours", "../brought/logo.svg")
