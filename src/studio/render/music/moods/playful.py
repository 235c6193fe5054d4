"""Playful: a game, a market, a joke well told."""

from __future__ import annotations

from studio.render.music.mood import Mood

PLAYFUL = Mood(
    modes=("major", "mixolydian"),
    tonics=(0, 5, 7, 2, 10),
    tempo=(100, 112, 126),
    verses=(
        "I VI7 ii7 V7",
        "I,I/3 IV,V7 I,vi7 ii7,V7",
        "I I7/3 IV V7",
        "I6 ii7,V7 I6 V7",
        "I bVII IV I",
    ),
    lifts=("IV IV I/3 VI7", "ii7 V7 I6 VI7", "IV,V7 iii7,vi7 ii7 V7", "bVII IV I V7"),
    turns=("V7", "ii7,V7", "II7,V7"),
    cadences=("ii7 V7 I6", "IV,iv6 V7 I", "II7 V7 I"),
    centre=62,
    singing=73,
    cells=(
        "x-xx--x-x-x-x---",
        "x---x-x-xx--x---",
        "x-x---x-x-x-----",
        "x--xx---x-x-x---",
        "--x-x-x-x---x---",
        "x-x-x-xxx---x---",
    ),
    legato=0.5,
    grooves=("shuffle", "snaps", "toybox"),
    drums=2,
    basses=("two_beat", "walking", "bouncing"),
    comping=("offbeats", "charleston", "stride"),
    motions=("alberti", "three_three_two", "up_down"),
    band={
        "lead": ("pizzicato", "marimba", "whistle", "clarinet"),
        "double": ("glockenspiel", "pizzicato"),
        "chords": ("piano", "pizzicato"),
        "motion": ("marimba", "kalimba", "pizzicato"),
        "pad": ("strings",),
        "bass": ("upright bass",),
        "shine": ("glockenspiel", "celesta"),
    },
    space=("room",),
    levels={"pad": -4.0, "motion": -1.5},
    openings=("bass", "chords"),
)
