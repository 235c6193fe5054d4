"""A shot that is written down becomes a film of exactly its length, the same every time."""

from pathlib import Path

import av
import numpy as np
import pytest
import yaml

import studio
from studio.core.errors import BadInput, NotFound
from studio.core.needs import asked_for
from studio.core.written.loading import load
from studio.media import probe
from studio.render.shots.grammar import Shot

EXAMPLES = sorted((Path(__file__).parents[3] / "examples/shots").glob("*.yaml"))
SMALL = "place: street\nname: Rosa\nwidth: 320\nheight: 180\nframes: 12\nwords: {headline: Fresh bread}\n"


def written(text: str, name: str = "shot.yaml") -> Path:
    path = Path(name)
    path.write_text(text)
    return path


def frames(film: Path) -> list[np.ndarray]:
    with av.open(str(film)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def test_it_has_exactly_its_frames_and_says_what_they_are() -> None:
    made = studio.film.shot(written(SMALL))
    film = probe.media(made).main_video
    assert (film.width, film.height, film.frames, film.rate) == (320, 180, 12, "30")
    assert (film.codec, film.pixel_format, film.matrix) == ("h264", "yuv420p", "bt709")


def test_the_same_file_makes_the_same_film() -> None:
    one, other = (frames(studio.film.shot(written(SMALL, name))) for name in ("a.yaml", "b.yaml"))
    assert all(np.array_equal(first, second) for first, second in zip(one, other, strict=True))


def test_a_preview_is_half_as_large_and_half_as_many() -> None:
    film = probe.media(studio.film.shot(written(SMALL), preview=True)).main_video
    assert (film.width, film.height, film.frames, film.rate) == (160, 90, 6, "15")


def test_styles_of_ones_own_are_looked_for_first() -> None:
    ours = Path("mine/packs")
    ours.mkdir(parents=True)
    (ours / "mine.yaml").write_text(
        (Path(studio.__file__).parent / "render/vocabulary/packs/ink.yaml").read_text()
    )
    made = studio.film.shot(written(SMALL + "style: mine\n"), vocabulary=Path("mine"))
    assert len(frames(made)) == 12


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "shot.yaml:1:1: it is empty"),
        ("width: 320\n", "place is missing"),
        ("place: moon\n", "there is no place called moon"),
        ("place: coast\nframes: 0\n", "shot.yaml:2:9: frames: should be at least 1"),
        ("place: coast\ncast:\n  - {prop: bread, person: baker}\n", "a thing is one of"),
        ("place: coast\nbrand: {accent: reddish}\n", "'reddish' is not a colour"),
        ("place: coast\nbrand: {marble: red}\n", "marble is no material"),
        ("place: coast\nwordz: {}\n", "shot.yaml:2:1: there is no wordz here"),
        ("place: ../../etc\n", "there is no place called"),
        (f"place: coast\nwords: {{headline: {'long ' * 400}}}\n", "too many for a frame"),
        ("place: coast\nwords: {headline: '\U000f0000'}\n", "no font"),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises((BadInput, NotFound), match=told.replace("[", r"\[")):
        studio.film.shot(written(text))
    assert not list(Path().glob("*.mp4"))


def test_no_such_vocabulary() -> None:
    Path("empty").mkdir()
    with pytest.raises(BadInput, match="neither packs nor places nor props"):
        studio.film.shot(written(SMALL), vocabulary=Path("empty"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_examples_can_be_taken(file: Path) -> None:
    small = load(file, Shot).within(file.parent).model_copy(update={"width": 320, "height": 180, "frames": 3})
    text = yaml.safe_dump(small.model_dump(exclude_defaults=True), allow_unicode=True)
    assert len(frames(studio.film.shot(written(text)))) == 3


def test_it_asks_for_memory_by_the_size_of_its_frames() -> None:
    plan = Path("large.yaml")
    plan.write_text("place: coast\nwidth: 3840\nheight: 2160\n")
    asked = [
        asked_for(studio.film.shot.resources, {"plan": path, "preview": preview}).memory
        for path, preview in ((plan, False), (plan, True), (Path("none.yaml"), False))
    ]
    assert asked == ["1379 MB", "757 MB", "757 MB"]
    still = asked_for(studio.film.still.resources, {"aspect": "9:16", "height": 2160})
    assert still.memory == "662 MB"
