"""Files become smaller and never larger; what is promised about the picture holds."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, Refused
from studio.core.outside import into
from studio.faces.cli import app
from studio.media.images import likeness, reading
from studio.tools.image.optimize import optimize

PLACE = b"Zanzibar"


def heavy(path: Path, **options: Any) -> Path:
    """A photograph saved with more than it needs, which tells where it was taken."""
    tags = Image.Exif()
    tags[0x010E] = PLACE.decode()
    return pictures.jpeg(path, quality=98, subsampling=0, exif=tags, **options)


def alike(one: Path, other: Path) -> float:
    return likeness.ssim(reading.read(one), reading.read(other))


def exactly(one: Path, other: Path) -> bool:
    with Image.open(one) as a, Image.open(other) as b:
        return bool((np.asarray(a.convert("RGBA")) == np.asarray(b.convert("RGBA"))).all())


def test_a_photograph_becomes_smaller_and_the_result_says_so(tmp_path: Path) -> None:
    path = heavy(tmp_path / "photo.jpg")
    result = optimize(path)
    assert result.before == path.stat().st_size
    assert result.after == result.picture.stat().st_size < 0.6 * result.before
    assert result.saved == pytest.approx(100 * (1 - result.after / result.before), abs=0.06)
    assert (result.how, result.format, result.quality) == ("packed", "jpg", 85)
    assert result.ssim == pytest.approx(alike(path, result.picture), abs=1e-4)
    assert PLACE not in result.picture.read_bytes()


def test_metadata_stay_on_demand(tmp_path: Path) -> None:
    profile = pictures.srgb_profile()
    path = heavy(tmp_path / "photo.jpg", icc_profile=profile)
    for keep, told, coloured in (("all", True, True), ("icc", False, True), ("none", False, False)):
        with into(tmp_path / keep), Image.open(optimize(path, keep=keep).picture) as made:  # type: ignore[arg-type]
            assert (made.getexif().get(0x010E) == PLACE.decode()) == told
            assert ("icc_profile" in made.info) == coloured


@pytest.mark.parametrize("format", ["jpg", "webp", "avif"])
def test_budget(tmp_path: Path, format: Any) -> None:
    result = optimize(heavy(tmp_path / "photo.jpg"), format=format, budget=8_000)
    assert result.picture.stat().st_size <= 8_000
    assert result.picture.suffix == f".{format}"
    assert (result.width, result.height) == (320, 200)


def test_a_budget_that_the_file_has_met(tmp_path: Path) -> None:
    path = heavy(tmp_path / "photo.jpg")
    result = optimize(path, budget=10**6)
    assert (result.how, result.ssim) == ("stripped", 1)
    assert PLACE not in result.picture.read_bytes()
    assert exactly(path, result.picture)
    (tmp_path / "kept").mkdir()
    with into(tmp_path / "kept"):
        assert optimize(path, budget=10**6, keep="all").picture.read_bytes() == path.read_bytes()


def test_a_budget_out_of_reach(tmp_path: Path) -> None:
    path = heavy(tmp_path / "photo.jpg")
    with pytest.raises(
        BadInput, match=r"600 bytes are out of reach: at the lowest quality, JPEG takes [\d,]+ bytes"
    ):
        optimize(path, budget=600)
    result = optimize(path, budget=600, shrink=True)
    assert result.after <= 600
    assert result.width < 320
    facts = reading.header(result.picture)
    assert (result.width, result.height) == (facts.width, facts.height)


@pytest.mark.parametrize("goal", [0.92, 0.97])
def test_ssim(tmp_path: Path, goal: float) -> None:
    path = heavy(tmp_path / "photo.jpg")
    result = optimize(path, ssim=goal)
    assert goal <= alike(path, result.picture) < goal + 0.02
    assert result.after < result.before


def test_nothing_becomes_larger(tmp_path: Path) -> None:
    poor = pictures.jpeg(tmp_path / "poor.jpg", quality=20)
    sources = {"png": tmp_path / "small.png", "gif": tmp_path / "small.gif", "jpg": poor}
    for format, path in sources.items():
        if format != "jpg":
            Image.new("P", (3, 3)).save(path)
        result = optimize(path, keep="all")
        assert result.after <= result.before
        assert result.how == "kept"
        assert result.picture.read_bytes() == path.read_bytes()
    for options in ({"quality": 95}, {"ssim": 0.999}, {"format": "png"}):
        with into(tmp_path / "-".join(options)):
            result = optimize(poor, **options)
        assert (result.how, result.after <= result.before, result.picture.suffix) == ("kept", True, ".jpg")


def test_a_small_gain_is_not_worth_a_loss(tmp_path: Path) -> None:
    once = optimize(heavy(tmp_path / "photo.jpg")).picture
    again = optimize(once)
    assert again.how in ("kept", "stripped")
    assert exactly(once, again.picture)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "LA"])
def test_png_loses_nothing(tmp_path: Path, mode: str) -> None:
    pictures.photo(120, 80).convert(mode).save(tmp_path / "a.png", compress_level=1)
    result = optimize(tmp_path / "a.png")
    assert result.after < result.before
    assert result.ssim == 1
    assert exactly(tmp_path / "a.png", result.picture)


def test_sixteen_bits_lose_nothing(tmp_path: Path) -> None:
    for name in ("deep.png", "deep.tif"):
        path = pictures.deep(tmp_path / name, 100, 80)
        result = optimize(path)
        samples = np.frombuffer(reading.read(result.picture).write_to_memory(), np.uint16)
        assert (samples.reshape(80, 100, 3) == pictures.deep_values(100, 80)).all()
        assert result.picture.suffix == path.suffix
        result.picture.unlink()


def test_colours_are_reduced_only_when_asked(tmp_path: Path) -> None:
    pictures.photo(120, 80).save(tmp_path / "a.png")
    result = optimize(tmp_path / "a.png", colours=16)
    with Image.open(result.picture) as made:
        assert made.mode == "P"
        assert len(made.convert("RGB").getcolors(1000) or []) <= 16
    assert result.ssim < 1
    assert result.after < 0.3 * result.before


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_animations_stay_animated(tmp_path: Path, suffix: str) -> None:
    frames = [pictures.photo(80, 60, seed) for seed in range(6)]
    path = tmp_path / f"moving{suffix}"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=[30, 40, 50, 60, 70, 80], loop=3)
    before = reading.header(path)
    for format in (None, "webp", "auto"):
        with into(tmp_path / str(format)):
            result = optimize(path, format=format)
        after = reading.header(result.picture)
        assert (after.frames, sum(after.delays), after.loop) == (
            before.frames,
            sum(before.delays),
            before.loop,
        )
        assert result.after <= result.before
    with pytest.raises(BadInput, match="is an animation, which jpg cannot hold"):
        optimize(path, format="jpg")


def test_moving_pngs_are_left_moving(tmp_path: Path) -> None:
    frames = [pictures.photo(40, 30, seed) for seed in (1, 2)]
    path = tmp_path / "moving.png"
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100)
    result = optimize(path)
    with Image.open(result.picture) as made:
        assert made.n_frames == 2  # type: ignore[attr-defined]
    with pytest.raises(BadInput, match="animated PNG"):
        optimize(path, format="webp")


@pytest.mark.parametrize("orientation", [3, 6])
def test_the_picture_stays_upright(tmp_path: Path, orientation: int) -> None:
    path = tmp_path / "turned.jpg"
    with Image.open(pictures.oriented(tmp_path / "plain.jpg", orientation)) as plain:
        tags = plain.getexif()
        tags[0x010E] = PLACE.decode()
        plain.save(path, quality=98, exif=tags)
    for folder, options in (("packed", {"quality": 30}), ("stripped", {"lossless": True})):
        with into(tmp_path / folder):
            result = optimize(path, **options)
        facts = reading.header(result.picture)
        assert (result.how, facts.width, facts.height) == (folder, 48, 32)
        assert result.width == 48
        red = reading.read(result.picture)(4, 4)
        assert np.abs(np.array(red) - pictures.RED).max() < 30


def test_lossless_jpeg_loses_metadata_alone(tmp_path: Path) -> None:
    path = heavy(tmp_path / "photo.jpg", progressive=True)
    result = optimize(path, lossless=True)
    assert result.how == "stripped"
    assert exactly(path, result.picture)
    assert PLACE not in result.picture.read_bytes()


@pytest.mark.parametrize("format", ["webp", "avif", "png", "auto"])
def test_lossless(tmp_path: Path, format: Any) -> None:
    pictures.photo(120, 80).save(tmp_path / "a.png", compress_level=0)
    result = optimize(tmp_path / "a.png", format=format, lossless=True)
    assert result.how == "packed"
    assert reading.read(result.picture).bands == 3
    assert alike(tmp_path / "a.png", result.picture) == pytest.approx(1)


def test_lossless_is_refused_where_it_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="webp cannot hold this picture without loss"):
        optimize(pictures.deep(tmp_path / "deep.png", 200, 150), format="webp", lossless=True)
    with pytest.raises(BadInput, match="jpg always loses something"):
        optimize(tmp_path / "deep.png", format="jpg", lossless=True)


def test_print_colours_stay(tmp_path: Path) -> None:
    pictures.cmyk(tmp_path / "ink.jpg")
    with Image.open(tmp_path / "ink.jpg") as ink:
        ink.resize((400, 300)).save(tmp_path / "big.jpg", quality=100)
    result = optimize(tmp_path / "big.jpg", quality=50)
    assert result.how == "packed"
    assert reading.header(result.picture).mode == "cmyk"


def test_auto_beats_every_single_format(tmp_path: Path) -> None:
    pictures.photo().save(tmp_path / "a.png")
    auto = optimize(tmp_path / "a.png", format="auto", ssim=0.95)
    for format in ("jpg", "webp", "avif"):
        with into(tmp_path / format):
            assert auto.after <= optimize(tmp_path / "a.png", format=format, ssim=0.95).after
    assert auto.picture.suffix == f".{auto.format}"


def test_auto_keeps_transparency(tmp_path: Path) -> None:
    result = optimize(pictures.cutout(tmp_path / "disc.png"), format="auto")
    assert reading.header(result.picture).alpha
    assert result.after < result.before


def test_transparency_is_laid_on_the_background(tmp_path: Path) -> None:
    picture = pictures.photo()
    picture.putalpha(Image.new("L", picture.size, 0))
    picture.save(tmp_path / "clear.png")
    result = optimize(tmp_path / "clear.png", format="jpg", background="#204060", quality=90)
    assert np.abs(np.array(reading.read(result.picture)(5, 5)) - (0x20, 0x40, 0x60)).max() < 8


def test_a_png_called_jpg(tmp_path: Path) -> None:
    pictures.photo().save(tmp_path / "liar.jpg", "PNG", compress_level=0)
    result = optimize(tmp_path / "liar.jpg")
    assert (result.format, result.picture.suffix) == ("png", ".png")
    Image.new("RGB", (1, 1)).save(tmp_path / "dot.jpg", "PNG")
    assert optimize(tmp_path / "dot.jpg").picture.suffix == ".png"


def test_formats_that_are_only_kept(tmp_path: Path) -> None:
    pictures.photo(40, 30).save(tmp_path / "a.bmp")
    assert optimize(tmp_path / "a.bmp").how == "kept"
    with pytest.raises(BadInput, match="cannot be packed tighter as bmp"):
        optimize(tmp_path / "a.bmp", budget=1000)
    (tmp_path / "a-optimize.bmp").unlink()
    assert optimize(tmp_path / "a.bmp", format="png").how == "packed"


def test_auto_does_not_give_up_shapes(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60"/>')
    assert optimize(tmp_path / "a.svg", format="auto").picture.suffix == ".svg"
    with pytest.raises(BadInput, match="cannot be packed tighter as svg"):
        optimize(tmp_path / "a.svg", format="auto", budget=10)


def test_colours_do_not_drift_where_brightness_is_flat(tmp_path: Path) -> None:
    Image.new("RGB", (200, 200), (205, 95, 120)).save(tmp_path / "flat.png", compress_level=0)
    result = optimize(tmp_path / "flat.png", format="jpg", ssim=0.9)
    assert np.abs(np.array(reading.read(result.picture)(50, 50)) - (205, 95, 120)).max() <= 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"quality": 50, "budget": 1000}, "one goal"),
        ({"ssim": 0.9, "budget": 1000}, "one goal"),
        ({"lossless": True, "quality": 50}, "one goal"),
        ({"format": "png", "quality": 50}, "quality means nothing for png"),
        ({"colours": 16}, "colours mean nothing for jpg"),
        ({"format": "png", "colours": 16, "lossless": True}, "a loss"),
        ({"shrink": True}, "budget"),
        ({"budget": "many"}, "budget"),
        ({"ssim": 1.2}, "ssim"),
        ({"format": "docx"}, "format"),
        ({"background": "reddish"}, "reddish"),
    ],
)
def test_what_contradicts_itself(tmp_path: Path, options: Any, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        optimize(heavy(tmp_path / "photo.jpg"), **options)


@pytest.mark.parametrize(
    "options", [{}, {"budget": 10**6}, {"ssim": 0.9}, {"lossless": True}, {"format": "auto"}]
)
def test_broken_pictures_leave_nothing(tmp_path: Path, options: Any) -> None:
    (tmp_path / "whole").mkdir()
    whole = pictures.jpeg(tmp_path / "whole" / "photo.jpg")
    broken = pictures.truncated(tmp_path / "cut.jpg", whole)
    (tmp_path / "text.jpg").write_text("I am no picture")
    (tmp_path / "empty.jpg").touch()
    for path in (broken, tmp_path / "text.jpg", tmp_path / "empty.jpg"):
        with pytest.raises(BadInput, match=path.name):
            optimize(path, **options)
    with pytest.raises(Refused, match="limit"):
        optimize(pictures.bomb(tmp_path / "bomb.png"), **options)
    assert not list(tmp_path.glob("*optimize*"))


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heavy(tmp_path / "photo.jpg")
    shutil.copy("photo.jpg", "odd 'name'\n%d.jpg")
    line = [
        "image",
        "optimize",
        "photo.jpg",
        "odd 'name'\n%d.jpg",
        "--budget",
        "8kB",
        "--json",
        "--out",
        "made/",
    ]
    assert app.run(line) == 0
    answers = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert answers[0]["files"] == ["made/photo-optimize.jpg"]
    assert answers[0]["result"]["after"] <= 8_000
    assert answers[0]["result"]["saved"] > 80
    assert app.run(["image", "optimize", "photo.jpg", "--out", "small.webp"]) == 0
    assert reading.header(tmp_path / "small.webp").format == "webp"
    assert app.run(["image", "optimize", "photo.jpg", "--budget", "100"]) == 1
    assert "out of reach" in capsys.readouterr().err
