"""A figure: somebody in a pose with a face, as text in the drawing dialect.

The origin lies between the feet on the ground; a grown-up is 180 units high.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studio.render.figures import clothes, heads, limbs, paths, shelves
from studio.render.figures.bodies import Body
from studio.render.figures.faces import Face
from studio.render.figures.paths import Bone, dot, filled, num, stroked, tone
from studio.render.figures.space import Point

if TYPE_CHECKING:
    from studio.render.figures.grammar import Garment, Held
    from studio.render.figures.looks import Look
    from studio.render.figures.poses import Pose

CALM = Face()


class Box(NamedTuple):
    """A place on the picture, in units from the figure's origin."""

    x: float
    y: float
    width: float
    height: float


@lru_cache(maxsize=512)
def figure(look: Look, pose: Pose, face: Face = CALM, *, shadow: bool = True) -> str:
    """Draw somebody.

    Args:
        look: Who it is.
        pose: How they hold themselves, and from which side they are seen.
        face: What their face does.
        shadow: Whether their contact shadow is drawn, too.
    """
    body = Body(look, pose)
    known = shelves.garments()
    top = shelves.named(known, look.top, "garment")
    bottom = shelves.named(known, top.below or look.bottom, "garment")
    over = shelves.named(known, look.over, "garment") if look.over else None
    behind, before = _arms(body, top)
    from_front = heads.from_front(body)
    parts = [
        _shadow(body) if shadow else "",
        heads.behind(body),
        behind,
        _legs(body, bottom),
        _neck(body),
        clothes.worn(body, top, look.top_paint),
        clothes.worn(body, over, look.over_paint) if over else "",
        _draped(body),
        "" if from_front else before,
        heads.head(body, face),
        before if from_front else "",
    ]
    return f"<g>{''.join(parts)}</g>"


def mouth_box(look: Look, pose: Pose) -> Box:
    """Where the mouth is, with room for every shape of it."""
    return Box(*heads.mouth_box(Body(look, pose)))


def eye_level(look: Look, pose: Pose) -> Point:
    """The middle between the eyes: where a camera that wants the face looks."""
    body = Body(look, pose)
    return heads.head_place(body).plus(Point(0, -0.5 * body.bones.head))


def hands_at(look: Look, pose: Pose) -> tuple[Point, Point]:
    """The middles of the right and the left hand."""
    body = Body(look, pose)
    return tuple(_grip(body, number) for number in (0, 1))  # type: ignore[return-value]


def _grip(body: Body, number: int) -> Point:
    a, b, c, d, x, y = limbs.hand_frame(body, number)
    return Point(x + 8 * a + 1 * c, y + 8 * b + 1 * d)


def _shadow(body: Body) -> str:
    feet = [body.seen(foot.ball) for foot in body.joints.feet]
    heels = [body.seen(foot.heel) for foot in body.joints.feet]
    xs = [one.x for one in feet + heels]
    lowest = max(one.y for one in feet + heels)
    high = min(1.0, max(0.0, -lowest) / 40)
    wide = ((max(xs) - min(xs)) / 2 + 13 * body.size) * (1 - 0.3 * high)
    oval = dot(Point((max(xs) + min(xs)) / 2, 0.5), wide, "@shadow", 3.6 * body.size)
    return oval.replace("/>", f' fill-opacity="{num(0.34 - 0.2 * high)}"/>')


def _legs(body: Body, bottom: Garment) -> str:
    paints = body.look.bottom_paint
    order = sorted((0, 1), key=lambda number: sum(body.view.near(one) for one in body.joints.legs[number]))
    legs = [limbs.leg(body, number, bottom, paints) for number in order]
    seat = clothes.worn(body, bottom, paints)
    # A skirt covers both legs; the seat of trousers joins them.
    return "".join(legs) + seat


