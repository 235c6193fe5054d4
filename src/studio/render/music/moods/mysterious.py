"""Mysterious: a clue, a forest, the sea at night."""

from __future__ import annotations

from studio.render.music.mood import Mood

MYSTERIOUS = Mood(
    modes=("minor", "dorian", "phrygian"),
    tonics=(9, 4, 0, 5, 11),
    tempo=(72, 82, 96),
    verses=(
        "i bVImaj7 i bVImaj7",
        "i bII i bII",
        "iadd9 IV i bVI",
        "i iv6 bVI V",
        "i bvi i bvi",
    ),
    lifts=("bVImaj7 iv7 bII V", "i bIII IV bVI", "bVI bVII i bII"),
    turns=("V", "bII,V"),
    cadences=("iv6 V iadd9", "bII bVII iadd9", "bVImaj7 iv6 iadd9"),
    centre=58,
    singing=73,
    cells=(
        "x-x---------x---",
        "--x-x-x---------",
        "x-----x---x-----",
        "x-x-x-------x---",
        "x---------x-x-x-",
    ),
    legato=0.9,
    grooves=("clockwork", "heartbeat"),
    drums=2,
    basses=("pedal", "roots", "dotted"),
    comping=("rolled", "held"),
    motions=("wave", "ostinato", "slow_up"),
    band={
        "lead": ("celesta", "soft bell", "clarinet", "music box"),
        "double": ("music box", "glass pad"),
        "chords": ("electric piano", "harp"),
        "motion": ("pizzicato", "harp", "dark pluck"),
        "pad": ("dark strings", "glass pad", "choir"),
        "bass": ("sub bass", "bowed bass"),
        "shine": ("soft bell", "music box"),
    },
    space=("cathedral", "hall"),
    levels={"pad": 2.0, "drums": -2.0},
    openings=("motion", "pad"),
)
