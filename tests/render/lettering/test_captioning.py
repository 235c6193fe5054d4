"""Captions in the picture read on everything, stand where they are seen, and touch nothing else."""

import numpy as np
import pytest
from tests import scripts

from studio.core.errors import BadInput
from studio.media.captions.cues import Cue, Place
from studio.render import readable
from studio.render.lettering.captioning import Captions, Look, longest, look, overlay, shape
from studio.render.rooms import Box, kept_clear
from studio.render.shelf import shelf
from studio.render.video import to_rgb

SIZES = [(640, 360), (360, 640), (400, 400), (360, 450), (642, 362)]
LINES = ("Every morning at five, Anna", "lights the oven by the sea.")
PACKS = shelf(None).names("packs")


def styled(pack: str) -> Look:
    return look(shelf(None).pack(pack), shelf(None))


def frame(size: tuple[int, int], luma: int | None = None) -> np.ndarray:
    """Planes of one grey, or of the loudest noise there is."""
    width, height = size
    if luma is not None:
        planes = np.full((height * 3 // 2, width), 128, np.uint8)
        planes[:height] = luma
        return planes
    return np.random.default_rng(1).choice(np.array([16, 235], np.uint8), (height * 3 // 2, width))


def rgb(planes: np.ndarray) -> np.ndarray:
    width, height = planes.shape[1], planes.shape[0] * 2 // 3
    y, u, v = np.split(planes.reshape(-1), [width * height, width * height * 5 // 4])
    half = (height // 2, width // 2)
    return to_rgb(y.reshape(height, width), u.reshape(half), v.reshape(half))


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("luma", [16, 126, 235, None])
def test_type_reads_on_whatever_is_behind_it(pack: str, luma: int | None) -> None:
    size, seen = (640, 360), styled(pack)
    planes = frame(size, luma)
    shown = overlay(LINES, size, seen)
    shown.lay(planes)
    box = shown.box
    # Between the edge of the ground and the letters, nothing but ground is seen.
    strip = Box(box.left + 12, box.top + 1, box.right - 12, box.top + 5)
    assert readable.worst([rgb(planes)], [strip], seen.ink) >= readable.ENOUGH


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("place", ["bottom", "top"])
def test_it_stands_where_it_is_sure_to_be_seen_and_touches_nothing_else(
    size: tuple[int, int], place: Place
) -> None:
    shown = overlay(LINES, size, styled("dusk"), place)
    assert kept_clear(
        Box(*(side + (1 if number < 2 else -1) for number, side in enumerate(shown.box))), *size
    )
    assert (shown.box.top > size[1] / 2) == (place == "bottom")
    assert abs((shown.box.left + shown.box.right) - size[0]) <= 3
    before = frame(size)
    after = before.copy()
    shown.lay(after)
    changed = np.argwhere((after != before)[: size[1]])
    (top, left), (bottom, right) = changed.min(0), changed.max(0) + 1
    assert left >= shown.box.left
    assert right <= shown.box.right
    assert top >= shown.box.top
    assert bottom <= shown.box.bottom
    assert right - left > 0.9 * (shown.box.right - shown.box.left)


def test_letters_have_the_colour_of_the_style() -> None:
    seen = styled("paper")
    planes = frame((1280, 720), 16)
    shown = overlay(LINES, (1280, 720), seen)
    shown.lay(planes)
    part = rgb(planes)[int(shown.box.top) : int(shown.box.bottom)].reshape(-1, 3).astype(int)
    assert np.abs(part - seen.ink).max(axis=1).min() <= 6


def test_styles_look_different() -> None:
    looks = [styled(pack) for pack in PACKS]
    assert len({(one.face.font.name, one.ground) for one in looks}) == len(PACKS)


def test_a_clients_colour_is_the_ground_only_where_type_reads_on_it() -> None:
    pack = shelf(None).pack("dusk")
    dark = look(pack, shelf(None), brand={"dark": "#103a2a"})
    assert dark.ground == (16, 58, 42)
    assert look(pack, shelf(None), brand={"dark": "#e8e0d0"}).ground == styled("dusk").ground


@pytest.mark.parametrize("size", SIZES)
def test_the_longest_line_fits_into_the_frame(size: tuple[int, int]) -> None:
    line = ("the quick brown fox jumps over the lazy dogs " * 2)[: longest(*size)].strip()
    shown = overlay((line, line), size, styled("paper"))
    assert shown.box.right - shown.box.left <= 0.91 * size[0]


def test_shapes_of_frames() -> None:
    assert [shape(*size) for size in ((16, 9), (9, 16), (1, 1), (4, 5))] == [
        "wide",
        "tall",
        "square",
        "square",
    ]


@pytest.mark.parametrize("line", ["שלום לכולם", "مرحبا بكم", "你好，世界", "Привет, мир"])
def test_other_scripts_are_set_like_ours(line: str) -> None:
    scripts.needs(line)
    shown = Captions([Cue(0, 1000, (line,))], (640, 360), 24, styled("dusk")).at(0)
    assert shown
    assert shown.plate.alpha.max() > 240
    assert shown.box.bottom - shown.box.top > 20


def test_what_no_font_has_is_known_before_anything_is_rendered() -> None:
    cues = [Cue(0, 1000, ("fine",)), Cue(2000, 3000, ("\U00010900\U0001e95e",))]
    with pytest.raises(BadInput, match="no font here has"):
        Captions(cues, (640, 360), 24, styled("dusk"))


def test_each_frame_shows_its_own_caption() -> None:
    cues = [Cue(1000, 2000, ("one",)), Cue(2080, 3000, ("two",), "top")]
    captions = Captions(cues, (640, 360), 25, styled("dusk"))
    shown = [captions.at(number) for number in (24, 25, 49, 50, 51, 52, 74, 75)]
    assert [bool(one) for one in shown] == [False, True, True, False, False, True, True, False]
    assert shown[1] is shown[2]
    assert shown[1] is not shown[5]
    planes = frame((640, 360), 126)
    captions.lay(planes, 24)
    assert (planes == frame((640, 360), 126)).all()
    captions.lay(planes, 52)
    assert (planes[:90] != 126).any()
    assert (planes[90:360] == 126).all()
