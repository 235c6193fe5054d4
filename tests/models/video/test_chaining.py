"""Chunks become one clip of the film's own kind: its length, its rate, its size, and no visible seam."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.core.run import Run, entered
from studio.media import probe
from studio.media.checking.joints import JOIN
from studio.media.films import planes
from studio.media.films.reel import Reel, unreeled
from studio.models.sizing import SizeRule
from studio.models.video import Workplace
from studio.models.video.card import CapabilityCard, FrameRule
from studio.models.video.chaining import made
from studio.models.video.fitting import seams
from studio.models.video.request import Request, Result, accepted
from studio.render.shots.grammar import Shot

CARD = CapabilityCard(
    "waves", "1", frozenset({"i2v"}), FrameRule(17, 5, 4, 1), (16.0,), SizeRule(16, pixels=160 * 96), 5, 3
)


@dataclass
class Waves:
    """Moves the picture it is given to the right, four pixels a frame, and each chunk a little brighter."""

    card: CapabilityCard = CARD
    drift: int = 0
    asked: list[Request] = field(default_factory=list)
    closed: int = 0

    def reads(self, request: Request) -> list[Path]:
        return []

    def make(self, request: Request) -> Result:
        from studio.media.images import reading
        from studio.render.video import planes_of

        kind = accepted(self.card, request)
        self.asked.append(request)
        assert request.begins_with
        rgb = reading.read(request.begins_with).numpy()
        begun = planes.of(planes.whole(planes_of(np.ascontiguousarray(rgb[..., :3]))))
        with Reel(request.out, (request.width, request.height), request.fps, effort="best") as reel:
            for number in range(request.frames):
                moved = [np.roll(plane, (2 if at else 4) * number, 1) for at, plane in enumerate(begun)]
                moved[0] = np.clip(moved[0].astype(int) + self.drift, 0, 255).astype(np.uint8)
                reel.add(planes.whole(moved))
        return Result(request.out, request.frames, self.card.name, "1", kind, request.seed, 0.1, price=0.25)

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def _run(tmp_path: Path) -> Iterator[None]:
    with entered(Run(tmp_path / "run")):
        yield


def request(folder: Path, frames: int = 60, **more: object) -> Request:
    plan = Shot(place="abstract", width=320, height=180, fps=24, frames=frames, seed=3)
    asked = Request(folder / "clip.mp4", 0, frames, 320, 180, 24, 3, name="01", shot=plan, prompt="waves")
    return replace(asked, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("frames", [1, 7, 24, 25, 60, 83])
def test_a_clip_has_the_frames_rate_and_size_of_its_film(tmp_path: Path, frames: int) -> None:
    clip, price, _ = made(maker := Waves(), request(tmp_path, frames), Workplace())
    film = probe.media(clip).main_video
    assert (film.frames, film.width, film.height, film.rate) == (frames, 320, 180, "24")
    assert price == 0.25 * len(maker.asked)
    assert all((one.fps, one.width, one.height) == (16, 160, 96) for one in maker.asked)
    assert maker.closed == 1


def test_a_chunk_begins_with_what_the_one_before_ended_on(tmp_path: Path) -> None:
    made(maker := Waves(), request(tmp_path), Workplace())
    one, other = maker.asked[:2]
    assert "key-00000" in str(one.begins_with)
    assert other.first < one.end
    assert str(other.begins_with).endswith("01.first.png")


def test_a_chain_that_is_long_begins_anew_with_a_keyframe_of_the_plan(tmp_path: Path) -> None:
    made(maker := Waves(), request(tmp_path, 90), Workplace())
    assert len(maker.asked) == 5
    assert [("key" in str(one.begins_with)) for one in maker.asked] == [True, False, False, True, False]


def test_who_ends_on_pictures_is_given_both_ends_of_every_chunk(tmp_path: Path) -> None:
    maker = Waves(replace(CARD, takes_end=True))
    made(maker, request(tmp_path), Workplace())
    assert all(one.begins_with and one.ends_with for one in maker.asked)
    assert maker.asked[0].ends_with != maker.asked[1].ends_with


def test_a_picture_that_is_brought_along_is_the_first(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (160, 96), "teal").save(tmp_path / "mine.png")
    made(maker := Waves(), request(tmp_path, begins_with=tmp_path / "mine.png"), Workplace())
    assert maker.asked[0].begins_with == tmp_path / "mine.png"
    assert not list(tmp_path.glob("*key*"))


def steps(clip: Path) -> np.ndarray:
    """How far each frame is from the one before it."""
    lumas = [planes.of(frame)[0].astype(float) for frame in unreeled(clip)]
    return np.array([np.abs(after - before).mean() for before, after in pairwise(lumas)])


def test_seams_are_as_wide_as_what_is_beside_them(tmp_path: Path) -> None:
    clip, _, _ = made(Waves(), request(tmp_path), Workplace())
    found = steps(clip)
    for seam in seams(CARD, 60, 24):
        beside = np.median(np.r_[found[max(0, seam - 9) : seam - 1], found[seam : seam + 8]])
        assert found[seam - 1] <= JOIN * beside + 0.5


def test_colours_that_drift_are_pulled_back_at_every_hand_off(tmp_path: Path) -> None:
    still, _, _ = made(Waves(), request(tmp_path, out=tmp_path / "a.mp4"), Workplace())
    drifting, _, _ = made(Waves(drift=6), request(tmp_path, out=tmp_path / "b.mp4"), Workplace())
    last = [planes.of(list(unreeled(clip))[-1])[0].mean() for clip in (still, drifting)]
    # Three chunks that are each brighter by six would come to eighteen.
    assert last[1] - last[0] < 8


def test_what_is_held_is_given_back_when_it_fails(tmp_path: Path) -> None:
    class Broken(Waves):
        def make(self, request: Request) -> Result:
            raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        made(maker := Broken(), request(tmp_path), Workplace())
    assert maker.closed == 1
