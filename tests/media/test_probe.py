"""What a film or a recording is said to be: streams, times, rates, turns, colours, and its faults."""

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests import clips

from studio.core.errors import BadInput, NotFound, Refused
from studio.media import probe


def decoded(path: Path) -> int:
    with av.open(f"file:{path}") as container:
        return sum(1 for _ in container.decode(video=0))


def heard(path: Path) -> float:
    with av.open(f"file:{path}") as container:
        return sum(frame.samples / frame.sample_rate for frame in container.decode(audio=0))


def test_a_plain_film_is_known_in_full() -> None:
    facts = probe.media(clips.sounding())
    film, sound = facts.main_video, facts.main_audio
    assert (facts.container, facts.duration, facts.cover, facts.cut_off) == ("mp4", 2.0, False, False)
    assert facts.size == clips.sounding().stat().st_size
    assert facts.bit_rate == round(facts.size * 8 / 2)
    assert (film.codec, film.width, film.height, film.pixel_format, film.depth) == (
        "h264",
        320,
        180,
        "yuv420p",
        8,
    )
    assert (film.rate, film.nominal_rate, film.variable, film.frames) == ("25", "25", False, 50)
    assert (film.start, film.duration, film.rotation, film.sample_aspect) == (0.0, 2.0, 0, "1:1")
    assert film.keyframes == 5
    assert film.keyframe_spacing == pytest.approx(0.48)
    assert (film.interlaced, film.field_order, film.hdr, film.alpha) == (False, "progressive", False, False)
    assert (sound.codec, sound.rate, sound.channels, sound.layout) == ("aac", 48000, 1, "mono")
    assert (sound.start, sound.duration, sound.depth) == (0.0, 2.0, 0)


@pytest.mark.parametrize("suffix", [".mp4", ".mov", ".mkv", ".avi", ".ts", ".webm"])
def test_every_container_counts_the_same_frames(suffix: str) -> None:
    coding = ("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus") if suffix == ".webm" else ()
    film = probe.media(clips.sounding(suffix=suffix, more=coding)).main_video
    assert (film.frames, film.rate, film.variable) == (50, "25", False)
    assert film.duration == pytest.approx(2.0, abs=0.001)


