"""Plans of people who mean harm: sealed as they should be, and refused, or harmless."""

import base64
import hashlib
import json
import subprocess
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from tests import films
from tests.story.provenance.test_packing import manifest

import studio
from studio.core.errors import BadInput, StudioError
from studio.media.captions import ass
from studio.media.captions.cues import Cue
from studio.media.encode import executable
from studio.story import page
from studio.story.grammar import MOST_FRAMES
from studio.story.provenance.packing import read, unpacked
from studio.tools.film.inspect import told_by

Change = Callable[[dict[str, Any]], None]


def told(change: Change | None = None) -> bytes:
    """A plan that somebody has changed and sealed again."""
    plain = manifest().model_dump(mode="json")
    if change:
        change(plain)
    return json.dumps(plain).encode()


def at(*where: str | int, value: Any) -> Change:
    """Puts a value somewhere into a plan."""

    def change(plain: Any) -> None:
        for part in where[:-1]:
            plain = plain[part]
        plain[where[-1]] = value

    return change


def long(plain: dict[str, Any]) -> None:
    """A film of years, whose shots add up."""
    board = plain["storyboard"]
    more = MOST_FRAMES + 1 - board["brief"]["frames"]
    board["brief"]["frames"] += more
    board["pictures"][-1]["frames"] += more


def crowd(plain: dict[str, Any]) -> None:
    plain["storyboard"]["pictures"][0]["shot"]["cast"] = [{"prop": "crate"}] * 501


SHOT = ("storyboard", "pictures", 1, "shot")


def test_the_plan_as_it_is_would_be_read() -> None:
    assert read(told(), "film.mp4") == manifest()


@pytest.mark.parametrize(
    "change",
    [
        long,
        crowd,
        at("storyboard", "brief", "width", value=10**9),
        at("storyboard", "brief", "fps", value=1e300),
        at("storyboard", "brief", "fps", value=float("nan")),
        at("storyboard", "brief", "seed", value=-1),
        at("storyboard", "brief", "frames", value=-48),
        at("storyboard", "brief", "frames", value="9" * 5000),
        at("storyboard", "mix", "loudness", value=float("inf")),
        at("storyboard", "music", "bars", value=1e12),
        at("storyboard", "pictures", 0, "take", value=10**6),
        at("storyboard", "pictures", 0, "effects", value=[{"sound": "bell", "at": 10**15}]),
        at("storyboard", "pictures", 0, "effects", value=[{"sound": "bell"}] * 1001),
        at(*SHOT, "cast", value=[{"person": "baker", "at": [1e300, 0]}]),
        at(*SHOT, "cast", value=[{"prop": "crate", "size": 1e9}]),
        at(*SHOT, "cast", value=[{"person": "baker", "mouths": [[1e12, "A"]]}]),
        at(*SHOT, "words", value={"headline": "x", "start": 1e9}),
        at("takes", 0, "take", value=0),
    ],
)
def test_numbers_out_of_all_bounds_are_refused(change: Change) -> None:
    with pytest.raises(BadInput, match=r"film\.mp4: the plan in it (is no plan of ours|cannot be read)"):
        read(told(change), "film.mp4")


@pytest.mark.parametrize(
    "change",
    [
        at("storyboard", "pictures", 0, "id", value="../../out"),
        at("storyboard", "pictures", 0, "id", value="a/b"),
        at("storyboard", "pictures", 0, "id", value="x" * 200),
        at("storyboard", "narrator", "file", value="/etc/shadow"),
        at("storyboard", "music", "file", value="../../../srv/anna/song.wav"),
        at("storyboard", "vocabulary", value="C:\\windows"),
        at("storyboard", "brief", "brand", value="/srv/anna/kit.yaml"),
        at(*SHOT, "logo", value="//server/share/logo.svg"),
        at(*SHOT, "cast", value=[{"picture": {"file": "a/../../b.png"}}]),
        at("files", value={"ok/../../x": "ab"}),
    ],
)
def test_places_outside_of_the_film_are_refused(change: Change) -> None:
    with pytest.raises(
        BadInput, match=r"film\.mp4: the plan in it (is no plan of ours|names a file outside)"
    ):
        read(told(change), "film.mp4")


