"""Loudness, peak and silence are heard as ffmpeg's own program hears them."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips

from studio.core.errors import BadInput
from studio.core.run import Run, entered
from studio.media.encode import executable
from studio.media.sound.listening import listen
from studio.media.sound.loudness import measure

QUIET = ("-af", "volume=-40dB", "-c:a", "pcm_s24le")
FAINT = ("-af", "volume=-80dB", "-c:a", "pcm_s24le")
PAUSES = ("-af", "volume='if(lt(mod(t,3),1),0,1)':eval=frame")
ENDS_SILENT = ("-af", "volume='lt(t,3)':eval=frame")


def told(path: Path) -> tuple[float, float, float]:
    """Loudness, range and peak by the program."""
    chain = "ebur128=peak=true:framelog=quiet"
    command = [
        executable(),
        "-nostdin",
        "-hide_banner",
        "-i",
        str(path),
        "-vn",
        "-af",
        chain,
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = [re.search(pattern, said) for pattern in (r"I: +(\S+)", r"LRA: +(\S+)", r"Peak: +(\S+)")]
    loudness, spread, peak = (float(match[1]) for match in found if match)
    return loudness, spread, peak


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(clips.recording, id="tone"),
        pytest.param(lambda: clips.recording(more=QUIET), id="quiet"),
        pytest.param(clips.surround, id="5.1"),
        pytest.param(clips.with_cover, id="mp3 with a cover"),
        pytest.param(lambda: clips.recording(seconds=9, more=PAUSES), id="pauses"),
    ],
)
def test_levels_are_those_of_the_program(made: Callable[[], Path]) -> None:
    heard, (loudness, spread, peak) = listen(made()), told(made())
    assert heard.loudness == pytest.approx(loudness, abs=0.06)
    assert heard.range == pytest.approx(spread, abs=0.06)
    assert heard.true_peak == pytest.approx(peak, abs=0.06)
    assert heard.damaged == 0


def test_the_peak_of_a_faint_sound_is_found_though_it_has_no_loudness() -> None:
    heard = listen(clips.recording(more=FAINT))
    assert heard.loudness is None
    assert heard.true_peak == pytest.approx(-86.02, abs=0.1)
    assert heard.silence == pytest.approx(2.0, abs=0.01)


def test_digital_silence_has_no_levels() -> None:
    heard = listen(clips.black())
    assert (heard.loudness, heard.true_peak) == (None, None)
    assert heard.silence == heard.seconds


@pytest.mark.parametrize(("more", "silent"), [(PAUSES, 3.0), (ENDS_SILENT, 6.0)])
def test_silence_is_counted_to_the_end(more: tuple[str, ...], silent: float) -> None:
    heard = listen(clips.recording(seconds=9, more=more))
    assert heard.seconds == pytest.approx(9)
    assert heard.silence == pytest.approx(silent, abs=0.05)


def test_a_very_short_sound_has_a_peak_and_no_loudness() -> None:
    heard = listen(clips.recording(seconds=0.2))
    assert heard.loudness is None
    assert heard.true_peak == pytest.approx(-6.02, abs=0.05)


def test_the_stream_asked_for_is_heard() -> None:
    english, german = (listen(clips.two_languages(), stream=index) for index in (1, 2))
    assert english.true_peak != german.true_peak


def test_damage_is_counted_and_passed_over(tmp_path: Path) -> None:
    content = clips.recording(seconds=4, suffix=".m4a").read_bytes()
    middle = len(content) // 2
    path = tmp_path / "scratched.m4a"
    path.write_bytes(content[:middle] + b"\xff" * 4000 + content[middle + 4000 :])
    heard = listen(path)
    assert heard.damaged > 5
    assert 2 < heard.seconds < 3.9


def test_a_sound_that_cannot_be_decoded_is_refused(tmp_path: Path) -> None:
    content = clips.recording(suffix=".m4a").read_bytes()
    start = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    path = tmp_path / "noise.m4a"
    path.write_bytes(content[:start] + b"\xff" * (end - start) + content[end:])
    with pytest.raises(BadInput, match=r"noise\.m4a has a sound that cannot be decoded"):
        listen(path)


def test_somebody_may_watch() -> None:
    times: list[float] = []
    listen(clips.recording(seconds=60, suffix=".m4a"), watch=times.append)
    assert len(times) > 2
    assert times == sorted(times)


@pytest.mark.parametrize("seconds", [3.0, 3.2, 3.5, 5.0])
def test_an_even_tone_has_no_range_however_short_it_is(seconds: float) -> None:
    tone = clips.recording(seconds)
    assert listen(tone).range == pytest.approx(0, abs=0.1)
    with entered(Run(tone.parent)):
        assert measure(tone).range == pytest.approx(0, abs=0.1)
