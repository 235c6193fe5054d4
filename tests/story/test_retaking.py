"""Estimates reckon with shots that are made again: by what is usual, then by what happened here."""

import pytest

from studio.story.estimating import Timing
from studio.story.retaking import AGAIN, basis, share


def films(*shares: float, seconds: float = 50.0) -> list[Timing]:
    return [Timing(AGAIN, seconds, seconds * one) for one in shares]


def test_before_anything_was_made_here_one_film_in_ten_is_reckoned_with() -> None:
    found = share([])
    assert 0.02 < found.likely < 0.1
    assert found.likely < found.high
    assert basis(found) == "; 5% more for shots that are taken again"


def test_a_machine_on_which_nothing_is_taken_again_counts_less_and_less_for_it() -> None:
    likely = [share(films(*[0.0] * count)).likely for count in (0, 4, 40)]
    assert likely == sorted(likely, reverse=True)
    assert likely[-1] < 0.01


def test_a_machine_on_which_much_is_taken_again_counts_more_for_it() -> None:
    often = share(films(*[0.0, 0.5] * 20))
    assert often.likely == pytest.approx(0.25, abs=0.03)
    assert often.high > 0.5
    assert (often.films, often.again) == (40, 20)
    assert "as 20 of 40 films here had" in basis(often)


def test_a_film_counts_as_one_however_long_it_is_and_however_much_was_made_again() -> None:
    one, other = share(films(0.0, 0.4)), share([*films(0.0), *films(0.4, seconds=3000)])
    assert one == other
    assert share(films(50.0)).likely < 0.2


def test_only_the_latest_films_say_something() -> None:
    assert share([*films(*[0.6] * 100), *films(*[0.0] * 60)]).likely < 0.01
