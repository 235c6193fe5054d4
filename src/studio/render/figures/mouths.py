"""Mouths: closed, smiling, or in the shape of a sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.figures import paths
from studio.render.figures.faces import Drawn, Face, emotion_of, mouth_of
from studio.render.figures.paths import filled, stroked, tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.figures.grammar import Mouth
    from studio.render.figures.space import Point

LEVEL = 0.195
_DARK = "@brick.deep*@dark:0.75"


def mouth(head: Drawn, face: Face) -> str:
    """The mouth in the shape of a sound or at rest."""
    if head.facing(0, LEVEL) < -0.15:
        return ""
    shape, skin = mouth_of(face), head.look.skin
    smile = emotion_of(face).smile * face.strength
    reach = 25 * shape.wide * (1 + 0.1 * max(0.0, smile)) * (0.86 if head.look.age == "child" else 1)
    painted = f"{skin.partition('*')[0]}*@brick:0.55" if head.look.curvy else skin
    if shape.open > 0.03:
        return _Open(head, shape, reach, smile).drawn(tone(painted, "shade"))
    return _closed(head, shape, reach, smile, tone(painted, "shade" if head.look.curvy else "deep"))


def _on(head: Drawn, marks: Sequence[tuple[float, float]], out: float = 0.004) -> list[Point]:
    return [head.at(angle, level, out) for angle, level in marks]


def _closed(head: Drawn, shape: Mouth, reach: float, smile: float, paint: str) -> str:
    corner, beside, middle = LEVEL + 0.028 * smile, LEVEL - 0.006 * smile - 0.002, LEVEL - 0.016 * smile
    lips = [(-reach, corner), (-reach / 2, beside), (0.0, middle), (reach / 2, beside), (reach, corner)]
    width = 0.024 if head.look.curvy or shape.round else 0.019
    under = _on(head, [(-8, 0.135), (0, 0.128), (8, 0.135)])
    return stroked(paths.line(_on(head, lips)), paint, width * head.high) + stroked(
        paths.line(under), head.look.skin, 0.014 * head.high
    )


class _Open:
    """An open mouth: lips, teeth and tongue."""

    def __init__(self, head: Drawn, shape: Mouth, reach: float, smile: float) -> None:
        self.head, self.shape, self.reach = head, shape, reach
        self.gap = 0.105 * shape.open
        self.top, self.low = LEVEL + self.gap * 0.3, LEVEL - self.gap * 0.8
        self.full = reach * (0.62 + 0.3 * shape.round)
        corner = LEVEL + 0.028 * smile
        beside = self.top - 0.3 * self.gap * (1 - shape.round)
        bow = 0.012 * smile
        self.upper = _on(head, [
            (-reach, corner), (-self.full, beside + bow * (1 - self.full / reach)), (0, self.top + bow),
            (self.full, beside + bow * (1 - self.full / reach)), (reach, corner),
        ])  # fmt: skip
        below = self.low + 0.22 * self.gap
        self.lower = _on(
            head, [(reach, corner), (self.full, below), (0, self.low), (-self.full, below), (-reach, corner)]
        )

    def drawn(self, lips: str) -> str:
        """All of it."""
        outline = paths.line(self.upper) + "L" + paths.line(self.lower)[1:] + "Z"
        inside = (self._tongue() if self.shape.tongue else "") + self._teeth()
        tucked = self._tucked(lips) if self.shape.tucked else ""
        return stroked(outline, lips, 0.026 * self.head.high) + filled(outline, _DARK) + inside + tucked

    def _tongue(self) -> str:
        side = self.low + 0.13 * self.gap
        marks = [
            (-self.reach / 2, side),
            (0.0, self.low + self.gap * (0.08 + 0.55 * self.shape.tongue)),
            (self.reach / 2, side),
            (0.0, self.low + 0.06 * self.gap),
        ]
        return filled(paths.line(_on(self.head, marks), closed=True), "@fruit*@brick:0.4")

    def _teeth(self) -> str:
        out = ""
        if self.shape.upper:
            deep = self.gap * 0.42 * self.shape.upper
            side = self.top - 0.35 * self.gap - deep / 2
            edge = _on(
                self.head, [(self.full * 0.9, side), (0, self.top - deep - 0.004), (-self.full * 0.9, side)]
            )
            out += filled(paths.line([*self.upper[1:4], *edge], closed=True), "@light.lit")
        if self.shape.lower:
            side = self.low + 0.12 * self.gap
            marks = [
                (-self.reach * 0.55, side), (0.0, self.low + self.gap * 0.35 * self.shape.lower),
                (self.reach * 0.55, side), (0.0, self.low + 0.03 * self.gap),
            ]  # fmt: skip
            out += filled(paths.line(_on(self.head, marks), closed=True), "@light")
        return out

    def _tucked(self, lips: str) -> str:
        side = self.low + 0.2 * self.gap
        marks = [(-self.reach * 0.6, side), (0.0, self.low + 0.35 * self.gap), (self.reach * 0.6, side)]
        return stroked(paths.line(_on(self.head, marks, 0.008)), lips, 0.03 * self.head.high)
