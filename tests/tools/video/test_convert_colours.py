"""Colours on their way from one format to another: range, matrix, primaries and brightness stay right."""

from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests import clips, pictures, screening

from studio.core.errors import BadInput
from studio.core.outside import into
from studio.media import probe
from studio.tools.video.convert import Converted, convert
from studio.tools.video.thumbnail import thumbnail

_NUMBERS = count()


def converted(source: Path, **asked: Any) -> Converted:
    """Convert into a folder of its own."""
    with into(f"made-{next(_NUMBERS)}"):
        return convert(source, **asked)


def photo() -> Path:
    path = clips.folder() / "photo.png"
    if not path.exists():
        pictures.photo(320, 192, 3).save(path)
    return path


def hdr_photo(transfer: str) -> Path:
    """A photograph as high dynamic range keeps it: its white at 203 nits, as BT.2408 says."""
    chain = (
        "scale=out_color_matrix=bt709:out_range=limited,format=yuv444p16le,"
        "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited,"
        "zscale=t=linear:npl=203,format=gbrpf32le,"
        f"zscale=p=bt2020:t={transfer}:m=bt2020nc:r=limited:npl=203,format=yuv420p10le"
    )
    coding = ("-c:v", "libx265", "-x265-params", "log-level=error:crf=4", "-preset", "ultrafast")
    return clips.made(
        f"hdr-photo-{transfer}.mp4", "-loop", "1", "-t", "0.2", "-i", photo(), "-vf", chain, *coding
    )


def grey(nits: float) -> Path:
    """A film of one grey of so many nits, in PQ."""
    chain = (
        f"geq=r={nits / 10000:.6f}:g={nits / 10000:.6f}:b={nits / 10000:.6f},"
        "setparams=color_primaries=bt2020:color_trc=linear:colorspace=gbr:range=full,"
        "zscale=tin=linear:t=smpte2084:m=bt2020nc:r=limited:npl=10000,format=yuv420p10le"
    )
    source = ("-f", "lavfi", "-i", "color=black:s=64x64:d=0.1,format=gbrpf32le")
    coding = ("-c:v", "libx265", "-x265-params", "log-level=error:crf=2", "-preset", "ultrafast")
    return clips.made(f"grey-{nits:g}.mp4", *source, "-vf", chain, *coding)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
@pytest.mark.parametrize("asked", [{"codec": "h264"}, {"codec": "h265", "sdr": True}, {"format": "gif"}])
def test_ordinary_brightness_survives_tone_mapping(transfer: str, asked: dict[str, Any]) -> None:
    source = hdr_photo(transfer)
    made = converted(source, **asked) if "format" in asked else converted(source, quality=95, **asked)
    shown, original = screening.frame(made.film), np.asarray(pictures.photo(320, 192, 3))
    # White itself makes room for highlights; everything darker stays where it was.
    dim = original.max(axis=2) < 150
    assert abs(shown[dim].astype(int) - original[dim]).mean() < (14 if "format" in asked else 9)
    tags = probe.media(made.film).main_video
    if "format" not in asked:
        assert (tags.primaries, tags.transfer, tags.matrix, tags.hdr) == ("bt709", "bt709", "bt709", False)
    said = "high dynamic range brought down" in " ".join(made.changes)
    assert said == ("sdr" not in asked)


def test_highlights_are_pressed_together_not_cut_off() -> None:
    shown = [
        int(screening.frame(converted(grey(nits), codec="h264", quality=100).film)[32, 32].mean())
        for nits in (20, 203, 500, 1000)
    ]
    assert shown == sorted(set(shown))
    # A grey of 20 nits is a tenth of white's light, which BT.1886 shows at 0.38 of its signal.
    assert shown[0] == pytest.approx(97, abs=4)
    assert 195 < shown[1] < 235
    assert shown[3] >= 250


@pytest.mark.parametrize("codec", ["h265", "av1", "vp9", "prores", "ffv1"])
def test_high_dynamic_range_stays_with_its_tags(codec: Any) -> None:
    for transfer in ("smpte2084", "arib-std-b67"):
        source = hdr_photo(transfer)
        made = converted(source, codec=codec, format="mkv", longest=160, effort=2)
        tags = probe.media(made.film).main_video
        assert (tags.primaries, tags.transfer, tags.matrix) == ("bt2020", transfer, "bt2020nc")
        assert (tags.depth, made.changes) == (10, ())


