"""How large a film becomes."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import clips

from studio.core.errors import BadInput
from studio.media import probe
from studio.media.films.transcoding.geometry import Geometry, geometry, pixel_aspect
from studio.media.films.transcoding.wishes import Fit, Wishes


def shape(
    width: int, height: int, wishes: Wishes, *, aspect: str = "1:1", even: bool = True, square: bool = False
) -> Geometry:
    film = replace(probe.media(clips.silent()).main_video, width=width, height=height, sample_aspect=aspect)
    return geometry(film, wishes, even=even, square=square)


@pytest.mark.parametrize(
    ("wishes", "scaled", "cropped", "canvas"),
    [
        (Wishes(longest=640), (640, 360), (640, 360), (640, 360)),
        (Wishes(width=640), (640, 360), (640, 360), (640, 360)),
        (Wishes(height=100), (178, 100), (178, 100), (178, 100)),
        (Wishes(width=400, height=400), (400, 226), (400, 226), (400, 226)),
        (Wishes(width=400, height=400, fit="fill"), (712, 400), (400, 400), (400, 400)),
        (Wishes(width=400, height=400, fit="pad"), (400, 226), (400, 226), (400, 400)),
        (Wishes(width=400, height=400, fit="stretch"), (400, 400), (400, 400), (400, 400)),
        (Wishes(longest=4000), (1280, 720), (1280, 720), (1280, 720)),
        (Wishes(longest=2560, enlarge=True), (2560, 1440), (2560, 1440), (2560, 1440)),
        (Wishes(width=2000, height=2000, fit="pad"), (1280, 720), (1280, 720), (2000, 2000)),
        (Wishes(width=2000, height=2000, fit="fill"), (1280, 720), (720, 720), (720, 720)),
    ],
)
def test_sizes(wishes: Wishes, scaled: object, cropped: object, canvas: object) -> None:
    found = shape(1280, 720, wishes)
    assert (found.scaled, found.cropped, found.canvas) == (scaled, cropped, canvas)


def test_odd_sides_are_made_even_by_repeating_the_edge() -> None:
    found = shape(321, 181, Wishes())
    assert (found.scaled, found.canvas, found.smeared) == ((321, 181), (322, 182), True)
    assert not shape(321, 181, Wishes(), even=False).changes
    assert not shape(320, 180, Wishes()).changes


def test_oblong_pixels_become_square_only_where_they_must() -> None:
    assert not shape(720, 576, Wishes(), aspect="16:15").changes
    assert shape(720, 576, Wishes(), aspect="16:15", square=True).scaled == (768, 576)
    assert shape(720, 576, Wishes(longest=384), aspect="16:15").scaled == (384, 288)


def test_a_trace_of_oblongness_is_nothing() -> None:
    assert not shape(321, 181, Wishes(), aspect="2896:2889", even=False, square=True).changes


def test_a_film_on_its_side_has_its_pixels_on_their_side() -> None:
    film = replace(probe.media(clips.silent()).main_video, sample_aspect="4:3", rotation=90)
    assert pixel_aspect(film) == Fraction(3, 4)


def test_nothing_gets_absurdly_large() -> None:
    with pytest.raises(BadInput, match="too large"):
        shape(1280, 720, Wishes(width=100_000, enlarge=True))


@given(
    st.integers(2, 5000), st.integers(2, 5000), st.integers(2, 4000), st.integers(2, 4000),
    st.sampled_from(["inside", "fill", "pad", "stretch"]), st.booleans(), st.booleans(),
)  # fmt: skip
def test_whatever_is_asked_for_is_consistent(
    width: int, height: int, to_width: int, to_height: int, fit: Fit, enlarge: bool, even: bool
) -> None:
    wishes = Wishes(width=to_width, height=to_height, fit=fit, enlarge=enlarge)
    try:
        found = shape(width, height, wishes, even=even)
    except BadInput:
        return  # what would be absurdly large is refused, and tested above
    assert all(side >= 1 for side in (*found.scaled, *found.cropped, *found.canvas))
    assert all(part <= whole for part, whole in zip(found.cropped, found.scaled, strict=True))
    assert all(part <= whole for part, whole in zip(found.cropped, found.canvas, strict=True))
    if even:
        assert not any(side % 2 for side in (*found.cropped, *found.canvas))
    if fit == "pad":
        assert all(
            abs(got - asked) <= 1 for got, asked in zip(found.canvas, (to_width, to_height), strict=True)
        )
