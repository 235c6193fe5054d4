"""What people give to film tools by mistake or by bad luck: each gets its sentence, or comes through."""

import random
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.errors import BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.adjust import adjust
from studio.tools.video.compare import compare
from studio.tools.video.convert import convert
from studio.tools.video.dub import dub
from studio.tools.video.grade import grade
from studio.tools.video.info import info
from studio.tools.video.join import join
from studio.tools.video.mute import mute
from studio.tools.video.overlay import overlay
from studio.tools.video.retime import retime
from studio.tools.video.sheet import sheet
from studio.tools.video.thumbnail import thumbnail
from studio.tools.video.trim import trim

Call = Callable[[Path], Any]


def table() -> Path:
    """Colours that stay what they are."""
    corners = "\n".join(f"{red} {green} {blue}" for blue in (0, 1) for green in (0, 1) for red in (0, 1))
    path = clips.folder() / "same.cube"
    path.write_text(f"LUT_3D_SIZE 2\n{corners}\n")
    return path


CALLS: dict[str, Call] = {
    "adjust": lambda path: adjust(path, brightness=1.2).clip,
    "compare": lambda path: compare(path, with_=path),
    "convert": lambda path: convert(path, format="mkv", codec="h264", effort=0, height=90).film,
    "dub": lambda path: dub(path, with_=clips.recording()).film,
    "grade": lambda path: grade(path, lut=table()).clip,
    "info": info,
    "join": lambda path: join([path, path], transition="fade", duration=0.2).film,
    "mute": mute,
    "overlay": lambda path: overlay(path, text="Hello").clip,
    "retime": lambda path: retime(path, speed=2).clip,
    "sheet": lambda path: sheet(path, count=2),
    "thumbnail": lambda path: thumbnail(path).picture,
    "trim": lambda path: trim(path, start=0.2, length=0.8).clip,
}


@pytest.fixture(params=CALLS)
def call(request: pytest.FixtureRequest) -> Call:
    return CALLS[request.param]


def written(name: str, content: bytes) -> Path:
    path = clips.folder() / name
    path.write_bytes(content)
    return path


def patched(content: bytes, box: bytes, offset: int, value: bytes) -> bytes:
    """An MP4 in which all boxes of a name have other bytes at a place within them."""
    data = bytearray(content)
    for found in re.finditer(re.escape(box), content):
        place = found.start() + offset
        data[place : place + len(value)] = value
    return bytes(data)


def timeless() -> Path:
    """A film whose frames have no time between them, though its header says how long it is."""
    return written("timeless.mp4", patched(clips.sounding().read_bytes(), b"stts", 16, bytes(4)))


def of_no_length() -> Path:
    """A film whose header says everywhere that it lasts no time."""
    content = clips.sounding().read_bytes()
    for box, offset in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20), (b"elst", 12)):
        content = patched(content, box, offset, bytes(4))
    return written("of-no-length.mp4", content)


def a_folder() -> Path:
    Path("folder").mkdir()
    return Path("folder")


BROKEN: dict[str, tuple[Callable[[], Path], str]] = {
    "audio-only MP4": (clips.sound_only, "has no (moving )?picture"),
    "a cover and sound": (clips.with_cover, "has no (moving )?picture|mp3, to which no sound"),
    "empty": (lambda: written("empty.mp4", b""), "is empty"),
    "prose": (lambda: written("prose.mp4", b"This is no film.\n" * 300), "damaged, or neither"),
    "nothing but zeros": (lambda: written("zeros.mp4", bytes(10_000)), "damaged, or neither"),
    "a picture called a film": (
        lambda: written(
            "still.mp4", clips.made("still.png", *clips.picture(0.1), "-frames:v", "1").read_bytes()
        ),
        "is a picture",
    ),
    "a header and no more": (
        lambda: written("head.mp4", clips.sounding().read_bytes()[:32]),
        "cut off: its index is missing",
    ),
    "without its index": (clips.torn, "cut off: its index is missing"),
    "no frames": (clips.no_frames, "neither picture nor sound|without a single frame"),
    "no time between frames": (timeless, "does not say when its 50 frames|0.040 s long"),
    "zero duration": (of_no_length, "without a single frame|0.040 s long"),
    "a folder": (a_folder, "is a folder|numbered|pictures"),
}


