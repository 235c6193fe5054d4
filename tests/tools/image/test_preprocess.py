"""A raw folder becomes a clean set, and the report says why of each picture."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter, ImageOps
from tests import pictures

from studio.core.errors import BadInput, NotFound, ToolFailed
from studio.core.outside import into
from studio.tools.image.preprocess import Preprocessed, preprocess


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Good pictures in two folders, one of everything that is wrong, and what belongs to some."""
    folder = tmp_path_factory.mktemp("source") / "raw"
    (folder / "b").mkdir(parents=True)
    good = pictures.photo(640, 400, seed=1)
    pictures.jpeg(folder / "good.jpg", good)
    pictures.jpeg(folder / "b" / "other.jpg", pictures.photo(600, 500, seed=2))
    (folder / "good.txt").write_text("a good one")
    (folder / "b" / "other.json").write_text("{}")
    (folder / "good copy.jpg").write_bytes((folder / "good.jpg").read_bytes())
    pictures.jpeg(folder / "small copy.jpg", good.resize((320, 200)))
    pictures.jpeg(folder / "soft.jpg", pictures.photo(640, 400, seed=3).filter(ImageFilter.GaussianBlur(5)))
    pictures.jpeg(folder / "dark.jpg", pictures.photo(640, 400, seed=4).point(lambda value: value // 60))
    pictures.jpeg(folder / "pale.jpg", ImageOps.invert(Image.open(folder / "dark.jpg")))
    pictures.jpeg(folder / "strip.jpg", pictures.photo(640, 100))
    pictures.photo(40, 30).save(folder / "tiny.png")
    Image.new("RGB", (200, 200), (90, 90, 90)).save(folder / "flat.png")
    Image.new("RGBA", (200, 200), (90, 90, 90, 0)).save(folder / "nothing.png")
    (folder / "text.jpg").write_text("no picture")
    (folder / "zero.png").touch()
    pictures.truncated(folder / "cut.jpg", folder / "good.jpg")
    pictures.holed(folder / "hole.jpg", folder / "good.jpg")
    pictures.bomb(folder / "bomb.png")
    return folder


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Preprocessed]:
    def made(folder: Path, **options: Any) -> Preprocessed:
        with into(tempfile.mkdtemp(dir=tmp_path, prefix="out-")):
            return preprocess(folder, **options)

    return made


def told(result: Preprocessed) -> dict[str, Any]:
    report = json.loads((result.folder / "report.json").read_text("ascii"))
    return {picture["picture"]: picture for picture in report["pictures"]}


def files(result: Preprocessed) -> set[str]:
    found = (path.relative_to(result.folder) for path in result.folder.rglob("*") if path.is_file())
    return {str(path) for path in found} - {"report.json", "report.html"}


def test_each_picture_is_kept_or_rejected_for_its_own_reason(
    raw: Path, make: Callable[..., Preprocessed]
) -> None:
    result = make(raw)
    assert {one.picture: one.reason for one in result.rejected} == {
        "good copy.jpg": "duplicate",
        "small copy.jpg": "duplicate",
        "soft.jpg": "blurred",
        "dark.jpg": "too dark",
        "pale.jpg": "too bright",
        "strip.jpg": "too long",
        "tiny.png": "too small",
        "flat.png": "flat",
        "nothing.png": "empty",
        "text.jpg": "unreadable",
        "zero.png": "unreadable",
        "cut.jpg": "unreadable",
        "hole.jpg": "unreadable",
        "bomb.png": "unreadable",
    }
    assert result.kept == 2
    assert files(result) == {"good.jpg", "good.txt", "b/other.jpg", "b/other.json"}


def test_details_say_what_was_measured(raw: Path, make: Callable[..., Preprocessed]) -> None:
    details = {one.picture: one.detail for one in make(raw).rejected}
    assert details["good copy.jpg"] == "the same file as good.jpg"
    assert details["small copy.jpg"].endswith("of 64 bits from good.jpg")
    assert details["tiny.png"] == "40 × 30, at least 64 × 64"
    assert "30,000 × 30,000" in details["bomb.png"]
    assert "cut off or damaged" in details["cut.jpg"]


def test_the_report_has_every_number(raw: Path, make: Callable[..., Preprocessed]) -> None:
    result = make(raw)
    found = told(result)
    assert len(found) == 16
    assert found["good.jpg"]["kept"]
    assert found["good.jpg"]["as"] == "good.jpg"
    assert (found["good.jpg"]["width"], found["good.jpg"]["height"]) == (640, 400)
    assert found["good.jpg"]["sha256"] == found["good copy.jpg"]["sha256"]
    assert found["small copy.jpg"]["like"] == "good.jpg"
    assert found["soft.jpg"]["sharpness"] < 80 < found["good.jpg"]["sharpness"]
    page = (result.folder / "report.html").read_text("utf-8")
    assert page.count("data:image/webp") == 11
    assert "2 of 16 pictures were kept." in page


def test_nothing_asked_means_nothing_touched(raw: Path, make: Callable[..., Preprocessed]) -> None:
    assert (make(raw).folder / "good.jpg").read_bytes() == (raw / "good.jpg").read_bytes()


def test_every_call_makes_the_same(raw: Path, make: Callable[..., Preprocessed]) -> None:
    def contents() -> dict[str, bytes]:
        folder = make(raw, longest=200, normalise="levels").folder
        return {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }

    assert contents() == contents()


@pytest.mark.parametrize(
    ("options", "size"),
    [
        ({"longest": 200}, (200, 125)),
        ({"width": 100, "height": 100, "fit": "fill"}, (100, 100)),
        ({"width": 128, "height": 128, "fit": "pad", "background": "#ff0000"}, (128, 128)),
        ({"width": 2000}, (640, 400)),
        ({"width": 1280, "enlarge": True}, (1280, 800)),
    ],
)
def test_sizes(
    raw: Path, make: Callable[..., Preprocessed], options: dict[str, Any], size: tuple[int, int]
) -> None:
    with Image.open(make(raw, **options).folder / "good.jpg") as picture:
        assert picture.size == size
        if options.get("fit") == "pad":
            red, green, blue = picture.convert("RGB").getpixel((64, 4))  # type: ignore[misc]
            assert red > 240
            assert max(green, blue) < 16


def test_formats_and_numbers(raw: Path, make: Callable[..., Preprocessed]) -> None:
    result = make(raw, format="webp", quality=50, names="number", longest=300)
    assert files(result) == {"b/0001.webp", "b/0001.json", "0002.webp", "0002.txt"}
    with Image.open(result.folder / "0002.webp") as picture:
        assert (picture.format, picture.size) == ("WEBP", (300, 188))


def test_limits_can_be_lifted(raw: Path, make: Callable[..., Preprocessed]) -> None:
    result = make(
        raw,
        min_sharpness=0,
        min_exposure=0,
        max_exposure=1,
        min_width=1,
        min_height=1,
        max_aspect="100",
        duplicates="off",
    )
    assert {one.reason for one in result.rejected} == {"unreadable", "empty"}
    assert result.kept == 10


def test_exact_duplicates_only(raw: Path, make: Callable[..., Preprocessed]) -> None:
    rejected = {one.picture for one in make(raw, duplicates="exact").rejected if one.reason == "duplicate"}
    assert rejected == {"good copy.jpg"}


@pytest.mark.parametrize(
    ("prefer", "kept"), [("largest", "b.jpg"), ("sharpest", "c.jpg"), ("first", "a.jpg")]
)
def test_which_duplicate_stays(
    tmp_path: Path, make: Callable[..., Preprocessed], prefer: str, kept: str
) -> None:
    folder = tmp_path / "alike"
    folder.mkdir()
    picture = pictures.photo(640, 400)
    pictures.jpeg(folder / "a.jpg", picture.filter(ImageFilter.GaussianBlur(0.6)))
    pictures.jpeg(folder / "b.jpg", picture.resize((1280, 800)))
    pictures.jpeg(folder / "c.jpg", picture)
    found = told(make(folder, prefer=prefer, min_sharpness=10))
    assert [name for name in found if found[name]["kept"]] == [kept]


def test_of_equal_files_the_one_with_a_caption_stays(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    folder = tmp_path / "equal"
    folder.mkdir()
    pictures.jpeg(folder / "a.jpg", pictures.photo(640, 400))
    (folder / "captioned.jpg").write_bytes((folder / "a.jpg").read_bytes())
    (folder / "captioned.txt").write_text("a coast at dusk")
    found = told(make(folder))
    assert [name for name in found if found[name]["kept"]] == ["captioned.jpg"]


def test_flat_pictures_are_no_duplicates_of_one_another(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    (tmp_path / "flat").mkdir()
    for grey in (60, 120, 180):
        Image.new("RGB", (100, 100), (grey, grey, grey)).save(tmp_path / "flat" / f"{grey}.png")
    assert make(tmp_path / "flat", min_sharpness=0).kept == 3


def test_one_stem_in_two_formats_becomes_two_pictures_with_a_caption_each(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    folder = tmp_path / "same"
    folder.mkdir()
    pictures.photo(seed=1).save(folder / "a.png")
    pictures.photo(seed=2).save(folder / "a.jpg", quality=95)
    (folder / "a.txt").write_text("both")
    result = make(folder, format="jpg")
    assert files(result) == {"a.jpg", "a.txt", "a-png.jpg", "a-png.txt"}


def test_a_report_that_belongs_to_a_picture_stays(tmp_path: Path, make: Callable[..., Preprocessed]) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    pictures.jpeg(folder / "report.jpg")
    (folder / "report.json").write_text("theirs")
    result = make(folder)
    assert (result.folder / "report.json").read_text() == "theirs"
    assert json.loads((result.folder / "report-2.json").read_text())["kept"] == 1


def test_pictures_are_upright_in_srgb_and_on_the_ground_asked_for(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    pictures.oriented(folder / "turned.jpg", 6)
    pictures.cmyk(folder / "ink.jpg")
    pictures.cutout(folder / "disc.png")
    result = make(folder, min_sharpness=0, min_width=1, min_height=1, background="#00ff00", max_exposure=1)
    with Image.open(result.folder / "turned.jpg") as turned:
        assert turned.size == (48, 32)
        assert turned.getexif().get(pictures.ORIENTATION, 1) == 1
    with Image.open(result.folder / "ink.jpg") as ink:
        assert ink.mode == "RGB"
    with Image.open(result.folder / "disc.png") as disc:
        assert disc.mode == "RGB"
        assert disc.getpixel((2, 2)) == (0, 255, 0)


def test_what_cannot_be_written_as_it_is_becomes_png(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    folder = tmp_path / "drawn"
    folder.mkdir()
    (folder / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">'
        '<path d="M9 9h40v60z" fill="red"/></svg>'
    )
    assert files(make(folder, min_sharpness=0)) == {"a.png"}


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_animations_stay_animated(tmp_path: Path, make: Callable[..., Preprocessed], kind: str) -> None:
    folder = tmp_path / "moving"
    folder.mkdir()
    pictures.animation(folder / f"a.{kind}", size=(96, 72))
    with Image.open(make(folder, longest=48, min_sharpness=0).folder / f"a.{kind}") as moving:
        assert (getattr(moving, "n_frames", 1), moving.size) == (5, (48, 36))


@pytest.mark.parametrize(("normalise", "low", "high"), [("levels", 60, 200), ("exposure", 105, 125)])
def test_light_is_brought_closer_and_colours_stay(
    tmp_path: Path, make: Callable[..., Preprocessed], normalise: str, low: int, high: int
) -> None:
    folder = tmp_path / "dim"
    folder.mkdir()
    dim = pictures.photo(400, 300).point(lambda value: 20 + value // 3)
    dim.save(folder / "dim.png")
    with Image.open(make(folder, normalise=normalise, min_sharpness=0).folder / "dim.png") as lit:
        levels = lit.convert("L").histogram()
        mean = sum(level * count for level, count in enumerate(levels)) / sum(levels)
        before, after = dim.getpixel((50, 50)), lit.convert("RGB").getpixel((50, 50))
    assert low < mean < high
    assert isinstance(before, tuple)
    assert isinstance(after, tuple)
    assert sorted(range(3), key=lambda band: before[band]) == sorted(range(3), key=lambda band: after[band])


def test_strange_names_survive(tmp_path: Path, make: Callable[..., Preprocessed]) -> None:
    folder = tmp_path / "strange"
    folder.mkdir()
    names = [os.fsdecode(b"caf\xe9.jpg"), "line\nend.jpg", '<b>"&.jpg', "%d.jpg"]
    for seed, name in enumerate(names):
        pictures.jpeg(folder / name, pictures.photo(seed=seed))
    result = make(folder)
    assert files(result) == set(names)
    assert set(told(result)) == set(names)


def test_a_picture_whose_caption_cannot_be_read_stays_behind(
    tmp_path: Path, make: Callable[..., Preprocessed]
) -> None:
    folder = tmp_path / "captions"
    folder.mkdir()
    for seed, name in enumerate("ab"):
        pictures.jpeg(folder / f"{name}.jpg", pictures.photo(seed=seed))
    (folder / "a.txt").symlink_to(folder / "gone.txt")
    result = make(folder)
    assert files(result) == {"b.jpg"}
    assert [(one.picture, one.reason) for one in result.rejected] == [("a.jpg", "unreadable")]
    assert "a.txt cannot be read" in result.rejected[0].detail


def test_a_full_disk_stops_it_all(
    raw: Path, make: Callable[..., Preprocessed], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise ToolFailed("no space left on the device")

    monkeypatch.setattr("studio.media.images.writing.write", full)
    with pytest.raises(ToolFailed, match="no space"):
        make(raw, longest=100)
    assert not Path("out").exists()


def test_what_makes_no_sense_is_refused_before_any_work(raw: Path, make: Callable[..., Preprocessed]) -> None:
    with pytest.raises(BadInput, match="twice"):
        make(raw, width=100, longest=100)
    with pytest.raises(BadInput, match="not a colour"):
        make(raw, background="no colour")
    with pytest.raises(BadInput, match=r"min_exposure is 0\.9"):
        make(raw, min_exposure=0.9, max_exposure=0.1)
    with pytest.raises(NotFound, match="is not there"):
        make(raw / "nowhere")


def test_by_the_command_line(raw: Path, tmp_path: Path, studio: Callable[..., Any]) -> None:
    said = studio("image", "preprocess", raw, "--longest", "256", "--max-aspect", "4:1", "--json")
    assert said.code == 0
    answer = json.loads(said.out)
    assert answer["files"] == ["raw-preprocess"]
    assert answer["result"]["kept"] == 2
    assert {"picture", "reason", "detail"} == answer["result"]["rejected"][0].keys()
    assert sorted(path.name for path in Path("raw-preprocess").iterdir()) == [
        "b",
        "good.jpg",
        "good.txt",
        "report.html",
        "report.json",
    ]


def test_a_result_that_cannot_be_delivered_is_known_before_any_work(
    raw: Path, studio: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("work was begun")

    monkeypatch.setattr("studio.media.images.collection.gather", never)
    assert studio("image", "preprocess", raw, "--format", "png", "--dry-run").out.endswith("raw-preprocess\n")
    assert studio("image", "preprocess", raw, "--out", "set.png").code == 2
    Path("raw-preprocess").mkdir()
    said = studio("image", "preprocess", raw, "--format", "png")
    assert said.code == 1
    assert "raw-preprocess exists" in said.err
