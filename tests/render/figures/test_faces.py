"""Every sound has a mouth of its own, every emotion a face of its own, and a blink shuts the eyes."""

import itertools
import re

import pytest

from studio.render.figures import shelves
from studio.render.figures.faces import Face, openness
from studio.render.figures.figure import figure
from studio.render.figures.looks import Look
from studio.render.figures.poses import pose

WHO = Look(top="tee", top_paint=("@cloth", "@cloth2", "@cloth3"))
WHITE = 'fill="@light.lit"'


def drawn(face: Face, view: str = "three-quarter") -> str:
    return figure(WHO, pose("stand", view), face)


@pytest.mark.parametrize("view", ["front", "three-quarter", "side"])
def test_mouths_differ(view: str) -> None:
    texts = {shape: drawn(Face(mouth=shape), view) for shape in "ABCDEFGHX"}
    for one, other in itertools.combinations(texts, 2):
        assert texts[one] != texts[other], f"{one} looks like {other}"


def test_a_wide_sound_opens_the_mouth_further_than_a_narrow_one() -> None:
    def gap(shape: str) -> float:
        text = drawn(Face(mouth=shape), "front")
        dark = re.search(r'<path d="([^"]+)" fill="@brick.deep[^"]*"', text)
        if not dark:
            return 0.0
        heights = [float(y) for y in re.findall(r"-?[\d.]+ (-?[\d.]+)", dark[1])]
        return max(heights) - min(heights)

    assert gap("X") == gap("A") == 0
    assert gap("D") > gap("C") > gap("B") > 0


def test_emotions_differ() -> None:
    texts = [drawn(Face(emotion)) for emotion in shelves.faces().emotions]
    assert len(set(texts)) == len(texts) >= 5


def test_a_blink_shuts_the_eyes() -> None:
    assert drawn(Face()).count(WHITE) == 4
    assert drawn(Face(blink=1)).count(WHITE) == 0
    assert openness(Face(blink=1)) == 0 < openness(Face("tired")) < openness(Face("surprised")) <= 1


def test_eyes_follow_what_they_look_at() -> None:
    def iris(gaze: tuple[float, float]) -> tuple[float, float]:
        found = re.search(
            r'cx="([-\d.]+)" cy="([-\d.]+)"[^>]*fill="@hair.shade', drawn(Face(gaze=gaze), "front")
        )
        assert found
        return float(found[1]), float(found[2])

    assert iris((-1, 0))[0] < iris((0, 0))[0] < iris((1, 0))[0]
    assert iris((0, -1))[1] < iris((0, 1))[1]


def test_the_back_of_a_head_has_no_face() -> None:
    assert drawn(Face(mouth="D"), "back") == drawn(Face(mouth="X", blink=1), "back")
