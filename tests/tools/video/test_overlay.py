"""What is laid over a film is where, when and how it should be; everything else stays what it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import clips, seen

from studio.core.errors import BadCall, BadInput, NotFound
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.overlay import Overlaid, overlay

Studio = Callable[..., Any]
ANCHORS = (
    "top-left", "top", "top-right", "left", "centre", "right", "bottom-left", "bottom", "bottom-right"
)  # fmt: skip


def overlaid(clip: Path, tmp_path: Path, **asked: Any) -> Overlaid:
    with into(tmp_path / "made"):
        return overlay(clip, **asked)


def plain(
    colour: str = "0x505050", seconds: float = 2, more: tuple[str, ...] = (), suffix: str = ".mp4"
) -> Path:
    """A film of one colour, with a tone."""
    ground = f"color={colour}:s=320x180:r=25:d={seconds},format=gbrp,scale=out_color_matrix=bt709,setparams="
    ground += "colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited"
    name = f"plain-{colour}-{seconds}-{'-'.join(more).replace('/', '_').replace(':', '')}{suffix}"
    return clips.made(
        name, "-f", "lavfi", "-i", ground, *clips.tone(seconds), *clips.H264, "-c:a", "aac", *more
    )


def logo(
    tmp_path: Path, colour: tuple[int, ...] = (255, 0, 0, 255), size: tuple[int, int] = (80, 40)
) -> Path:
    path = tmp_path / f"logo{'-'.join(map(str, colour))}.png"
    Image.new("RGBA", size, colour).save(path)
    return path


def changed(made: Path, clip: Path, number: int = 10, by: int = 25) -> tuple[int, int, int, int]:
    """The box of all that is different in a frame: left, top, right, bottom."""
    apart = np.abs(seen.frame(made, number) - seen.frame(clip, number)).max(axis=2) > by
    rows, columns = np.flatnonzero(apart.any(axis=1)), np.flatnonzero(apart.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def is_there(frame: Any, at: tuple[int, int] = (90, 160)) -> bool:
    return bool(frame[at][0] > 150)


# Pictures


@pytest.mark.parametrize("position", ANCHORS)
def test_a_picture_is_at_its_place_within_the_margin(position: Any, tmp_path: Path) -> None:
    made = overlaid(plain(seconds=0.6), tmp_path, mark=logo(tmp_path), position=position, scale=25, margin=10)
    left, top, width, height = map(int, made.box.split(","))
    assert (width, height) == (80, 40)
    assert changed(made.clip, plain(seconds=0.6)) == pytest.approx((left, top, left + 80, top + 40), abs=1)
    across = {"left": 32, "right": 320 - 32 - 80}.get(position.rpartition("-")[2], 120)
    down = {"top": 18, "bottom": 180 - 18 - 40}.get(position.partition("-")[0], 70)
    assert (left, top) == (across, down)


def test_nothing_else_changes(tmp_path: Path) -> None:
    made = overlaid(clips.with_chapters(), tmp_path, mark=logo(tmp_path), position="top-left", scale=20)
    clip = clips.with_chapters()
    assert seen.packets(made.clip) == seen.packets(clip)
    assert seen.times(made.clip) == seen.times(clip)
    assert len(probe.media(made.clip).chapters) == 3
    before, after = seen.frame(clip, 30), seen.frame(made.clip, 30)
    assert seen.difference(before[60:], after[60:]) < 3
    assert (made.start, made.end, made.changes) == (0, 2, ())
    assert made.clip.name == "with-chapters-overlay.mp4"


@pytest.mark.parametrize(
    "colour", [(255, 0, 0, 255), (0, 255, 0, 255), (20, 40, 250, 255), (255, 255, 255, 255), (0, 0, 0, 255)]
)
@pytest.mark.parametrize(
    "more",
    [(), ("-pix_fmt", "yuv444p"), ("-pix_fmt", "yuv422p10le"), ("-vf", "scale=out_color_matrix=bt601")],
)
def test_its_colours_are_its_own(colour: tuple[int, ...], more: tuple[str, ...], tmp_path: Path) -> None:
    clip = plain(seconds=0.6, more=more)
    made = overlaid(clip, tmp_path, mark=logo(tmp_path, colour), position="centre")
    assert seen.colour(made.clip, 10) == pytest.approx(colour[:3], abs=4)
    assert probe.media(made.clip).main_video.pixel_format == probe.media(clip).main_video.pixel_format


def test_it_may_be_seen_through(tmp_path: Path) -> None:
    ground, mark = 0x50, 255
    half = overlaid(plain(), tmp_path, mark=logo(tmp_path), position="centre", opacity=0.5)
    own = overlaid(plain(), tmp_path / "own", mark=logo(tmp_path, (255, 0, 0, 64)), position="centre")
    both = overlaid(plain(), tmp_path / "both", mark=logo(tmp_path, (255, 0, 0, 128)), position="centre",
                    opacity=0.5)  # fmt: skip
    for made, share in ((half, 0.5), (own, 64 / 255), (both, 64 / 255)):
        assert seen.colour(made.clip, 10)[0] == pytest.approx(ground + (mark - ground) * share, abs=4)


def test_a_drawing_stays_sharp(tmp_path: Path) -> None:
    circle = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="5"/></svg>'
    )
    (tmp_path / "dot.svg").write_text(circle)
    made = overlaid(
        plain("white"), tmp_path, mark=tmp_path / "dot.svg", position="centre", scale=80, margin=0
    )
    shown = seen.frame(made.clip, 5)[..., 0]
    assert made.box == "88,18,144,144"
    assert ((shown > 40) & (shown < 215)).mean() < 0.03


# Times


@pytest.mark.parametrize(
    ("start", "end", "first", "last"), [(0.4, 1.2, 10, 29), (0, 0.5, 0, 12), (1.5, None, 38, 49)]
)
def test_it_comes_and_goes_on_the_frame(
    start: float, end: float | None, first: int, last: int, tmp_path: Path
) -> None:
    made = overlaid(plain(), tmp_path, mark=logo(tmp_path), position="centre", start=start, end=end)
    shown = [number for number, frame in enumerate(seen.frames(made.clip)) if is_there(frame)]
    assert (shown[0], shown[-1], len(shown)) == (first, last, last - first + 1)


def test_it_fades(tmp_path: Path) -> None:
    made = overlaid(plain(), tmp_path, mark=logo(tmp_path), position="centre", start=0.4, end=1.6,
                    fade_in=0.4, fade_out=0.4)  # fmt: skip
    light = seen.frames(made.clip)[:, 90, 160, 0].astype(float)
    assert light[9] == pytest.approx(0x50, abs=4)
    assert light[40:] == pytest.approx(0x50, abs=4)
    assert light[20:30] == pytest.approx(255, abs=5)
    assert light[15] == pytest.approx(0x50 + (255 - 0x50) / 2, abs=12)
    assert light[38] > 0x50 + 5
    assert light[35] == pytest.approx(0x50 + (255 - 0x50) / 2, abs=12)
    assert len(light) == 50


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"start": 2}, r"lasts 2\.000 s; nothing can appear at 2 s"),
        ({"start": 1, "end": 0.5}, r"cannot be gone at 0\.5 s when it appears at 1 s"),
        ({"start": 1, "fade_in": 0.8, "fade_out": 0.8}, "too short to fade"),
    ],
)
def test_times_must_be_within_the_film(asked: dict[str, float], reason: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=reason):
        overlaid(plain(), tmp_path, mark=logo(tmp_path), **asked)


# What moves


def flashing(tmp_path: Path, suffix: str) -> Path:
    """Red, green and blue in turns, shown for 200, 100 and 100 ms."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    path = tmp_path / f"flashing{suffix}"
    more: dict[str, Any] = {"lossless": True} if suffix == ".webp" else {}
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[200, 100, 100], loop=0, **more)
    return path


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_a_moving_picture_moves_again_and_again(suffix: str, tmp_path: Path) -> None:
    made = overlaid(plain(), tmp_path, mark=flashing(tmp_path, suffix), position="centre", start=0.4)
    shown = seen.frames(made.clip)[:, 90, 160].astype(int)
    strongest = [int(np.argmax(frame)) if frame.max() > 150 else -1 for frame in shown]
    assert strongest[:10] == [-1] * 10
    for number in range(10, 50):
        at = (number - 10) / 25 % 0.4
        near_a_change = min(abs(at - edge) for edge in (0, 0.2, 0.3, 0.4)) < 0.021
        assert near_a_change or strongest[number] == (0 if at < 0.2 else 1 if at < 0.3 else 2)


