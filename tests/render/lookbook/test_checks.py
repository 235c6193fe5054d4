"""What fails a check is told, and what holds is not."""

from pathlib import Path

import numpy as np
import pytest
from tests.render.lookbook.test_measures import SVG, drawn

from studio.core.errors import BadInput
from studio.render.lookbook import checks
from studio.render.lookbook.portraits import portrait
from studio.render.shelf import Shelf

WALL = '<rect x="-2000" y="-1000" width="4000" height="2000" fill="@wall"/>'
HOLE = '<rect x="-2000" y="-1000" width="2300" height="2000" fill="@wall"/>'
FENCE = '<rect x="-800" y="-1000" width="20" height="2000" fill="@dark" s:repeat="16" s:dx="60" s:dy="0"/>'
WORDS = {"headline": "Bread, baked by hand", "start": 0.2, "end": 4.8}
BALL = '<circle cx="0" cy="-20" r="19" fill="{paint}"/>'


def told(folder: Path, inside: str) -> str:
    made = drawn(folder, inside, words=WORDS, frames=150)
    words, made.words = made.words, None
    picture = made.still()
    made.words = words
    return "; ".join(checks.of_place(made, picture))


@pytest.mark.parametrize(
    ("inside", "wrong"),
    [(WALL, ""), (HOLE, "of the frame is empty"), (WALL + FENCE, "the room for type is busy")],
)
def test_what_is_wrong_with_a_place_is_told(tmp_path: Path, inside: str, wrong: str) -> None:
    found = told(tmp_path, inside)
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_words_that_are_gone_too_soon_are_told(tmp_path: Path) -> None:
    made = drawn(tmp_path, WALL, words={**WORDS, "end": 1.4}, frames=150)
    assert checks.of_words(made) == ()
    # Four words need 1.2 s and 0.3 s each.
    assert "1.2 s too short" in checks.of_timing(made)[0]
    assert checks.of_timing(drawn(tmp_path, WALL, words=WORDS, frames=150)) == ()
    assert checks.of_timing(drawn(tmp_path, WALL)) == checks.of_words(drawn(tmp_path, WALL)) == ()


@pytest.mark.parametrize(
    ("box", "inside", "wrong"),
    [
        ("-20 -40 40 40", BALL.format(paint="@cloth"), ""),
        ("-20 -40 40 40", BALL.format(paint="@plaster"), "of its outline can be told"),
        ("-10 -40 20 40", BALL.format(paint="@cloth"), "lies outside its viewBox"),
        (
            "-20 -80 40 82",
            BALL.format(paint="@cloth").replace("-20", "-60"),
            "its origin is not where it stands",
        ),
    ],
)
def test_what_is_wrong_with_a_thing_is_told(tmp_path: Path, box: str, inside: str, wrong: str) -> None:
    (tmp_path / "props").mkdir()
    (tmp_path / "props/ball.svg").write_text(SVG.format(box=box, inside=inside))
    shelf = Shelf((tmp_path, *Shelf().folders))
    found = "; ".join(checks.of_thing(portrait(shelf, "props/ball", "dusk", 120)))
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_a_thing_without_title_or_with_an_unknown_colour_is_told(tmp_path: Path) -> None:
    (tmp_path / "props").mkdir()
    shelf = Shelf((tmp_path, *Shelf().folders))
    whole = SVG.format(box="-20 -40 40 40", inside=BALL.format(paint="@cloth"))
    (tmp_path / "props/ball.svg").write_text(whole.replace("<title>x</title>", ""))
    assert checks.of_thing(portrait(shelf, "props/ball", "dusk", 120)) == ("it has no title",)
    (tmp_path / "props/ball.svg").write_text(whole.replace("@cloth", "@cloht"))
    with pytest.raises(BadInput, match="cloht"):
        portrait(shelf, "props/ball", "dusk", 120)


def test_styles_that_look_alike_are_told() -> None:
    red, rose, blue = (
        np.full((90, 160, 3), colour, np.uint8) for colour in ((200, 40, 40), (204, 44, 44), (40, 60, 200))
    )
    assert [one for one, _ in checks.confused({"red": red, "blue": blue, "rose": rose})] == ["rose"]
    assert list(checks.confused({"red": red, "blue": blue})) == []
