"""What people give to sound tools by mistake or by bad luck: each gets its sentence, or comes through."""

import json
import os
import shutil
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import clips, sounds
from tests.conftest import Said

from studio.core.errors import BadInput, NotFound, StudioError, ToolFailed
from studio.core.outside import into
from studio.media import probe
from studio.tools.audio.convert import convert
from studio.tools.audio.effect import effect
from studio.tools.audio.extract import extract
from studio.tools.audio.info import info
from studio.tools.audio.join import join
from studio.tools.audio.mix import mix
from studio.tools.audio.normalize import normalize
from studio.tools.audio.silence import silence
from studio.tools.audio.spectrogram import spectrogram
from studio.tools.audio.trim import trim
from studio.tools.audio.waveform import waveform

Call = Callable[[Path], Any]

CALLS: dict[str, Call] = {
    "convert": lambda path: convert(path, format="flac").sound,
    "effect": lambda path: effect(path, pitch=2, reverb=0.2, format="flac").sound,
    "extract": lambda path: extract(path).sound,
    "info": info,
    "join": lambda path: join([path, path], format="flac").sound,
    "mix": lambda path: mix([path, path], duck=3, format="flac").sound,
    "normalize": lambda path: normalize(path, format="flac").sound,
    "silence": silence,
    "spectrogram": lambda path: spectrogram(path, width=200, height=100),
    "trim": lambda path: trim(path, start=0.05, format="flac"),
    "waveform": lambda path: waveform(path, width=200, height=100),
}


@pytest.fixture(params=CALLS)
def call(request: pytest.FixtureRequest) -> Call:
    return CALLS[request.param]


def empty() -> Path:
    path = clips.folder() / "empty.wav"
    path.write_bytes(b"")
    return path


def prose() -> Path:
    path = clips.folder() / "prose.mp3"
    path.write_text("This is not music.\n" * 200)
    return path


def headless() -> Path:
    """A WAV whose header is all there is."""
    path = clips.folder() / "headless.wav"
    path.write_bytes(sounds.gaps().read_bytes()[:44])
    return path


def shortened(source: Path, name: str) -> Path:
    path = clips.folder() / name
    path.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
    return path


BROKEN: dict[str, tuple[Callable[[], Path], str]] = {
    "no sound": (clips.silent, "has no sound"),
    "empty": (empty, "is empty"),
    "prose": (prose, "damaged|neither"),
    "a picture": (lambda: clips.made("still.png", *clips.picture(0.1), "-frames:v", "1"), "is a picture"),
    "only a header": (headless, "no length|no sound|cut off|damaged"),
    "half a WAV": (lambda: shortened(sounds.gaps(), "half.wav"), "cut off"),
    "half a FLAC": (lambda: shortened(clips.recording(suffix=".flac"), "half.flac"), "cut off|damaged"),
    "half an M4A": (lambda: shortened(clips.sound_only(), "half.m4a"), "cut off"),
    "half an MP3": (lambda: shortened(clips.recording(seconds=3, suffix=".mp3"), "half.mp3"), "cut off"),
    "no frames": (clips.no_frames, "no sound|neither picture nor sound"),
    "a folder": (clips.folder, "is a folder"),
}


@pytest.mark.parametrize("trouble", BROKEN)
def test_what_cannot_be_heard_is_refused_in_a_sentence(call: Call, trouble: str) -> None:
    make, sentence = BROKEN[trouble]
    with pytest.raises(StudioError, match=sentence) as refused:
        call(make())
    assert isinstance(refused.value, BadInput)
    assert "\n" not in refused.value.message
    assert "Traceback" not in refused.value.message
    assert not [left for left in Path().iterdir() if left.name.startswith(".studio-")]


def test_what_is_not_there_is_not_found(call: Call) -> None:
    with pytest.raises(NotFound, match=r"there is no nowhere\.wav"):
        call(Path("nowhere.wav"))


