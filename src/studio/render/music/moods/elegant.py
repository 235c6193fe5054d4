"""Elegant: a hotel, a jeweller, a good wine."""

from __future__ import annotations

from studio.render.music.mood import Mood

ELEGANT = Mood(
    modes=("major",),
    tonics=(5, 10, 3, 8, 0),
    tempo=(84, 98, 112),
    verses=(
        "ii9 V9 Imaj9 vi7",
        "Imaj9 vi7 ii9 V9",
        "Imaj7 iii7,VI7 ii9 V7sus4,V9",
        "IVmaj7 iii7 ii9 Imaj9",
        "vi9 ii9 V9 Imaj9",
    ),
    lifts=("IVmaj9 V9 iii7 vi9", "ii9 V9 Imaj9 IVmaj7", "IVmaj7 iv6 iii7,VI7 ii9,V9"),
    turns=("ii9,V9", "V7sus4,V9"),
    cadences=("ii9 V9 Imaj9", "IVmaj7 iv6 Imaj9", "ii9 V7sus4,V9 Imaj9"),
    centre=61,
    singing=72,
    cells=(
        "--x-x-x---x-x---",
        "x---x-xx----x---",
        "x-x-x---x-x-----",
        "--x-x---x-x-x-x-",
        "x-----x-x-x-x---",
    ),
    legato=0.85,
    grooves=("lounge", "bossa", "brushes_swing"),
    drums=2,
    basses=("walking", "bossa", "roots_fifths"),
    comping=("charleston", "syncopated", "held"),
    motions=("wave", "up_down"),
    band={
        "lead": ("vibraphone", "nylon guitar", "piano", "flute"),
        "double": ("vibraphone",),
        "chords": ("electric piano", "piano"),
        "motion": ("nylon guitar", "harp"),
        "pad": ("warm pad", "strings"),
        "bass": ("upright bass",),
        "shine": ("celesta", "vibraphone"),
    },
    space=("room", "plate"),
    levels={"pad": -2.0, "motion": -2.0},
    openings=("chords", "bass"),
)
