"""What interfaces are built of: bars, cards, buttons, words, and the finger that touches them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.easing import eased
from studio.render.graphics import shapes
from studio.render.graphics.look import mix, readable, shade
from studio.render.graphics.screens.icons import icon
from studio.render.graphics.sheet import Sheet
from studio.render.graphics.words import fitted

if TYPE_CHECKING:
    from studio.render.graphics.look import Look
    from studio.render.graphics.screens.grammar import Phrases, Screen
    from studio.render.lettering.pairings import Typeface

BAR, EDGE = 58.0, 18.0


@dataclass(frozen=True)
class Ui:
    """An interface that is being drawn.

    Attributes:
        sheet: What it is drawn on; its units are those of a phone 390 wide.
        look: Its colours and type.
        screen: What it shows.
        phrases: What it says where nobody gave it words.
        seconds: How long it has been shown.
    """

    sheet: Sheet
    look: Look
    screen: Screen
    phrases: Phrases
    seconds: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.sheet.width

    @property
    def height(self) -> float:
        """How high it is."""
        return self.sheet.height

    @property
    def wide(self) -> bool:
        """Whether it is a laptop's and not a phone's."""
        return self.sheet.width > self.sheet.height

    @property
    def brand(self) -> str:
        """The client's colour."""
        return self.look.shown("accent")

    @property
    def card(self) -> str:
        """What cards are made of."""
        return mix(self.look.ground, "#ffffff", 0.75)

    @property
    def line(self) -> str:
        """Fine lines."""
        return self.look.quiet(0.88)

    @property
    def name(self) -> str:
        """The client's name."""
        return self.screen.name or self.screen.headline

    def since(self, start: float, over: float = 0.5) -> float:
        """How far something has come that starts at a time."""
        return eased("out", (self.seconds - start) / over)

    def window(self, height: float) -> Ui:
        """A part as wide as the whole that is drawn apart, and cut at its edges."""
        sheet = Sheet(self.width, height, self.sheet.scale)
        return Ui(sheet, self.look, self.screen, self.phrases, self.seconds)

    def show(self, part: Ui, top: float) -> None:
        """Put in a part that was drawn apart."""
        self.sheet.lay(part.sheet.rgba(), (0, round(top * self.sheet.scale) / self.sheet.scale))

    def write(
        self,
        text: str,
        at: tuple[float, float],
        size: float,
        *,
        colour: str = "",
        room: float = 0.0,
        align: float = 0.0,
        face: Typeface | None = None,
        opacity: float = 1.0,
    ) -> float:
        """Write a line; returns how wide it is.

        Args:
            text: What is said; nothing is written where there is nothing to say.
            at: Where it begins, and its baseline.
            size: The size of its type.
            colour: Its colour; ink if empty.
            room: How wide it may be; as wide as it is if 0.
            align: What of it lies there: 0 its left, 0.5 its middle, 1 its right.
            face: The typeface; that of text if None.
            opacity: How much of it is seen.
        """
        if not text:
            return 0.0
        made = fitted(text, face or self.look.faces.text, size, room or 1e6, least=0.7)
        self.sheet.write(made, at, colour or self.look.ink, align=align, opacity=opacity)
        return made.width

    def blank(self, box: tuple[float, float, float, float], *, strength: float = 0.84) -> None:
        """A grey bar where words would be."""
        self.sheet.draw(shapes.rect(box, self.look.quiet(strength), round=box[3] / 2))

    def status(self) -> float:
        """The bar at the top of a phone; returns where the rest begins."""
        if self.wide:
            return 0.0
        self.write("9:41", (28, 32), 15, face=self.look.faces.headline)
        right, ink = self.width - 28, self.look.ink
        self.sheet.draw(shapes.rect((right - 22, 21, 20, 10), "none", round=3, stroke=ink, width=1.2))
        self.sheet.draw(shapes.rect((right - 20.5, 22.5, 14, 7), ink, round=1.8))
        for number in range(4):
            high = 3.5 + 2.2 * number
            self.sheet.draw(shapes.rect((right - 50 + 5 * number, 31 - high, 3.2, high), ink, round=1))
        return 46.0

    def header(self, *, left: str = "menu", right: str = "bag", top: float = 0.0, badge: int = 0) -> float:
        """The client's bar; returns where the rest begins."""
        middle = top + BAR / 2
        self.sheet.draw(icon(left, (EDGE + 12, middle), 25, self.look.ink))
        self.sheet.draw(icon(right, (self.width - EDGE - 12, middle), 25, self.look.ink))
        self.write(
            self.name,
            (self.width / 2, middle + 8),
            24,
            room=self.width - 130,
            align=0.5,
            face=self.look.faces.headline,
        )
        if badge:
            x, y = self.width - EDGE - 2, middle - 9
            self.sheet.draw(shapes.circle(x, y, 9, self.brand, stroke=self.look.ground, width=2))
            self.write(
                str(badge),
                (x, y + 4.2),
                11.5,
                colour=readable(self.brand, "#ffffff", self.look.ink),
                align=0.5,
                face=self.look.faces.headline,
            )
        return top + BAR

    def button(
        self, box: tuple[float, float, float, float], text: str, *, pressed: float = 0.0, colour: str = ""
    ) -> None:
        """A button in the client's colour; pressed, it gives way a little."""
        x, y, wide, high = box
        give = 0.02 * wide * pressed
        face = colour or self.brand
        self.sheet.draw(
            shapes.rect((x, y + 3, wide, high), self.look.ink, round=high * 0.3, opacity=0.1 * (1 - pressed)),
            shapes.rect(
                (x + give, y + give * 0.4, wide - 2 * give, high - give * 0.8),
                shade(face, 1 - 0.06 * pressed),
                round=high * 0.3,
            ),
        )
        self.write(
            text,
            (x + wide / 2, y + high / 2 + 0.13 * high),
            high * 0.36,
            room=wide * 0.86,
            align=0.5,
            colour=readable(face, "#ffffff", self.look.ink),
            face=self.look.faces.headline,
        )

    def raised(self, box: tuple[float, float, float, float], *, round: float = 16.0) -> None:
        """A card that lies over the ground."""
        x, y, wide, high = box
        for more, strength in ((3.0, 0.035), (1.2, 0.05)):
            self.sheet.draw(
                shapes.rect(
                    (x - more / 2, y + more, wide + more, high + more / 2),
                    self.look.ink,
                    round=round + more / 2,
                    opacity=strength,
                )
            )
        self.sheet.draw(shapes.rect(box, self.card, round=round))

    def finger(self, at: tuple[float, float], touch: float) -> None:
        """A touch: the finger comes, and a ring goes out from it.

        Args:
            at: Where it touches.
            touch: When, in seconds.
        """
        near = self.seconds - touch
        if not -0.45 < near < 0.75:
            return
        come, gone = eased("out", (near + 0.45) / 0.4), eased("out", near / 0.75) if near > 0 else 0.0
        self.sheet.cut()
        if near > 0:
            self.sheet.draw(
                shapes.circle(
                    *at,
                    12 + 34 * gone,
                    "none",
                    stroke=self.brand,
                    width=3.5 * (1 - gone),
                    opacity=0.8 * (1 - gone),
                )
            )
        size = 15 - 3.5 * max(0.0, 1 - abs(near) / 0.14)
        self.sheet.draw(
            shapes.circle(*at, size, self.look.ink, opacity=0.2 * come * (1 - gone)),
            shapes.circle(*at, size, "none", stroke="#ffffff", width=1.8, opacity=0.85 * come * (1 - gone)),
        )

    def tabs(self, icons: tuple[str, ...], chosen: int) -> float:
        """The bar at the bottom of a phone; returns where it begins."""
        top = self.height - 74
        self.sheet.draw(
            shapes.rect((0, top, self.width, 74), self.card), shapes.rect((0, top, self.width, 1), self.line)
        )
        for number, name in enumerate(icons):
            x = self.width * (number + 0.5) / len(icons)
            colour = self.brand if number == chosen else self.look.quiet(0.5)
            self.sheet.draw(icon(name, (x, top + 27), 25, colour))
        self.sheet.draw(
            shapes.rect((self.width / 2 - 62, self.height - 11, 124, 4.5), self.look.quiet(0.2), round=3)
        )
        return top


def pulse(seconds: float, at: float, long: float = 0.34) -> float:
    """Pressed and let go: 0, up to 1, 0."""
    share = (seconds - at + long / 2) / long
    return max(0.0, 1 - abs(2 * share - 1)) if 0 < share < 1 else 0.0
