"""The body of a look: its bones and the shape of its trunk, as a pose brings them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from studio.render.figures import shelves
from studio.render.figures.barrels import Barrel, Ring
from studio.render.figures.skeleton import Bones, Joints, joints
from studio.render.figures.space import Point, Spot, View

if TYPE_CHECKING:
    from studio.render.figures.grammar import Build, Section
    from studio.render.figures.looks import Look
    from studio.render.figures.poses import Pose


@lru_cache(maxsize=256)
def bones(look: Look) -> Bones:
    """The bones of a look."""
    known = shelves.bodies()
    age = known.ages[look.age]  # type: ignore[index]
    build = known.builds[look.build]
    tall = age.tall * look.tall
    head = 26.0 * age.head * (0.5 + 0.5 * look.tall) * (0.94 if look.age == "child" else 1)
    broad = age.broad * tall
    shoulders = 16.0 * build.shoulders * (broad + 0.04 if look.age == "child" else broad)
    # What the head takes more or less of the height, the rest of the body gives.
    rest = (180.0 * tall - head) / 154.0
    return Bones(
        thigh=43.5 * rest,
        shin=41.5 * rest,
        ankle=7.5 * rest,
        hips=8.2 * broad * (0.5 + 0.5 * build.hips),
        low_back=18.0 * rest,
        high_back=40.0 * rest,
        shoulders=shoulders,
        drop=10.0 * rest,
        upper_arm=29.5 * rest,
        forearm=25.5 * rest,
        neck=2.0 * rest * (0.7 if look.age == "child" else 1),
        head=head,
        foot=tall * (1.06 if look.age == "child" else 1.0),
    )


@dataclass(frozen=True)
class Body:
    """A look in a pose, seen from a side.

    Attributes:
        look: Who it is.
        told: What they do.
    """

    look: Look
    told: Pose

    @cached_property
    def pose(self) -> Pose:
        """The pose as a body of this age holds it."""
        stoop = shelves.bodies().ages[self.look.age].stoop  # type: ignore[index]
        return replace(self.told, lean=self.told.lean + stoop, nod=self.told.nod - 0.3 * stoop)

    @cached_property
    def bones(self) -> Bones:
        """Its bones."""
        return bones(self.look)

    @cached_property
    def joints(self) -> Joints:
        """Where its joints are."""
        return joints(self.bones, self.pose)

    @cached_property
    def view(self) -> View:
        """From where the hips are seen."""
        return View(self.pose.yaw)

    @cached_property
    def chest(self) -> View:
        """From where the chest is seen."""
        return View(self.pose.yaw + self.pose.twist)

    @cached_property
    def build(self) -> Build:
        """What kind of body it is."""
        return shelves.bodies().builds[self.look.build]

    @cached_property
    def size(self) -> float:
        """How large it is beside a grown-up."""
        return self.bones.leg / 92.5

    @cached_property
    def thick(self) -> float:
        """How thick its limbs are."""
        age = shelves.bodies().ages[self.look.age]  # type: ignore[index]
        return age.limbs * self.build.limbs * (0.25 + 0.75 * self.size)

    def seen(self, spot: Spot) -> Point:
        """Where a joint is on the picture."""
        return self.view.seen(spot)

    def trunk(self, ease: float = 0.0, flare: float = 0.0, straight: float = 0.0) -> Barrel:
        """The trunk from the neck (level 1) over the crotch (0) down the thighs to the knees (-1).

        Args:
            ease: How much wider it is all around, in units.
            flare: How much wider it is at the knees.
            straight: How little it follows the waist.
        """
        rings = [self._hanging(share, ease, flare) for share in (1.35, 1.0, 0.7, 0.4, 0.16)]
        rings += _straightened([self._ring(one, ease) for one in shelves.bodies().trunk[1:]], straight)
        return Barrel(tuple(rings), self.chest if abs(self.pose.twist) > 90 else self.view)

    def _ring(self, section: Section, ease: float) -> Ring:
        wide, front, back = self._measures(section)
        centre, tilt = self._spine(section.level)
        slim = max(0.0, min(1.0, (1.0 - section.level) / 0.1))
        ahead, deep = (front + back) / 2, (front - back) / 2
        ease *= 0.25 + 0.75 * slim
        return Ring(section.level, centre, tilt, wide + ease, deep + ease * 0.9, ahead)

    def _measures(self, section: Section) -> tuple[float, float, float]:
        build, level = self.build, section.level
        upper = max(0.0, min(1.0, (level - 0.42) / 0.32))
        lower = max(0.0, min(1.0, (0.42 - level) / 0.26))
        girth = build.waist * (1 - upper - lower) + build.chest * upper + build.hips * lower
        broad = girth
        if level > 0.8:
            broad = build.shoulders + (build.neck - build.shoulders) * max(0.0, (level - 0.88) / 0.12)
        scale = (self.bones.shoulders / (16.0 * build.shoulders)) * (0.35 * self.size + 0.65)
        front = section.front * girth
        front += build.belly * _bump(level, 0.36, 0.3) + build.bust * _bump(level, 0.72, 0.15)
        breath = self.pose.breath * 0.5 * _bump(level, 0.74, 0.25)
        return (
            section.wide * broad * scale + breath * 0.5,
            front * scale + breath,
            section.back * girth * scale,
        )

    def _spine(self, level: float) -> tuple[Point, Point]:
        """Where the trunk's axis is at a level, and which way its breadth lies there."""
        pelvis, waist, neck = (
            self.seen(one) for one in (self.joints.pelvis, self.joints.waist, self.joints.neck)
        )
        down = Point(pelvis.x - waist.x, pelvis.y - waist.y)
        low, high = 0.14, 0.42
        if level <= low:
            point = pelvis.plus(down, (low - level) / (high - low))
        elif level <= high:
            point = pelvis.toward(waist, (level - low) / (high - low))
        else:
            point = waist.toward(neck, (level - high) / (1 - high))
        blend = max(0.0, min(1.0, (level - 0.2) / 0.4))
        axis = Point(-down.x, -down.y).toward(Point(neck.x - waist.x, neck.y - waist.y), blend)
        long = (axis.x**2 + axis.y**2) ** 0.5 or 1.0
        return point, Point(-axis.y / long, axis.x / long)

    def _hanging(self, share: float, ease: float, flare: float) -> Ring:
        """Cloth around both thighs, that far from the hips to the knees."""
        right, left = self.joints.legs
        ends = [leg.root.toward(leg.middle, min(1.0, share)) for leg in (right, left)]
        if share > 1:
            # Below the knees cloth hangs straight down between thigh and shin.
            ends = [end.plus(Spot(0, self.bones.thigh * (share - 1), 0)) for end in ends]
        middle = ends[0].toward(ends[1], 0.5)
        round_leg = (8.5 - 0.9 * min(1.0, share)) * self.thick + ease + flare * share
        wide = abs(ends[0].x - ends[1].x) / 2 + round_leg
        deep = abs(ends[0].z - ends[1].z) / 2 + round_leg
        centre = self.seen(middle)
        hips = self.seen(right.root.toward(left.root, 0.5))
        knees = self.seen(right.middle.toward(left.middle, 0.5))
        axis = Point(hips.x - knees.x, hips.y - knees.y)
        long = (axis.x**2 + axis.y**2) ** 0.5
        drag = -self.pose.drag * 0.05 * share * flare
        across = Point(-axis.y / long, axis.x / long) if long > 12 else Point(1, 0)
        return Ring(-min(1.35, share), centre.plus(Point(1, 0), drag), across, wide, deep, 0.0)


def _straightened(rings: list[Ring], share: float) -> list[Ring]:
    """Rings between hips and chest as cloth has them that hangs from one to the other."""
    if not share:
        return rings
    low = max((ring for ring in rings if ring.level < 0.3), key=lambda ring: ring.wide)
    high = max((ring for ring in rings if 0.6 < ring.level < 0.86), key=lambda ring: ring.wide)
    out = []
    for ring in rings:
        along = min(1.0, max(0.0, (ring.level - low.level) / (high.level - low.level)))
        wide = low.wide + (high.wide - low.wide) * along
        inside = ring.level < high.level
        out.append(ring._replace(wide=ring.wide + max(0.0, wide - ring.wide) * share) if inside else ring)
    return out


def _bump(level: float, middle: float, reach: float) -> float:
    away = abs(level - middle) / reach
    return max(0.0, 1 - away * away) ** 2 if away < 1 else 0.0