@pytest.mark.parametrize(
    "change",
    [
        at("storyboard", "pictures", 0, "provider", value="os:system"),
        at(*SHOT, "place", value="../../../etc"),
        at(*SHOT, "style", value="/tmp/pack"),
        at(*SHOT, "cast", value=[{"prop": "../secret"}]),
        at(*SHOT, "camera", value={"move": "../../x"}),
        at("storyboard", "pictures", 0, "cut", value={"kind": "__import__", "frames": 0}),
    ],
)
def test_names_that_lead_elsewhere_are_told_before_anything_is_made(change: Change) -> None:
    board = read(told(change), "film.mp4").storyboard
    film = films.folder(made=board)
    with pytest.raises(BadInput, match="there is no"):
        studio.film.render(film)
    assert sorted(path.name for path in film.iterdir()) == ["storyboard.yaml"]


class _Tags(HTMLParser):
    """Counts what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.run: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.run += [tag] if tag in ("script", "iframe", "object", "svg") else []
        self.run += [name for name, _ in attrs if name.startswith("on")]


SCRIPTS = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "*<b>*",
)  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_in_texts_are_texts_on_the_page(script: str) -> None:
    def change(plain: dict[str, Any]) -> None:
        board = plain["storyboard"]
        board["brief"] |= {"text": script, "name": script, "product": script}
        board["notes"], board["planner"] = [script], script
        board["beats"][0]["lines"][0]["text"] = script
        board["pictures"][2]["shot"]["words"] = {"headline": script}
        board["narrator"]["voice"] = script

    board = read(told(change), "film.mp4").storyboard
    ids = [picture.id for picture in board.pictures]
    seen = _Tags()
    seen.feed(page.page(board, dict.fromkeys(ids, "01.png"), dict.fromkeys(ids, "open")))
    assert seen.run == []


def test_orders_to_players_in_captions_are_texts() -> None:
    hostile = r"{\an8\fs400\p1}m 0 0 l 9 9{\p0}"
    text = ass.written([Cue(0, 1000, (hostile,))])
    [line] = [one for one in text.splitlines() if one.startswith("Dialogue")]
    assert r"{\an8" not in line.replace("\\{", "")


def test_what_a_title_says_stays_in_the_title() -> None:
    """A name with the marks of ffmpeg's files of tags, and lines of its own, is one tag of the film."""
    made = films.board()
    name = "Fyr=hus;#\n[CHAPTER]\nSTART=0\ncom.animation-ai-studio.film=forged\\"
    films.taken()
    film = films.folder(made=made.model_copy(update={"brief": made.brief.model_copy(update={"name": name})}))
    found = studio.film.inspect(films.put_together(film))
    assert found.name == name


def test_a_plan_of_years_in_a_storyboard_is_told_with_its_line() -> None:
    film = films.folder()
    films.changed(film, "frames: 48", f"frames: {10**15}")
    with pytest.raises(BadInput, match="should be at most"):
        studio.film.estimate(film)


def test_a_storyboard_of_anchors_upon_anchors_is_refused_or_small() -> None:
    """Ten lists of ten of the one before: ten thousand million texts, if anybody wrote them out."""
    film = films.folder()
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    board = film / "storyboard.yaml"
    board.write_text("\n".join([*rows, board.read_text("utf-8")]), "utf-8")
    with pytest.raises(StudioError):
        studio.film.estimate(film)


def test_a_plan_beside_a_film_is_believed_as_little(tmp_path: Path) -> None:
    film, made = tmp_path / "cafe.mp4", films.put_together(films.taken("cafe"))
    bare = [executable(), "-v", "error", "-i", str(made), "-map_metadata", "-1", "-c", "copy", str(film)]
    subprocess.run(bare, check=True)
    beside = film.with_name("cafe.provenance.json")
    beside.write_bytes(told(at("storyboard", "narrator", "file", value="/etc/shadow")))
    with pytest.raises(BadInput, match="outside its folder"):
        told_by(film)
    beside.write_bytes(b" " * 9_000_000)
    with pytest.raises(BadInput, match="too large"):
        told_by(film)


def test_a_seal_of_somebody_elses_is_no_seal() -> None:
    plain = told()
    seal = hashlib.sha256(b"another").hexdigest()
    with pytest.raises(BadInput, match="does not match its seal"):
        unpacked(f"{seal}:{base64.b64encode(zlib.compress(plain)).decode()}", "film.mp4")