def _neck(body: Body) -> str:
    chin, foot = heads.head_place(body), body.seen(body.joints.neck)
    head = body.bones.head
    view = heads.head_of(body).skull.view
    top = chin.plus(Point(-0.13 * head * view.sin, -0.16 * head))
    down = foot.plus(Point(-1.2 * body.chest.sin, 5 * body.size))
    thick = 4.5 * body.build.neck * (0.45 + 0.55 * body.size)
    bone = Bone(down, top, thick * 1.12, thick)
    skin = body.look.skin
    if body.look.cover and shelves.barbershop().covers[body.look.cover].drape:
        skin = body.look.cover_paint
    out = filled(bone.outline(), skin)
    # The shadow of the chin.
    if view.cos > -0.4:
        under = chin.plus(Point(0.05 * head * view.sin + 0.5, 0.01 * head))
        out += dot(under, thick * 0.98, tone(skin, "shade"), 0.105 * head).replace(
            "/>", ' fill-opacity="0.55"/>'
        )
    return out + filled(bone.shaded(share=0.3), tone(skin, "shade"), ' fill-opacity="0.45"')


def _draped(body: Body) -> str:
    """The ends of a headscarf, laid over neck and shoulders."""
    look = body.look
    if not look.cover or not shelves.named(shelves.barbershop().covers, look.cover, "cover").drape:
        return ""
    trunk, paint = body.trunk(2.4), look.cover_paint
    front = trunk.traced(
        [(-84, 0.9), (-44, 0.845), (0, 0.8), (44, 0.845), (84, 0.9), (80, 0.99), (0, 0.98), (-80, 0.99)]
    )
    folds = [[(-70, 0.98), (-25, 0.92), (20, 0.87)], [(55, 0.985), (12, 0.94), (-30, 0.9)]]
    lines = "".join(stroked(trunk.drawn_line(fold), tone(paint, "shade"), 0.6 * body.size) for fold in folds)
    around = filled(trunk.patch(-180, 180, 0.88, 1.0), paint)
    return around + filled(paths.line(front, closed=True), paint) + lines


def _arms(body: Body, top: Garment) -> tuple[str, str]:
    """What of the arms lies behind the trunk, and what before it, with what they hold."""
    behind, before = "", ""
    order = sorted((0, 1), key=lambda number: body.view.near(body.joints.arms[number].root))
    held = shelves.named(shelves.hands().held, body.pose.holds, "thing to hold") if body.pose.holds else None
    for number in order:
        limb = body.joints.arms[number]
        root, elbow, wrist = (body.view.near(one) for one in limb)
        whole = limbs.arm(body, number, top, body.look.top_paint)
        thing = _held(body, held, number) if held else ""
        if root < -5 * body.size or (elbow + wrist) / 2 < -9 * body.size:
            behind += whole
            if wrist > 4 * body.size and wrist - root > 8 * body.size:
                before += thing + limbs.arm(body, number, top, body.look.top_paint, lower_only=True)
            else:
                behind += thing
        else:
            before += thing + whole
    return behind, before


def _held(body: Body, held: Held, number: int) -> str:
    if held.by == "both":
        # Drawn once, before the hand that is nearer.
        near = max((0, 1), key=lambda one: body.view.near(body.joints.arms[one].end))
        if number != near:
            return ""
        right, left = _grip(body, 0), _grip(body, 1)
        place = right.toward(left, 0.5)
        return _placed(held.markup, place, body.size, body.view.cos)
    if (held.by == "left") != (number == 1):
        return ""
    if held.upright:
        return _placed(held.markup, _grip(body, number), body.size, 1.0 if body.pose.yaw >= 0 else -1.0)
    a, b, c, d, *_ = limbs.hand_frame(body, number)
    grip = _grip(body, number)
    matrix = " ".join(num(one) for one in (a, b, c, d, grip.x, grip.y))
    return f'<g transform="matrix({matrix})">{held.markup}</g>'


def _placed(markup: str, place: Point, size: float, across: float) -> str:
    scale = f"scale({num(size if across >= 0 else -size)} {num(size)})"
    return f'<g transform="translate({num(place.x)} {num(place.y)}) {scale}">{markup}</g>'
