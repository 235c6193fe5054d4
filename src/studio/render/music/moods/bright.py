"""Bright: a launch, a run, a summer."""

from __future__ import annotations

from studio.render.music.mood import Mood

BRIGHT = Mood(
    modes=("major",),
    tonics=(0, 2, 7, 9, 4),
    tempo=(104, 116, 128),
    verses=(
        "I V vi7 IVadd9",
        "I IVadd9 vi7 V",
        "I I/3 IVadd9 V",
        "IVadd9 I/3 V vi7",
        "I vi7 IVadd9 V7sus4",
    ),
    lifts=("IVadd9 V I/3 IVadd9", "I V/3 vi7 IVadd9", "vi7 IVadd9 I V", "IVadd9 I V vi7,V"),
    turns=("V7sus4,V", "IVadd9,V"),
    cadences=("IVadd9 V I", "ii7 V7sus4,V I", "IV,V vi7,V I"),
    centre=62,
    singing=74,
    cells=(
        "x--x--x-x---x---",
        "x-x--x--x-x-x---",
        "x---x-x--x--x---",
        "--x-x-x--x--x-x-",
        "x--x--x---x-x---",
        "x-x-x---x--x----",
    ),
    legato=0.7,
    grooves=("four_claps", "stomp", "bounce"),
    drums=3,
    basses=("pulse", "syncopated", "octaves"),
    comping=("offbeats", "syncopated", "pulse"),
    motions=("three_three_two", "sixteens", "up_down"),
    band={
        "lead": ("marimba", "glockenspiel", "bright pluck", "whistle"),
        "double": ("glockenspiel", "kalimba"),
        "chords": ("piano", "steel guitar", "kalimba"),
        "motion": ("marimba", "pizzicato", "bright pluck"),
        "pad": ("strings", "bright pad"),
        "bass": ("finger bass", "round bass"),
        "shine": ("glockenspiel", "celesta"),
    },
    space=("room", "chamber"),
    pumped=frozenset({"pad"}),
)
