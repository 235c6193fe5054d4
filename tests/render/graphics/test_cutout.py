"""Things are cut out along their edge, without a fringe; what cannot be cut well is not cut."""

import cv2
import numpy as np
import pytest
from tests.render.graphics.looks import painter, plain
from tests.render.graphics.things import busy, photographed, thing

from studio.render.graphics.pictures import cutout as cutting
from studio.render.graphics.pictures.cutout import cutout
from studio.render.graphics.pictures.edges import refined
from studio.render.graphics.pictures.ground import ground
from studio.render.graphics.pictures.lighting import relit, stood
from studio.render.graphics.pictures.prints import printed
from studio.render.graphics.products.shading import Studio, studio

GROUNDS = {"white": (246, 246, 244), "grey": (150, 152, 158), "blue": (70, 120, 190), "black": (18, 18, 22)}
CASES = [
    ("red", "white"), ("red", "grey"), ("red", "blue"), ("red", "black"), ("pale", "blue"), ("pale", "black"),
    ("dark", "white"), ("green", "white"), ("green", "grey"),
]  # fmt: skip


def whole(rgba: np.ndarray) -> np.ndarray:
    """The alpha of a cut-out at the place it was cut from."""
    lab, small = cutting._lab(rgba)
    found = ground(lab)
    mask = cutting._cut(small, cutting._apart(lab, found), found)
    return refined(rgba, mask, found)


@pytest.mark.parametrize(("colour", "behind"), CASES)
def test_a_thing_on_a_plain_ground_is_cut_along_its_edge(colour: str, behind: str) -> None:
    drawn = thing(colour=colour)
    picture = photographed(drawn, GROUNDS[behind])
    made = cutout(picture)
    assert made.good
    assert made.how == "plain"
    cut = whole(picture)[..., 3] > 127
    true = drawn[..., 3] > 127
    assert (cut & true).sum() / (cut | true).sum() >= 0.97
    handle = cut[int(0.45 * 600), int(0.71 * 600)]
    assert not handle, "the ground is seen through the handle"


@pytest.mark.parametrize(("colour", "behind"), [("red", "white"), ("dark", "white"), ("pale", "blue")])
def test_a_cut_out_has_no_fringe(colour: str, behind: str) -> None:
    drawn = thing(colour=colour)
    cut = whole(photographed(drawn, GROUNDS[behind], noise=0.5)).astype(np.float32)
    new = np.array((30, 160, 60) if behind != "black" else (240, 240, 240), np.float32)
    for_truth, for_cut = (
        one[..., :3] * (one[..., 3:] / 255) + new * (1 - one[..., 3:] / 255)
        for one in (drawn.astype(np.float32), cut)
    )
    edge = cv2.dilate(drawn[..., 3], np.ones((5, 5))) - cv2.erode(drawn[..., 3], np.ones((5, 5))) > 0
    off = np.abs(for_cut - for_truth).mean(axis=-1)[edge]
    uncut = np.abs(photographed(drawn, GROUNDS[behind], noise=0)[..., :3] - for_truth).mean(axis=-1)[edge]
    assert off.mean() < 7
    assert off.mean() < 0.25 * uncut.mean()


def test_a_soft_shadow_stays_behind() -> None:
    drawn = thing(colour="red")
    picture = photographed(drawn, (235, 235, 236), shadow=0.35)
    cut = whole(picture)[..., 3] > 127
    true = drawn[..., 3] > 127
    assert (cut & true).sum() / (cut | true).sum() >= 0.95


def test_what_has_alpha_is_taken_as_it_is() -> None:
    drawn = thing()
    made = cutout(drawn)
    assert (made.how, made.score) == ("alpha", 1.0)
    top, left = (int(np.flatnonzero((drawn[..., 3] > 6).any(axis=axis))[0]) - 1 for axis in (1, 0))
    high, wide = made.rgba.shape[:2]
    assert np.array_equal(made.rgba, drawn[top : top + high, left : left + wide])


def test_busy_and_empty_pictures_are_refused() -> None:
    for picture in (busy(), photographed(np.zeros((300, 300, 4), np.uint8), (200, 200, 200))):
        made = cutout(picture)
        assert not made.good
        assert made.how == "none"
        assert made.why
        assert made.rgba.shape == picture.shape


def test_what_the_frame_cuts_off_is_refused() -> None:
    drawn = thing()
    picture = photographed(drawn, GROUNDS["white"])[200:440, 80:]
    assert not cutout(np.ascontiguousarray(picture)).good


def test_a_cut_out_takes_on_the_light_of_the_scene() -> None:
    rgba = thing(200)
    day, night = (relit(rgba, studio(painter(time=time))) for time in ("day", "night"))
    inside = rgba[..., 3] == 255
    assert day[inside][:, :3].mean() > 1.15 * night[inside][:, :3].mean()
    warmth = [(one[inside][:, 0].mean() / one[inside][:, 2].mean()) for one in (day, night)]
    assert warmth[0] > 1.1 * warmth[1]
    assert np.array_equal(day[..., 3], rgba[..., 3])
    flat = np.full((120, 120, 4), 255, np.uint8)
    flat[..., :3] = 128
    lit = relit(
        np.pad(flat, ((20, 20), (20, 20), (0, 0))), Studio((1.1, 1.0, 0.9), (0.4, 0.4, 0.5), (1, 1, 1))
    )
    assert lit[80, 24, :3].mean() > lit[80, 136, :3].mean() + 8, "the side of the light is brighter"


def test_a_cut_out_stands_on_its_shadow() -> None:
    made = stood(thing(200), painter())
    x, y = (round(part) for part in made.origin)
    assert made.rgba[y - 4, x, 3] == 255
    below = made.rgba[y + 1 :, :, 3]
    assert 60 < below.max() < 255, "a shadow lies on the floor"
    assert made.rgba[: made.rgba.shape[0] // 2, 0, 3].max() < 3


def test_a_print_has_paper_all_round_and_a_shadow() -> None:
    rgba = np.full((200, 300, 4), 255, np.uint8)
    rgba[..., :3] = (30, 90, 160)
    made = printed(rgba, plain(), 400, turn=0.0)
    opaque = np.argwhere(made[..., 3] == 255)
    (top, left), (bottom, right) = opaque.min(axis=0), opaque.max(axis=0)
    assert right - left + 1 == pytest.approx(400, abs=2)
    paper = plain().shown("paper")
    corner = made[top + 6, left + 6, :3]
    assert np.abs(corner.astype(int) - [int(paper[at : at + 2], 16) for at in (1, 3, 5)]).max() < 6
    assert tuple(made[(top + bottom) // 2, (left + right) // 2, :3]) == (30, 90, 160)
    assert 10 < made[bottom + 4, (left + right) // 2, 3] < 200
