"""Serious: what matters, without noise."""

from __future__ import annotations

from studio.render.music.mood import Mood

SERIOUS = Mood(
    modes=("minor",),
    tonics=(2, 0, 9, 7, 4),
    tempo=(76, 84, 96),
    verses=(
        "i bVI bIII bVII",
        "i v/3 bVImaj7 iv7",
        "i iv7 bVImaj7 V7sus4,V",
        "iadd9 bVImaj7 iv7 v7",
    ),
    lifts=("bVImaj7 bVII i bIII/3", "iv7 bVI bIII bVII", "bVI bIII/3 iv7 V7sus4,V"),
    turns=("V7sus4,V", "iv7,V"),
    cadences=("iv7 V7sus4,V iadd9", "bVImaj7 bVII iadd9", "iim7b5 V7 i"),
    centre=57,
    singing=67,
    cells=(
        "x-----x-x-------",
        "x---x---x-------",
        "x-----x---x-x---",
        "--x-x-x-x-------",
        "x-------x-x-x---",
    ),
    legato=0.95,
    grooves=("march", "pulse_toms", "heartbeat"),
    drums=2,
    basses=("roots", "pulse", "dotted"),
    comping=("pulse", "held", "eighths"),
    motions=("ostinato", "alberti", "wave"),
    band={
        "lead": ("solo strings", "piano", "felt piano"),
        "double": ("strings", "felt piano"),
        "chords": ("piano", "felt piano"),
        "motion": ("piano", "pizzicato", "dark pluck"),
        "pad": ("strings", "dark strings"),
        "bass": ("sub bass", "bowed bass"),
        "shine": ("soft bell", "celesta"),
    },
    space=("hall", "chamber"),
    levels={"drums": -1.0},
)