def test_a_film_in_a_film(tmp_path: Path) -> None:
    made = overlaid(
        plain(seconds=3), tmp_path, inset=clips.silent(), position="top-right", scale=50, start=0.4
    )
    assert (made.box, made.start, made.end) == ("144,10,160,90", 0.4, 2.4)
    small = np.array(Image.fromarray(seen.frame(clips.silent(), 5).astype("uint8")).resize((160, 90), 1))
    shown = seen.frames(made.clip)
    assert seen.difference(shown[15][10:100, 144:304], small) < 8
    assert seen.difference(shown[9], seen.frame(plain(seconds=3), 9)) < 2
    assert seen.difference(shown[61], seen.frame(plain(seconds=3), 61)) < 2
    assert len(shown) == 75
    assert seen.packets(made.clip) == seen.packets(plain(seconds=3))


def test_an_inset_ends_with_the_film_or_begins_again(tmp_path: Path) -> None:
    short = overlaid(plain(seconds=1), tmp_path, inset=clips.silent(), scale=50)
    assert (short.end, probe.media(short.clip).main_video.frames) == (1, 25)
    again = overlaid(plain(), tmp_path / "again", inset=clips.silent(0.4), scale=50, repeat=True)
    left, top, width, height = map(int, again.box.split(","))
    shown = seen.frames(again.clip)[:, top : top + height, left : left + width]
    assert again.end == 2
    for number in (3, 7):
        assert seen.difference(shown[number], shown[number + 20]) < 4
        assert seen.difference(shown[number], shown[number + 3]) > 1


