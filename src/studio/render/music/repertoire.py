"""The moods by their names."""

from __future__ import annotations

from studio.render.music.mood import Mood
from studio.render.music.moods.bright import BRIGHT
from studio.render.music.moods.calm import CALM
from studio.render.music.moods.driving import DRIVING
from studio.render.music.moods.elegant import ELEGANT
from studio.render.music.moods.grand import GRAND
from studio.render.music.moods.mysterious import MYSTERIOUS
from studio.render.music.moods.playful import PLAYFUL
from studio.render.music.moods.serious import SERIOUS
from studio.render.music.moods.tender import TENDER
from studio.render.music.moods.warm import WARM

REPERTOIRE: dict[str, Mood] = {
    "warm": WARM,
    "bright": BRIGHT,
    "calm": CALM,
    "driving": DRIVING,
    "playful": PLAYFUL,
    "serious": SERIOUS,
    "tender": TENDER,
    "grand": GRAND,
    "mysterious": MYSTERIOUS,
    "elegant": ELEGANT,
}