@pytest.mark.parametrize("rate", ["24000/1001", "30000/1001", "60000/1001", "24", "25/2", "60"])
@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_broadcast_rates_survive_clocks_too_coarse_for_them(rate: str, suffix: str) -> None:
    film = probe.media(clips.silent(seconds=1.5, rate=rate, suffix=suffix)).main_video
    assert (film.rate, film.variable) == (str(Fraction(rate)), False)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_an_uneven_rate_is_noticed_and_counted(suffix: str) -> None:
    path = clips.uneven(suffix)
    film = probe.media(path).main_video
    assert film.variable
    assert film.frames == 34 == decoded(path)
    assert film.duration == pytest.approx(2.0, abs=0.05)
    assert float(Fraction(film.rate)) == pytest.approx(17, abs=0.5)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turning_by_the_rotation_gives_what_players_show(degrees: int, tmp_path: Path) -> None:
    path = clips.rotated(degrees)
    film = probe.media(path).main_video
    assert film.rotation == degrees
    assert (film.coded_width, film.coded_height) == (320, 180)
    assert (film.width, film.height) == ((320, 180) if degrees == 180 else (180, 320))
    shown = clips.made(f"shown-{degrees}.png", "-i", path, "-frames:v", "1", "-update", "1")
    with av.open(f"file:{path}") as container, av.open(f"file:{shown}") as still:
        stored = next(container.decode(video=0)).to_ndarray(format="gray")
        upright = next(still.decode(video=0)).to_ndarray(format="gray")
    turned = np.rot90(stored, -film.rotation // 90)
    assert np.abs(turned.astype(int) - upright).mean() < 3


def test_odd_sizes_are_told_as_they_are() -> None:
    film = probe.media(clips.odd()).main_video
    assert (film.width, film.height, film.pixel_format) == (321, 181, "yuv444p")


def test_fields_are_told_from_frames() -> None:
    film = probe.media(clips.interlaced()).main_video
    assert (film.interlaced, film.field_order, film.frames) == (True, "top", 50)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_is_known_by_its_tags(transfer: str) -> None:
    film = probe.media(clips.hdr(transfer)).main_video
    assert film.hdr
    assert (film.depth, film.primaries, film.transfer) == (10, "bt2020", transfer)
    assert (film.matrix, film.range) == ("bt2020nc", "limited")


@pytest.mark.parametrize(("suffix", "codec"), [(".mov", "prores"), (".webm", "vp9")])
def test_transparency_is_seen_even_where_only_a_tag_tells(suffix: str, codec: str) -> None:
    film = probe.media(clips.see_through(suffix)).main_video
    assert (film.codec, film.alpha, film.frames) == (codec, True, 10)


def test_channels_have_names() -> None:
    sound = probe.media(clips.surround()).main_audio
    assert (sound.channels, sound.layout) == (6, "5.1")


def test_every_sound_is_listed_with_its_language() -> None:
    facts = probe.media(clips.two_languages())
    assert [sound.language for sound in facts.audio] == ["eng", "deu"]
    assert facts.main_audio is facts.audio[0]


def test_sound_alone_is_no_film() -> None:
    facts = probe.media(clips.sound_only())
    assert facts.main_audio.codec == "aac"
    with pytest.raises(BadInput, match="has no picture"):
        _ = facts.main_video


def test_a_film_may_be_silent() -> None:
    with pytest.raises(BadInput, match="has no sound"):
        _ = probe.media(clips.silent()).main_audio


def test_a_cover_is_no_film() -> None:
    facts = probe.media(clips.with_cover())
    assert facts.cover
    assert facts.video == ()
    assert facts.metadata["title"] == "Tone"
    assert facts.main_audio.duration == pytest.approx(2.0, abs=0.001)


@pytest.mark.parametrize("suffix", [".mp3", ".opus", ".ogg", ".m4a", ".flac", ".wav", ".mka", ".aiff"])
def test_what_encoders_fill_up_is_not_counted_as_sound(suffix: str) -> None:
    path = clips.recording(suffix=suffix)
    sound = probe.media(path).main_audio
    assert sound.duration == pytest.approx(2.0, abs=0.0005)
    assert sound.duration == pytest.approx(heard(path), abs=0.006)


@pytest.mark.parametrize(
    ("suffix", "coding", "depth"),
    [
        (".wav", ("-c:a", "pcm_s24le"), 24),
        (".wav", ("-c:a", "pcm_f32le"), 32),
        (".flac", ("-sample_fmt", "s32"), 24),
        (".m4a", ("-c:a", "alac", "-sample_fmt", "s16p"), 16),
        (".mp3", (), 0),
    ],
)
def test_the_depth_is_the_recorded_one(suffix: str, coding: tuple[str, ...], depth: int) -> None:
    assert probe.media(clips.recording(suffix=suffix, more=coding)).main_audio.depth == depth


def test_chapters_have_titles_and_times() -> None:
    chapters = probe.media(clips.with_chapters()).chapters
    assert [(chapter.start, chapter.end, chapter.title) for chapter in chapters] == [
        (0.0, 0.5, "Opening"),
        (0.5, 1.5, "Middle; the = long part"),
        (1.5, 2.0, "End"),
    ]


def test_a_time_code_is_found() -> None:
    facts = probe.media(clips.with_timecode())
    assert facts.timecode == facts.main_video.timecode == "10:11:12:13"


def test_frames_an_edit_hides_are_not_counted() -> None:
    more = ("-preset", "medium")
    source = clips.sounding(more=more)
    path = clips.made("edited.mp4", "-ss", "0.7", "-i", source, "-t", "1", "-c", "copy")
    film = probe.media(path).main_video
    assert film.frames == decoded(path) < 33
    assert not film.variable
    assert film.duration == pytest.approx(1.1, abs=0.1)


def test_fragments_are_walked_through() -> None:
    more = ("-movflags", "frag_keyframe+empty_moov")
    film = probe.media(clips.sounding(more=more)).main_video
    assert (film.frames, film.keyframes) == (50, 5)
    assert film.duration == pytest.approx(2.0, abs=0.03)


def test_non_square_pixels_keep_the_pixel_size() -> None:
    film = probe.media(clips.silent(more=("-vf", "setsar=4/3"))).main_video
    assert (film.width, film.height, film.sample_aspect) == (320, 180, "4:3")


def test_a_gif_is_a_film() -> None:
    film = probe.media(clips.silent(seconds=1, rate="10", suffix=".gif", more=("-c:v", "gif"))).main_video
    assert (film.codec, film.frames, film.rate) == ("gif", 10, "10")
    assert film.duration == pytest.approx(1.0)


def test_a_lone_frame_lasts_as_long_as_its_rate_says() -> None:
    film = probe.media(clips.silent(more=("-frames:v", "1"))).main_video
    assert (film.frames, film.rate) == (1, "25")
    assert film.duration == pytest.approx(0.04)


def test_a_stream_without_times_is_counted_all_the_same() -> None:
    film = probe.media(clips.silent(suffix=".h264")).main_video
    assert film.frames == 50
    assert film.duration == pytest.approx(2.0)


def test_a_file_torn_before_its_index_says_so() -> None:
    with pytest.raises(BadInput, match=r"torn\.mp4 is cut off: its index is missing"):
        probe.media(clips.torn())


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".avi"])
def test_a_file_that_ends_too_early_is_refused_or_marked(suffix: str) -> None:
    path = clips.cut_off(suffix)
    with pytest.raises(BadInput, match="is cut off: it ends too early"):
        probe.media(path)
    assert probe.media(path, damaged=True).cut_off


