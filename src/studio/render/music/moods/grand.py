"""Grand: mountains, museums, ships."""

from __future__ import annotations

from studio.render.music.mood import Mood

GRAND = Mood(
    modes=("major", "mixolydian"),
    tonics=(2, 0, 10, 7, 9),
    tempo=(80, 92, 108),
    verses=(
        "I V/3 vi7 IV",
        "vi IV I V",
        "I bVII IV I",
        "I IV/3 bVII IV",
        "vi7 IV I/3 V7sus4,V",
    ),
    lifts=("IV V vi I/3", "I V vi IV", "bVI bVII I I/3", "IV I/3 bVII V7sus4,V"),
    turns=("V7sus4,V", "IV,V"),
    cadences=("IV V7sus4,V I", "bVI bVII I", "IV iv6 I", "ii7 V7 I"),
    centre=60,
    singing=70,
    cells=(
        "x-----x-x---x---",
        "x---x-x-x-------",
        "x-----xxx---x---",
        "x-------x---x-x-",
        "x---x---x--xx---",
    ),
    legato=0.95,
    grooves=("epic", "march", "pulse_toms"),
    drums=3,
    basses=("roots", "pulse", "dotted"),
    comping=("held", "eighths", "pulse"),
    motions=("ostinato", "spiccato", "three_three_two"),
    band={
        "lead": ("brass", "solo strings", "strings"),
        "double": ("brass", "strings"),
        "chords": ("piano", "brass"),
        "motion": ("spiccato", "pizzicato", "harp"),
        "pad": ("strings", "choir"),
        "bass": ("bowed bass", "sub bass"),
        "shine": ("glockenspiel", "soft bell"),
    },
    space=("hall", "cathedral"),
    levels={"pad": 3.0, "drums": 0.5},
    openings=("pad", "motion"),
)
