"""A film on paper becomes a timeline of takes that have the frames their transitions show."""

from fractions import Fraction

import pytest
from tests import films

from studio.media.timelines.cut import Clip, Transition
from studio.story.grammar import Beat, Line
from studio.story.timeline import rate, timeline


def take(shot: str) -> str:
    return f"shots/{shot}/clip.mp4"


def test_shots_have_their_handles() -> None:
    made = timeline(films.board(), "Fyrhus", take)
    one, cut, two, three = made.tracks[0].items
    assert (made.rate, made.name) == (Fraction(24), "Fyrhus")
    assert isinstance(one, Clip)
    assert isinstance(two, Clip)
    assert isinstance(three, Clip)
    assert (one.start, one.frames, one.available) == (0, 16, 18)
    assert cut == Transition("dissolve", before=3, after=2)
    assert (two.start, two.frames, two.available, two.file) == (3, 16, 19, "shots/02/clip.mp4")
    assert (three.start, three.available) == (0, 16)
    assert three.told["reel"] == "SHOT03"


def test_beats_are_marked() -> None:
    beats = [
        Beat(id="hook", role="hook", headline="*Fyrhus*", lines=[Line(text="The *bread* begins.")]),
        Beat(id="unseen", role="proof"),
        Beat(id="call", role="call"),
    ]
    made = timeline(films.board(beats=beats), "Fyrhus", take)
    assert [(one.name, one.start, one.frames, one.note) for one in made.markers] == [
        ("hook", 0, 32, "Fyrhus The bread begins."), ("call", 32, 16, ""),
    ]  # fmt: skip
    assert made.markers[0].colour != made.markers[1].colour


def test_sounds_last_as_long_as_the_film() -> None:
    made = timeline(
        films.board(), "f", take, [("Mix", "audio/mix.wav", True), ("Music", "audio/m.wav", False)]
    )
    assert [(track.name, track.kind, track.heard) for track in made.tracks[1:]] == [
        ("Mix", "Audio", True), ("Music", "Audio", False),
    ]  # fmt: skip
    (clip,) = made.tracks[1].items
    assert isinstance(clip, Clip)
    assert (clip.frames, clip.available) == (48, 48)


@pytest.mark.parametrize(
    ("fps", "meant"),
    [
        (24, Fraction(24)),
        (29.97, Fraction(30000, 1001)),
        (23.976, Fraction(24000, 1001)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_rates_are_what_rounded_numbers_stand_for(fps: float, meant: Fraction) -> None:
    assert rate(fps) == meant