@pytest.mark.parametrize("suffix", [".mp3", ".wav", ".flac", ".aiff"])
def test_recordings_that_end_too_early_are_noticed(suffix: str, tmp_path: Path) -> None:
    whole = clips.recording(seconds=6, suffix=suffix).read_bytes()
    path = tmp_path / f"half{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput, match="is cut off"):
        probe.media(path)


def test_nothing_in_it_is_nothing_to_work_on() -> None:
    with pytest.raises(BadInput, match="neither picture nor sound"):
        probe.media(clips.no_frames())


def test_a_file_that_grows_while_it_is_read_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.ts"
    path.write_bytes(clips.sounding(suffix=".ts").read_bytes())
    first_frame = probe._first_frame

    def meanwhile(path: Path, index: int) -> tuple[int, bool]:
        with path.open("ab") as file:
            file.write(bytes(188))
        return first_frame(path, index)

    monkeypatch.setattr(probe, "_first_frame", meanwhile)
    with pytest.raises(BadInput, match=r"growing\.ts is still being written"):
        probe.media(path)


def test_a_codec_nobody_knows_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "future.mp4"
    path.write_bytes(clips.sounding().read_bytes().replace(b"avc1", b"zzzz"))
    facts = probe.media(path)
    assert facts.main_audio.codec == "aac"
    with pytest.raises(BadInput, match="in a codec that is not known here"):
        _ = facts.main_video


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.mp4", b"", "is empty"),
        ("zeros.mp4", bytes(4000), "neither a film nor a recording"),
        ("words.mp4", b"These are words. " * 300, "neither a film nor a recording"),
        ("words.txt", b"These are words.\n" * 300, "neither"),
        ("said.srt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "neither picture nor sound"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:2,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n", "neither"),
        ("list.ffconcat", b"ffconcat version 1.0\nfile other.mp4\n", "neither"),
        ("still.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "is a picture|neither"),
    ],
)
def test_what_is_no_media_is_told_so(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=reason):
        probe.media(path)


def test_a_picture_is_told_from_a_film(tmp_path: Path) -> None:
    path = clips.made("still.jpg", *clips.picture(0.1), "-frames:v", "1", "-update", "1")
    with pytest.raises(BadInput, match="is a picture"):
        probe.media(path)


def test_places_without_a_file_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "folder.mp4").mkdir()
    with pytest.raises(NotFound, match="there is no"):
        probe.media(tmp_path / "missing.mp4")
    with pytest.raises(BadInput, match="is a folder"):
        probe.media(tmp_path / "folder.mp4")
    with pytest.raises(BadInput, match="no ordinary file"):
        probe.media(tmp_path / "pipe.mp4")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise av.error.PermissionError(13, "Permission denied", "x")

    path = tmp_path / "mine.mp4"
    path.write_bytes(clips.silent().read_bytes())
    monkeypatch.setattr(av, "open", forbidden)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Refused, match="may not be read"):
        probe.media(path)


@pytest.mark.parametrize(
    "name",
    [
        "a b.mp4",
        "new\nline.mp4",
        "co:lon.mp4",
        "%d.mp4",
        "-dash.mp4",
        "[x].mp4",
        "\udcff\udcfe.mp4",
        "a|b*?.mp4",
    ],
)
def test_ugly_names_are_only_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(clips.silent().read_bytes())
    assert probe.media(path).main_video.frames == 50


def test_real_films_are_counted_as_they_decode(shared_media: Path) -> None:
    for name in ("bigbuckbunny.mp4", "bikes.mp4", "cockatoo.mp4"):
        film = probe.media(shared_media / name).main_video
        assert film.frames == decoded(shared_media / name)
