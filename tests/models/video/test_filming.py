"""A shot is made in chunks that become one, and somebody stands in where its maker fails."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.models.video import striped

from studio.core.errors import BadInput, ToolFailed
from studio.core.run import Run, entered
from studio.models import video
from studio.models.video import Workplace
from studio.models.video.card import FrameRule
from studio.models.video.faults import Faulty
from studio.models.video.filming import Filmed, filmed
from studio.models.video.request import Request

made: list[striped.Striped] = []


def few(_: Workplace) -> striped.Striped:
    """A provider of short chunks, each of which begins with the last frame of the one before."""
    made.append(striped.Striped(replace(striped.CARD, frames=FrameRule(9, 5, 4, 1))))
    return made[-1]


def late(_: Workplace) -> Faulty:
    return Faulty(striped.Striped(), ("timeout",))


@pytest.fixture(autouse=True)
def _providers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    own = {"few": f"{__name__}:few", "late": f"{__name__}:late"}
    monkeypatch.setattr(video, "ROSTER", replace(video.ROSTER, own=own))
    with entered(Run(tmp_path / "run")):
        yield


@pytest.fixture
def film(tmp_path: Path) -> Callable[..., Filmed]:
    def film(*names: str, frames: int = 21, **more: object) -> Filmed:
        asked: Request = replace(striped.request(tmp_path / "clip.mp4", frames), **more)  # type: ignore[arg-type]
        return filmed(names, Workplace(), asked)

    return film


@pytest.mark.parametrize("frames", [5, 9, 10, 13, 21, 22, 40])
def test_chunks_become_one_clip_without_a_frame_twice(film: Callable[..., Filmed], frames: int) -> None:
    found = striped.greys(film("few", frames=frames).clip)
    assert found == pytest.approx([striped.grey(number) for number in range(frames)], abs=1)
    asked = made[-1].asked
    assert all(striped.CARD.frames.step == 4 and request.frames in (5, 9) for request in asked)


def test_who_fails_is_stood_in_for_and_named(film: Callable[..., Filmed]) -> None:
    found = film("late", "few")
    assert (found.provider, found.instead) == ("few", "late")
    assert "gave no answer in 60 s" in found.reason
    assert len(striped.greys(found.clip)) == 21


def test_where_nobody_is_left_the_last_reason_is_told(film: Callable[..., Filmed]) -> None:
    with pytest.raises(ToolFailed, match="gave no answer"):
        film("late")


def test_what_is_asked_wrongly_is_refused_whoever_else_there_is(film: Callable[..., Filmed]) -> None:
    with pytest.raises(BadInput, match="no frames of 63"):
        film("few", "few", width=63)
