"""ffmpeg called, watched, and understood when it fails."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import clips

from studio.core.errors import DiskFull, ToolFailed, Unavailable
from studio.core.run import Run, entered
from studio.host import programs
from studio.host.programs import Finished
from studio.media import encode


def test_what_went_wrong_first_is_the_reason() -> None:
    said = """x264 [error]: invalid preset 'nonsense'
[libx264 @ 0x564256811840] Error setting preset/tune nonsense/(null).
[vost#0:0/libx264 @ 0x5642] [enc:libx264 @ 0x5642] Error while opening encoder - maybe incorrect parameters.
[vf#0:0 @ 0x564256812b80] Error sending frames to consumers: Invalid argument
[out#0/mp4 @ 0x56] Nothing was written into output file, because nothing came in."""
    wrong = encode.failure(Finished(234, said), None)
    assert wrong.message == "ffmpeg could not do this: Error setting preset/tune nonsense/(null)."
    opening = "[in#0 @ 0x5] Error opening input: Invalid data found\nError opening input files: Invalid data"
    assert encode.failure(Finished(1, opening), None).message.endswith(": Invalid data found")
    assert "no reason" in encode.failure(Finished(1, ""), None).message


def test_a_full_disk_and_a_killed_program_have_sentences_of_their_own() -> None:
    full = encode.failure(
        Finished(228, "av_interleaved_write_frame(): No space left on device"), Path("a.mp4")
    )
    assert full.message == "no space left on the device for a.mp4"
    shot = encode.failure(Finished(-signal.SIGKILL, ""), None)
    assert (shot.message, "memory" in shot.hint) == ("ffmpeg was stopped by SIGKILL", True)


def test_a_limit_on_the_size_of_files_is_said() -> None:
    refused = encode.failure(Finished(-signal.SIGXFSZ, ""), Path("film.mp4"))
    assert isinstance(refused, DiskFull)
    assert refused.message == "film.mp4 would be larger than a file may be here"


def test_a_failed_run_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    with entered(Run(tmp_path)), pytest.raises(ToolFailed, match="nonsense"):
        encode.ffmpeg(["-i", clips.silent(), "-vf", "nonsense"], target=target, seconds=None)
    assert not target.exists()


def test_complaints_of_a_run_that_went_on_are_heard(tmp_path: Path) -> None:
    heard: list[str] = []
    broken = tmp_path / "b.h264"
    stream = clips.made("raw.h264", "-i", clips.silent(), "-c", "copy", "-bsf:v", "h264_mp4toannexb")
    data = bytearray(stream.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 400] = bytes(400)
    broken.write_bytes(data)
    with entered(Run(tmp_path)):
        encode.ffmpeg(["-i", broken], target=tmp_path / "c.mp4", seconds=2, heard=heard.append)
    assert "decod" in heard[0] or "conceal" in heard[0]


def test_another_ffmpeg_may_be_named(tmp_path: Path) -> None:
    ours = encode.executable()
    try:
        encode.configure(ffmpeg=ours)
        assert encode.executable() == ours
        encode.configure(ffmpeg=str(tmp_path / "none"))
        with pytest.raises(Unavailable, match="there is no ffmpeg at"):
            encode.executable()
    finally:
        encode.configure(ffmpeg="")


@pytest.fixture
def two_threads() -> Iterator[None]:
    encode.hold(2)
    yield
    encode.hold(0)


@pytest.mark.usefixtures("two_threads")
def test_every_part_of_it_keeps_to_its_threads() -> None:
    assert encode.held(["-i", "a", "-i", "b", "-c", "copy", "c"]) == [
        "-filter_threads", "2", "-filter_complex_threads", "2",
        "-threads", "2", "-i", "a", "-threads", "2", "-i", "b", "-c", "copy", "-threads", "2", "c",
    ]  # fmt: skip


@pytest.mark.usefixtures("two_threads")
def test_a_film_is_made_with_few_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[list[Any]] = []
    lines = programs.lines

    def listen(command: list[Any], **more: Any) -> Iterator[str]:
        told.append(command)
        return lines(command, **more)

    monkeypatch.setattr(programs, "lines", listen)
    source = clips.silent()
    with entered(Run(tmp_path)):
        made = encode.ffmpeg(["-i", encode.source(source)], target=tmp_path / "a.mp4", seconds=None)
        encode.messages(["-i", encode.source(made), "-vf", "signalstats"])
    assert [command.count("-threads") for command in told] == [2, 2]


def test_without_a_word_it_has_as_many_as_it_likes() -> None:
    assert encode.held(["-i", "a", "b"]) == ["-i", "a", "b"]
