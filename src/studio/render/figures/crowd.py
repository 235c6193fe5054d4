"""People far away: the same bones, drawn with a few strokes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studio.render.figures import heads, paths, shelves
from studio.render.figures.bodies import Body
from studio.render.figures.limbs import paint_of
from studio.render.figures.paths import dot, filled, stroked, tone
from studio.render.figures.space import Point
from studio.render.figures.walking import PHASES, walking

if TYPE_CHECKING:
    from studio.render.figures.looks import Look
    from studio.render.figures.poses import Pose

_STEP = 2


@lru_cache(maxsize=512)
def distant(look: Look, pose: Pose) -> str:
    """Somebody far away, in a dozen elements at most.

    Args:
        look: Who it is.
        pose: How they stand or walk.
    """
    body = Body(look, pose)
    top = shelves.named(shelves.garments(), look.top, "garment")
    bottom = shelves.named(shelves.garments(), top.below or look.bottom, "garment")
    coat = tone(paint_of(top.paint, look.top_paint, body), "lit")
    cloth = look.skin if bottom.legs == 0 else paint_of(bottom.paint, look.bottom_paint, body)
    trunk = body.trunk(1.6, 2.0)
    hem = min(top.hem, bottom.hem if bottom.legs == 0 else 0.0)
    order = sorted((0, 1), key=lambda number: body.view.near(body.joints.arms[number].root))
    shin = look.skin if bottom.legs < 1 else cloth
    legs = "".join(_leg(body, number, cloth, shin, "" if number == order[1] else "shade") for number in order)
    far, near = (_arm(body, number, coat) for number in order)
    trunk_shape = filled(trunk.outline(min(hem, -0.02), 1.0), coat) + filled(
        trunk.shaded(min(hem, -0.02), 1.0), tone(coat, "")
    )
    return f"<g>{far}{legs}{trunk_shape}{near}{_head(body)}</g>"


def passing(look: Look, phase: int, yaw: float = 90.0, gait: str = "stroll") -> str:
    """Somebody far away who walks or runs; phases count as in `walking`, and every second one is drawn."""
    return distant(look, walking(phase // _STEP * _STEP % PHASES, gait, yaw))


def _leg(body: Body, number: int, paint: str, shin: str, side: str) -> str:
    hip, knee, ankle = (body.seen(one) for one in body.joints.legs[number])
    foot = body.joints.feet[number]
    heel, toe = body.seen(foot.heel), body.seen(foot.toe)
    shoe = [Point(heel.x, heel.y - 2), Point(toe.x, toe.y - 2)]
    bare = (
        ""
        if shin == paint
        else stroked(f"M{paths.at(knee)}L{paths.at(ankle)}", tone(shin, side), 8 * body.thick)
    )
    thigh = f"M{paths.at(hip)}L{paths.at(knee)}" + ("" if bare else f"L{paths.at(ankle)}")
    return (
        bare
        + stroked(thigh, tone(paint, side), 12.5 * body.thick)
        + stroked(
            paths.line(shoe) or f"M{paths.at(shoe[0])}h0.1",
            tone(body.look.shoe_paint, "shade"),
            4.5 * body.size,
        )
    )


def _arm(body: Body, number: int, paint: str) -> str:
    shoulder, elbow, wrist = (body.seen(one) for one in body.joints.arms[number])
    dark = tone(paint, "") if number == 0 else tone(paint, "shade")
    return stroked(f"M{paths.at(shoulder)}L{paths.at(elbow)}L{paths.at(wrist)}", dark, 9 * body.thick)


def _head(body: Body) -> str:
    chin, high, look = heads.head_place(body), body.bones.head, body.look
    view = heads.head_of(body).skull.view
    face = chin.plus(Point(0.03 * high * view.sin, -0.46 * high))
    hair = look.cover_paint if look.cover else look.hair_paint
    back = chin.plus(Point(-0.09 * high * view.sin, -0.68 * high))
    neck = stroked(
        f"M{paths.at(chin.plus(Point(0, -0.2 * high)))}L{paths.at(chin.plus(Point(0, 6 * body.size)))}",
        look.skin,
        8 * body.size,
    )
    skin = dot(face, 0.36 * high, tone(look.skin, "lit"), 0.47 * high)
    mass = dot(back, 0.38 * high, hair, 0.36 * high)
    if view.cos < -0.2:
        return neck + skin + dot(face, 0.39 * high, hair, 0.5 * high)
    brow = Point(face.x + 0.05 * high * view.sin, face.y + 0.1 * high)
    cheek = dot(brow, 0.3 * high, tone(look.skin, "lit"), 0.36 * high)
    return neck + skin + mass + cheek
