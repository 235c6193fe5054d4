"""A file whose end is missing is never called whole; where its format says it, it is noticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests import clips

from studio.core.errors import BadInput
from studio.media import probe

WHOLE: dict[str, Callable[[], Path]] = {
    "mp4": lambda: clips.sounding(4),
    "faststart.mp4": lambda: clips.sounding(4, more=("-movflags", "+faststart")),
    "mkv": lambda: clips.sounding(4, suffix=".mkv"),
    "webm": lambda: clips.recording(6, suffix=".webm", more=("-c:a", "libopus")),
    "avi": lambda: clips.sounding(4, suffix=".avi", more=("-c:a", "mp3")),
    "wmv": lambda: clips.silent(4, suffix=".wmv", more=("-c:v", "wmv2")),
    "wma": lambda: clips.recording(6, suffix=".wma"),
    "ogg": lambda: clips.recording(6, suffix=".ogg", more=("-c:a", "libvorbis")),
    "opus": lambda: clips.recording(6, suffix=".opus", more=("-c:a", "libopus")),
    "wav": lambda: clips.recording(6),
    "w64": lambda: clips.recording(6, suffix=".w64"),
    "caf": lambda: clips.recording(6, suffix=".caf", more=("-c:a", "pcm_s16le")),
    "flac": lambda: clips.recording(6, suffix=".flac"),
    "mp3": lambda: clips.recording(6, suffix=".mp3"),
    "aiff": lambda: clips.recording(6, suffix=".aiff"),
}
UNTOLD: dict[str, Callable[[], Path]] = {
    "ts": lambda: clips.sounding(4, suffix=".ts"),
    "m2ts": lambda: clips.sounding(4, suffix=".m2ts"),
    "aac": lambda: clips.recording(6, suffix=".aac"),
    "fragments.mp4": lambda: clips.sounding(
        4, suffix=".mp4", more=("-movflags", "+frag_keyframe+empty_moov+skip_trailer")
    ),
    "live.mkv": lambda: clips.sounding(4, suffix=".mkv", more=("-live", "1")),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_files_are_whole(kind: str) -> None:
    assert probe.media(WHOLE[kind]()).wholeness == "whole"


@pytest.mark.parametrize("kind", UNTOLD)
def test_formats_that_do_not_say_it_are_not_believed(kind: str) -> None:
    assert probe.media(UNTOLD[kind]()).wholeness == "unknown"


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("share", [0.35, 0.6, 0.85])
def test_a_missing_end_is_noticed(kind: str, share: float, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"is cut off|is damaged"):
        probe.media(_shortened(WHOLE[kind](), share, tmp_path))


@pytest.mark.parametrize("kind", UNTOLD)
@pytest.mark.parametrize("share", [0.35, 0.5, 0.6, 0.85])
def test_a_file_without_its_end_is_never_called_whole(kind: str, share: float, tmp_path: Path) -> None:
    assert probe.media(_shortened(UNTOLD[kind](), share, tmp_path), damaged=True).wholeness != "whole"


@pytest.mark.parametrize("kind", ["ts", "m2ts", "aac"])
def test_an_end_within_a_packet_is_one_too_early(kind: str, tmp_path: Path) -> None:
    whole = UNTOLD[kind]()
    share = 1 - 20 / whole.stat().st_size
    with pytest.raises(BadInput, match="is cut off: it ends too early"):
        probe.media(_shortened(whole, share, tmp_path))


def test_notes_behind_the_sound_are_no_missing_end(tmp_path: Path) -> None:
    tagged = tmp_path / "tagged.aac"
    tagged.write_bytes(clips.recording(6, suffix=".aac").read_bytes() + b"TAG" + bytes(125))
    assert probe.media(tagged).wholeness == "unknown"


def test_a_stream_stopped_between_pages_may_be_whole(tmp_path: Path) -> None:
    whole = clips.recording(6, suffix=".opus", more=("-c:a", "libopus")).read_bytes()
    stopped = tmp_path / "stopped.opus"
    stopped.write_bytes(whole[: whole.rindex(b"OggS")])
    assert probe.media(stopped).wholeness == "unknown"


def _shortened(whole: Path, share: float, folder: Path) -> Path:
    path = folder / f"short{whole.suffix}"
    path.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * share)])
    return path
