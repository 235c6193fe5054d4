"""Captions say what is said when it is said, beside the film and in it."""

import json
from pathlib import Path

import numpy as np
import pytest
from tests import films

import studio
from studio.core.errors import BadInput
from studio.media.captions import files
from studio.media.captions.cues import Cue
from studio.media.films.reel import unreeled
from studio.story.grammar import Beat, Line, Narrator

SAID = "Where the land ends, the *bread* begins."


def spoken(film: Path, words: list[tuple[str, float, float]]) -> None:
    """What a narration leaves beside its sound."""
    (film / "audio").mkdir(exist_ok=True)
    listed = [{"text": text, "start": start, "end": end, "line": 0} for text, start, end in words]
    (film / "audio/words.json").write_text(json.dumps({"words": listed, "phones": []}))


def heard() -> list[tuple[str, float, float]]:
    bare = SAID.replace("*", "").rstrip(".").replace(",", "").lower().split()
    return [(word, 0.25 + 0.2 * at, 0.4 + 0.2 * at) for at, word in enumerate(bare)]


def test_they_come_with_the_words_as_they_are_written() -> None:
    film = films.folder(made=films.board(narrator=Narrator(provider="somebody")))
    spoken(film, heard())
    told = studio.film.caption(film)
    assert (told.cues, told.words, told.heard) == (1, 7, True)
    for kind in files.KINDS:
        (cue,) = files.read(film / f"captions/film.{kind}")
        assert cue.text == SAID.replace("*", "")
        assert 0 <= 250 - cue.start <= 10
        assert 1600 <= cue.end <= 2000


def test_without_a_voice_they_keep_to_the_frames_of_the_lines() -> None:
    lines = [Line(text="Come in.", start=2, end=20), Line(text="Open from *six*.", start=24, end=44)]
    board = films.board(beats=[Beat(id="hook", role="hook", lines=lines), Beat(id="call", role="call")])
    film = films.folder(made=board)
    spoken(film, heard())  # left by a voice that the storyboard names no more
    told = studio.film.caption(film)
    assert not told.heard
    first = files.read(film / "captions/film.srt")[0]
    assert first.text.startswith("Come in.")
    assert abs(first.start - 2000 / 24) <= 10
    last = files.read(film / "captions/film.vtt")[-1]
    assert last.text.endswith("Open from six.")
    assert 44_000 / 24 <= last.end <= 2000


def test_a_film_in_which_nothing_is_said_has_none() -> None:
    film = films.folder(made=films.board(narrator=Narrator(provider="somebody")))
    spoken(film, heard())
    studio.film.caption(film)
    films.changed(film, SAID, "''")
    assert studio.film.caption(film).cues == 0
    assert not list((film / "captions").iterdir())


def test_they_are_made_once_and_again_when_a_line_changes() -> None:
    film = films.folder()
    studio.film.caption(film)
    before = (film / "captions/film.srt").stat().st_mtime_ns
    studio.film.caption(film)
    assert (film / "captions/film.srt").stat().st_mtime_ns == before
    films.changed(film, "the *bread* begins", "the *sea* begins")
    studio.film.caption(film)
    assert "sea" in (film / "captions/film.srt").read_text()


def test_a_list_that_is_none_is_refused() -> None:
    film = films.folder(made=films.board(narrator=Narrator(provider="somebody")))
    (film / "audio").mkdir()
    (film / "audio/words.json").write_text('{"words": [{"text": "x"}]}')
    with pytest.raises(BadInput, match="does not list the words"):
        studio.film.caption(film)


def test_they_are_seen_in_the_film_at_their_frames_and_at_no_other() -> None:
    film = films.taken()
    bare = [planes.copy() for planes in unreeled(film / studio.film.edit(film).film)]
    studio.film.caption(film)
    made = studio.film.edit(film)
    assert made.captions == "burned"
    (cue,) = files.read(film / "captions/film.srt")
    first, end = cue.frames(24)
    shown = list(unreeled(film / made.film))
    apart = [
        float(np.abs(one[60:85, 40:120].astype(int) - other[60:85, 40:120]).mean())
        for one, other in zip(shown, bare, strict=True)
    ]
    assert min(apart[first:end]) > 8
    assert max(apart[: first - 1] + apart[end + 1 :]) < 4


def test_those_that_stand_above_do_so_in_the_film_and_no_order_of_it_is_in_the_srt() -> None:
    film = films.taken()
    bare = list(unreeled(film / studio.film.edit(film).film))
    (film / "captions").mkdir()
    for kind in ("srt", "vtt"):
        files.write([Cue(0, 2000, ("Where the land ends",), "top")], film / f"captions/film.{kind}")
    assert (
        film / "captions/film.srt"
    ).read_text() == "1\n00:00:00,000 --> 00:00:02,000\nWhere the land ends\n"
    shown = list(unreeled(film / studio.film.edit(film).film))
    apart = np.abs(shown[4][:90].astype(int) - bare[4][:90]).mean(axis=1)
    assert apart[:30].max() > 8
    assert apart[45:].max() < 4
