"""How new sound and a film's own go together."""

import pytest
from tests import clips

from studio.core.errors import BadInput
from studio.media import probe
from studio.media.films import dubbing
from studio.media.films.dubbing import Dub
from studio.media.sound.recordings import recording


def test_a_container_without_sound_is_refused() -> None:
    gif = clips.made("silent.gif", *clips.picture(0.2))
    with pytest.raises(BadInput, match=r"silent\.gif is gif, to which no sound can be given"):
        dubbing.home(probe.media(gif))


def test_what_is_changed_is_not_plain() -> None:
    new = recording(clips.recording())
    assert Dub(new).plain
    for changed in (
        Dub(new, own=new), Dub(new, offset=1), Dub(new, volume=-3), Dub(new, fade=1), Dub(new, fit="loop")
    ):  # fmt: skip
        assert not changed.plain


def test_length_is_that_of_the_picture() -> None:
    late = clips.made(
        "late-picture.mkv", "-itsoffset", "0.5", "-i", clips.silent(), *clips.tone(3),
        "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "flac",
    )  # fmt: skip
    assert dubbing._length(probe.media(late)) == pytest.approx(2.5, abs=0.01)
