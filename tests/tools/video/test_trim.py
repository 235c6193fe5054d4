"""A cut has exactly the pictures that belong to it, and those between its edges are the source's own."""

import hashlib
import math
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from tests import clips, seen
from tests.conftest import Said

from studio.core.errors import BadCall, BadInput, NotFound, ToolFailed
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.trim import Trimmed, trim


def film(name: str, *arguments: str) -> Path:
    """Six seconds of moving detail and sound, encoded as the test wants them."""
    return clips.made(name, *clips.picture(6), "-f", "lavfi", "-i", "sine=440:d=6", *arguments)


H264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "25", "-pix_fmt", "yuv420p")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=25:open-gop=0")
KINDS = {
    "h264.mp4": H264,
    "b-frames.mp4": (*H264, "-bf", "3", "-preset", "medium"),
    "no-b-frames.mov": (*H264, "-bf", "0"),
    "matroska.mkv": H264,
    "hevc.mp4": X265,
    "ten-bits.mp4": (*H264, "-pix_fmt", "yuv420p10le"),
    "variable.mp4": (*H264, "-vf", r"select='not(mod(n\,3))+lt(mod(n\,50)\,20)'", "-fps_mode", "vfr"),
    "open-groups.mp4": (*H264, "-x264-params", "open-gop=1:bframes=3", "-preset", "medium"),
    "interlaced.mp4": (*H264, "-vf", "tinterlace=4", "-flags", "+ilme+ildct"),
    "prores.mov": ("-c:v", "prores_ks", "-profile:v", "0"),
    "mpeg4.mp4": ("-c:v", "mpeg4", "-g", "25"),
    "vp9.webm": ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-g", "25"),
}
SMART = {
    "h264.mp4",
    "b-frames.mp4",
    "no-b-frames.mov",
    "matroska.mkv",
    "hevc.mp4",
    "ten-bits.mp4",
    "variable.mp4",
}


def pictures(path: Path) -> list[tuple[float, bytes]]:
    """Times and pixels of all pictures, in the order they are shown."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        base = float(stream.time_base or 0)
        return [
            ((frame.pts or 0) * base, b"".join(map(bytes, frame.planes)))
            for frame in container.decode(stream)
        ]


def likeness(one: bytes, other: bytes) -> float:
    """Mean difference of two pictures' bytes."""
    return sum(abs(a - b) for a, b in zip(one[::97], other[::97], strict=True)) / len(one[::97])


@pytest.mark.parametrize("kind", KINDS)
def test_exactly_the_pictures_that_belong_to_it(tmp_path: Path, kind: str) -> None:
    source = film(kind, *KINDS[kind])
    with into(tmp_path / "out"):
        cut = trim(source, start=0.5, end=4.7)
    before = [(time, pixels) for time, pixels in pictures(source) if 0.499 <= time < 4.699]
    after = pictures(cut.clip)
    assert len(after) == len(before) == cut.frames
    first = before[0][0]
    # Matroska and WebM keep times in milliseconds.
    assert [time for time, _ in after] == pytest.approx([time - first for time, _ in before], abs=0.0011)
    if kind != "interlaced.mp4":
        for (_, made), (_, given) in zip(after, before, strict=True):
            assert likeness(made, given) < 6
    assert cut.method == ("smart" if kind in SMART else "copied" if kind == "prores.mov" else "encoded"), cut
    same = sum(made == given for (_, made), (_, given) in zip(after, before, strict=True))
    assert same >= cut.frames - cut.encoded


def packets(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        found = [packet for packet in container.demux(video=0) if packet.size]
        return [hashlib.md5(bytes(packet)).hexdigest() for packet in found]


def test_the_middle_is_copied_bit_for_bit(tmp_path: Path) -> None:
    source = film("source.mp4", *H264)
    with into(tmp_path / "out"):
        cut = trim(source, start=0.5, end=4.7)
    assert cut.encoded == 30
    assert packets(cut.clip)[12:-18] == packets(source)[25:100]


@pytest.mark.parametrize(("pixels", "peak"), [("yuv420p", 255), ("yuv420p10le", 1023)])
def test_edges_are_near_to_the_source_at_any_depth(tmp_path: Path, pixels: str, peak: int) -> None:
    source = film("source.mp4", *H264, "-pix_fmt", pixels)
    with into(tmp_path / "out"):
        cut = trim(source, start=0.5, end=4.7)
    made, given = luma(cut.clip), luma(source)[13:]
    edges = [*range(12), *range(len(made) - 18, len(made))]
    noise = [10 * math.log10(peak**2 / np.mean((made[n] - given[n]) ** 2)) for n in edges]
    assert 44 < min(noise) < 60, "near, and not so near that it weighs more than anyone can see"


def luma(path: Path) -> list[Any]:
    """The brightness of all pictures, as numbers that can be taken from one another."""
    with av.open(str(path)) as container:
        return [picture.to_ndarray()[: picture.height].astype(float) for picture in container.decode(video=0)]


def test_a_cut_at_key_pictures_encodes_nothing(tmp_path: Path) -> None:
    source = film("source.mp4", *H264)
    with into(tmp_path / "out"):
        cut = trim(source, start=1, length=2)
    assert (cut.method, cut.frames, cut.encoded) == ("copied", 50, 0)
    assert packets(cut.clip) == packets(source)[25:75]


def test_sound_stays_with_the_picture(tmp_path: Path) -> None:
    source = film("source.mp4", *H264)
    with into(tmp_path / "out"):
        cut = trim(source, start=0.5, end=4.7)
    with av.open(str(cut.clip)) as container:
        sound = container.streams.audio[0]
        times = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(sound)
            if packet.pts is not None
        ]
    assert -0.001 <= min(times) < 0.03
    assert max(times) == pytest.approx(4.2, abs=0.05)