@pytest.mark.parametrize("suffix", [".mov", ".webm"])
def test_an_inset_keeps_its_transparency(suffix: str, tmp_path: Path) -> None:
    made = overlaid(plain(), tmp_path, inset=clips.see_through(suffix), position="centre", scale=50)
    shown, ground = seen.frame(made.clip, 3), seen.frame(plain(), 3)
    assert seen.difference(shown[45:135, 80:156], ground[45:135, 80:156]) < 3
    assert seen.difference(shown[45:135, 164:240], ground[45:135, 164:240]) > 30


def test_insets_of_all_kinds(tmp_path: Path) -> None:
    lying = overlaid(plain(), tmp_path, inset=clips.rotated(90), scale=50, position="left", margin=0)
    width, height = map(int, lying.box.split(",")[2:])
    assert (width, height) == (51, 90)
    laced = overlaid(plain(), tmp_path / "laced", inset=clips.interlaced(), scale=50)
    assert probe.media(laced.clip).main_video.frames == 50
    wide = clips.silent(0.4, more=("-vf", "setsar=2"))
    assert overlaid(plain(), tmp_path / "wide", inset=wide, scale=50).box.split(",")[2:] == ["160", "45"]


def test_two_kinds_of_light_in_one_film(tmp_path: Path) -> None:
    bright = overlaid(plain(), tmp_path, inset=clips.hdr(), scale=50)
    assert bright.changes == ("hdr-smpte2084.mp4 was brought down to standard dynamic range",)
    with pytest.raises(BadInput, match="of high dynamic range, but in two ways"):
        overlaid(clips.hdr(), tmp_path, inset=clips.hdr("arib-std-b67"))
    same = overlaid(clips.hdr(), tmp_path / "same", inset=clips.hdr(), position="centre", scale=50)
    whole = np.array(Image.fromarray(seen.frame(clips.hdr(), 5).astype("uint8")).resize((160, 90), 1))
    assert seen.difference(seen.frame(same.clip, 5)[45:135, 80:240], whole) < 8


# What films can be


