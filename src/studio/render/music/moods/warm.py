"""Warm: the kitchen, the workshop, the neighbour."""

from __future__ import annotations

from studio.render.music.mood import Mood

WARM = Mood(
    modes=("major",),
    tonics=(2, 5, 7, 10, 3),
    tempo=(78, 90, 104),
    verses=(
        "Iadd9 V/3 vi7 IVadd9",
        "Iadd9 IVmaj7 vi7 V",
        "Iadd9 iii7 IVmaj7 V7sus4",
        "Iadd9,I/3 IVmaj7 ii7 V7sus4,V",
        "vi7 IVmaj7 Iadd9 V/3",
    ),
    lifts=(
        "IVadd9 V vi7 I/3",
        "IVmaj7 I/3 ii7 V7sus4,V",
        "Iadd9 V vi7 IVmaj7",
        "IVmaj7 V/3 Iadd9 vi7",
    ),
    turns=("V7sus4,V", "ii7,V7sus4", "IVadd9,V"),
    cadences=("IVmaj7 V7sus4,V Iadd9", "ii7 V7 Iadd9", "IVadd9 iv6 Iadd9", "IVadd9 V Iadd9"),
    centre=60,
    singing=71,
    cells=(
        "x---x-x-x-----x-",
        "x-----x-x---x---",
        "--x-x-x-x-------",
        "x---x---x-x-x---",
        "x-x-x-----x-x---",
        "x-----x---x-x-x-",
    ),
    legato=0.95,
    grooves=("brushed", "handmade", "easy"),
    drums=3,
    basses=("roots_fifths", "dotted", "roots"),
    comping=("held", "ballad", "charleston"),
    motions=("travis", "up_down", "alberti"),
    band={
        "lead": ("felt piano", "vibraphone", "nylon guitar", "clarinet"),
        "double": ("strings", "kalimba"),
        "chords": ("felt piano", "electric piano"),
        "motion": ("nylon guitar", "steel guitar", "harp"),
        "pad": ("warm pad", "strings"),
        "bass": ("finger bass", "upright bass"),
        "shine": ("celesta", "kalimba", "vibraphone"),
    },
    space=("room", "chamber"),
)
