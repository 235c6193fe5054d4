"""Films in another format: everything kept that the format holds, everything else said."""

import json
from collections.abc import Callable
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests import clips, screening

from studio.core.errors import BadInput, StudioError, ToolFailed, Unavailable
from studio.core.outside import into
from studio.media import probe
from studio.media.facts import MediaFacts, VideoFacts
from studio.tools.video.convert import Converted, convert

Studio = Callable[..., Any]

_NUMBERS = count()


def converted(source: Path, **asked: Any) -> Converted:
    """Convert into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return convert(source, **asked)


def film(path: Path) -> VideoFacts:
    return probe.media(path).main_video


@pytest.mark.parametrize(
    ("format", "codec", "native", "pixels", "sound"),
    [
        ("mp4", "h264", "h264", "yuv420p", "aac"),
        ("mp4", "h265", "hevc", "yuv420p", "aac"),
        ("mp4", "av1", "av1", "yuv420p", "aac"),
        ("webm", "vp9", "vp9", "yuv420p", "opus"),
        ("mov", "prores", "prores", "yuv422p10le", "aac"),
        ("mkv", "ffv1", "ffv1", "yuv420p", "aac"),
        ("avi", "mjpeg", "mjpeg", "yuvj422p", "pcm_s16le"),
        ("ts", "h264", "h264", "yuv420p", "aac"),
    ],
)
def test_every_codec(format: Any, codec: Any, native: str, pixels: str, sound: str) -> None:
    made = converted(clips.sounding(), format=format, codec=codec, effort=1, rate="12.5")
    found = probe.media(made.film)
    assert made.film.name == f"{clips.sounding().stem}-convert.{format}"
    assert (found.main_video.codec, found.main_video.pixel_format) == (native, pixels)
    assert (found.main_video.frames, found.main_video.rate, made.frames) == (25, "25/2", 25)
    assert found.main_audio.codec == sound
    assert found.duration == pytest.approx(2, abs=0.03)
    assert screening.difference(screening.frame(made.film, 10), screening.frame(clips.sounding(), 20)) < 4
    assert (made.method, made.codec, made.changes) == ("encoded", codec, ())


def test_animations_for_pages() -> None:
    gif = converted(clips.silent(), format="gif", longest=100, rate="10")
    assert (gif.width, gif.height, gif.frames, gif.duration) == (100, 56, 20, 2.0)
    assert film(gif.film).codec == "gif"
    webp = converted(clips.silent(), format="webp", longest=100, rate="10")
    from studio.media.images import reading

    seen = reading.header(webp.film)
    assert (seen.width, seen.height, seen.frames, seen.loop) == (100, 56, 20, 0)
    assert screening.difference(screening.frame(gif.film, 9), screening.frame(webp.film, 9)) < 12


def test_what_need_not_be_encoded_is_copied_bit_for_bit() -> None:
    made = converted(clips.sounding(), format="mkv")
    assert (made.method, made.codec) == ("copied", "h264")
    for kind in ("video", "audio"):
        assert screening.packets(made.film, kind) == screening.packets(clips.sounding(), kind)


def test_sound_is_copied_where_only_the_picture_changes() -> None:
    made = converted(clips.sounding(), longest=160)
    assert (made.method, film(made.film).codec) == ("encoded", "h264")
    assert screening.packets(made.film, "audio") == screening.packets(clips.sounding(), "audio")


def test_nothing_asked_for_is_no_conversion() -> None:
    with pytest.raises(BadInput, match="say what to convert to"):
        converted(clips.sounding())


def test_a_rate_it_already_has_is_no_change() -> None:
    assert converted(clips.sounding(), format="mov", rate="25").method == "copied"


# Sizes, rates, shapes


def test_quality_means_the_same_everywhere() -> None:
    """At one quality the codecs are about as near to the original; at a better one all are nearer."""
    source = clips.silent(seconds=0.6, more=("-crf", "1"))
    seen, original = {}, screening.frame(source, 12)
    for codec, format in (("h264", "mp4"), ("h265", "mp4"), ("av1", "mp4"), ("vp9", "webm")):
        for quality in (40, 75, 95):
            made = converted(source, codec=codec, format=format, quality=quality)
            seen[codec, quality] = screening.difference(screening.frame(made.film, 12), original)
    for codec in ("h264", "h265", "av1", "vp9"):
        assert seen[codec, 40] > seen[codec, 75] > seen[codec, 95]
    usual = [seen[codec, 75] for codec in ("h264", "h265", "av1", "vp9")]
    assert max(usual) < 2.2 * min(usual)


@pytest.mark.parametrize(
    ("codec", "format"), [("h264", "mp4"), ("h265", "mkv"), ("vp9", "webm"), ("av1", "mp4")]
)
def test_a_size_is_kept_to(codec: Any, format: Any) -> None:
    made = converted(clips.sounding(), codec=codec, format=format, target_size=50_000, effort=2)
    assert 22_000 < made.size <= 50_000
    assert made.film.stat().st_size == made.size
    assert probe.media(made.film).main_audio.duration == pytest.approx(2, abs=0.05)


def test_a_size_no_bits_can_hold_is_refused() -> None:
    with pytest.raises(BadInput, match="too long for 2,000 bytes") as refused:
        converted(clips.sounding(), target_size=2_000)
    assert "at the very least" in refused.value.hint
    with pytest.raises(ToolFailed, match="does not become smaller"):
        converted(clips.silent(size="640x360"), target_size=6_000, effort=0)


def test_presets() -> None:
    web = converted(clips.surround(), preset="web")
    found = probe.media(web.film)
    assert (web.film.suffix, web.codec, found.main_audio.layout) == (".mp4", "h264", "stereo")
    assert film(web.film).keyframe_spacing <= 2.0
    assert web.film.read_bytes().index(b"moov") < web.film.read_bytes().index(b"mdat")
    square = converted(clips.silent(0.4), preset="square", effort=0)
    assert (square.width, square.height) == (1080, 1080)
    shown = screening.frame(square.film)
    assert shown[:200].max() < 20
    assert shown[540].max() > 200
    proxy = converted(clips.with_timecode(), preset="proxy")
    assert (proxy.film.suffix, film(proxy.film).profile) == (".mov", "Proxy")
    assert (film(proxy.film).timecode, film(proxy.film).keyframes) == ("10:11:12:13", 50)
    archive = converted(clips.silent(0.4), preset="archive")
    assert archive.film.suffix == ".mkv"
    assert (screening.frame(archive.film, 7) == screening.frame(clips.silent(0.4), 7)).all()


def test_own_words_come_before_a_presets() -> None:
    made = converted(clips.silent(), preset="vertical", longest=90, background="#ff0000", effort=0)
    assert (made.width, made.height) == (90, 50)
    made = converted(clips.silent(), preset="web", format="mkv", codec="h265", effort=0)
    assert (made.film.suffix, made.codec) == (".mkv", "h265")


def test_a_canvas_has_a_colour() -> None:
    made = converted(clips.silent(), width=200, height=200, fit="pad", background="#c02040", quality=95)
    assert abs(screening.frame(made.film)[10, 100].astype(int) - (0xC0, 0x20, 0x40)).max() < 8


def test_odd_sides_are_padded_and_that_is_said() -> None:
    made = converted(clips.odd(), codec="h264", quality=95)
    assert (made.width, made.height) == (322, 182)
    assert made.changes == ("padded from 321 × 181: H.264 wants even sides",)
    whole, before = screening.frame(made.film), screening.frame(clips.odd())
    assert screening.difference(whole[:181, :321], before) < 3
    assert screening.difference(whole[:, -1:], whole[:, -2:-1]) < 6
    assert converted(clips.odd(), codec="ffv1").changes == ()


def test_a_turned_film_comes_out_upright() -> None:
    turned = converted(clips.rotated(90), codec="h264", format="ts")
    assert (turned.width, turned.height, film(turned.film).rotation) == (180, 320, 0)
    assert screening.difference(screening.frame(turned.film), screening.frame(clips.rotated(90))) < 4
    kept = converted(clips.rotated(270), format="mkv")
    assert (kept.method, film(kept.film).rotation) == ("copied", 270)


@pytest.mark.parametrize("codec", ["h264", "h265", "av1", "prores", "vp9"])
def test_uneven_times_stay_uneven(codec: Any) -> None:
    made = converted(clips.uneven(), codec=codec, format="mkv", effort=1, quality=60)
    assert screening.times(made.film) == pytest.approx(screening.times(clips.uneven()), abs=0.0011)
    assert probe.media(made.film).duration == pytest.approx(2.0, abs=0.002)


def test_uneven_times_stay_to_the_end_in_mp4() -> None:
    made = converted(clips.uneven(), codec="h265", effort=0)
    assert screening.times(made.film) == screening.times(clips.uneven())
    assert made.duration == pytest.approx(2.0, abs=0.002)


def test_uneven_times_become_even_when_a_rate_is_named() -> None:
    made = converted(clips.uneven(), rate="25")
    assert (film(made.film).variable, made.frames, made.rate) == (False, 50, "25")


def test_broadcast_rates_stay_what_they_are() -> None:
    made = converted(clips.silent(rate="30000/1001"), codec="h265", format="mkv", effort=0)
    assert Fraction(made.rate) == Fraction(30000, 1001)


# Fields, depth, transparency


def test_fields_stay_fields() -> None:
    for codec in ("h264", "prores", "ffv1"):
        made = converted(clips.interlaced(), codec=codec, quality=None if codec == "ffv1" else 80)
        assert (film(made.film).interlaced, film(made.film).field_order) == (True, "top")


def test_fields_become_frames_only_when_asked() -> None:
    made = converted(clips.interlaced(), codec="h265", deinterlace=True, longest=160)
    assert (film(made.film).interlaced, made.frames) == (False, 50)
    with pytest.raises(BadInput, match=r"is interlaced, and H\.265 keeps no fields") as refused:
        converted(clips.interlaced(), codec="h265")
    assert "--deinterlace" in refused.value.hint
    with pytest.raises(BadInput, match="mix up its fields"):
        converted(clips.interlaced(), longest=160)


@pytest.mark.parametrize("codec", ["h265", "av1", "vp9", "prores", "ffv1"])
def test_ten_bits_stay(codec: Any) -> None:
    made = converted(clips.hdr(), codec=codec, format="mkv", effort=1)
    assert film(made.film).depth == 10
    assert made.changes == ()


def test_eight_bits_of_ten_are_said() -> None:
    ten = clips.silent(seconds=1, more=("-pix_fmt", "yuv420p10le"))
    made = converted(ten, codec="h264", quality=80)
    assert (film(made.film).depth, made.changes) == (8, ("10 bits a channel became 8",))
    assert film(converted(ten, codec="h264", depth="10", quality=80).film).depth == 10
    with pytest.raises(BadInput, match=r"ProRes has no 8 bits a channel"):
        converted(ten, codec="prores", depth="8")


@pytest.mark.parametrize("suffix", [".mov", ".webm"])
@pytest.mark.parametrize("format", ["mov", "webm", "mkv", "webp", "gif"])
def test_transparency_stays(suffix: str, format: Any) -> None:
    made = converted(clips.see_through(suffix), format=format, longest=80)
    shown = screening.see_through(made.film)
    assert shown.shape == (45 if format in ("webp", "gif") else 46, 80, 4)
    assert shown[:, :36, 3].max() <= 2
    assert shown[:, 44:, 3].min() > 250


def test_transparency_is_laid_on_a_colour_where_there_is_none() -> None:
    for suffix in (".mov", ".webm"):
        made = converted(clips.see_through(suffix), format="mp4", codec="h264", quality=95)
        assert any("laid on black" in change for change in made.changes)
        assert screening.frame(made.film)[:, :70].max() < 20
        made = converted(clips.see_through(suffix), format="mp4", background="#20a040", quality=95)
        assert abs(screening.frame(made.film)[40, 20].astype(int) - (0x20, 0xA0, 0x40)).max() < 8
        assert not film(made.film).alpha
        assert not any("laid" in change for change in made.changes)


def test_transparency_beside_the_picture_is_not_lost_by_copying() -> None:
    assert converted(clips.see_through(".webm"), format="mkv").method == "copied"
    assert converted(clips.see_through(".webm"), format="mp4").method == "encoded"


# What cannot be done


def refusals() -> list[tuple[Callable[[], Path], dict[str, Any], type[StudioError], str]]:
    return [
        (clips.sound_only, {"format": "mp4"}, BadInput, "has no picture"),
        (clips.with_cover, {"format": "mp4"}, BadInput, "has no picture"),
        (clips.torn, {"format": "mkv"}, BadInput, "cut off"),
        (clips.cut_off, {"format": "mkv"}, BadInput, "cut off"),
        (clips.no_frames, {"format": "mkv"}, BadInput, "neither picture nor sound|without a single frame"),
        (clips.silent, {"format": "webm", "codec": "h264"}, BadInput, "webm is no home for H.264"),
        (clips.silent, {"longest": 10, "width": 10}, BadInput, "exclude each other"),
        (clips.silent, {"rate": "0"}, BadInput, "cannot be shown"),
        (clips.silent, {"rate": "1e9"}, BadInput, "cannot be shown"),
        (clips.silent, {"rate": "abc"}, BadInput, "write a rate"),
        (clips.silent, {"background": "nonsense", "longest": 10}, BadInput, "not a colour"),
        (clips.silent, {"keyframes": float("nan")}, BadInput, "finite"),
        (clips.silent, {"fit": "pad", "width": 10}, BadInput, "needs a width and a height"),
        (clips.silent, {"codec": "ffv1", "quality": 9}, BadInput, "quality means nothing for FFV1"),
        (clips.silent, {"target_size": 9000, "quality": 9}, BadInput, "a size and a quality"),
        (clips.silent, {"codec": "prores", "target_size": 9000}, BadInput, "cannot be told how large"),
        (clips.silent, {"names": "a.####", "format": "mp4"}, BadInput, "only numbered pictures"),
        (clips.silent, {"format": "mp4", "fill_gaps": True}, BadInput, "no sequence"),
        (clips.sounding, {"format": "webm", "sound": "mp3"}, BadInput, "webm is no home for mp3"),
        (clips.silent, {"codec": "prores", "hardware": True}, BadInput, "do not encode ProRes"),
    ]


@pytest.mark.parametrize("case", refusals(), ids=lambda case: f"{case[0].__name__}-{[*case[1]]}")
def test_what_cannot_be_done_is_said(case: Any) -> None:
    source, asked, kind, words = case
    with pytest.raises(kind, match=words):
        converted(source(), **asked)
    assert not [left for left in Path().iterdir() if left.name.startswith(".studio")]


def test_hardware_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.media.films.transcoding.hardware.working", lambda codec: None)
    with pytest.raises(Unavailable, match=r"no hardware encoder for H\.264") as refused:
        converted(clips.silent(), codec="h264", hardware=True)
    assert "leave --hardware out" in refused.value.hint


def test_hardware_is_found_out_by_trying(monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.core.run import Run, entered
    from studio.media.films.transcoding import hardware

    tried: list[str] = []

    def works(encoder: str, kind: str) -> bool:
        tried.append(encoder)
        return kind == "qsv"

    monkeypatch.setattr(hardware, "_works", works)
    hardware.working.cache_clear()
    with entered(Run(Path("scratch"))):
        assert hardware.working("hevc") == "qsv"
    assert tried == ["hevc_nvenc", "hevc_videotoolbox", "hevc_qsv"]
    hardware.working.cache_clear()


def test_damage_in_the_middle_is_said() -> None:
    whole = clips.silent(seconds=4, suffix=".mkv").read_bytes()
    at = len(whole) // 2
    broken = clips.folder() / "broken.mkv"
    broken.write_bytes(whole[:at] + bytes(300) + whole[at + 300 :])
    made = converted(broken, format="mp4", codec="h264", longest=100)
    assert any("damaged" in change or "instead of" in change for change in made.changes)


def test_a_film_that_grows_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    growing = tmp_path / "growing.mkv"
    growing.write_bytes(clips.silent(suffix=".mkv").read_bytes())
    known = probe.media(growing)

    def before(path: Path) -> MediaFacts:
        with growing.open("ab") as file:
            file.write(bytes(5000))
        return known

    monkeypatch.setattr(probe, "media", before)
    with pytest.raises(BadInput, match="written to while it was read"):
        converted(growing, codec="h265", effort=0)


# The command line


def test_the_name_asked_for_says_the_format(studio: Studio) -> None:
    said = studio("video", "convert", clips.silent(), "--out", "small.webm", "--longest", "100", "--json")
    told = json.loads(said.out)
    assert (said.code, told["files"]) == (0, ["small.webm"])
    assert told["result"]["codec"] == "vp9"
    assert film(Path("small.webm")).codec == "vp9"


def test_many_at_once(studio: Studio) -> None:
    said = studio(
        "video", "convert", clips.silent(), clips.torn(), clips.sounding(), "--format", "mkv", "--json"
    )
    told = [json.loads(line) for line in said.out.splitlines()]
    assert said.code == 1
    assert [one["ok"] for one in told] == [True, False, True]
    assert "cut off" in told[1]["error"]["message"]


def test_its_result_reads_well(studio: Studio) -> None:
    made: Converted = converted(clips.silent(), format="gif", longest=64, rate="5")
    assert made.size == made.film.stat().st_size
    said = studio("video", "convert", clips.odd(), "--codec", "h264", "--effort", "0", "--out", "even.mp4")
    assert (said.code, said.out.strip(), said.err) == (0, "even.mp4", "")