@pytest.mark.parametrize(("transfer", "light"), [("smpte2084", 0.581), ("arib-std-b67", 0.75)])
def test_white_is_as_bright_as_paper(transfer: str, light: float, tmp_path: Path) -> None:
    clip = clips.hdr(transfer)
    made = overlaid(clip, tmp_path, mark=logo(tmp_path, (255, 255, 255, 255)), position="centre")
    film = probe.media(made.clip).main_video
    assert (film.depth, film.transfer, film.primaries, film.hdr) == (10, transfer, "bt2020", True)
    shown = seen.frame(made.clip, 5, "rgb48le")
    assert shown[90, 160] / 65535 == pytest.approx(light, abs=0.01)
    assert seen.difference(shown[:30] / 257, seen.frame(clip, 5, "rgb48le")[:30] / 257) < 3


@pytest.mark.parametrize("suffix", [".mov", ".webm"])
def test_a_transparent_film_stays_so_but_for_the_mark(suffix: str, tmp_path: Path) -> None:
    made = overlaid(clips.see_through(suffix), tmp_path, mark=logo(tmp_path), position="left", scale=25)
    shown = seen.frame(made.clip, 2, "rgba")
    assert shown[10, 20, 3] == pytest.approx(0, abs=3)
    assert shown[10, 140, 3] == pytest.approx(255, abs=3)
    assert shown[45, 25] == pytest.approx((255, 0, 0, 255), abs=8)


def test_times_fields_and_turns_are_kept(tmp_path: Path) -> None:
    mark = logo(tmp_path)
    uneven = overlaid(clips.uneven(), tmp_path, mark=mark, fade_in=0.5)
    assert seen.times(uneven.clip) == pytest.approx(seen.times(clips.uneven()), abs=0.001)
    laced = probe.media(overlaid(clips.interlaced(), tmp_path, mark=mark).clip).main_video
    assert (laced.interlaced, laced.field_order) == (True, "top")
    upright = overlaid(clips.rotated(), tmp_path, mark=mark, position="top-left", margin=0)
    film = probe.media(upright.clip).main_video
    assert (film.width, film.height, film.rotation) == (180, 320, 0)
    assert upright.box == "0,0,45,22"
    odd = overlaid(clips.odd(), tmp_path, mark=mark)
    assert probe.media(odd.clip).main_video.width == 321


def test_pixels_that_are_not_square(tmp_path: Path) -> None:
    clip = plain(more=("-vf", "setsar=2"))
    made = overlaid(clip, tmp_path, mark=logo(tmp_path, size=(50, 50)), position="centre", scale=50)
    assert made.box == "138,44,45,90"
    assert changed(made.clip, clip) == pytest.approx((138, 44, 183, 134), abs=2)


def test_an_animation_is_a_film(tmp_path: Path) -> None:
    clip = clips.made("moving.gif", *clips.picture(0.8, "160x90", "10"))
    made = overlaid(clip, tmp_path, mark=logo(tmp_path), position="centre")
    assert (made.clip.suffix, probe.media(made.clip).main_video.frames) == (".gif", 8)
    assert seen.colour(made.clip, 3) == pytest.approx((255, 0, 0), abs=12)


def test_a_late_picture(tmp_path: Path) -> None:
    late = ("-itsoffset", "0.52", "-i", plain(), "-i", clips.recording(), "-map", "0:v", "-map", "1")
    clip = clips.made("late-plain.mkv", *late, "-c:v", "copy", "-c:a", "flac")
    made = overlaid(clip, tmp_path, mark=logo(tmp_path), position="centre", start=0.4, end=0.8)
    shown = [number for number, frame in enumerate(seen.frames(made.clip)) if is_there(frame)]
    assert shown == list(range(10, 20))


# Text


@pytest.mark.parametrize("position", ANCHORS)
@pytest.mark.parametrize("margin", [5, 10])
def test_text_stays_in_the_safe_area(position: Any, margin: float, tmp_path: Path) -> None:
    clip, text = plain(seconds=0.6), "A title that is much too long for a single line"
    made = overlaid(clip, tmp_path, text=text, position=position, margin=margin, size=9, edge="none")
    left, top, right, bottom = changed(made.clip, clip, by=60)
    across, down = 3.2 * margin, 1.8 * margin
    assert left >= across - 2
    assert top >= down - 2
    assert right <= 320 - across + 2
    assert bottom <= 180 - down + 2
    assert made.fonts == ("Source Sans Pro Semibold",)
    assert bottom - top > 25, "it is broken into lines"


