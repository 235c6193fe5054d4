"""People far away cost little, walk, and keep the colours they have near by."""

from studio.render.figures.crowd import passing
from studio.render.figures.figure import figure
from studio.render.figures.looks import Look, look
from studio.render.figures.poses import pose
from studio.render.figures.walking import PHASES


def test_they_are_a_dozen_elements() -> None:
    for seed in range(20):
        for yaw in (0, 35, 90, 180, -90):
            one = look("passer-by", seed)
            text = passing(one, 3, yaw)
            assert text.count("<") - 2 <= 14
            assert len(text) < len(figure(one, pose("stand"))) / 4


def test_they_walk_in_half_as_many_pictures() -> None:
    assert len({passing(Look(), phase) for phase in range(PHASES)}) == PHASES // 2


def test_they_keep_their_colours() -> None:
    who = Look(top_paint=("@accent", "@light", "@light"), skin="@skin*@leather:0.3")
    text = passing(who, 0)
    assert "@accent.lit" in text
    assert "@skin.lit*@leather:0.3" in text
