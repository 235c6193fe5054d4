"""Drawings are read; what could reach outside, run, or grow without end is refused with its line."""

import pickle
from pathlib import Path

import pytest

from studio.core.errors import BadInput, NotFound
from studio.render.drawing.reading import Misdrawn, load, read

ROOT = 'xmlns="http://www.w3.org/2000/svg" xmlns:s="studio" viewBox="-50 -100 100 110"'


def svg(inside: str, root: str = ROOT) -> bytes:
    return f"<svg {root}>\n{inside}\n</svg>".encode()


def test_a_drawing_is_read() -> None:
    drawing = read(svg('<title>A cup</title><rect x="1" fill="@wall" s:when="night"/>'), "cup.svg")
    assert drawing.title == "A cup"
    assert drawing.box == (-50, -100, 100, 110)
    rect = drawing.root.inside[1]
    assert (rect.given, rect.own, rect.line) == ({"x": "1", "fill": "@wall"}, {"when": "night"}, 2)


def test_without_a_title_its_name_is_said() -> None:
    assert read(svg("<g/>"), "coffee_machine.svg").title == "coffee machine"


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (svg("<script>alert(1)</script>"), 2, "<script>"),
        (svg('<image href="file:///etc/passwd"/>'), 2, "<image>"),
        (svg("<foreignObject/>"), 2, "<foreignObject>"),
        (svg('<animate attributeName="x"/>'), 2, "<animate>"),
        (svg("<text>words</text>"), 2, "<text>"),
        (svg('<style>@import url("http://x")</style>'), 2, "<style>"),
        (svg('<rect onclick="x()"/>'), 2, "the attribute onclick"),
        (svg('<rect style="fill:url(http://x)"/>'), 2, "a link in style"),
        (svg('<rect fill="url(http://x/y#z)"/>'), 2, "a link in fill"),
        (svg('<use href="http://x/y.svg#z"/>'), 2, "a link to http://x/y.svg#z"),
        (
            svg('<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="../secret.svg#a"/>'),
            2,
            "a link to",
        ),
        (b'<?xml-stylesheet href="x"?>\n' + svg(""), 1, "<?xml-stylesheet?>"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>\n' + svg("&a;"), 1, "a DOCTYPE"),
        (svg("<rect"), 3, "it is no SVG"),
        (b"", 1, "it is no SVG"),
        (b"\x00\x01\x02", 1, "it is no SVG"),
        (svg("", root='xmlns="http://www.w3.org/2000/svg"'), 1, "no viewBox"),
        (svg("", root=ROOT.replace("100 110", "0 110")), 1, "no area"),
        (svg("", root=ROOT.replace("100 110", "nan 110")), 1, "no area"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"/>', 1, "<html>"),
        (svg("<g>" * 61 + "</g>" * 61), 2, "too many elements"),
        (svg("<g/>" * 20_001), 2, "too many elements"),
        (svg(f'<path d="{"M0 0" * 100_001}"/>'), 2, "a d of 400,004 characters"),
        (svg("<g/>" + " " * 4_000_001), 1, "larger than 4 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_hostile_or_broken_is_refused_with_its_line(content: bytes, line: int, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read(content, "bad.svg")
    assert refused.value.message.startswith(f"bad.svg:{line}: ")
    assert told in refused.value.message
    assert refused.value.hint


def test_a_refusal_can_be_said_again() -> None:
    refused = Misdrawn.at("lamp.svg", 3, "it has a hole", "fill it")
    again = type(refused)(refused.message, hint=refused.hint)
    assert (again.message, again.hint) == ("lamp.svg:3: it has a hole", "fill it")
    assert pickle.loads(pickle.dumps(refused)).message == again.message


def test_a_billion_laughs_are_no_laughing_matter() -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{number} "{f"&a{number - 1};" * 10}">' for number in range(1, 10)
    )
    with pytest.raises(BadInput, match="DOCTYPE"):
        read(f"<!DOCTYPE svg [{entities}]>".encode() + svg("<title>&a9;</title>"), "bomb.svg")


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(svg("<title>One</title>"))
    assert load(file).title == "One"
    file.write_bytes(svg("<title>Another</title>"))
    assert load(file).title == "Another"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no drawing"):
        load(tmp_path / "none.svg")