def test_text_is_as_large_as_asked_and_smaller_when_it_must(tmp_path: Path) -> None:
    heights = []
    for text, size in (("HIH", 10), ("HIH", 20), ("H" * 60, 20)):
        made = overlaid(plain(), tmp_path / text / str(size), text=text, size=size, edge="none")
        heights.append(int(made.box.split(",")[3]))
    assert heights[0] == pytest.approx(18 * 0.66, abs=2)
    assert heights[1] == pytest.approx(2 * heights[0], abs=2)
    assert heights[2] < heights[0]


def test_text_in_any_script_and_colour(tmp_path: Path) -> None:
    made = overlaid(
        plain("black"), tmp_path, text="Ωμέγα\\nЖизнь – 100 %", colour="#ffd040", edge="none", size=15
    )
    shown = seen.frame(made.clip, 5)
    inside = np.median(shown[shown[..., 0] > 235], axis=0)
    assert inside.tolist() == pytest.approx([255, 208, 64], abs=25)
    lines = np.flatnonzero((shown[..., 0] > 128).any(axis=1))
    assert (np.diff(lines) > 1).sum() >= 1


def test_text_on_a_tiny_film_can_be_read(tmp_path: Path) -> None:
    clip = clips.silent(0.4, "64x64")
    made = overlaid(clip, tmp_path, text="Ada", edge="none")
    assert 5 <= int(made.box.split(",")[3]) <= 9


@pytest.mark.parametrize("edge", ["auto", "outline"])
def test_text_is_set_off_from_the_ground(edge: Any, tmp_path: Path) -> None:
    made = overlaid(plain("white"), tmp_path, text="White on white", size=15, edge=edge)
    assert seen.frame(made.clip, 5).min() < 140


@pytest.mark.parametrize(
    ("text", "reason"),
    [(" \\n ", "empty"), ("\U00012345", "no font here has"), ("word " * 300, "1,500 characters"),
     ("long " * 190, "no room")],
)  # fmt: skip
def test_text_that_cannot_be_written(text: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=reason):
        overlaid(clips.silent(0.4, "64x36"), tmp_path, text=text, size=40)


# What is refused


def test_one_thing_at_a_time(tmp_path: Path) -> None:
    for asked in ({}, {"text": "a", "mark": logo(tmp_path)}):
        with pytest.raises(BadCall, match="say one thing"):
            overlaid(plain(), tmp_path, **asked)


def test_bad_files_end_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    with pytest.raises(BadInput, match=r"broken\.png"):
        overlaid(plain(), tmp_path, mark=tmp_path / "broken.png")
    with pytest.raises(BadInput, match="its index is missing"):
        overlaid(plain(), tmp_path, inset=clips.torn())
    with pytest.raises(BadInput, match="has no picture"):
        overlaid(plain(), tmp_path, inset=clips.sound_only())
    with pytest.raises(BadInput, match="has no picture"):
        overlaid(clips.sound_only(), tmp_path, text="a")
    with pytest.raises(NotFound):
        overlaid(plain(), tmp_path, mark=tmp_path / "none.png")


@pytest.mark.parametrize("name", ["-v", "it's [50%d]; a=b:c,", "line\nbreak"])
def test_files_may_have_any_name(name: str, tmp_path: Path) -> None:
    for source, suffix in ((plain(), ".mp4"), (flashing(tmp_path, ".gif"), ".gif")):
        shutil.copyfile(source, tmp_path / f"{name}{suffix}")
    moving = overlaid(tmp_path / f"{name}.mp4", tmp_path, mark=tmp_path / f"{name}.gif", position="centre")
    assert moving.clip.name == f"{name}-overlay.mp4"
    assert is_there(seen.frame(moving.clip, 1))
    inset = overlaid(plain(), tmp_path / "inset", inset=tmp_path / f"{name}.mp4")
    assert inset.end == 2


def test_it_is_a_command(studio: Studio) -> None:
    said = studio("video", "overlay", plain(), "--text", "Ada", "--position", "Bottom_Left", "--json")
    result = json.loads(said.out)["result"]
    assert (said.code, result["fonts"]) == (0, ["Source Sans Pro Semibold"])
    assert result["box"].startswith("16,")
