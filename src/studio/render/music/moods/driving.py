"""Driving: software, sport, night, speed."""

from __future__ import annotations

from studio.render.music.mood import Mood

DRIVING = Mood(
    modes=("minor", "dorian"),
    tonics=(9, 4, 2, 11, 7),
    tempo=(116, 124, 132),
    verses=(
        "i bVI bIII bVII",
        "i i bVI bVII",
        "i bVII bVI bVII",
        "i v bVI iv7",
        "i bIII bVII iv7",
    ),
    lifts=("bVI bVII i bIII", "bVImaj7 bIII bVII i", "bVI bVII v i", "iv7 bVI bIII bVII"),
    turns=("bVII", "v7,bVII", "iv7,bVII"),
    cadences=("bVI bVII i", "iv7 V i", "bVImaj7 bVII iadd9"),
    centre=60,
    singing=69,
    cells=(
        "x--x--x--x--x---",
        "x-x-x--x--x-x---",
        "x--x--x---x-x-x-",
        "x-----x--x--x---",
        "x--x--x-x--x--x-",
    ),
    legato=0.75,
    grooves=("four_floor", "breakneck", "engine"),
    drums=3,
    basses=("pulse", "gallop", "octaves"),
    comping=("pulse", "syncopated", "held"),
    motions=("sixteens", "ostinato", "three_three_two"),
    band={
        "lead": ("saw lead", "bright pluck", "brass"),
        "double": ("bright pluck", "strings"),
        "chords": ("stab", "electric piano", "brass"),
        "motion": ("dark pluck", "bright pluck"),
        "pad": ("bright pad", "strings"),
        "bass": ("synth bass", "round bass"),
        "shine": ("bright pluck", "soft bell"),
    },
    space=("chamber", "plate"),
    levels={"drums": 1.0, "bass": 0.5, "lead": -1.0},
    pumped=frozenset({"pad", "bass", "chords", "motion"}),
    openings=("motion", "pad"),
)
