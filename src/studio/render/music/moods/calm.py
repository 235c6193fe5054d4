"""Calm: water, breath, a clinic that is kind."""

from __future__ import annotations

from studio.render.music.mood import Mood

CALM = Mood(
    modes=("major", "lydian"),
    tonics=(0, 3, 5, 8, 10),
    tempo=(68, 76, 88),
    verses=(
        "Imaj9 IVmaj7 Imaj9 IVmaj7",
        "Imaj9 vi7 IVmaj7 Isus2",
        "IVmaj7 Imaj7/3 vi7 V7sus4",
        "Iadd9 iii7 vi7 IVmaj7",
        "Imaj9 II/3 IVmaj7 Iadd9",
    ),
    lifts=("IVmaj9 V6 iii7 vi7", "IVmaj7 I/3 ii9 V7sus4", "vi9 IVmaj7 Iadd9 V7sus4"),
    turns=("V7sus4", "ii9,V7sus4"),
    cadences=("IVmaj7 V7sus4 Imaj9", "ii9 IVmaj7 Iadd9", "IVmaj7 iv6 Imaj9"),
    centre=60,
    singing=72,
    cells=(
        "x-------x---x---",
        "x-----x---------",
        "--x---x-x-------",
        "x---x-------x---",
        "x-----------x-x-",
    ),
    legato=1.0,
    grooves=("breath", "heartbeat"),
    drums=1,
    basses=("roots", "pedal"),
    comping=("rolled", "held"),
    motions=("slow_up", "wave", "alberti"),
    band={
        "lead": ("felt piano", "flute", "soft bell"),
        "double": ("soft bell", "glass pad"),
        "chords": ("electric piano", "felt piano"),
        "motion": ("harp", "kalimba", "felt piano"),
        "pad": ("glass pad", "warm pad", "choir"),
        "bass": ("sub bass", "upright bass"),
        "shine": ("soft bell", "celesta"),
    },
    space=("hall", "cathedral"),
    levels={"pad": 3.0, "motion": -1.0},
    openings=("pad", "chords"),
)
