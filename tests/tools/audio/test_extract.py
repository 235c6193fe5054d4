"""The sound of films: copied bit for bit where it can be, encoded where it must be."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput, NotFound
from studio.media import probe
from studio.media.encode import executable
from studio.tools.audio.extract import extract


def packets(path: Path) -> str:
    """A hash over the packets of the first sound, as they are stored."""
    command = [executable(), "-v", "error", "-nostdin", "-i", f"file:{path}", "-map", "0:a:0", "-c", "copy"]
    return subprocess.run([*command, "-f", "md5", "-"], check=True, capture_output=True, text=True).stdout


CODECS = {
    "aac": (".mp4", ".m4a", "aac"),
    "mp3": (".mp4", ".mp3", "libmp3lame"),
    "flac": (".mkv", ".flac", "flac"),
    "opus": (".mkv", ".opus", "libopus"),
    "vorbis": (".mkv", ".ogg", "libvorbis"),
    "ac3": (".mkv", ".ac3", "ac3"),
    "pcm_s16le": (".mov", ".wav", "pcm_s16le"),
    "pcm_s24le": (".mov", ".wav", "pcm_s24le"),
    "alac": (".mov", ".m4a", "alac"),
    "wmav2": (".mkv", ".mka", "wmav2"),
}


@pytest.mark.parametrize("codec", CODECS)
def test_it_is_copied_into_the_format_that_is_at_home(codec: str) -> None:
    suffix, wanted, encoder = CODECS[codec]
    film = clips.sounding(suffix=suffix, more=("-c:a", encoder))
    found = extract(film)
    assert (found.copied, found.codec, found.sound.suffix) == (True, codec, wanted)
    if codec not in ("aac", "pcm_s16le", "pcm_s24le"):
        assert packets(found.sound) == packets(film)
    if codec == "ac3":
        return  # its own file does not say where the sound begins, so the same samples come a little later
    assert sounds.heard(found.sound)[5000:60_000] == pytest.approx(sounds.heard(film)[5000:60_000], abs=1e-6)


def test_samples_in_another_order_are_the_same_samples() -> None:
    film = clips.sounding(suffix=".mov", more=("-c:a", "pcm_s24be"))
    found = extract(film)
    assert (found.copied, found.codec) == (False, "pcm_s24le")
    assert (sounds.heard(found.sound) == sounds.heard(film)).all()


def test_a_named_format_is_encoded_unless_it_is_at_home() -> None:
    assert extract(clips.sounding(), format="m4a").copied
    made = extract(clips.sounding(), format="mp3")
    assert (made.copied, made.sound.suffix) == (False, ".mp3")
    assert sounds.pitch(sounds.heard(made.sound)[:, 0], 48_000, 440) == pytest.approx(440, abs=0.1)
    assert extract(clips.sounding(), format="mka").copied


def test_a_bit_rate_asks_for_encoding() -> None:
    made = extract(clips.sounding(), bit_rate="32k")  # type: ignore[arg-type]
    assert (made.copied, made.sound.suffix) == (False, ".m4a")
    assert probe.media(made.sound).main_audio.bit_rate < 45_000
    with pytest.raises(BadInput, match="as it is"):
        extract(clips.sounding(), format="mka", quality=50)


@pytest.mark.parametrize(
    "choice", [{"track": 2}, {"language": "de"}, {"language": "ger"}, {"language": "deu"}]
)
def test_one_of_several_tracks_is_chosen(choice: dict[str, str]) -> None:
    found = extract(clips.two_languages(), **choice)  # type: ignore[arg-type]
    assert found.language == "deu"
    assert sounds.pitch(sounds.heard(found.sound)[:, 0], 48_000, 880) == pytest.approx(880, abs=0.1)
    assert probe.media(found.sound).main_audio.language == "deu"


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [({"track": 3}, "2 sound tracks, and no number 3"), ({"language": "fr"}, "only in deu, eng, not in fr")],
)
def test_a_track_that_is_not_there(choice: dict[str, str], complaint: str) -> None:
    with pytest.raises(NotFound, match=complaint):
        extract(clips.two_languages(), **choice)  # type: ignore[arg-type]


def test_sound_that_begins_late_is_said_to() -> None:
    copied = extract(sounds.late())
    assert copied.copied
    assert copied.delay == pytest.approx(0.5, abs=0.002)
    led_in = sounds.heard(extract(sounds.late(), format="wav").sound)
    assert len(led_in) == pytest.approx(96_000, abs=100)
    assert sounds.peak(led_in[:23_000]) < -80


def test_a_film_without_sound_has_none_to_take() -> None:
    with pytest.raises(BadInput, match="has no sound"):
        extract(clips.silent())


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    said = studio("audio", "extract", clips.sounding(), clips.silent(), "--json", "--out", "out/")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [answer["ok"] for answer in answers] == [True, False]
    assert Path(answers[0]["files"][0]).suffix == ".m4a"
    assert "has no sound" in answers[1]["error"]["message"]