ODD: dict[str, Callable[[], Path]] = {
    "silent": sounds.silence,
    "a tenth of a second": lambda: clips.recording(seconds=0.1),
    "telephone": lambda: clips.recording(more=("-ar", "8000", "-c:a", "pcm_mulaw")),
    "eight bits": lambda: clips.recording(more=("-c:a", "pcm_u8")),
    "surround": lambda: sounds.surround(2),
    "seven channels": lambda: sounds.wave("seven", "|".join(["0.1*sin(2*PI*300*t)"] * 7), 1, layout="6.1"),
    "unnamed channels": lambda: clips.recording(
        suffix=".caf", more=("-af", "pan=3c|c0=c0|c1=c0|c2=c0", "-c:a", "pcm_s16le")
    ),
    "cover": clips.with_cover,
    "film": clips.sounding,
    "rotated film": clips.rotated,
    "late film": sounds.late,
    "high rate": lambda: clips.recording(seconds=1, more=("-ar", "192000")),
    "AIFF": lambda: clips.recording(suffix=".aiff"),
    "WMA": lambda: clips.recording(suffix=".wma"),
    "ALAC": lambda: clips.recording(suffix=".m4a", more=("-c:a", "alac")),
    "raw AAC": lambda: clips.recording(suffix=".aac"),
}


@pytest.mark.parametrize("trait", ODD)
def test_what_is_only_odd_comes_through(call: Call, trait: str) -> None:
    made = call(ODD[trait]())
    if isinstance(made, Path) and made.suffix not in (".png",):
        assert probe.media(made).main_audio.duration > 0


def test_too_many_or_nameless_channels_are_refused_where_they_cannot_be_kept() -> None:
    many = Path("many.wav")
    with wave.open("many.wav", "wb") as file:
        file.setnchannels(32)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(range(64)) * 4800)
    assert probe.media(convert(many, format="wav").sound).main_audio.channels == 32
    with pytest.raises(BadInput, match="flac holds up to 8 channels, not 32"):
        convert(many, format="flac")
    with pytest.raises(BadInput, match="32 channels without names"):
        convert(many, format="mp3")


def test_a_rate_too_low_to_be_stretched() -> None:
    slow = clips.recording(more=("-ar", "100"))
    with pytest.raises(BadInput, match="with 100 samples a second"):
        effect(slow, pitch=2)


def test_a_full_disk_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ToolFailed, match="no space left"):
        convert(clips.recording(), format="mp3")


NAMES: list[str | bytes] = [
    'it\'s "quoted".wav',
    "a\nnew line.wav",
    "100%d.wav",
    "-dash.wav",
    "colon: [x],y;z=#.wav",
    b"caf\xe9.wav",
]


def test_names_may_be_anything(call: Call) -> None:
    folder = Path("it's [a] folder, 100%; b\\c")
    folder.mkdir()
    path = folder / os.fsdecode(b'-it\'s "quoted"\nnew: [line],y;z=#100%d caf\xe9.wav')
    shutil.copy(clips.recording(), path)
    with into(folder):
        made = call(path)
    if isinstance(made, Path):
        assert made.exists()
        assert made.parent == folder


def test_names_on_the_command_line(studio: Callable[..., Said]) -> None:
    for name in NAMES:
        Path(os.fsdecode(name)).write_bytes(clips.recording().read_bytes())
    said = studio("audio", "convert", ".", "--format", "flac", "--out", "out/", "--json", "--jobs", "1")
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 0
    assert [answer["ok"] for answer in answers] == [True] * len(NAMES)
    assert len(list(Path("out").iterdir())) == len(NAMES)


def test_one_bad_file_does_not_spoil_the_rest(studio: Callable[..., Said]) -> None:
    said = studio(
        "audio",
        "normalize",
        clips.recording(),
        empty(),
        sounds.speech(),
        "--format",
        "flac",
        "--json",
        "--out",
        "out/",
        "--jobs",
        "1",
    )
    assert [json.loads(line)["ok"] for line in said.out.splitlines()] == [True, False, True]
    assert said.code != 0
