"""A film whose shots are joined from short chunks has no seam that is seen; a planted one is named."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import cast

import pytest
from tests import films

import studio
from studio.models import video
from studio.models.video import VideoProvider, Workplace, provider
from studio.models.video.chunking import Chunked
from studio.models.video.conformance import breaches
from studio.models.video.faults import Faulty
from studio.models.video.request import Request
from studio.render.shots.grammar import Shot

MOST = 8


def clean(workplace: Workplace) -> VideoProvider:
    return Chunked(video.provider("builtin", workplace), MOST)


def jumping(workplace: Workplace) -> VideoProvider:
    """One chunk of each shot, by its seed, does not go with the one before it."""
    return Chunked(Faulty(video.provider("builtin", workplace), ("seam",), rate=0.5, seed=2), MOST)


@pytest.fixture(autouse=True)
def _providers(monkeypatch: pytest.MonkeyPatch) -> None:
    known = cast("MutableMapping[str, str]", video.PROVIDERS)
    for name in ("clean", "jumping"):
        monkeypatch.setitem(known, name, f"{__name__}:{name}")


def film(made_by: str) -> Path:
    board = films.board()
    pictures = [one.model_copy(update={"provider": made_by}) for one in board.pictures]
    return films.folder("chunked", board.model_copy(update={"pictures": pictures}))


def seams(folder: Path) -> tuple[str, list[int]]:
    films.put_together(folder)
    checked = studio.film.check(folder)
    [state] = [one.state for one in checked.checks if one.check == "seams"]
    return state, [one.frame for one in checked.faults if one.check == "seams" and one.frame is not None]


def test_a_film_of_many_chunks_has_no_seam_that_is_seen() -> None:
    assert seams(film("clean")) == ("held", [])


def test_a_seam_that_jumps_is_named_with_its_frame() -> None:
    """Takes of 18, 19 and 16 frames in chunks of 8 at most, each as long as the others."""
    state, frames = seams(film("jumping"))
    joints = {6, 12, 13 + 7, 13 + 13, 32 + 8}
    assert state == "fault"
    assert frames
    assert set(frames) <= joints


def test_short_chunks_keep_to_what_providers_promise(tmp_path: Path) -> None:
    shot = Shot(place="abstract", frames=20, fps=24, width=160, height=90)
    asked = Request(tmp_path / "clip.mp4", 0, 20, 160, 90, 24, seed=1, shot=shot)
    assert breaches(Chunked(provider("builtin"), MOST), asked) == []


def test_chunks_may_overlap() -> None:
    parts = list(Chunked(provider("builtin"), MOST, overlap=2).card.parts(20))
    assert [(one.first, one.end, one.overlap) for one in parts] == [(0, 8, 0), (6, 14, 2), (12, 20, 2)]
