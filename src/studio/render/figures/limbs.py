"""Arms, hands, legs and shoes as they are drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from studio.render.figures import paths, shelves, shoes
from studio.render.figures.paths import Bone, filled, inside, stroked, tone
from studio.render.figures.space import Point, View

if TYPE_CHECKING:
    from studio.render.figures.bodies import Body
    from studio.render.figures.grammar import Garment
    from studio.render.figures.looks import Paints
    from studio.render.figures.skeleton import Limb

_FAR = -5.0


def paint_of(name: str, paints: Paints, body: Body) -> str:
    """A colour as a garment names it."""
    own = {"main": paints[0], "second": paints[1], "third": paints[2], "skin": body.look.skin}
    return own.get(name, body.look.hair_paint if name == "hair" else name)


def far(body: Body, limb: Limb) -> bool:
    """Whether a limb is that on the far side of the body."""
    return body.view.near(limb.root) < _FAR * body.size


def tones(paint: str, *, away: bool) -> tuple[str, str]:
    """The lit and the shaded tone of something near or far."""
    return (paint, tone(paint, "shade")) if away else (tone(paint, "lit"), paint)


def solid(bone: Bone, paint: str, *, away: bool, flat: bool = False, joined: bool = False) -> str:
    """A bone with its lit and its shaded side; one that is joined goes on from another."""
    lit, shade = tones(paint, away=away)
    whole = filled(bone.outline(flat=flat, joined=joined), lit)
    return whole + inside(bone.shaded(flat=flat, share=0.4, pointed=not joined), shade)


def _ringed(bone: Bone, paint: str, *, away: bool) -> str:
    """A bone that is cut off at both ends, such as the shaft of a boot."""
    lit, shade = tones(paint, away=away)
    return filled(bone.band(0, 1, 0), lit) + inside(_half_band(bone), shade)


def arm(body: Body, number: int, garment: Garment, paints: Paints, *, lower_only: bool = False) -> str:
    """An arm in its sleeve.

    Args:
        body: Whose it is.
        number: 0 for the right one, 1 for the left one.
        garment: What it is clothed by.
        paints: The colours of that.
        lower_only: Whether only forearm and hand are wanted, to be laid over what the arm reaches before.
    """
    limb = body.joints.arms[number]
    away = far(body, limb) and not lower_only
    shoulder, elbow, wrist = (body.seen(one) for one in limb)
    thick, loose = body.thick, garment.loose * (0.4 + 0.6 * body.size)
    skin = body.look.skin
    upper = Bone(shoulder, elbow, 5.0 * thick, 3.9 * thick, (0.5, 0.5))
    lower = Bone(elbow, wrist, 3.9 * thick, 2.7 * thick, (0.7 * thick, 0.5 * thick))
    reach = garment.sleeves
    out = [] if lower_only or reach >= 1 else [solid(upper, skin, away=away)]
    out += [solid(lower, skin, away=away, joined=True), hand(body, number, away=away)]
    if reach <= 0:
        return "".join(out)
    main = paint_of(garment.paint, paints, body)
    if not lower_only:
        share = min(1.0, reach)
        end = shoulder.toward(elbow, share)
        thin = (5.4 - 1.5 * share) * thick + loose * (1.3 if reach < 1 else 1)
        sleeve = Bone(shoulder, end, 5.0 * thick + loose * 0.55, thin, (0.6, 0.6))
        out.append(solid(sleeve, main, away=away, flat=reach < 1))
        if reach < 1:
            out.append(_cuff(sleeve, garment, paints, body, away=away))
    if reach > 1:
        end = elbow.toward(wrist, reach - 1)
        thin = (3.9 - 1.2 * (reach - 1)) * thick + loose
        sleeve = Bone(elbow, end, 3.9 * thick + loose, thin, (0.5 * thick, 0.3))
        out.append(solid(sleeve, main, away=away, flat=True, joined=True))
        out.append(_bands(sleeve, garment, paints, body, away=away))
        out.append(_cuff(sleeve, garment, paints, body, away=away))
    return "".join(out)


def _cuff(sleeve: Bone, garment: Garment, paints: Paints, body: Body, *, away: bool) -> str:
    lit, shade = tones(paint_of(garment.cuff or garment.paint, paints, body), away=away)
    if garment.cuff is None:
        return stroked(_across(sleeve, 0.97), tone(shade, "shade"), 0.45 * body.size)
    start = 1 - min(0.5, 2.6 * body.size / max(1.0, sleeve.long))
    band = Bone(
        sleeve.side(start, 0), sleeve.side(1.02, 0), _half(sleeve, start) + 0.35, _half(sleeve, 1) + 0.35
    )
    return filled(band.band(0, 1, 0), lit) + inside(_half_band(band), shade)


def _half(bone: Bone, share: float) -> float:
    return bone.wide + (bone.thin - bone.wide) * share


def _across(bone: Bone, share: float) -> str:
    return paths.line([bone.side(share, -0.95), bone.side(share + 0.015, 0), bone.side(share, 0.95)])


def _half_band(bone: Bone) -> str:
    sign = 1 if bone.across.x * 0.75 + bone.across.y * 0.66 > 0 else -1
    return paths.polygon(
        [bone.side(0, sign * 0.2), bone.side(0, sign), bone.side(1, sign), bone.side(1, sign * 0.2)]
    )


def _bands(sleeve: Bone, garment: Garment, paints: Paints, body: Body, *, away: bool) -> str:
    out = []
    for start, end, paint in garment.bands:
        lit, shade = tones(paint_of(paint, paints, body), away=away)
        band = Bone(
            sleeve.side(start, 0), sleeve.side(end, 0), _half(sleeve, start) + 0.15, _half(sleeve, end) + 0.15
        )
        out.append(filled(band.band(0, 1, 0.2), lit) + inside(_half_band(band), shade))
    return "".join(out)


def hand(body: Body, number: int, *, away: bool = False) -> str:
    """A hand in the shape the pose gives it."""
    name = body.pose.right_hand if number == 0 else body.pose.left_hand
    shape = shelves.named(shelves.hands().hands, name, "hand")
    matrix = hand_frame(body, number)
    lit, shade = tones(body.look.skin, away=away)
    dark = tone(body.look.skin, "shade")
    inner = (
        filled(shape.palm, lit)
        + inside(shape.shade, shade)
        + stroked(shape.lines, dark, 0.5)
        + (inside(shape.thumb, lit) + stroked(_open_end(shape.thumb), dark, 0.4) if shape.thumb else "")
    )
    return f'<g transform="matrix({" ".join(paths.num(one) for one in matrix)})">{inner}</g>'


def _open_end(outline: str) -> str:
    """An outline without its last stretch, so that a thumb grows out of its hand without a seam."""
    return outline.rstrip().rstrip("Zz")


def hand_frame(body: Body, number: int) -> tuple[float, float, float, float, float, float]:
    """Where a hand lies: x along its fingers, y away from the thumb."""
    direction = body.joints.hands[number]
    thumb = body.joints.thumbs[number]
    wrist = body.seen(body.joints.arms[number].end)
    ahead = body.seen(direction)
    long = math.hypot(*ahead)
    if long < 0.15:
        ahead = Point(0.0, 1.0)
    length = math.hypot(*ahead)
    along = Point(ahead.x / length, ahead.y / length)
    scale = (
        0.9 * body.size * (1.06 if body.look.age == "child" else 1.0) * (0.6 + 0.4 * body.thick / body.size)
    )
    stretch = scale * min(1.0, max(0.62, long + 0.1))
    away = Point(-along.y, along.x)
    side = body.seen(thumb)
    flip = -1.0 if side.x * away.x + side.y * away.y > 0 else 1.0
    return (
        along.x * stretch, along.y * stretch, away.x * scale * flip, away.y * scale * flip, wrist.x, wrist.y,
    )  # fmt: skip


def leg(body: Body, number: int, garment: Garment, paints: Paints) -> str:
    """A leg with its shoe, in what clothes it."""
    limb = body.joints.legs[number]
    away = far(body, limb)
    hip, knee, ankle = (body.seen(one) for one in limb)
    thick, loose = body.thick, garment.loose * (0.4 + 0.6 * body.size)
    hips = 0.55 + 0.45 * body.build.hips
    upper = Bone(hip, knee, 8.6 * thick * hips, 5.5 * thick, (0.6, 0.9))
    lower = Bone(knee, ankle, 5.5 * thick, 3.0 * thick, _calf(body, number, thick))
    out = [solid(upper, body.look.skin, away=away), solid(lower, body.look.skin, away=away, joined=True)]
    if body.look.shoes in ("sneaker", "boot"):
        sock = Bone(knee.toward(ankle, 0.82), ankle, 3.9 * thick, 3.3 * thick)
        out.append(_ringed(sock, "@light", away=away))
    out.append(shoes.shoe(body, number, lit=tones(body.look.shoe_paint, away=away)))
    main = paint_of(garment.paint, paints, body)
    # Trousers are tucked into boots.
    reach = min(garment.legs, 1.6) if body.look.shoes == "boot" else garment.legs
    if reach > 0:
        share = min(1.0, reach)
        tube = Bone(hip, hip.toward(knee, share), 8.6 * thick * hips + loose * 0.5,
                    (8.6 - 3.1 * share) * thick + loose, (0.5, 0.8))  # fmt: skip
        out.append(solid(tube, main, away=away, flat=reach < 1))
        if reach < 1:
            out.append(_cuff(tube, garment, paints, body, away=away))
    if reach > 1:
        end = knee.toward(ankle, reach - 1)
        thin = (5.5 - 2.0 * (reach - 1)) * thick + loose * 1.05
        tube = Bone(knee, end, 5.5 * thick + loose, thin, (0.3, 0.4))
        out.append(solid(tube, main, away=away, flat=True, joined=True))
        out.append(_cuff(tube, garment, paints, body, away=away))
    if body.look.shoes == "boot":
        shaft = Bone(knee.toward(ankle, 0.56), ankle, 5.6 * thick, 5.0 * thick)
        out.append(_ringed(shaft, body.look.shoe_paint, away=away))
        out.append(stroked(_across(shaft, 0.02), tone(body.look.shoe_paint, "deep"), 0.8))
    return "".join(out)


def _calf(body: Body, number: int, thick: float) -> tuple[float, float]:
    """Calves stand out behind."""
    back = View(body.pose.yaw + body.joints.feet[number].yaw).sin
    return (0.5 + 1.5 * max(0.0, -back) * thick, 0.5 + 1.5 * max(0.0, back) * thick)
