"""Plucked strings, and bright plucks of a synthesiser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.music.synthesis.ringing import partials, ringing, together
from studio.render.music.synthesis.shaping import eased, falling, noise, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray


@dataclass(frozen=True, slots=True)
class String:
    """A kind of string.

    Attributes:
        place: Where it is plucked, as a part of its length.
        lasting: How long its lowest partial rings at G3.
        damping: Hertz above which partials die away much faster.
        bright: Hertz above which it is quieter, and by how much more when plucked hard.
        body: What resonates with it: hertz, width and how much.
        finger: The noise of the finger: from, to in hertz, and how loud.
        driven: How much it is driven into an amplifier.
        pairs: Whether it is two strings, a little apart.
        attack: Seconds until it is there.
    """

    place: float
    lasting: float
    damping: float
    bright: tuple[float, float]
    body: tuple[tuple[float, float, float], ...] = ()
    finger: tuple[float, float, float] = (800, 4000, 0.1)
    driven: float = 0.0
    pairs: bool = False
    attack: float = 0.002


NYLON = String(
    0.22, 3.2, 900, (1500, 2200), ((105, 40, 1.2), (210, 60, 1.0), (420, 150, 0.5)), (700, 3500, 0.10)
)
STEEL = String(
    0.13, 3.8, 2000, (2600, 3600), ((110, 40, 1.0), (230, 80, 0.8)), (2000, 7000, 0.09), pairs=True
)
HARP = String(
    0.38, 4.2, 1300, (1500, 2600), ((180, 90, 0.8), (380, 160, 0.4)), (500, 2500, 0.06), attack=0.003
)
PIZZICATO = String(
    0.2, 0.42, 1500, (1600, 2200), ((280, 90, 1.5), (460, 120, 1.0), (900, 300, 0.5)), (500, 3000, 0.16)
)
UPRIGHT = String(
    0.3,
    1.5,
    330,
    (520, 520),
    ((62, 24, 0.8), (105, 30, 0.8), (210, 90, 0.5)),
    (120, 1200, 0.20),
    attack=0.004,
)
FINGER_BASS = String(0.2, 3.0, 700, (650, 850), (), (200, 1500, 0.08), driven=0.9, attack=0.003)
ROUND_BASS = String(0.12, 2.2, 1100, (900, 1500), (), (600, 2600, 0.06), driven=1.3, attack=0.002)

_MOST_PARTIALS = 36


def plucked(touch: Touch, *, string: String) -> ndarray:
    """A string that is plucked.

    Args:
        string: The kind of string.
    """
    import numpy as np

    count = samples(touch.seconds)
    highest = string.bright[0] + string.bright[1] * touch.force
    numbers = np.arange(1, max(4, min(_MOST_PARTIALS, int(4 * highest / touch.hertz))) + 1)
    frequencies = touch.hertz * numbers * np.sqrt(1 + 0.00005 * numbers**2)
    strength = np.sin(np.pi * numbers * string.place) / numbers * np.exp(-frequencies / highest)
    for middle, width, more in string.body:
        strength = strength * (1 + more / (1 + ((frequencies - middle) / width) ** 2))
    lasting = string.lasting * (196 / touch.hertz) ** 0.35 / (1 + (frequencies / string.damping) ** 1.2)
    kept = partials(frequencies, strength, lasting)
    if string.pairs:
        other = partials(frequencies * 2 ** (3 / 1200), 0.6 * strength, 0.85 * lasting)
        kept = together(kept, other)
    wave = ringing(kept, count)
    wave /= max(1e-6, float(np.abs(wave[: samples(0.1)]).max()))
    if string.driven:
        wave = np.tanh(string.driven * wave) / np.tanh(string.driven)
    low, high, loud = string.finger
    touched = min(count, samples(0.04))
    wave[:touched] += (
        loud * (0.4 + touch.force) * noise(touched, low, high, touch.chance) * falling(touched, 0.03)
    )
    return eased(wave.astype(np.float32), string.attack)


def bright_pluck(touch: Touch, *, cutoff: float, lasting: float) -> ndarray:
    """Two detuned saws whose filter closes quickly, one to each side.

    Args:
        cutoff: Hertz above which it is quieter.
        lasting: How long its low partials ring.
    """
    import numpy as np

    count = samples(touch.seconds)
    numbers = np.arange(1, max(3, min(40, int(9000 / touch.hertz))) + 1)
    sides = []
    for cents in (-5.0, 6.0):
        frequencies = touch.hertz * numbers * 2 ** (cents / 1200)
        strength = np.exp(-frequencies / (cutoff * (0.5 + touch.force))) / numbers
        decay = lasting / (1 + (frequencies / (0.5 * cutoff)) ** 1.1)
        sides.append(ringing(partials(frequencies, strength, decay), count))
    wave = np.stack([sides[0] + 0.45 * sides[1], sides[1] + 0.45 * sides[0]], axis=1)
    return eased(wave.astype(np.float32), 0.002)
