"""Whatever is wrong with type is said, and nothing else."""

from dataclasses import replace

import pytest

from studio.render.lettering import pairings
from studio.render.lettering.fitting import fitted
from studio.render.lettering.judging import flaws
from studio.render.lettering.setting import Text, block
from studio.render.rooms import Room

TEXT = Text("Bread, baked by lighthouse light.", "To the last.", "Since 1911")
ROOM = Room(0.1, 0.14, 0.8, 0.3)


@pytest.mark.parametrize("name", pairings.names())
@pytest.mark.parametrize("frame", [(640, 360), (360, 640), (480, 480), (432, 540)])
def test_what_is_fitted_has_no_flaw(name: str, frame: tuple[int, int]) -> None:
    standing = fitted(TEXT, pairings.faces(name), frame, ROOM)
    assert flaws(standing, TEXT, lasts=5, contrast=4.6) == []


def test_every_flaw_is_told() -> None:
    faces = pairings.faces("modern")
    good = block(TEXT, faces, (640, 360), ROOM)
    assert flaws(good, TEXT, lasts=2, contrast=4.6) == ["it is on screen 2.2 seconds too short"]
    assert flaws(good, TEXT, lasts=5, contrast=4.4) == ["its contrast is 4.4, and should be 4.5 at least"]
    high = block(TEXT, faces, (640, 360), Room(0.1, 0.0, 0.8, 0.5), anchor="top")
    assert "'SINCE 1911' may be hidden: it stands too near the edge" in flaws(high, TEXT, lasts=5, contrast=9)
    first, *others = good.lines
    small = replace(good, lines=(replace(first, size=6.0), *others))
    assert flaws(small, TEXT, lasts=5, contrast=9) == [
        "'SINCE 1911' is too small to be read",
        "it has more than two sizes",
    ]


def test_words_that_matter_are_marked_by_asterisks() -> None:
    assert Text.marked("Bread, baked by *lighthouse light*.") == Text(
        "Bread, baked by lighthouse light.", stressed="lighthouse light"
    )
    assert Text.marked("*Two* words *here*").stressed == "Two here"
    assert Text.marked("3 * 4 * 5 = 60") == Text("3 * 4 * 5 = 60")