@pytest.mark.parametrize("trouble", BROKEN)
def test_what_cannot_be_seen_is_refused_in_a_sentence(call: Call, trouble: str) -> None:
    make, sentence = BROKEN[trouble]
    with into("out"), pytest.raises(BadInput, match=sentence) as refused:
        call(make())
    assert "\n" not in refused.value.message
    assert "Errno" not in refused.value.message
    assert not [left for left in Path().rglob("*") if left.is_file()]


def test_what_is_not_there_is_not_found(call: Call) -> None:
    with pytest.raises(NotFound, match=r"there is no nowhere\.mp4"):
        call(Path("nowhere.mp4"))


def claiming(suffix: str, seconds: float) -> Path:
    """A film whose header says that it lasts so long, whatever its frames say."""
    content = clips.sounding(0.8, "160x90", suffix=suffix).read_bytes()
    place = content.index(b"duration") + 9 if suffix == ".flv" else content.index(b"\x44\x89\x88") + 3
    return written(
        f"claims-{seconds}{suffix}", content[:place] + struct.pack(">d", seconds) + content[place + 8 :]
    )


@pytest.mark.parametrize("suffix", [".mkv", ".flv"])
@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -5.0, 0.0, 1e300])
def test_lengths_that_are_no_numbers_are_not_believed(suffix: str, seconds: float) -> None:
    film = claiming(suffix, seconds)
    found = info(film)
    assert (found.picture.frames, round(found.picture.duration, 9)) == (20, 0.8)
    with into("out"):
        assert probe.media(CALLS["retime"](film)).main_video.frames == 10
        assert probe.media(CALLS["join"](film)).main_video.frames == 35


ODD: dict[str, Callable[[], Path]] = {
    "video only": lambda: clips.silent(1),
    "a cover beside the picture": lambda: clips.film_with_cover(1),
    "two languages": lambda: clips.two_languages(1),
    "surround": lambda: clips.surround(seconds=1),
    "odd sides": clips.odd,
    "turned": lambda: clips.rotated(seconds=1),
    "uneven": clips.uneven,
    "fields": lambda: clips.interlaced(1),
    "high dynamic range": clips.hdr,
    "ten bits 4:2:2": lambda: clips.silent(1, more=("-pix_fmt", "yuv422p10le")),
    "called a recording": lambda: written("film.mp3.mp4", clips.sounding(1).read_bytes()),
}
_NEED_SOUND = {"mute"}
_KEEP_FIELDS = {"convert"}


@pytest.mark.parametrize("trait", ODD)
def test_what_is_only_odd_comes_through(call: Call, trait: str, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["call"]
    film = ODD[trait]()
    facts = probe.media(film)
    if (name in _NEED_SOUND and not facts.audio) or (name in _KEEP_FIELDS and facts.main_video.interlaced):
        with pytest.raises(BadInput):
            call(film)
        return
    with into("out"):
        made = call(film)
    if isinstance(made, Path) and made.suffix in (".mp4", ".mkv"):
        shown = [screening.frame(made, number) for number in (0, probe.media(made).main_video.frames - 1)]
        assert all(20 < picture.mean() < 235 for picture in shown)


def scratched() -> Path:
    """A film with a few hundred bytes of its packets changed."""
    content = bytearray(clips.sounding().read_bytes())
    chance, first = random.Random(3), content.find(b"mdat") + 8
    for _ in range(300):
        content[first + chance.randrange(60_000)] = chance.randrange(256)
    return written("scratched.mp4", bytes(content))


@pytest.mark.parametrize("name", ["convert", "adjust", "retime", "join"])
def test_damage_in_the_middle_is_said_and_sound_stays_in_time(name: str) -> None:
    calls: dict[str, Call] = {
        "convert": lambda path: convert(path, codec="h265", effort=0),
        "adjust": lambda path: adjust(path, hue=20),
        "retime": lambda path: retime(path, speed=2),
        "join": lambda path: join([path, clips.sounding()], transition="fade", duration=0.2),
    }
    with into("out"):
        made = calls[name](scratched())
    assert "parts of the film are damaged and were patched up" in made.changes
    facts = probe.media(next(Path("out").iterdir()))
    assert facts.main_audio.duration == pytest.approx(facts.main_video.duration, abs=0.05)


def test_a_damaged_film_cannot_be_compared() -> None:
    with pytest.raises(BadInput, match=r"scratched\.mp4 is damaged"):
        compare(scratched(), with_=scratched())
