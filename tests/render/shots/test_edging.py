"""No edge of the frame goes through the client's sign, and what a shot is about stays in it."""

from typing import Any

import pytest

from studio.render.shelf import Shelf
from studio.render.shots import edging
from studio.render.shots.framing import framed
from studio.render.shots.grammar import Shot
from studio.render.shots.scene import looked_at, rested, seen
from studio.render.shots.staging import surveyed, wide

SHELF = Shelf()
SHAPES = {"wide": (1280, 720), "tall": (720, 1280), "square": (1080, 1080)}
SHOWN: list[tuple[str, str, dict[str, Any]]] = [
    ("market", "medium", {"on": "hero"}),
    ("garden", "medium", {"on": "hero"}),
    ("office", "medium", {"on": "hero"}),
    ("office", "medium", {"cast": [{"person": "programmer", "at": "stand"}]}),
    ("clinic", "medium", {"cast": [{"person": "dentist", "at": "stand"}]}),
    ("museum", "medium", {"cast": [{"person": "guide", "at": "stand"}]}),
    ("shop", "medium", {"cast": [{"prop": "cup", "size": 3}]}),
    ("shop", "wide", {}),
    ("workshop", "wide", {}),
]
MOVES = ("push-in", "pull-out", "drift-left", "crane-up", "crane-down", "still")


def shot(place: str, size: str, shape: str = "wide", move: str = "still", **more: Any) -> Shot:
    width, height = SHAPES[shape]
    camera = {"move": move, "size": size, "energy": 0.5, "on": more.pop("on", "")}
    given = {"place": place, "width": width, "height": height, "frames": 48, "seed": 5, "name": "Leuchtturm"}
    return Shot.model_validate({**given, "camera": camera, **more})


@pytest.mark.parametrize(("place", "size", "more"), SHOWN)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("move", MOVES)
def test_a_sign_is_seen_whole_or_not_at_all(
    place: str, size: str, more: dict[str, Any], shape: str, move: str
) -> None:
    asked = shot(place, size, shape, move, **more)
    sign, view = surveyed(asked, SHELF).spots["sign"], rested(asked, SHELF)
    for step in range(17):
        left, top, right, bottom = edging.edges(seen(view, asked, SHELF, step / 16), sign, 0.0)
        gone = right <= 0 or bottom <= 0 or left >= view.width or top >= view.height
        assert gone or (left >= 0 and top >= 0 and right <= view.width and bottom <= view.height)


def test_what_a_shot_is_about_stays_where_it_is_seen() -> None:
    for place, size, more in SHOWN:
        asked = shot(place, size, **more)
        if size == "wide":
            continue
        stage, frame = surveyed(asked, SHELF), SHELF.place(place).frames["wide"]
        subject = looked_at(stage)
        plain = framed(wide(asked, SHELF.place(place)), frame, size, subject)
        x, y = subject.spot.foot
        for view in (plain, rested(asked, SHELF)):
            foot, head = (view.spot(subject.spot.depth, x, y - high) for high in (0.0, subject.height))
            assert 0 < foot.x < view.width
            assert head.y > 0
            assert 0.7 * plain.span < view.span < 1.5 * plain.span


def test_a_camera_that_cuts_nothing_stands_as_it_would() -> None:
    named, nameless = shot("street", "wide"), shot("street", "wide", name="")
    assert rested(named, SHELF) == rested(nameless, SHELF) == wide(named, SHELF.place("street"))