def test_rotation_is_kept(tmp_path: Path) -> None:
    with into(tmp_path):
        cut = trim(clips.rotated(), start=0.2, end=0.8)
    with av.open(str(cut.clip)) as container:
        stream = container.streams.video[0]
        frame = next(container.decode(stream))
        upright = frame.rotation == 0 and frame.height > frame.width
        assert upright or abs(frame.rotation) == 90


def test_fast_says_where_it_really_begins(tmp_path: Path) -> None:
    source = film("source.mp4", *H264)
    with into(tmp_path / "out"):
        cut = trim(source, start=1.7, end=4, fast=True)
    assert (cut.method, cut.start, cut.encoded) == ("fast", 1.0, 0)
    assert cut.frames == len(packets(cut.clip)) == pytest.approx(75, abs=4)
    assert cut.end - cut.start == pytest.approx(cut.frames / 25, abs=0.001)
    assert packets(cut.clip) == packets(source)[25 : 25 + cut.frames]
    assert [pixels for _, pixels in pictures(cut.clip)] == [
        pixels for time, pixels in pictures(source) if 0.999 <= time < cut.end - 0.001
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"start": 7}, "is 6[.]000 s long"),
        ({"start": 2, "end": 1}, "from 2 s to 1 s holds nothing"),
        ({"end": 0}, "from 0 s to 0 s holds nothing"),
        ({"start": 2.005, "end": 2.01}, "no picture between"),
    ],
)
def test_cuts_with_nothing_in_them_are_refused(tmp_path: Path, options: dict[str, Any], message: str) -> None:
    source = film("source.mp4", *H264)
    with into(tmp_path / "out"), pytest.raises(BadInput, match=message):
        trim(source, **options)
    assert not (tmp_path / "out").exists()


def test_times_without_sense_are_told_before_a_result_that_is_there(studio: Callable[..., Said]) -> None:
    shutil.copy(clips.silent(1), "clip.mp4")
    Path("clip-trim.mp4").write_text("mine")
    said = studio("video", "trim", "clip.mp4", "--start", "2", "--end", "1")
    assert said.code == 2
    assert said.err == "✗ a cut from 2 s to 1 s holds nothing\n  → end after the beginning\n"
    said = studio("video", "trim", "clip.mp4", "--start", "0", "--end", "0.5")
    assert "clip-trim.mp4 exists" in said.err
    assert Path("clip-trim.mp4").read_text() == "mine"


def test_an_end_and_a_length_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(BadCall, match="not both"):
        trim(clips.silent(1), end=1, length=1)


def test_files_that_are_no_films(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    (tmp_path / "text.mp4").write_text("hello")
    with into(tmp_path / "out"):
        for name in ("empty.mp4", "text.mp4"):
            with pytest.raises(BadInput, match=name):
                trim(tmp_path / name, end=1)
        with pytest.raises(NotFound, match="nowhere"):
            trim(tmp_path / "nowhere.mp4", end=1)
        for path in (clips.sound_only(), clips.with_cover()):
            with pytest.raises(BadInput, match="no moving picture"):
                trim(path, end=1)


def test_names_may_hold_anything(tmp_path: Path) -> None:
    strange = tmp_path / 'it\'s 100% "new"\n-clip caf\udce9.mp4'
    shutil.copyfile(film("source.mp4", *H264), strange)
    with into(tmp_path / "out"):
        cut: Trimmed = trim(strange, start=0.5, end=4.7)
    assert cut.method == "smart"


def test_a_film_named_as_a_recording_is_told_so(tmp_path: Path) -> None:
    shutil.copyfile(film("source.mp4", *H264), tmp_path / "source.wav")
    with into(tmp_path / "out"), pytest.raises(BadInput, match="its name says a recording"):
        trim(tmp_path / "source.wav", start=0.5, end=4.7)


def test_fields_stay_fields_where_everything_is_encoded(tmp_path: Path) -> None:
    with into(tmp_path / "out"):
        cut = trim(clips.interlaced(), start=0.2, end=1.5)
    film = probe.media(cut.clip).main_video
    assert (cut.method, film.interlaced, film.field_order) == ("encoded", True, "top")


def test_transparency_stays_where_everything_is_encoded(tmp_path: Path) -> None:
    with into(tmp_path / "out"):
        cut = trim(clips.see_through(".webm"), start=0.08, end=0.32)
    shown = seen.frame(cut.clip, 1, "rgba")[..., 3]
    assert cut.method == "encoded"
    assert shown[45, 20] == pytest.approx(0, abs=3)
    assert shown[45, 140] == pytest.approx(255, abs=3)


def test_what_is_advised_for_a_film_that_is_cut_off_works(tmp_path: Path) -> None:
    whole = clips.made("whole.avi", "-i", film("b-frames.mp4", *KINDS["b-frames.mp4"]), "-c", "copy")
    with av.open(str(whole)) as container:
        torn = [(packet.pos or 0, packet.size) for packet in container.demux(video=0) if packet.size][100]
    cut = tmp_path / "cut.avi"
    cut.write_bytes(whole.read_bytes()[: torn[0] + torn[1] // 2])
    with into(tmp_path), pytest.raises(ToolFailed, match="pictures instead of") as refused:
        trim(cut, start=1)
    advised = re.fullmatch(r"its end is missing: cut it with --end ([\d.]+)", refused.value.hint)
    assert advised
    with into(tmp_path):
        made = trim(cut, start=1, end=float(advised[1]))
    assert made.frames == len(pictures(made.clip)) == 75