def test_a_wide_gamut_is_narrowed_for_pictures_that_name_none() -> None:
    """The reddest red of BT.709 is a dull one in the numbers of Display P3."""
    chain = (
        "scale=out_color_matrix=bt709:out_range=limited,format=yuv444p,"
        "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited,"
        "zscale=p=smpte432:t=bt709:m=bt709,format=yuv420p"
    )
    wide = clips.made(
        "p3.mp4", "-f", "lavfi", "-i", "color=red:s=64x64:d=0.1", "-vf", chain, *clips.H264, "-crf", "2"
    )
    assert probe.media(wide).main_video.primaries == "smpte432"
    assert screening.frame(wide)[9, 9][0] < 240
    made = converted(wide, format="gif")
    assert screening.frame(made.film)[9, 9].tolist() == pytest.approx([255, 0, 0], abs=8)
    kept = converted(wide, codec="h265", quality=95)
    assert probe.media(kept.film).main_video.primaries == "smpte432"


def test_full_range_becomes_limited_and_looks_the_same() -> None:
    full = clips.made(
        "full.mp4", *clips.picture(0.2), "-vf", "scale=out_range=full,format=yuv420p", *clips.H264,
        "-color_range", "pc", "-crf", "2",
    )  # fmt: skip
    assert probe.media(full).main_video.range == "full"
    made = converted(full, codec="h264", longest=160, quality=95)
    assert probe.media(made.film).main_video.range == "limited"
    limited = converted(clips.silent(seconds=0.2, more=("-crf", "2")), longest=160, quality=95)
    assert screening.difference(screening.frame(made.film), screening.frame(limited.film)) < 3


@pytest.mark.parametrize("format", ["mp4", "avi", "webp", "webm", "jpg", "png"])
def test_colours_of_a_gif_stay(format: Any) -> None:
    """From red, green and blue to light and colour difference and back: each target has its own matrix."""
    source = clips.made(
        "bars.gif", "-f", "lavfi", "-i", "smptebars=s=160x96:d=0.2", "-vf", "format=rgb24", "-r", "10"
    )
    asked = {} if format == "png" else {"quality": 98}
    made = converted(source, format=format, **asked)
    # Whether anything can be seen through is not known before every picture of it was.
    told = [change for change in made.changes if "see" in change]
    assert all(one.startswith("what can be seen through, if anything can, is laid on black") for one in told)
    assert len(told) == (format in ("mp4", "avi", "jpg"))
    film = sorted(made.film.iterdir())[0] if made.film.is_dir() else made.film
    shown, original = screening.frame(film), screening.frame(source)
    for left in range(6, 150, 23):
        bars = [picture[20:36, left : left + 8].reshape(-1, 3).mean(0) for picture in (shown, original)]
        assert abs(bars[0] - bars[1]).max() < 5


def test_colours_nobody_can_read_are_refused_but_can_be_copied() -> None:
    coding = ("-c:v", "libx265", "-x265-params", "log-level=error", "-tag:v", "dvh1", "-strict", "unofficial")
    vision = clips.made("vision.mp4", *clips.picture(0.2), "-pix_fmt", "yuv420p10le", *coding)
    assert probe.media(vision).main_video.profile == "Dolby Vision"
    with pytest.raises(BadInput, match=r"vision\.mp4 is Dolby Vision"):
        converted(vision, codec="h264")
    with pytest.raises(BadInput, match="Dolby Vision"):
        thumbnail(vision)
    with pytest.raises(BadInput, match="Dolby Vision"):
        converted(vision, format="mov")
    copied = converted(vision, format="m4v")
    assert (copied.method, probe.media(copied.film).main_video.profile) == ("copied", "Dolby Vision")


def test_a_tag_is_never_lost_on_the_way() -> None:
    tags = "setparams=colorspace=bt470bg:color_primaries=bt470bg:color_trc=bt470bg"
    tagged = clips.silent(seconds=0.2, more=("-vf", tags))
    made = probe.media(converted(tagged, codec="h265", longest=160).film).main_video
    assert (made.matrix, made.primaries, made.transfer) == ("bt470bg", "bt470bg", "gamma28")
