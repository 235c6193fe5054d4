"""Grooves: what the drums play, by sixteenths, and how much it swings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

Pattern = dict[str, str]
"""Signs for each instrument: X hard, x full, o soft, . barely, - not."""

WEIGHTS = {"X": 1.0, "x": 0.82, "o": 0.58, ".": 0.32}


@dataclass(frozen=True)
class Groove:
    """What the drums play; every bar is written as instruments and their signs, with strokes between them.

    Attributes:
        light: What is played where they only hint at it.
        main: What is played as a rule.
        full: What is played where everything lifts.
        fills: Half bars that lead on, the smallest first.
        swing: How long the first of two notes is, of both together; 0.5 is straight.
        unit: The notes that swing: 8 for eighths, 16 for sixteenths.
        crash: What sounds where a section begins.
    """

    light: str
    main: str
    full: str
    fills: tuple[str, ...]
    swing: float = 0.5
    unit: int = 16
    crash: str = "crash"

    @cached_property
    def levels(self) -> tuple[Pattern, Pattern, Pattern]:
        """What is played lightly, as a rule, and where everything lifts."""
        return read(self.light), read(self.main), read(self.full)


def read(written: str) -> Pattern:
    """A written bar: `kick x---x--- | low tom ----x-x-`."""
    rows = (row.strip().rpartition(" ") for row in written.split("|"))
    return {name.strip(): signs for name, _, signs in rows}


_BRUSH_FILLS = (
    "brush o-o-x-x-",
    "brush x-oox-xx | soft kick x-------",
    "soft snare ..ooxxxX | soft kick x---x---",
)
_SNARE_FILLS = (
    "snare ----o.ox",
    "snare x-.ox-xx | kick x-----x-",
    "snare x-x---.o | high tom ---xx--- | low tom ------xX | kick x---x---",
)
_TOM_FILLS = (
    "low tom ----o-x-",
    "mid tom x-xo---- | low tom ----x-xX",
    "high tom xxo----- | mid tom ---xxo-- | low tom ------xX",
)
_CLAP_FILLS = (
    "clap ----x-x-",
    "clap --x-x-xx | kick x-------",
    "snare x-x-xxxX | clap ----x-xx",
)
_TICK_FILLS = (
    "rim ----o-o-",
    "rim o-o-x-xo",
    "rim o-oox-xx | low tom ----x--x",
)

GROOVES: dict[str, Groove] = {
    "brushed": Groove(
        light="brush o---x---o---x--- | shaker ..o...o...o...o.",
        main="soft kick x-----o-x------- | brush ..o.x..o..o.x... | shaker o.x.o.x.o.x.o.x.",
        full=(
            "soft kick x-----o-x--o---- | soft snare ----x--.-.--x--. | shaker o.x.o.x.o.x.o.x. | "
            "tambourine ----o-------o---"
        ),
        fills=_BRUSH_FILLS,
        swing=0.54,
    ),
    "handmade": Groove(
        light="shaker o.x.o.x.o.x.o.x.",
        main="soft kick x-------x-o----- | snap ----x-------x--- | shaker o.x.o.x.o.x.o.x.",
        full=(
            "kick x-----x-x-o----- | clap ----x-------x--- | shaker x.o.x.o.x.o.x.o. | "
            "tambourine --o---o---o---o-"
        ),
        fills=_CLAP_FILLS,
        swing=0.53,
    ),
    "easy": Groove(
        light="hat o-.-o-.-o-.-o-.- | rim ----o-------o---",
        main="soft kick x-----x---x----- | rim ----x-------x--- | hat x.o.x.o.x.o.x.o.",
        full=(
            "kick x-----x-x-x----- | snare ----x--.-.--x--- | hat x-o-x-o-x-o-x-o- | ride x---o---x---o---"
        ),
        fills=_SNARE_FILLS,
        swing=0.55,
    ),
    "four_claps": Groove(
        light="kick x---x---x---x--- | shaker ..o...o...o...o.",
        main=(
            "kick x---x---x---x--- | clap ----x-------x--- | hat --x---x---x---x- | shaker o.o.o.o.o.o.o.o."
        ),
        full=(
            "kick x---x---x---x-o- | clap ----x-------x--- | snare ----x-------x--. | "
            "open hat --o---o---o---o- | tambourine o.x.o.x.o.x.o.x."
        ),
        fills=_CLAP_FILLS,
    ),
    "stomp": Groove(
        light="deep kick x-------x------- | shaker o.o.o.o.o.o.o.o.",
        main="deep kick x-----x-x------- | clap ----x-------x--- | tambourine --o---o---o---o-",
        full=(
            "deep kick x-----x-x---x--- | clap ----X-------X--o | snare ----x-------x--- | "
            "tambourine o.x.o.x.o.x.o.x."
        ),
        fills=_CLAP_FILLS,
    ),
    "bounce": Groove(
        light="kick x-------x------- | snap ----x-------x---",
        main="kick x--x----x-x----- | snap ----x-------x--- | hat x-o-x-o-x-o-x-oo",
        full=(
            "kick x--x--x-x-x----- | snare ----x-------x-.- | clap ----x-------x--- | "
            "hat x-oox-oox-oox-oo | open hat --------------o-"
        ),
        fills=_SNARE_FILLS,
        swing=0.56,
    ),
    "breath": Groove(
        light="shaker o-.-o-.-o-.-o-.-",
        main="shaker o-.-o-.-o-.-o-.- | soft kick o---------------",
        full="shaker o-.-o-.-o-.-o-.- | soft kick o-------o------- | brush ----o-------o---",
        fills=("shaker o-o-o-o-",),
        crash="ride",
    ),
    "heartbeat": Groove(
        light="deep kick o--.------------",
        main="deep kick x--o----------.- | rim --------o------- | shaker ..o...o...o...o.",
        full=(
            "deep kick x--o------x----- | rim ----o-------o--. | shaker o.x.o.x.o.x.o.x. | "
            "low tom --------------o-"
        ),
        fills=_TICK_FILLS,
        crash="ride",
    ),
    "four_floor": Groove(
        light="kick x---x---x---x---",
        main=(
            "kick x---x---x---x--- | hat --x---x---x---x- | clap ----x-------x--- | shaker o.o.o.o.o.o.o.o."
        ),
        full=(
            "kick X---X---X---X--- | open hat --x---x---x---x- | snare ----x-------x--. | "
            "clap ----x-------x--- | hat x.ooxxooxxooxxoo"
        ),
        fills=_SNARE_FILLS,
    ),
    "breakneck": Groove(
        light="kick x---------x----- | hat o.o.o.o.o.o.o.o.",
        main="kick x---------x----- | snare ----x--.-.--x--- | hat x.o.x.o.x.o.x.oo",
        full=(
            "kick x-----x---x----- | snare ----X--.-.--X--. | hat xoxoxoxoxoxoxoxo | ride x---x---x---x---"
        ),
        fills=_SNARE_FILLS,
    ),
    "engine": Groove(
        light="kick x-----x---x----- | shaker oooooooooooooooo",
        main="kick x--x--x---x----- | rim ----x--o----x--- | shaker xoooxoooxoooxooo",
        full=(
            "kick x--x--x-x-x---x- | snare ----x-------x--- | clap ----x-------x--- | "
            "hat xooxooxoxooxooxo | low tom --------------x-"
        ),
        fills=_TOM_FILLS,
    ),
    "shuffle": Groove(
        light="brush x---o---x---o--- | snap ----o-------o---",
        main="soft kick x-------x------- | snap ----x-------x--- | brush x-.-x-o-x-.-x-o-",
        full=(
            "soft kick x-------x---o--- | soft snare ----x-.-----x-o- | ride x---x-o-x---x-o- | "
            "snap ----x-------x---"
        ),
        fills=_BRUSH_FILLS,
        swing=0.64,
        unit=8,
        crash="ride",
    ),
    "snaps": Groove(
        light="snap ----x-------x---",
        main="soft kick x-------o------- | snap ----x-------x--- | shaker --o---o---o---o-",
        full=(
            "kick x-----o-x------- | snap ----x-------x--- | clap ----o-------x--- | "
            "hat x-o-x-o-x-o-x-o- | tambourine --o---o---o---o-"
        ),
        fills=_CLAP_FILLS,
        swing=0.6,
        unit=8,
    ),
    "toybox": Groove(
        light="rim o-.-o-.-o-.-o-.-",
        main="soft kick x---o---x---o--- | rim --x---x---x-x-x- | tambourine ----o-------o---",
        full="kick x---o---x---o--- | soft snare --x---x---x-xoxo | tambourine --o---o---o---o-",
        fills=_BRUSH_FILLS,
        swing=0.58,
    ),
    "march": Groove(
        light="low tom o-------o-------",
        main="low tom x---o---x---o-o- | soft snare --.-o-..--.-o-oo",
        full="timpani x-------x---o--- | snare o-..x-ooo-..x-xx | low tom x---x---x---x-x-",
        fills=_TOM_FILLS,
    ),
    "pulse_toms": Groove(
        light="low tom x-----o---------",
        main="low tom x--o--x-o------- | mid tom ---------.o-o--- | shaker o.o.o.o.o.o.o.o.",
        full=(
            "boom x--------------- | low tom x--o--x-x--o--x- | mid tom ----o-----o-o-o- | "
            "shaker x.o.x.o.x.o.x.o."
        ),
        fills=_TOM_FILLS,
    ),
    "epic": Groove(
        light="timpani o---------------",
        main="timpani x-----o-x------- | low tom x--o--x-o--o--o- | tambourine ----o-------o---",
        full=(
            "boom x--------------- | timpani x-----x-x---o-o- | low tom x-oox-oox-oox-xx | "
            "snare ----x-------x-oo"
        ),
        fills=_TOM_FILLS,
    ),
    "clockwork": Groove(
        light="rim o-.-.-.-o-.-.-.-",
        main="rim o-.-o-.-o-.-o-.. | soft kick x--------------- | shaker --o---o---o---o-",
        full=(
            "deep kick x-----o--------- | rim o.o.x.o.o.o.x.oo | low tom ----------o----- | "
            "shaker --o---o---o---o-"
        ),
        fills=_TICK_FILLS,
        crash="ride",
    ),
    "lounge": Groove(
        light="brush o---x---o---x---",
        main="soft kick x-----o---x----- | rim ----x-------x--- | hat x-o-x-o-x-o-x-o-",
        full=(
            "soft kick x-----o-x-x----- | soft snare ----x--.-.--x--- | ride x-o-x-o-x-o-x-o- | "
            "shaker ..o...o...o...o."
        ),
        fills=_BRUSH_FILLS,
        swing=0.56,
        crash="ride",
    ),
    "bossa": Groove(
        light="shaker o.o.o.o.o.o.o.o.",
        main="soft kick x-----o-x-----o- | rim x--x--x---x--x-- | shaker x.o.x.o.x.o.x.o.",
        full=(
            "soft kick x-----x-x-----x- | rim x--x--x---x--x-- | hat x.o.x.o.x.o.x.o. | "
            "tambourine ----o-------o---"
        ),
        fills=_TICK_FILLS,
        crash="ride",
    ),
    "brushes_swing": Groove(
        light="brush o---x---o---x---",
        main="brush x---x-o-x---x-o- | soft kick o-------o------- | hat ----x-------x---",
        full=(
            "ride x---x-o-x---x-o- | soft kick o---o---o---o--- | hat ----x-------x--- | "
            "soft snare ------.-----.-o-"
        ),
        fills=_BRUSH_FILLS,
        swing=0.63,
        unit=8,
        crash="ride",
    ),
}
