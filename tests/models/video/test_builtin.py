"""Our own renderer keeps its promises as a provider: any chunk, the same pixels, begun and ended as told."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.core.errors import BadInput, ToolFailed
from studio.media.films.reel import unreeled
from studio.models.video.builtin import CARD, Builtin
from studio.models.video.faults import Faulty
from studio.models.video.request import Request
from studio.render.shelf import Shelf
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import scene

SHOT = Shot(place="abstract", width=160, height=90, fps=12, frames=24, seed=7)


def request(out: Path, first: int = 0, end: int = 24) -> Request:
    return Request(out, first, end, 160, 90, 12, seed=7, shot=SHOT)


def frames(clip: Path) -> list[np.ndarray]:
    return list(unreeled(clip))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other).mean())


def test_a_clip_has_the_frames_of_its_plan(tmp_path: Path) -> None:
    result = Builtin().make(request(tmp_path / "a.mp4", 6, 12))
    whole = scene(SHOT, Shelf())
    made = frames(result.clip)
    assert (result.frames, len(made), result.kind, result.provider) == (6, 6, "plan", "builtin")
    assert [apart(one, whole.planes(6 + number)) < 2 for number, one in enumerate(made)] == [True] * 6


def test_the_seed_and_the_size_of_the_request_hold(tmp_path: Path) -> None:
    small = replace(request(tmp_path / "a.mp4", 0, 2), width=128, height=72, seed=8)
    other = replace(small, out=tmp_path / "b.mp4", seed=9)
    one, two = (frames(Builtin().make(asked).clip)[0] for asked in (small, other))
    assert one.shape == (108, 128)
    assert apart(one, two) > 0


def test_chunks_are_the_same_in_any_order(tmp_path: Path) -> None:
    one, two = Builtin(), Builtin()
    first = [one.make(request(tmp_path / f"a{at}.mp4", at, at + 8)).clip.read_bytes() for at in (0, 8, 16)]
    last = [two.make(request(tmp_path / f"b{at}.mp4", at, at + 8)).clip.read_bytes() for at in (16, 8, 0)]
    assert first == last[::-1]


def test_a_picture_it_is_given_is_where_it_begins_and_ends(tmp_path: Path) -> None:
    for name, colour in (("first", (200, 40, 40)), ("last", (30, 60, 190))):
        Image.new("RGB", (160, 90), colour).save(tmp_path / f"{name}.png")
    asked = replace(
        request(tmp_path / "a.mp4"), begins_with=tmp_path / "first.png", ends_with=tmp_path / "last.png"
    )
    given = frames(Builtin().make(asked).clip)
    plain = frames(Builtin().make(request(tmp_path / "b.mp4")).clip)
    luma, chroma = 160 * 90, 80 * 45
    assert given[0].reshape(-1)[luma + chroma :].mean() > 170
    assert given[-1].reshape(-1)[luma : luma + chroma].mean() > 170
    assert given[0][:90].std() < 3
    # In the middle it is the plan again, and on the way there it never jumps.
    assert apart(given[12], plain[12]) < 4
    steps = [apart(one, other) for one, other in pairwise(given)]
    assert max(steps) < 0.3 * apart(given[0], given[12])


def test_its_own_frame_given_back_to_it_changes_nothing(tmp_path: Path) -> None:
    Image.fromarray(scene(SHOT, Shelf()).frame(0).rgb()).save(tmp_path / "own.png")
    with_it = Builtin().make(replace(request(tmp_path / "a.mp4", 0, 4), begins_with=tmp_path / "own.png"))
    without = Builtin().make(request(tmp_path / "b.mp4", 0, 4))
    assert with_it.clip.read_bytes() == without.clip.read_bytes()


def test_a_picture_of_another_size_is_refused(tmp_path: Path) -> None:
    Image.new("RGB", (80, 90)).save(tmp_path / "small.png")
    with pytest.raises(BadInput, match=r"small\.png is 80 × 90, the film 160 × 90"):
        Builtin().make(replace(request(tmp_path / "a.mp4"), begins_with=tmp_path / "small.png"))


def test_frames_past_the_end_of_the_plan_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="the plan has 24 frames at 12 a second; frame 24 is asked for"):
        Builtin().make(request(tmp_path / "a.mp4", 20, 25))


def test_twice_the_rate_is_twice_the_frames(tmp_path: Path) -> None:
    asked = replace(request(tmp_path / "a.mp4", 44, 48), fps=24)
    assert len(frames(Builtin().make(asked).clip)) == 4


def test_it_gives_up_when_its_time_is_over(tmp_path: Path) -> None:
    with pytest.raises(ToolFailed, match=r"not done after 0\.0001 s"):
        Builtin().make(replace(request(tmp_path / "a.mp4"), timeout=0.0001))


def test_words_alone_are_no_plan(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="works from plans, and is given words"):
        Builtin().make(Request(tmp_path / "a.mp4", 0, 4, 160, 90, 12, prompt="a lighthouse"))


def test_it_can_be_made_to_fail(tmp_path: Path) -> None:
    result = Faulty(Builtin(), ("black",)).make(request(tmp_path / "a.mp4", 0, 12))
    assert any(planes[:90].mean() < 20 for planes in frames(result.clip))
    assert result.faults == ("black",)


def test_its_card_divides_a_long_shot() -> None:
    parts = list(CARD.parts(1000))
    assert len(parts) == 5
    assert all(CARD.frames.allows(part.made) and part.made == part.end - part.first for part in parts)
