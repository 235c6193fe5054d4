"""Everybody in every pose from every side is a drawing that can be read, coloured and shown."""

import re

import pytest

from studio.render.drawing import reading
from studio.render.drawing.expanding import Circumstances, expanded
from studio.render.figures import shelves
from studio.render.figures.bodies import Body, bones
from studio.render.figures.faces import Face
from studio.render.figures.figure import figure, hands_at, mouth_box
from studio.render.figures.heads import head_place
from studio.render.figures.looks import Look, look
from studio.render.figures.poses import VIEWS, pose
from studio.render.painting import Painter
from studio.render.shelf import OURS, Shelf

PACK = Shelf((OURS,)).pack("dusk")
LOOKS = [look("baker woman", 1), look("manager man", 2), look("old fisherman", 3), look("girl pupil", 4)]


def shown(text: str) -> str:
    """The plain SVG of a figure; refused if anything in it is not of the dialect or has no colour."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -260 200 280">{text}</svg>'
    drawing = reading.read(svg.encode(), "figure")
    around = Circumstances(Painter(PACK, "dusk").colour, frozenset({"dusk"}), lambda _: drawing)
    return "".join(piece.markup for piece in expanded(drawing, {}, around).pieces)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", shelves.poses())
def test_every_pose_is_a_drawing_from_every_side(name: str, view: str) -> None:
    one = LOOKS[(len(name) + len(view)) % len(LOOKS)]
    text = figure(one, pose(name, view))
    assert not re.search(r"nan|inf", text)
    assert "@" not in shown(text)


@pytest.mark.parametrize(
    "garment", [name for name, one in shelves.garments().items() if one.part != "bottom"]
)
def test_every_garment_is_a_drawing(garment: str) -> None:
    top = garment if shelves.garments()[garment].part == "top" else "shirt"
    over = "" if top == garment else garment
    for view in ("three-quarter", "back"):
        shown(figure(Look(top=top, over=over, build="curvy"), pose("sit", view)))


@pytest.mark.parametrize("hair", shelves.hair())
def test_every_style_of_hair_is_a_drawing_from_every_side(hair: str) -> None:
    texts = {figure(Look(hair=hair, beard="full"), pose("stand").turned(yaw)) for yaw in (0, 90, 140, -60)}
    assert len(texts) == 4
    assert len(shown("".join(sorted(texts)))) > 1000


@pytest.mark.parametrize("cover", shelves.barbershop().covers)
def test_every_cover_is_a_drawing_over_long_and_short_hair(cover: str) -> None:
    texts = {
        figure(Look(hair=hair, cover=cover), pose("stand").turned(yaw))
        for hair in ("afro", "long")
        for yaw in (20, 170)
    }
    assert len(shown("".join(sorted(texts)))) > 1000


def test_the_same_person_in_the_same_pose_is_the_same_text() -> None:
    one, other = (look("mechanic", 7) for _ in range(2))
    first = figure(one, pose("wave"), Face("happy"))
    figure.cache_clear()
    assert figure(other, pose("wave"), Face("happy")) == first
    assert figure(look("mechanic", 8), pose("wave"), Face("happy")) != first


def test_a_grown_up_is_180_units_high_and_a_child_less() -> None:
    def tall(one: Look) -> float:
        have = bones(one)
        return have.leg + 1.5 + have.low_back + have.high_back + have.neck + have.head

    assert tall(Look()) == pytest.approx(180, abs=2)
    assert tall(Look(age="child")) == pytest.approx(0.66 * 180, abs=4)


def test_the_mouth_is_where_its_box_is() -> None:
    seen = {}
    for shape in ("D", "X"):
        text = figure(LOOKS[1], pose("stand", "front"), Face(mouth=shape))
        seen[shape] = set(re.findall(r'<path d="[^"]+"', text))
    box = mouth_box(LOOKS[1], pose("stand", "front"))
    x, y = head_place(Body(LOOKS[1], pose("stand", "front")))
    for path in seen["D"] ^ seen["X"]:
        for px, py in re.findall(r"[ML]?([-\d.]+) ([-\d.]+)", path):
            assert box.x - 0.5 <= float(px) + x <= box.x + box.width + 0.5
            assert box.y - 0.5 <= float(py) + y <= box.y + box.height + 0.5


def test_what_is_carried_by_both_hands_lies_between_them() -> None:
    who = LOOKS[1]
    right, left = hands_at(who, pose("carry"))
    text = figure(who, pose("carry"))
    found = re.search(r'translate\(([-\d.]+) ([-\d.]+)\) scale\([^)]*\)"><path d="M-21 -15', text)
    assert found
    assert float(found[1]) == pytest.approx((right.x + left.x) / 2, abs=0.1)
    assert float(found[2]) == pytest.approx((right.y + left.y) / 2, abs=0.1)


def test_the_far_arm_lies_behind_the_trunk_and_the_near_one_before() -> None:
    who = Look(top="tee", top_paint=("@cloth", "@light", "@light"), skin="@skin")
    text = figure(who, pose("stand", "three-quarter"))
    trunk = text.index('fill="@cloth.lit"')
    assert 'fill="@cloth.shade"' in text[:trunk]
    assert text.count('fill="@cloth.lit"', trunk + 1) >= 1


def test_outlines_go_around_a_figure_and_not_around_its_shade() -> None:
    text = figure(LOOKS[1], pose("stand"))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-100 -260 200 280">{text}</svg>'
    drawing = reading.read(svg.encode(), "figure")
    ink = Circumstances(Painter(PACK, "day").colour, frozenset({"day"}), lambda _: drawing, line=1.2)
    outlined = "".join(piece.markup for piece in expanded(drawing, {}, ink).pieces).count(
        'stroke-linejoin="round"'
    )
    lines = text.count('stroke-linejoin="round"')
    shapes = text.count("<path") + text.count("<ellipse")
    assert 12 < outlined - lines < (shapes - lines) * 0.6
