"""Effects as recordings: at their level, each seed another, in any format."""

from tests import sounds

from studio.media import probe
from studio.tools.audio.sound import sound


def test_an_effect_is_recorded() -> None:
    made = sound("pop")
    assert probe.media(made).main_audio.codec == "pcm_s24le"
    assert abs(sounds.peak(sounds.heard(made)) + 12) < 0.1


def test_an_effect_in_another_format() -> None:
    made = sound("click", seed=2, format="flac")
    assert made.suffix == ".flac"
    assert abs(sounds.peak(sounds.heard(made)) + 12) < 0.1
