"""Tender: a family, a farewell, a gift."""

from __future__ import annotations

from studio.render.music.mood import Mood

TENDER = Mood(
    modes=("major",),
    tonics=(3, 8, 1, 5, 10),
    tempo=(66, 74, 84),
    verses=(
        "I V/3 vi7 I/5",
        "Iadd9 iii7 IVmaj7 iv6",
        "I V/3 IV/3 I/5",
        "vi7 iii7 IVmaj7 I/3",
        "Iadd9 I7/3 IVmaj7 iv6",
    ),
    lifts=("IVmaj7 V iii7 vi7", "ii7 V7sus4,V Imaj7 IVmaj7", "IVmaj7 iv6 I/5 V7sus4,V"),
    turns=("V7sus4,V", "ii7,V7"),
    cadences=("ii7 V7sus4,V Iadd9", "IVmaj7 iv6 Iadd9", "IVmaj7 V7 Iadd9"),
    centre=60,
    singing=72,
    cells=(
        "x---x---x-x-----",
        "x-----x-x---x---",
        "--x-x-x-x-------",
        "x-x-x-------x---",
        "x-------x-x-x-x-",
    ),
    legato=1.0,
    grooves=("breath",),
    drums=0,
    basses=("roots", "roots_fifths"),
    comping=("rolled", "ballad", "held"),
    motions=("travis", "slow_up", "alberti", "wave"),
    band={
        "lead": ("felt piano", "solo strings", "clarinet", "flute"),
        "double": ("strings",),
        "chords": ("felt piano",),
        "motion": ("felt piano", "harp", "nylon guitar"),
        "pad": ("strings", "warm pad"),
        "bass": ("upright bass", "bowed bass"),
        "shine": ("celesta", "soft bell"),
    },
    space=("chamber", "hall"),
    levels={"motion": 1.0},
    openings=("motion", "chords"),
)
