"""The band: every instrument by its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from studio.render.music.synthesis import kit, low, plucked, struck, swelling
from studio.render.music.synthesis.swelling import Ensemble

if TYPE_CHECKING:
    from numpy import ndarray

Sound = Callable[..., "ndarray"]
"""Makes a note of how it is touched."""


@dataclass(frozen=True)
class Instrument:
    """How an instrument is played.

    Attributes:
        sound: Makes its notes.
        held: Whether a note lasts as long as it is held; otherwise it dies away by itself.
        release: Seconds in which a note that dies away is damped when it is let go; 0 lets it ring.
        longest: Seconds after which it has died away.
        pan: Where it stands, from left, -1, to right, 1.
        spread: How much farther to the right it is an octave higher.
        loud: How much louder it is than others, in decibels.
        echo: How loud its echo is.
        takes: How many takes there are of the same note.
    """

    sound: Sound
    held: bool = False
    release: float = 0.15
    longest: float = 4.0
    pan: float = 0.0
    spread: float = 0.0
    loud: float = 0.0
    echo: float = 0.0
    takes: int = 1


def _ensemble(ensemble: Ensemble, pan: float = 0.0, echo: float = 0.0) -> Instrument:
    return Instrument(partial(swelling.held, ensemble=ensemble), held=True, pan=pan, echo=echo)


def _mallet(
    modes: tuple[tuple[float, float, float], ...],
    knock: tuple[float, float, float],
    *,
    tremolo: float = 0.0,
    longest: float = 3.0,
    release: float = 0.3,
    spread: float = 0.15,
    echo: float = 0.0,
) -> Instrument:
    sound = partial(struck.mallet, modes=modes, knock=knock, tremolo=tremolo)
    return Instrument(sound, longest=longest, release=release, spread=spread, echo=echo)


def _string(string: plucked.String, release: float, longest: float, pan: float = 0.0) -> Instrument:
    return Instrument(
        partial(plucked.plucked, string=string), release=release, longest=longest, pan=pan, spread=0.1
    )


def _drum(sound: Sound, loud: float, pan: float = 0.0, longest: float = 3.0) -> Instrument:
    return Instrument(sound, release=0.0, longest=longest, pan=pan, loud=loud, takes=3)


BAND: dict[str, Instrument] = {
    "piano": Instrument(partial(struck.piano, felt=False), release=0.18, longest=5.0, spread=0.18),
    "felt piano": Instrument(partial(struck.piano, felt=True), release=0.3, longest=5.0, spread=0.18),
    "electric piano": Instrument(struck.electric_piano, release=0.18, longest=4.0, spread=0.05),
    "vibraphone": _mallet(struck.VIBRAPHONE, (300, 1800, 0.04), tremolo=0.22, longest=3.5, release=0.5),
    "marimba": _mallet(struck.MARIMBA, (250, 2200, 0.10), longest=1.2, spread=0.25),
    "glockenspiel": _mallet(struck.GLOCKENSPIEL, (2500, 8000, 0.03), longest=2.2, release=0.6, echo=0.16),
    "celesta": _mallet(struck.CELESTA, (900, 4000, 0.03), longest=2.0, release=0.5, echo=0.14),
    "music box": _mallet(struck.MUSIC_BOX, (2500, 7500, 0.05), longest=1.8, release=0.6, echo=0.18),
    "kalimba": _mallet(struck.KALIMBA, (500, 2600, 0.08), longest=1.5, spread=0.2),
    "soft bell": _mallet(struck.SOFT_BELL, (700, 3000, 0.02), longest=4.0, release=0.9, echo=0.2),
    "nylon guitar": _string(plucked.NYLON, 0.2, 2.5, -0.22),
    "steel guitar": _string(plucked.STEEL, 0.2, 2.5, 0.25),
    "harp": _string(plucked.HARP, 0.6, 3.0, 0.15),
    "pizzicato": _string(plucked.PIZZICATO, 0.2, 0.8, -0.15),
    "upright bass": _string(plucked.UPRIGHT, 0.09, 1.8),
    "finger bass": _string(plucked.FINGER_BASS, 0.09, 3.0),
    "round bass": _string(plucked.ROUND_BASS, 0.07, 2.5),
    "sub bass": Instrument(low.sub_bass, held=True),
    "synth bass": Instrument(low.synth_bass, held=True),
    "bright pluck": Instrument(
        partial(plucked.bright_pluck, cutoff=3800, lasting=1.1),
        longest=1.2,
        release=0.12,
        spread=0.1,
        echo=0.3,
    ),
    "dark pluck": Instrument(
        partial(plucked.bright_pluck, cutoff=1300, lasting=0.8),
        longest=0.9,
        release=0.1,
        spread=0.1,
        echo=0.24,
    ),
    "stab": Instrument(partial(plucked.bright_pluck, cutoff=2400, lasting=2.2), longest=2.0, release=0.1),
    "strings": _ensemble(swelling.STRINGS),
    "dark strings": _ensemble(swelling.DARK_STRINGS),
    "solo strings": _ensemble(swelling.SOLO_STRINGS, pan=-0.12),
    "spiccato": _ensemble(swelling.SPICCATO, pan=-0.1),
    "bowed bass": _ensemble(swelling.BOWED_BASS),
    "warm pad": _ensemble(swelling.WARM_PAD),
    "bright pad": _ensemble(swelling.BRIGHT_PAD),
    "glass pad": _ensemble(swelling.GLASS_PAD),
    "choir": _ensemble(swelling.CHOIR),
    "brass": _ensemble(swelling.BRASS, pan=0.08),
    "flute": _ensemble(swelling.FLUTE, pan=0.1),
    "clarinet": _ensemble(swelling.CLARINET, pan=-0.1),
    "whistle": _ensemble(swelling.WHISTLE, pan=0.1, echo=0.12),
    "saw lead": _ensemble(swelling.SAW_LEAD, echo=0.25),
    "kick": _drum(kit.kick, 0.0),
    "soft kick": _drum(partial(kit.kick, high=130, ring=0.3, click=0.08), -2.0),
    "deep kick": _drum(partial(kit.kick, low=43, high=150, ring=0.55, click=0.12), 0.5),
    "snare": _drum(kit.snare, -1.5, 0.05),
    "soft snare": _drum(partial(kit.snare, body=210, wires=0.7, ring=0.14, high=7000), -6.0, 0.05),
    "brush": _drum(partial(kit.burst, low=1400, high=6500, attack=0.012, ring=0.16, tilt=2.5), -9.0, 0.1),
    "rim": _drum(kit.rim, -8.0, -0.15),
    "clap": _drum(kit.hands, -3.0, 0.0),
    "snap": _drum(partial(kit.hands, snap=True), -7.0, 0.2),
    "hat": _drum(partial(kit.hat, ring=0.07), -11.5, 0.3),
    "open hat": _drum(partial(kit.hat, ring=0.32), -8.5, 0.3),
    "shaker": _drum(partial(kit.burst, low=3800, high=9000, attack=0.022, ring=0.06, tilt=1.5), -12.5, -0.35),
    "tambourine": _drum(kit.tambourine, -11.0, -0.3),
    "low tom": _drum(kit.tom, -2.0, -0.3),
    "mid tom": _drum(kit.tom, -2.5, 0.0),
    "high tom": _drum(kit.tom, -3.0, 0.3),
    "timpani": _drum(kit.timpani, 1.0, -0.1),
    "ride": _drum(partial(kit.cymbal, ring=1.6, ride=True), -10.0, 0.25),
    "crash": _drum(partial(kit.cymbal, ring=2.4), -6.0, -0.1),
    "swell": Instrument(kit.swell, held=True, loud=-9.0),
    "boom": _drum(kit.boom, 2.0),
}
