"""A small film shows the same at the same times."""

from tests import films

import studio
from studio.store.films import FilmFolder
from studio.story.grammar import Storyboard


def test_it_is_half_as_large_and_everything_is_at_its_time() -> None:
    film = films.folder()
    made = studio.film.sketch(film)
    small = FilmFolder(film / made.folder).storyboard(Storyboard)
    assert (made.frames, made.duration) == (24, 2.0)
    assert (small.brief.width, small.brief.height, small.brief.fps) == (80, 64, 12)
    assert small.starts == [0, 8, 16]
    assert [line.start for line in small.lines] == [2]
    assert small.pictures[0].cut.frames == 2
