"""Drawings become plain SVG: filled in, repeated, painted; what moves, shines or has a name is kept apart."""

import re
import xml.etree.ElementTree as ET

import pytest

from studio.core.errors import BadInput
from studio.render.drawing.expanding import MOVES, Circumstances, expanded
from studio.render.drawing.plain import Plain
from studio.render.drawing.reading import Drawing, read
from studio.render.moving import KINDS

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:s="studio" viewBox="0 0 100 100"'
OTHERS = {
    "props/lamp": '<rect width="2" height="{tall}" fill="@metal"/><circle s:anchor="bulb" cx="1" cy="2"/>',
    "props/loop": '<g s:use="props/loop"/>',
}

USES = "<rect id='u0'/>" + "".join(
    f"<g id='u{number}'>" + f"<use href='#u{number - 1}'/>" * 20 + "</g>" for number in range(1, 10)
)


def drawing(inside: str, params: str = "") -> Drawing:
    return read(f'<svg {HEAD} s:params="{params}">{inside}</svg>'.encode(), "try.svg")


def find(name: str) -> Drawing:
    return drawing(OTHERS[name], "tall:9")


def plain(inside: str, params: str = "", moments: str = "day clear", **given: float | str) -> Plain:
    around = Circumstances(lambda token: f"#{token}", frozenset(moments.split()), find)
    found = expanded(drawing(inside, params), given, around)
    for piece in found.pieces:
        ET.fromstring(found.svg(piece.markup))
        for markup, _, _ in piece.lights:
            ET.fromstring(found.svg(markup))
    return found


def markup(found: Plain) -> str:
    return "".join(piece.markup for piece in found.pieces)


def test_parameters_are_filled_in_and_paint_is_looked_up() -> None:
    found = plain('<rect width="{n*2}" fill="@wall.lit" stroke="none"/>', "n:4", n=5)
    assert markup(found) == '<rect width="10" fill="#wall.lit" stroke="none"/>'


def test_repeats_count_and_move_on() -> None:
    found = markup(plain('<circle s:repeat="{n}" s:dx="10" s:as="k" r="{k+1}"/>', "n:3"))
    assert re.findall(r'r="(\d)"', found) == ["1", "2", "3"]
    assert 'transform="translate(20 0)"' in found


def test_repeats_nest() -> None:
    found = markup(plain('<g s:repeat="2" s:as="j"><rect s:repeat="2" x="{i}" y="{j}"/></g>'))
    assert re.findall(r'x="(\d)" y="(\d)"', found) == [("0", "0"), ("1", "0"), ("0", "1"), ("1", "1")]


@pytest.mark.parametrize(
    ("when", "shown"),
    [("day", True), ("night", False), ("night day", True), ("!day", False), ("!night", True), ("rain", False),
     ("day !clear", False)],
)  # fmt: skip
def test_moments(when: str, shown: bool) -> None:
    assert ("rect" in markup(plain(f'<rect s:when="{when}"/><circle/>'))) is shown


def test_what_moves_is_a_piece_of_its_own_between_its_neighbours() -> None:
    found = plain('<rect/><g transform="translate(5 0)"><path s:move="spin 360 2" s:pivot="1 2"/><line/></g>')
    assert [("rect" in one.markup, "path" in one.markup, "line" in one.markup) for one in found.pieces] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    assert found.pieces[1].move == ("spin", 360, 2, 6, 2)


def test_every_move_is_known() -> None:
    assert set(KINDS) == MOVES


def test_what_shines_is_drawn_and_noted_where_it_stands() -> None:
    found = plain('<g transform="scale(2)"><rect s:light=".5" s:halo="10" x="3"/></g><rect/>')
    [(light, strength, halo)] = found.pieces[0].lights
    assert light == '<g transform="scale(2)"><rect x="3"/></g>'
    assert (strength, halo) == (0.5, 20)
    assert markup(found).count("<rect") == 2


