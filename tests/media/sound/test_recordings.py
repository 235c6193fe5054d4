"""Which sound of a file is meant, and how it is pointed at."""

import pytest
from tests import clips

from studio.core.errors import BadInput, NotFound
from studio.media.sound.recordings import recording


def test_the_first_sound_is_meant_unless_another_is_named() -> None:
    assert recording(clips.two_languages()).stream.language == "eng"
    assert recording(clips.two_languages(), track=2).stream.language == "deu"


@pytest.mark.parametrize("language", ["de", "deu", "ger", "DE", "de-AT", "de_CH"])
def test_languages_have_many_spellings(language: str) -> None:
    assert recording(clips.two_languages(), language=language).stream.language == "deu"


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(NotFound, match="only in deu, eng, not in nl"):
        recording(clips.two_languages(), language="nl")
    with pytest.raises(NotFound, match="with no language named, not in nl"):
        recording(clips.recording(), language="nl")
    with pytest.raises(NotFound, match="one sound track, and no number 2"):
        recording(clips.recording(), track=2)
    with pytest.raises(BadInput, match="has no sound"):
        recording(clips.silent(), language="nl")


def test_films_keep_their_time_and_recordings_begin_at_once() -> None:
    assert "first_pts=0" in recording(clips.sounding()).head()
    assert recording(clips.recording()).head(3) == "[3:0]asetpts=N/SR/TB"
    assert "first_pts" not in recording(clips.with_cover()).head(), "a cover is no film"
