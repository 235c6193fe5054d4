"""Pictures are resized to what was asked for, and everything else about them stays."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests import pictures

from studio.core.errors import BadInput, Refused
from studio.core.outside import into
from studio.faces.cli import app
from studio.media.images import reading
from studio.tools.image.resize import resize


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"width": 160}, (160, 100)),
        ({"height": 100}, (160, 100)),
        ({"width": 100}, (100, 63)),
        ({"percent": 25}, (80, 50)),
        ({"percent": "50%"}, (160, 100)),
        ({"longest": 64}, (64, 40)),
        ({"width": 100, "height": 100}, (100, 63)),
        ({"width": 100, "height": 100, "fit": "fill"}, (100, 100)),
        ({"width": 100, "height": 100, "fit": "stretch"}, (100, 100)),
        ({"width": 1}, (1, 1)),
        # Larger only when told.
        ({"width": 640}, (320, 200)),
        ({"longest": 640}, (320, 200)),
        ({"width": 640, "height": 100, "fit": "stretch"}, (320, 100)),
        ({"width": 400, "height": 400, "fit": "fill"}, (200, 200)),
        ({"width": 640, "enlarge": True}, (640, 400)),
        ({"percent": 150, "enlarge": True}, (480, 300)),
        ({"width": 400, "height": 400, "fit": "fill", "enlarge": True}, (400, 400)),
        ({"width": 640, "height": 100, "fit": "stretch", "enlarge": True}, (640, 100)),
    ],
)
def test_the_size_is_what_was_asked_for(
    tmp_path: Path, options: dict[str, object], expected: tuple[int, int]
) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    small = resize(photo, **options)  # type: ignore[arg-type]
    assert small.name == "photo-resize.jpg"
    assert size(small) == expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(had=st.tuples(*[st.integers(1, 60)] * 2), asked=st.tuples(*[st.integers(1, 80)] * 2))
def test_nothing_grows_and_the_aspect_holds(
    tmp_path: Path, had: tuple[int, int], asked: tuple[int, int]
) -> None:
    source = tmp_path / "source.png"
    Image.new("L", had, 90).save(source)
    with into(tmp_path, overwrite=True):
        inside = size(resize(source, width=asked[0], height=asked[1]))
        filled = size(resize(source, width=asked[0], height=asked[1], fit="fill"))
    assert all(now <= min(then, most) for now, then, most in zip(inside, had, asked, strict=True))
    assert abs(inside[0] * had[1] - inside[1] * had[0]) <= max(had)
    assert all(now <= min(then, most) for now, then, most in zip(filled, had, asked, strict=True))
    assert abs(filled[0] * asked[1] - filled[1] * asked[0]) <= max(asked)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "say the new size"),
        ({"width": 10, "percent": 50}, "in one way"),
        ({"longest": 10, "height": 5}, "in one way"),
        ({"width": 10, "fit": "fill"}, "needs a width and a height"),
        ({"percent": 200}, "200 % is larger than the original"),
        ({"width": 0}, "width: "),
        ({"percent": "half"}, "percent: "),
    ],
)
def test_unusable_calls(tmp_path: Path, options: dict[str, object], said: str) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    with pytest.raises(BadInput, match=said):
        resize(photo, **options)  # type: ignore[arg-type]
    assert [left.name for left in tmp_path.iterdir()] == ["photo.jpg"]


def test_results_beyond_the_limit_are_refused(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    with pytest.raises(Refused, match=r"the resized photo\.jpg is 320,000 × 200,000"):
        resize(photo, percent=100_000, enlarge=True)


def test_fill_keeps_the_centre(tmp_path: Path) -> None:
    picture = Image.new("RGB", (300, 100), "red")
    picture.paste("blue", (100, 0, 200, 100))
    picture.save(tmp_path / "flag.png")
    with Image.open(resize(tmp_path / "flag.png", width=50, height=50, fit="fill")) as made:
        assert made.getpixel((25, 25)) == (0, 0, 255)
        assert {made.getpixel((5, 5)), made.getpixel((45, 45))} == {(0, 0, 255)}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_results_stand_upright(tmp_path: Path, orientation: int) -> None:
    turned = pictures.oriented(tmp_path / "turned.jpg", orientation)
    with Image.open(resize(turned, width=24)) as made:
        assert made.size == (24, 16)
        assert made.getexif().get(pictures.ORIENTATION, 1) == 1
        red, green, blue = made.convert("RGB").getpixel((4, 4))  # type: ignore[misc]
        assert red > 180
        assert max(green, blue) < 80


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
@pytest.mark.parametrize("fit", ["inside", "fill"])
def test_animations_stay_animated(tmp_path: Path, suffix: str, fit: str) -> None:
    moving = pictures.animation(tmp_path / f"moving{suffix}")
    facts = reading.header(resize(moving, width=10, height=10, fit=fit))  # type: ignore[arg-type]
    assert (facts.width, facts.height) == ((10, 10) if fit == "fill" else (10, 8))
    assert (facts.frames, facts.delays, facts.loop) == (5, (50, 60, 70, 80, 90), 0)


def test_hidden_colours_do_not_bleed_in(tmp_path: Path) -> None:
    disc = pictures.cutout(tmp_path / "disc.png")
    with Image.open(resize(disc, width=50)) as made:
        seen = [pixel for pixel in made.convert("RGBA").get_flattened_data() if pixel[3] > 16]  # type: ignore[index]
    assert min(min(pixel[:3]) for pixel in seen) > 245  # type: ignore[index]


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_sixteen_bits_stay(tmp_path: Path, suffix: str) -> None:
    small = resize(pictures.deep(tmp_path / f"deep{suffix}"), width=32, kernel="nearest")
    assert reading.header(small).depth == "16"
    assert len({int(value) % 256 for value in reading.read(small).numpy().ravel()}) > 100


@pytest.mark.parametrize("suffix", [".jpg", ".tiff"])
def test_print_colours_stay_print_colours(tmp_path: Path, suffix: str) -> None:
    small = resize(pictures.cmyk(tmp_path / f"print{suffix}"), width=20)
    assert (reading.header(small).mode, size(small)) == ("cmyk", (20, 13))
    red, green, blue = reading.read(small)(10, 6)
    assert red > 200
    assert max(green, blue) < 60


def test_the_colour_profile_stays(tmp_path: Path) -> None:
    tagged = pictures.jpeg(tmp_path / "tagged.jpg", icc_profile=pictures.srgb_profile())
    assert reading.header(resize(tagged, width=20)).icc


def test_nearest_makes_no_new_colours(tmp_path: Path) -> None:
    pictures.corners().save(tmp_path / "corners.png")
    with Image.open(resize(tmp_path / "corners.png", percent=300, enlarge=True, kernel="nearest")) as made:
        assert {colour for _, colour in made.getcolors() or []} == {
            pictures.RED,
            pictures.GREEN,
            pictures.BLUE,
            (255, 255, 255),
        }


def test_better_quality_takes_more_bytes(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "photo.jpg")
    with into(tmp_path / "good"):
        good = resize(photo, width=200, quality=95)
    with into(tmp_path / "poor"):
        poor = resize(photo, width=200, quality=30)
    assert good.stat().st_size > 2 * poor.stat().st_size


def test_a_broken_picture_leaves_nothing(tmp_path: Path) -> None:
    cut = pictures.truncated(tmp_path / "cut.jpg", pictures.jpeg(tmp_path / "photo.jpg"))
    with pytest.raises(BadInput, match=r"cut\.jpg is cut off or damaged"):
        resize(cut, width=100)
    assert {left.name for left in tmp_path.iterdir()} == {"photo.jpg", "cut.jpg"}


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pictures.jpeg(tmp_path / "photo.jpg")
    assert app.run(["image", "resize", "photo.jpg", "--percent", "50%", "--out", "small.jpg", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["files"]) == (True, ["small.jpg"])
    assert size(tmp_path / "small.jpg") == (160, 100)
    assert app.run(["image", "resize", "photo.jpg"])
    assert "say the new size" in capsys.readouterr().err