def test_named_places_are_kept_and_not_drawn() -> None:
    found = plain(
        '<g transform="translate(10 20)"><rect s:anchor="sign" x="1" y="2" width="30" height="8"/></g>'
    )
    assert found.anchors == {"sign": (11, 22, 30, 8)}
    assert not found.pieces


def test_other_drawings_are_used_with_their_parameters() -> None:
    found = plain('<g s:use="props/lamp" x="10" y="5" scale="2" s:tall="30"/>')
    assert '<rect width="2" height="30" fill="#metal"/>' in markup(found)
    assert found.anchors["bulb"][:2] == (12, 9)


def test_names_of_gradients_are_their_own_in_every_use() -> None:
    OTHERS["props/two"] = '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>'
    found = plain('<g s:use="props/two"/><g s:use="props/two"/>')
    ids = re.findall(r'id="([^"]+)"', found.defs)
    assert len(set(ids)) == 2
    assert re.findall(r"url\(#([^)]+)\)", markup(found)) == ids


def test_outlines_are_given_to_shapes_only_where_the_style_has_them() -> None:
    around = Circumstances(lambda token: f"#{token}", frozenset(), find, line=2)
    found = expanded(drawing('<rect fill="@wall"/><rect fill="none"/><rect stroke="@dark"/>'), {}, around)
    assert markup(found).count('stroke="#ink"') == 1


@pytest.mark.parametrize("soft", ['fill="none"', 'stroke="@wall"', 'fill-opacity="0.3"', 'opacity="0.3"'])
def test_what_lies_in_a_soft_group_gets_no_outline(soft: str) -> None:
    around = Circumstances(lambda token: f"#{token}", frozenset(), find, line=2)
    inside = f'<g {soft}><g><rect/><rect s:repeat="2"/></g></g><defs><g id="a" {soft}><path/></g></defs>'
    found = expanded(drawing(f"{inside}<rect/>"), {}, around)
    assert (markup(found) + found.defs).count('stroke="#ink"') == 1


def test_outlines_stay_as_they_are_where_things_are_enlarged() -> None:
    around = Circumstances(lambda token: f"#{token}", frozenset(), find, line=2)
    inside = '<rect/><g transform="scale(4)"><rect/><rect transform="scale(2)"/></g>'
    inside += '<g transform="scale(0)"><rect/></g>'
    found = markup(expanded(drawing(inside + '<g s:use="props/lamp" scale="0.5"/>'), {}, around))
    assert re.findall(r'stroke-width="([\d.]+)"', found) == ["2", "0.5", "0.25", "2", "4"]


def test_shadows_can_be_left_out() -> None:
    around = Circumstances(str, frozenset(), find, shadows=False)
    assert not expanded(drawing('<g s:shadow="1"><rect/></g>'), {}, around).pieces


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<rect width="{x}"/>', "there is no parameter x"),
        ('<rect width="{1/0}"/>', "cannot be worked out"),
        ('<rect width="nan"/>', "width is 'nan'"),
        ('<rect s:repeat="500"/>', "400 are the most"),
        ('<rect s:move="fly 1 2"/>', "no move 'fly'"),
        ('<g s:use="props/loop"/>', "without end"),
        ('<g s:use="props/lamp" s:wide="2"/>', "there is no parameter wide"),
        ('<g s:repeat="400"><rect s:repeat="400"/></g>', "more than 30,000 elements"),
        ('<g transform="fly(3)"><rect s:anchor="a"/></g>', "fly is no transform"),
        ('<rect s:light="much"/>', "'much' is no number"),
        ('<rect s:light="1" s:halo="100000000"/>', "it reaches from 0 to 2,000"),
        ('<rect s:light="1" s:halo="-5"/>', "it reaches from 0 to 2,000"),
        ('<g s:move="spin 1e308 0"><rect/></g>', "no number a drawing can have"),
        ('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>', "draws itself within itself"),
        (f"<defs>{USES}</defs><use href='#u9'/>", "more than 100,000 elements"),
    ],
)
def test_what_means_nothing_is_refused_with_its_place(inside: str, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        plain(inside)
    assert refused.value.message.startswith("try.svg:1: ")
    assert told in refused.value.message
