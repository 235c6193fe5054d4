"""Music, places and effects lie in the film's folder, to the sample, and are made again only if they must."""

from pathlib import Path
from shutil import copyfile

import numpy as np
import pytest
from tests import films, sounds

import studio
from studio.core.errors import BadInput, NotFound
from studio.media import probe
from studio.story.grammar import Effect, Music, Storyboard


def board(**more: object) -> Storyboard:
    found = films.board(**{"music": Music(mood="bright", bars=1), **more})
    heard = ("sea", "kitchen", "none")
    effects: tuple[list[Effect], ...] = ([], [Effect(sound="pop", at=8)], [])
    pictures = [
        picture.model_copy(update={"atmosphere": name, "effects": hits})
        for picture, name, hits in zip(found.pictures, heard, effects, strict=True)
    ]
    return found.model_copy(update={"pictures": pictures})


def test_a_film_gets_music_places_and_effects() -> None:
    film = films.folder(made=board())
    made = studio.film.score(film)
    assert (made.composed, made.tempo, made.duration) == (True, 120, 2.0)
    assert (made.places, made.effects) == (("sea", "kitchen", "none"), 1)
    for name in ("music", "atmosphere"):
        heard = probe.media(film / f"audio/{name}.wav").main_audio
        assert (heard.codec, heard.rate, heard.channels, heard.duration) == ("pcm_s24le", 48_000, 2, 2.0)
    air = sounds.heard(film / made.atmosphere)
    pop = 24 * 2000
    assert sounds.peak(air[pop : pop + 4800]) == pytest.approx(-12, abs=1.5)
    assert sounds.peak(air[:pop]) < -15
    assert not air[round(1.6 * 48_000) : round(1.9 * 48_000)].any()
    assert sorted(path.name for path in (film / "audio").iterdir()) == [
        "atmosphere.json", "atmosphere.wav", "music.json", "music.wav",
    ]  # fmt: skip


def times(film: Path) -> list[int]:
    return [(film / f"audio/{name}.wav").stat().st_mtime_ns for name in ("music", "atmosphere")]


def test_only_what_changed_is_made_again() -> None:
    film = films.folder(made=board())
    studio.film.score(film)
    before = times(film)
    studio.film.score(film)
    assert times(film) == before
    films.changed(film, "atmosphere: kitchen", "atmosphere: rain")
    studio.film.score(film)
    assert times(film)[0] == before[0]
    assert times(film)[1] > before[1]
    films.changed(film, "mood: bright", "mood: calm")
    studio.film.score(film)
    assert times(film)[0] > before[0]


def test_the_same_storyboard_makes_the_same_sound() -> None:
    one, other = films.folder("one", board()), films.folder("other", board())
    for film in (one, other):
        studio.film.score(film)
    for name in ("music", "atmosphere"):
        assert (one / f"audio/{name}.wav").read_bytes() == (other / f"audio/{name}.wav").read_bytes()


@pytest.mark.parametrize("seconds", [1.0, 5.0])
def test_a_recording_of_ones_own_is_played_for_as_long_as_the_film(seconds: float) -> None:
    film = films.folder(made=board(music=Music(bars=1, file="mine.wav")))
    copyfile(sounds.music(seconds), film / "mine.wav")
    made = studio.film.score(film)
    assert (made.composed, made.tempo) == (False, None)
    heard = sounds.heard(film / "audio/music.wav")
    assert len(heard) == 96_000
    assert np.allclose(heard[:40_000], sounds.heard(film / "mine.wav")[:40_000], atol=1e-6)
    assert sounds.decibels(heard[-480:]) < sounds.decibels(heard[:40_000]) - 25


def test_a_film_in_which_nothing_is_to_be_heard_loses_what_was_there() -> None:
    film = films.folder(made=board())
    studio.film.score(film)
    silent = films.board(music=Music(mood="warm", bars=1))
    films.folder(made=silent)
    made = studio.film.score(film)
    assert (made.atmosphere, made.effects) == ("", 0)
    assert not (film / "audio/atmosphere.wav").exists()


def test_what_cannot_be_scored_is_said() -> None:
    with pytest.raises(NotFound, match="holds no film"):
        studio.film.score(Path())
    film = films.folder(made=board())
    films.changed(film, "atmosphere: sea", "atmosphere: seaside")
    with pytest.raises(BadInput, match="no atmosphere called seaside"):
        studio.film.score(film)
    lost = films.folder("lost", board(music=Music(bars=1, file="gone.wav")))
    with pytest.raises(NotFound, match=r"gone\.wav"):
        studio.film.score(lost)


def test_a_film_may_want_no_music() -> None:
    film = films.folder(made=board())
    studio.film.score(film)
    films.folder(made=board(music=Music(mood="none", bars=1)))
    made = studio.film.score(film)
    assert (made.music, made.composed, made.tempo) == ("", False, None)
    assert not (film / "audio/music.wav").exists()
    assert (film / "audio/atmosphere.wav").exists()
