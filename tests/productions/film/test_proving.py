"""A shot whose pictures are at fault is taken once more; what stays wrong is told, and stops nobody."""

import json
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import cast

import pytest
from tests import films

import studio
from studio.models import video
from studio.models.video import VideoProvider, Workplace
from studio.models.video.card import CapabilityCard
from studio.models.video.faults import Faulty
from studio.models.video.request import Request, Result
from studio.store.films import FilmFolder
from studio.story import written


@dataclass
class Unlucky:
    """Our renderer, whose pictures are black for a while: with some seeds, or with all."""

    whole: VideoProvider
    always: bool

    @property
    def card(self) -> CapabilityCard:
        return self.whole.card

    def reads(self, request: Request) -> list[Path]:
        return self.whole.reads(request)

    def make(self, request: Request) -> Result:
        unlucky = self.always or request.seed == 1
        return (Faulty(self.whole, ("black",)) if unlucky else self.whole).make(request)


def once(workplace: Workplace) -> VideoProvider:
    return Unlucky(video.provider("builtin", workplace), always=False)


def always(workplace: Workplace) -> VideoProvider:
    return Unlucky(video.provider("builtin", workplace), always=True)


@pytest.fixture(params=["once", "always"])
def unlucky(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a provider that fails."""
    known = cast("MutableMapping[str, str]", video.PROVIDERS)
    monkeypatch.setitem(known, "unlucky", f"{__name__}:{request.param}")
    return str(request.param)


def test_a_shot_at_fault_is_taken_once_more_and_the_better_take_kept(unlucky: str) -> None:
    film = films.rendered()
    rmtree(film / "shots/02")
    films.changed(film, "- id: '02'\n  beat: hook\n", "- id: '02'\n  beat: hook\n  provider: unlucky\n")
    made = studio.film.render(film)
    takes = {picture.id: picture.take for picture in written.opened(FilmFolder(film)).pictures}
    assert sorted(path.name for path in film.glob("shots/*/take-02")) == ["take-02"]
    if unlucky == "once":
        assert (made.faults, takes) == ((), {"01": 1, "02": 2, "03": 1})
    else:
        assert takes == {"01": 1, "02": 1, "03": 1}
        assert any(line.startswith("black: ") and "shot 02, frame" in line for line in made.faults)
        assert studio.film.render(film).faults == made.faults
        assert sorted(path.name for path in film.glob("shots/02/*")) == ["take-01", "take-02"]
    assert json.loads((film / "check.json").read_text("utf-8"))["good"] is (unlucky == "once")


def test_what_cannot_be_checked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    film = films.rendered()
    (film / "audio/words.json").write_text("no words")
    films.changed(film, "beats:", "narrator: {provider: espeak, voice: en-gb}\nbeats:")
    from studio.productions.film.proving import proven

    monkeypatch.setattr("studio.productions.film.proving.finished", studio.film.edit)
    assert proven(film).faults[0].startswith("it could not be checked: ")
