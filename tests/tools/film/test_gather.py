"""Versions lie side by side once they are made, with what is known of each."""

import json
import shlex
from pathlib import Path

import pytest
from tests import films

import studio
from studio.core.errors import NotFound


def test_what_is_not_made_is_not_gathered_and_what_is_lies_beside_its_folder() -> None:
    film = films.folder()
    with pytest.raises(NotFound, match="no version of film was made yet"):
        studio.film.gather(film)
    version = Path(studio.film.adapt(film, aspect="1:1").folder)
    with pytest.raises(NotFound, match="no version of film was made yet"):
        studio.film.gather(film)
    for shot in ("01", "02", "03"):
        studio.film.take(version, shot=shot)
    studio.film.edit(version)
    [found] = studio.film.gather(film).versions
    assert (found.frames, found.width, found.height, found.shots, found.lent) == (48, 90, 90, 3, 0)
    assert Path(found.film) == film / "versions/fyrhus_2s_1x1.mp4"
    assert Path(found.film).read_bytes() == (version / "out/fyrhus_2s_1x1.mp4").read_bytes()
    [told] = json.loads((film / "versions/versions.json").read_text("utf-8"))
    assert (told["film"], told["frames"]) == ("fyrhus_2s_1x1.mp4", 48)


def test_a_film_that_was_cut_off_since_is_named_and_not_put_in_the_place_of_a_whole_one() -> None:
    film = films.folder()
    made = [Path(studio.film.adapt(film, aspect=shape).folder) for shape in ("1:1", "9:16")]
    outs = [films.put_together(version) for version in made]
    assert len(studio.film.gather(film).versions) == 2
    whole = outs[0].read_bytes()
    for left in (b"", whole[: len(whole) // 2]):
        outs[0].write_bytes(left)
        gathered = studio.film.gather(film)
        [told] = gathered.faults
        assert told.startswith("fyrhus_2s_1x1: its film is not what was made; studio film render ")
        assert [Path(one.film).name for one in gathered.versions] == ["fyrhus_2s_9x16.mp4"]
        assert (film / "versions/fyrhus_2s_1x1.mp4").read_bytes() == whole
    (film / "versions/fyrhus_2s_1x1.mp4").write_bytes(b"")
    studio.film.edit(made[0])
    assert studio.film.gather(film).faults == ()
    assert (film / "versions/fyrhus_2s_1x1.mp4").read_bytes() == outs[0].read_bytes()


def test_what_to_type_next_can_be_typed_whatever_a_folder_is_called() -> None:
    film = films.folder().rename("Jörg's film")
    with pytest.raises(NotFound) as told:
        studio.film.gather(film)
    assert shlex.split(told.value.hint) == ["studio", "film", "versions", "Jörg's film"]
