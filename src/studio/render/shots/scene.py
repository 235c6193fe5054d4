"""A shot that is set up and lit: any of its frames, in any order, always the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.render.camera.moving import camera
from studio.render.canvas import Canvas
from studio.render.grading import Grade
from studio.render.rooms import Room
from studio.render.shots import edging, framing
from studio.render.shots.casting import cast, extent_of, may_stand_over, spot_of, stands_over
from studio.render.shots.clearing import around
from studio.render.shots.covering import painted
from studio.render.shots.crossing import crossed
from studio.render.shots.ending import OUT_OF_FOCUS, covered, ended, veil
from studio.render.shots.focus import focused
from studio.render.shots.nature import weathered
from studio.render.shots.people import Person
from studio.render.shots.pictures import Playing, aside, drawn_to, heads
from studio.render.shots.planes import Moment, Plane
from studio.render.shots.stage import Stage
from studio.render.shots.staging import hidden, staged, surveyed, wide
from studio.render.shots.writing import Clearance, Written, written

if TYPE_CHECKING:
    from numpy import ndarray

    from studio.render.grammar import Frame
    from studio.render.rooms import Box
    from studio.render.shelf import Shelf
    from studio.render.shots.grammar import Shot
    from studio.render.shots.spots import Spot
    from studio.render.view import View

_LOOKED_AT = (0.1, 0.5, 0.9)
_BOARDS = ("sign", "screen", "board", "display")
_STANDS = 0.62
# What the names of things begin with that a place shows, and that no words lie over.
_SHOWN = "shown_"
# The depth that is sharp where a card or a device is held before a place.
_BEFORE = 0.64


@dataclass
class Scene:
    """A shot ready to be taken.

    Attributes:
        stage: What is where.
        over: What falls between the camera and all else.
        grade: The finish of its frames.
        words: What is written over it.
        sharp: The depth that is in focus all the time; None where the camera decides.
    """

    stage: Stage
    over: list[Plane]
    grade: Grade
    words: Written | None = None
    sharp: float | None = None

    @property
    def shot(self) -> Shot:
        """The shot."""
        return self.stage.shot

    def frame(self, number: int) -> Canvas:
        """One frame of it, counted from 0."""
        moment = Moment(number, number / self.shot.fps, number / max(1, self.shot.frames - 1))
        view = self.view(moment)
        canvas = Canvas(view.width, view.height)
        painted((*self.stage.planes, *self.over), canvas, view, moment)
        if self.words:
            self.words.show(canvas, view, moment)
        self.grade.apply(canvas, number)
        return canvas

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its frames as they are encoded, both even."""
        return self.shot.width + self.shot.width % 2, self.shot.height + self.shot.height % 2

    def close(self) -> None:
        """Close the clips that play in it."""
        for plane in self.stage.planes:
            if isinstance(plane, Playing):
                plane.close()

    def planes(self, number: int) -> ndarray:
        """One frame as an encoder takes it: yuv420p, luma over both chromas."""
        width, height = self.size
        planes: ndarray = self.frame(number).planes().reshape(height * 3 // 2, width)
        return planes

    def mouth(self, number: int) -> float | None:
        """How far a mouth is open on a frame for what it says, 0 to 1; None where nobody is."""
        people = [one for one in self.stage.cast if isinstance(one, Person)]
        return max((one.open(number) for one in people), default=None)

    def still(self) -> ndarray:
        """The frame that stands for the shot: everything has come, nothing has gone."""
        return self.frame(round(_STANDS * (self.shot.frames - 1))).rgb()

    def view(self, moment: Moment) -> View:
        """What the camera sees at a moment."""
        return seen(self.stage.view, self.shot, self.stage.shelf, moment.share, self.sharp)

    def bare(self) -> list[ndarray]:
        """Some frames without words, to choose the words' colour by."""
        return [self.frame(round(share * (self.shot.frames - 1))).rgb() for share in _LOOKED_AT]


def scene(shot: Shot, shelf: Shelf) -> Scene:
    """Set a shot up."""
    frame = shelf.place(shot.place).frames[shot.aspect]
    view = rested(shot, shelf)
    sharp = _sharp(shot, shelf)
    views = [seen(view, shot, shelf, share / 8, sharp) for share in range(9)]
    racks = any(one.sharp != 1 for one in views)
    stage = staged(shot, shelf, view, max(one.zoom for one in views), racks=racks)
    cast(stage)
    if racks:
        stage.planes = [focused(plane) for plane in stage.planes]
    painter = stage.painter()
    finish = painter.pack.finish
    grade = Grade(shot.seed, grain=finish.grain, vignette=finish.vignette)
    over = [] if hidden(shot) else weathered(stage, stage.painter(outdoors=True), shot.seed)
    made = Scene(stage, over, grade, sharp=sharp)
    if shot.is_ending:
        stage.planes += [veil(stage, made.bare())] if covered(shot, stage.place) else []
        stage.planes += ended(stage, made.bare())
    elif shot.words:
        made.words = written(shot, painter, shelf, _clearance(made, frame))
    return made


def rested(shot: Shot, shelf: Shelf) -> View:
    """What the camera sees where it rests."""
    place = shelf.place(shot.place)
    view, frame = wide(shot, place), place.frames[shot.aspect]
    closer = shot.camera.size != "wide"
    centred = place.fitted and not shot.words and not shot.is_ending
    if not (closer or shot.is_signed or centred):
        return view
    stage = surveyed(shot, shelf)
    subject = looked_at(stage) if closer else framing.Subject()
    view = framing.framed(view, frame, shot.camera.size, subject, centred=centred)
    if "sign" not in stage.spots or not shot.is_signed:
        return view
    return edging.whole(
        view,
        stage.spots["sign"],
        subject,
        frame.span,
        lambda seen_from, share: seen(seen_from, shot, shelf, share),
    )


def _clearance(scene: Scene, frame: Frame) -> Clearance:
    """What the words of a shot keep clear of: its people and things, and what unsettles its frames."""
    shot, stage = scene.shot, scene.stage
    bare, people = scene.bare(), crossed(shot, stage.cast, scene.view, _LOOKED_AT)
    if hidden(shot):
        return Clearance(bare, people + heads(bare), None, aside(bare), drawn_to(bare))
    wide = shot.camera.size == "wide"
    return Clearance(
        bare,
        people + _meant(scene),
        Room(*frame.type) if wide else None,
        framing.best(frame, shot.camera.size, shot.width / shot.height),
    )


def _meant(scene: Scene) -> list[Box]:
    """Where what a place itself shows comes to lie: its sign, its best things, what the camera is on."""
    shot, spots = scene.shot, scene.stage.spots
    found = [_lies(scene, spots["sign"], edging.FRAMED)] if shot.is_signed and "sign" in spots else []
    found += [_lies(scene, spot, 0.0) for name, spot in spots.items() if name.startswith(_SHOWN)]
    name = shot.camera.on or ("" if shot.cast else "hero")
    if shot.camera.size != "wide" and name in spots:
        found.append(_lies(scene, spots[name], 0.0))
    return found


def _lies(scene: Scene, spot: Spot, edge: float) -> Box:
    """Where a named place lies in the frame while the camera goes its way."""
    views = [seen(scene.stage.view, scene.shot, scene.stage.shelf, share) for share in _LOOKED_AT]
    return around([edging.edges(view, spot, edge * spot.height) for view in views])


def looked_at(stage: Stage) -> framing.Subject:
    """What a shot is about.

    Args:
        stage: The stage, surveyed.
    """
    shot = stage.shot
    if shot.camera.on:
        return framing.Subject(stage.spot(shot.camera.on), board=shot.camera.on in _BOARDS)
    if shot.cast:
        thing = shot.cast[0]
        return framing.Subject(spot_of(stage, thing), *extent_of(stage, thing), person=thing.kind == "person")
    return next(
        (framing.Subject(stage.spots[name]) for name in ("hero", "stand") if name in stage.spots),
        framing.Subject(),
    )


def _sharp(shot: Shot, shelf: Shelf) -> float | None:
    """What is in focus all the time: what lies over a place, and not the place; None if nothing does."""
    if covered(shot, shelf.place(shot.place)):
        return OUT_OF_FOCUS
    return _BEFORE if may_stand_over(shot) and stands_over(surveyed(shot, shelf)) else None


def seen(view: View, shot: Shot, shelf: Shelf, share: float, sharp: float | None = None) -> View:
    """What the camera sees when a share of the shot has passed.

    Args:
        view: What it sees where it rests.
        shot: The shot.
        shelf: Where moves are looked for.
        share: How much of the shot has passed.
        sharp: The depth that is in focus; None where the move decides.
    """
    files = shelf.files("camera.yaml")
    at = camera(shot.camera.move, share, energy=shot.camera.energy, seed=shot.seed, files=files)
    sharp = at.focus if sharp is None else sharp
    return replace(view, x=at.x * view.span, y=at.y * view.span, zoom=at.zoom, sharp=sharp)
