"""Where recordings are silent, to the sample."""

import json
from collections.abc import Callable
from itertools import pairwise

import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput
from studio.tools.audio.silence import silence

SAMPLE = 1 / 48_000


def test_spans_are_exact() -> None:
    found = silence(sounds.gaps())
    edges = [edge for span in found.spans for edge in (span.start, span.end)]
    assert edges == pytest.approx([0, 1, 2, 3.5, 4, 5], abs=SAMPLE)
    assert found.total == pytest.approx(3.5, abs=3 * SAMPLE)
    assert (found.share, found.duration) == (70.0, 5.0)


def test_short_pauses_do_not_count() -> None:
    found = silence(sounds.gaps(), shortest=1.2)
    assert [(round(span.start, 3), round(span.end, 3)) for span in found.spans] == [(2.0, 3.5)]


def test_the_threshold_decides() -> None:
    hum = sounds.wave("hum", "0.5*cos(2*PI*440*t)*between(t,1,2)+0.003*cos(2*PI*100*t)", 3)
    assert not silence(hum, threshold=-60).spans
    found = silence(hum, threshold=-45)
    assert [(round(span.start, 2), round(span.end, 2)) for span in found.spans] == [(0.0, 1.0), (2.0, 3.0)]


def test_every_channel_must_be_silent() -> None:
    one_sided = sounds.wave(
        "one-sided", "0.5*cos(2*PI*440*t)*lt(t,1)|0.5*cos(2*PI*440*t)*gte(t,1)", 2, layout="stereo"
    )
    assert not silence(one_sided).spans


def test_nothing_but_silence() -> None:
    found = silence(sounds.silence())
    assert [(span.start, span.end) for span in found.spans] == [(0.0, 2.0)]
    assert found.share == 100


def test_no_silence_at_all() -> None:
    assert silence(clips.recording()).spans == ()


def test_many_silences_are_all_found() -> None:
    blinking = sounds.wave("blinking", "0.5*cos(2*PI*440*t)*lt(mod(t,0.1),0.05)", 20, rate=16_000)
    spans = silence(blinking, shortest=0.04).spans
    assert len(spans) == 200
    assert all(before.end < after.start for before, after in pairwise(spans))


def test_a_film_without_sound_is_refused() -> None:
    with pytest.raises(BadInput, match="has no sound"):
        silence(clips.silent())


def test_on_the_command_line(studio: Callable[..., Said]) -> None:
    answer = json.loads(studio("audio", "silence", sounds.gaps(), "--threshold", "-40", "--json").out)
    assert len(answer["result"]["spans"]) == 3
    said = studio("audio", "silence", sounds.gaps())
    assert "3.5 s" in said.out
