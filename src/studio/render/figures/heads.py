"""A head: skull, ears, face, hair and what is worn on it; drawn about its chin, then set on the neck."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from studio.render.figures import beards, faces, mouths, paths, shelves
from studio.render.figures.barrels import Barrel, Ring
from studio.render.figures.bodies import bones
from studio.render.figures.faces import Drawn, Face
from studio.render.figures.hair import Mass
from studio.render.figures.paths import dot, filled, inside, tone
from studio.render.figures.space import Point, View

if TYPE_CHECKING:
    from studio.render.figures.bodies import Body
    from studio.render.figures.looks import Look

_BESIDE = 100.0


class Held(NamedTuple):
    """All that a head's drawing depends on but for the face: heads held alike are drawn once.

    Attributes:
        look: Whose it is.
        yaw: How far it is turned to the viewer's right.
        bowed: How far it is bowed or raised toward the viewer, in degrees.
        drag: How far hair hangs behind, in degrees.
        front: Whether hair that hangs down the back is hidden by the trunk.
    """

    look: Look
    yaw: float
    bowed: float
    drag: float
    front: bool


def held(body: Body) -> Held:
    """How a body holds its head, in steps the eye cannot tell apart."""
    pose, look = body.pose, body.look
    yaw = round(2 * (pose.yaw + pose.twist + pose.look)) / 2
    bowed = round(pose.nod + 0.35 * pose.lean) if View(yaw).cos > 0.05 else 0
    style = shelves.named(shelves.hair(), look.hair, "style of hair")
    swings = bool(style.falls or style.tails or look.cover)
    return Held(look, yaw, bowed, round(pose.drag) if swings else 0, from_front(body))


def head_of(body: Body) -> Drawn:
    """The head of a body, its origin at the chin."""
    return _shaped(held(body))


@lru_cache(maxsize=64)
def _shaped(head: Held) -> Drawn:
    look, view = head.look, View(head.yaw)
    high = bones(look).head
    child = look.age == "child"
    jaw = shelves.bodies().builds[look.build].jaw * (1.08 if child else 1.0)
    rings = []
    for section in shelves.bodies().skull:
        wider = (1 + (jaw - 1) * max(0.0, 1 - section.level * 2)) * (1.05 if child else 1.0)
        deep, ahead = (section.front - section.back) / 2, (section.front + section.back) / 2
        rings.append(
            Ring(
                section.level, Point(0, -section.level * high), Point(1, 0),
                section.wide * wider * high, deep * high, ahead * high,
            )
        )  # fmt: skip
    bowed = math.sin(math.radians(head.bowed)) * 0.16 * max(0.0, view.cos)
    return Drawn(Barrel(tuple(rings), view), high, bowed, look)


def head_turn(body: Body) -> float:
    """How far the head is turned on the picture, clockwise in degrees."""
    pose = body.pose
    view = View(pose.yaw + pose.twist + pose.look)
    return (pose.nod + 0.3 * pose.lean) * view.sin + (pose.tilt + 0.4 * pose.side) * view.cos


def head_place(body: Body) -> Point:
    """Where the chin's axis is on the picture."""
    return body.seen(body.joints.chin)


def set_on(body: Body, markup: str) -> str:
    """Markup of the head, brought to where the head is."""
    place, turn = head_place(body), head_turn(body)
    turned = f" rotate({paths.num(turn)} 0 {paths.num(-0.2 * body.bones.head)})" if abs(turn) > 0.05 else ""
    return f'<g transform="translate({paths.at(place)}){turned}">{markup}</g>' if markup else ""


def _masses(seen: Held) -> tuple[Mass | None, Mass | None]:
    """The hair and what covers it."""
    head, look, shop = _shaped(seen), seen.look, shelves.barbershop()
    cover = shelves.named(shop.covers, look.cover, "cover") if look.cover else None
    style = shelves.named(shop.hair, look.hair, "style of hair")
    drag = seen.drag
    if cover and cover.drape:
        return None, Mass(head, cover, look.cover_paint, drag)
    if cover:
        low = [ball for ball in style.balls if ball.level < 0.6]
        pressed = {"volume": min(style.volume, cover.volume - 0.012), "crown": 0.0, "balls": low, "lean": 0.0}
        if style.scallops:
            pressed["volume"] = min(style.volume, 0.06)
        style = style.model_copy(update=pressed)
    hat = Mass(head, cover, look.cover_paint, drag) if cover else None
    return Mass(head, style, look.hair_paint, drag), hat


def from_front(body: Body) -> bool:
    """Whether hair that hangs down the back is hidden by the trunk."""
    return body.chest.cos >= -0.2


