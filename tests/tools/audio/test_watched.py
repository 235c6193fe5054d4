"""Long work on sound tells how far it is, and leaves nothing behind when it is stopped."""

import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests import clips, command, sounds

from studio.core.errors import Cancelled
from studio.core.run import Run, entered
from studio.tools.audio.convert import convert
from studio.tools.audio.effect import effect
from studio.tools.audio.extract import extract
from studio.tools.audio.join import join
from studio.tools.audio.mix import mix
from studio.tools.audio.normalize import normalize
from studio.tools.audio.silence import silence
from studio.tools.audio.spectrogram import spectrogram
from studio.tools.audio.trim import trim
from studio.tools.audio.waveform import waveform

CALLS: dict[str, Callable[[Path], object]] = {
    "convert": lambda path: convert(path, format="mp3"),
    "effect": lambda path: effect(path, pitch=2),
    "extract": extract,
    "join": lambda path: join([path, path]),
    "mix": lambda path: mix([path, path]),
    "normalize": normalize,
    "silence": silence,
    "spectrogram": spectrogram,
    "trim": lambda path: trim(path, end=2),
    "waveform": waveform,
}


@pytest.fixture
def long() -> Path:
    """Ten minutes of a quiet hum with bursts."""
    burst = sounds.wave("burst", "0.3*sin(2*PI*200*t)*lt(t,2)", 3, more=("-c:a", "pcm_s16le"))
    return clips.made("long.wav", "-stream_loop", "199", "-i", burst, "-c", "copy")


@pytest.mark.parametrize("name", CALLS)
def test_it_says_how_far_it_is(name: str, tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []

    def listen(event: str, fields: dict[str, Any]) -> None:
        if event == "progress":
            told.append(fields)

    with entered(Run(tmp_path / "run", listener=listen)):
        CALLS[name](sounds.speech())
    assert told
    assert all(fields["label"] and fields["total"] == 100 for fields in told)
    assert told[-1]["done"] == 100


@pytest.mark.parametrize("name", CALLS)
def test_it_stops_when_it_is_told(name: str, tmp_path: Path, long: Path) -> None:
    if name == "extract":
        pytest.skip("a copy is done before anybody could stop it")
    with entered(Run(tmp_path / "run", cancelled=lambda: True)), pytest.raises(Cancelled):
        CALLS[name](long)


def test_an_interrupt_ends_everything_and_leaves_nothing(tmp_path: Path, long: Path) -> None:
    with command.started("audio", "effect", long, "--pitch", "3", "--out", "out/") as child:
        command.until(lambda: command.ffmpegs(command.below(child)))
        running = command.below(child)
        began = time.monotonic()
        child.send_signal(signal.SIGINT)
        code, _, said = command.end(child)
    assert time.monotonic() - began < command.SOON
    assert code == 130
    assert "Traceback" not in said
    command.until(lambda: not command.alive(running), command.SOON)
    assert not [left for left in tmp_path.rglob("*") if left.name != "home"]


def test_memory_does_not_grow_with_length(long: Path) -> None:
    largest = 0
    with command.started("audio", "spectrogram", long, "--out", "s.png") as child:
        while child.poll() is None:
            with suppress(psutil.Error):
                for process in (psutil.Process(child.pid), *command.below(child)):
                    largest = max(largest, process.memory_info().rss)
            time.sleep(0.1)
        assert command.end(child)[0] == 0
    assert largest < 300 << 20
