"""Logos keep their colours, lose their white ground, are always read; hostile ones do no harm."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.render.graphics.looks import plain

from studio.core.errors import BadInput, Refused, StudioError
from studio.render.graphics import shapes
from studio.render.graphics.look import reads
from studio.render.graphics.pictures.logos import logo, of_pixels, placed, plate_colour
from studio.render.graphics.pictures.pixels import pixels
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.words import words

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 50"'
)


def wordmark(ground: str, ink: str) -> np.ndarray:
    """A name on a ground; its letters have counters."""
    sheet = Sheet(600, 300, 1)
    sheet.draw(shapes.rect((0, 0, 600, 300), ground))
    sheet.write(words("Bodega", plain().faces.headline, 110), (300, 180), ink, align=0.5)
    return sheet.rgba()


def test_a_white_ground_goes_and_so_do_the_counters_of_letters() -> None:
    made = of_pixels(wordmark("#ffffff", "#222a66"))
    assert made.ground == ""
    assert made.inks[0][0] == "#222a66"
    assert (made.rgba[..., 3] == 0).mean() > 0.3
    opaque = made.rgba[made.rgba[..., 3] > 60][:, :3].astype(int)
    assert np.abs(opaque - (0x22, 0x2A, 0x66)).max() < 30, "no white is left at the edges"


def test_white_letters_in_a_badge_stay_white() -> None:
    sheet = Sheet(400, 400, 1)
    sheet.draw(shapes.rect((0, 0, 400, 400), "#ffffff"), shapes.circle(200, 200, 180, "#c0392b"))
    sheet.write(words("Bodega", plain().faces.headline, 70), (200, 220), "#ffffff", align=0.5)
    made = of_pixels(sheet.rgba())
    high, wide = made.rgba.shape[:2]
    assert made.rgba[0, 0, 3] == 0
    middle = made.rgba[high // 3 : 2 * high // 3, wide // 4 : 3 * wide // 4]
    assert middle[..., 3].min() == 255
    assert (middle[..., :3].min(axis=-1) > 240).any()


@pytest.mark.parametrize("ground", ["#ffffff", "#fbf3e4", "#22123a", "#c0392b", "#27405f", "#777777"])
@pytest.mark.parametrize("ink", ["#222a66", "#f2c14e", "#c0392b", "#ffffff", "#101010"])
def test_a_logo_is_read_on_every_ground(ground: str, ink: str) -> None:
    made = of_pixels(wordmark("#00ff00" if ink != "#101010" else "#ffffff", ink))
    look = plain().on(ground)
    laid = placed(made, look, (240, 120))
    opaque = laid[laid[..., 3] > 250][:, :3].astype(int)
    inked = np.abs(opaque - [int(ink[at : at + 2], 16) for at in (1, 3, 5)]).max(axis=1) < 12
    assert inked.any(), "it keeps its colour"
    if reads(ink, ground) < 2.6:
        assert not inked.all(), "it stands on a plate"
        assert reads(ink, plate_colour(made, look)) > 2.6
    else:
        assert laid[0, 0, 3] == 0


def test_a_small_room_never_breaks_a_logo() -> None:
    made = of_pixels(wordmark("#ffffff", "#222a66"))
    for size in ((1, 1), (3, 200), (200, 3), (37, 19)):
        assert placed(made, plain(), size).shape == (size[1], size[0], 4)


def test_a_huge_picture_becomes_a_small_logo(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("L", (20_000, 6_000), 255).save(path, compress_level=1)
    assert max(pixels(path, longest=800).shape) == 800


def test_a_broken_picture_is_refused(tmp_path: Path) -> None:
    whole = tmp_path / "whole.png"
    Image.fromarray(wordmark("#ffffff", "#222a66")).save(whole)
    for name, content in {
        "half.png": whole.read_bytes()[:900],
        "text.png": b"hello",
        "none.png": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(StudioError):
            logo(tmp_path / name)


def svg(tmp_path: Path, inside: str, head: str = f"{HEAD}>", before: str = "") -> Path:
    path = tmp_path / "logo.svg"
    path.write_text(f"{before}{head}{inside}</svg>")
    return path


def test_an_ordinary_svg_is_drawn_with_its_styles(tmp_path: Path) -> None:
    before = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    )
    path = svg(
        tmp_path,
        '<style>.a{fill:#2a9d8f}</style><g id="x"><circle class="a" cx="25" cy="25" r="20"/></g>'
        '<use xlink:href="#x" x="50"/><rect style="fill:#e76f51" width="30" height="10"/>',
        before=before,
    )
    made = logo(path)
    assert made.rgba.shape[1] > made.rgba.shape[0]
    assert {ink for ink, _ in made.inks} == {"#2a9d8f", "#e76f51"}


def test_what_reaches_outside_or_runs_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    inside = (
        '<script>alert(1)</script><image xlink:href="secret.png" width="100" height="50"/>'
        "<foreignObject><p>hi</p></foreignObject><style>@import url(http://evil/x.css);</style>"
        '<rect onclick="x()" style="fill:url(http://evil/a.svg#b)" fill="#cc2200" width="40" height="20"/>'
        '<use xlink:href="file:///etc/passwd#a"/><animate attributeName="x"/>'
    )
    from studio.render.graphics.pictures.svg import cleaned

    plain_svg = cleaned(svg(tmp_path, inside).read_bytes(), "logo.svg", 400)
    for word in ("script", "image", "foreign", "evil", "onclick", "passwd", "animate", "import"):
        assert word not in plain_svg
    assert logo(svg(tmp_path, inside)).inks[0][0] == "#cc2200"


def bomb(depth: int) -> str:
    rows = ['<g id="g0"><rect width="1" height="1"/></g>']
    rows += [f'<g id="g{n}">{f"<use xlink:href=&quot;#g{n - 1}&quot;/>" * 10}</g>'.replace("&quot;", '"')
             for n in range(1, depth)]  # fmt: skip
    return "".join(rows)


HOSTILE = {
    "entities": ("", f"{HEAD}>", '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "external entity": ("", f"{HEAD}>", '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "uses of uses": (bomb(12), f"{HEAD}>", ""),
    "itself": ('<g id="a"><use xlink:href="#a"/></g>', f"{HEAD}>", ""),
    "deep": ("<g>" * 500 + "</g>" * 500, f"{HEAD}>", ""),
    "many": ("<rect/>" * 50_000, f"{HEAD}>", ""),
    "no size": ("<rect width='1' height='1'/>", '<svg xmlns="http://www.w3.org/2000/svg">', ""),
    "no number": ("<rect/>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 10">', ""),
    "a line": ("<rect/>", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000000 1">', ""),
    "nothing": ("", f"{HEAD}>", ""),
    "torn": ("<g>", f"{HEAD}>", ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_svg_is_refused(name: str, tmp_path: Path) -> None:
    inside, head, before = HOSTILE[name]
    with pytest.raises((BadInput, Refused)) as refused:
        logo(svg(tmp_path, inside, head, before))
    assert "logo.svg" in refused.value.message
    assert refused.value.hint


def test_a_vast_svg_is_drawn_small(tmp_path: Path) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="900000" viewBox="0 0 10 10">'
    made = pixels(
        svg(tmp_path, '<path fill="#123456" d="M0 0H9V9Z M nan inf L 1e300 4"/>', head), longest=200
    )
    assert made.shape == (200, 200, 4)