def behind(body: Body) -> str:
    """What hangs behind head and trunk of somebody who is seen from the front."""
    seen = held(body)
    return set_on(body, _rear(seen)) if seen.front else ""


@lru_cache(maxsize=64)
def _rear(seen: Held) -> str:
    return "".join(mass.behind() for mass in _masses(seen) if mass)


def head(body: Body, face: Face) -> str:
    """The head with its face."""
    return set_on(body, _drawn(held(body), face))


@lru_cache(maxsize=256)
def _drawn(seen: Held, face: Face) -> str:
    drawn = _shaped(seen)
    own, hat = _masses(seen)
    out = _ears(drawn, near=False) + _skull(drawn)
    if not seen.front:
        out += "".join(mass.fall() for mass in (own, hat) if mass and mass.style.falls)
    if drawn.skull.view.cos > -0.55:
        out += f'<g stroke="none">{_face(drawn, face)}</g>'
    if own:
        out += own.cap() + own.sides()
    if not (own and own.style.locks) and not (hat and hat.style.drape):
        out += _ears(drawn, near=True)
    if own:
        out += own.before()
    if seen.look.glasses:
        out += f'<g stroke="none">{faces.glasses(drawn)}</g>'
    if hat:
        out += hat.cap() + hat.brim() + hat.before()
    return out


def _skull(head: Drawn) -> str:
    skin, shape = head.look.skin, head.skull
    share = 0.3 - 0.12 * max(0.0, shape.view.sin)
    return filled(shape.outline(0, 1), tone(skin, "lit")) + inside(shape.shaded(0.0, 1, share), skin)


def _face(head: Drawn, face: Face) -> str:
    look = head.look
    hairy = ""
    if look.beard:
        style = shelves.named(shelves.barbershop().beards, look.beard, "beard")
        hairy = beards.beard(head, style, look.hair_paint)
    old = _wrinkles(head) if look.age == "old" else ""
    return (
        faces.cheeks(head, face)
        + old
        + hairy
        + mouths.mouth(head, face)
        + faces.eyes(head, face)
        + faces.nose(head)
    )


def _wrinkles(head: Drawn) -> str:
    out = ""
    for side in (-1, 1):
        if head.facing(side * 30, 0.3) > 0.2:
            fold = [head.at(side * 17, 0.33), head.at(side * 26, 0.27), head.at(side * 29, 0.2)]
            bag = [head.at(side * 16, 0.435), head.at(side * 25, 0.42), head.at(side * 34, 0.44)]
            for points in (fold, bag):
                out += paths.stroked(paths.line(points), head.look.skin, 0.016 * head.high)
    return out


def _ears(head: Drawn, *, near: bool) -> str:
    skin, high, out = head.look.skin, head.high, ""
    for side in (-1, 1):
        facing = head.skull.nearness(side * _BESIDE, 0.44)
        if (facing > 0.12) is not near or facing < -0.6:
            continue
        level = 0.43 + head.bowed * 0.5
        at = head.skull.at(side * _BESIDE, level, -0.02 * high)
        wide = (0.05 + 0.045 * max(0.0, facing)) * high
        tilt = 10 * (1 if head.skull.view.sin >= 0 else -1) * abs(head.skull.view.sin)
        lit, shade = (tone(skin, "lit"), skin) if at.x < 0.05 * high else (skin, tone(skin, "shade"))
        out += dot(at, wide, lit, 0.098 * high, turn=tilt)
        if near:
            inner = Point(at.x + 0.008 * high, at.y - 0.005 * high)
            out += f'<g stroke="none">{dot(inner, wide * 0.5, shade, 0.055 * high, turn=tilt)}</g>'
    return out


def mouth_box(body: Body) -> tuple[float, float, float, float]:
    """Where the mouth is on the picture: left, top, width and height, with room for every shape of it."""
    drawn = head_of(body)
    place, turn = head_place(body), math.radians(head_turn(body))
    pivot = Point(0, -0.2 * body.bones.head)
    corners = []
    for angle, level in ((-32, 0.3), (32, 0.3), (-32, 0.07), (32, 0.07)):
        spot = drawn.at(angle, level, 0.01)
        x, y = spot.x - pivot.x, spot.y - pivot.y
        corners.append(Point(
            place.x + pivot.x + x * math.cos(turn) - y * math.sin(turn),
            place.y + pivot.y + x * math.sin(turn) + y * math.cos(turn),
        ))  # fmt: skip
    left, top = min(one.x for one in corners), min(one.y for one in corners)
    return left, top, max(one.x for one in corners) - left, max(one.y for one in corners) - top
