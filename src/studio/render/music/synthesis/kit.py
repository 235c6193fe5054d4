"""Drums and percussion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.music.score import RATE
from studio.render.music.synthesis.ringing import partials, ringing
from studio.render.music.synthesis.shaping import eased, falling, filtered, noise, raised, samples
from studio.render.music.synthesis.touch import Touch

if TYPE_CHECKING:
    from numpy import ndarray

_METAL = (1.0, 1.342, 1.528, 1.71, 2.013, 2.41, 2.89, 3.17)
_TIMPANI = (1.0, 1.504, 1.742, 2.0, 2.245, 2.494)


def kick(
    touch: Touch,
    *,
    low: float = 50,
    high: float = 190,
    ring: float = 0.36,
    click: float = 0.2,
) -> ndarray:
    """A bass drum: a tone that falls, and the beater.

    Args:
        low: Hertz at which it ends.
        high: Hertz at which it begins.
        ring: How long it rings.
        click: How loud the beater is.
    """
    import numpy as np

    count = samples(ring * 1.1)
    time = np.arange(count) / RATE
    pitch = low + (high - low) * np.exp(-time / 0.018) + 0.25 * low * np.exp(-time / 0.08)
    tone = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-6.9 * time / ring)
    wave = np.tanh((1.2 + 0.8 * touch.force) * tone).astype(np.float32)
    beat = min(count, samples(0.03))
    wave[:beat] += (
        click * (0.4 + 0.6 * touch.force) * noise(beat, 900, 5000, touch.chance) * falling(beat, 0.012)
    )
    return eased(filtered(wave, 28, 9000), 0.0008, 0.05)


def snare(
    touch: Touch,
    *,
    body: float = 190,
    wires: float = 0.9,
    ring: float = 0.2,
    high: float = 9500,
) -> ndarray:
    """A snare drum: two modes of its skin, and the wires.

    Args:
        body: The lowest mode in hertz.
        wires: How loud the wires are.
        ring: How long they rattle.
        high: Hertz above which they are silent.
    """

    count = samples(1.3 * ring)
    off = 1 + 0.01 * float(touch.chance.uniform(-1, 1))
    skin = ringing(
        partials(
            [body * off, 1.73 * body * off, 2.6 * body],
            [0.8, 0.5, 0.15],
            [0.7 * ring, 0.45 * ring, 0.2 * ring],
        ),
        count,
    )
    rattle = noise(count, 1400, high, touch.chance, 1.5) * (
        0.7 * falling(count, ring) + 0.5 * falling(count, 0.05)
    )
    wave = 0.7 * skin + wires * (0.5 + 0.5 * touch.force) * rattle
    return eased(filtered(wave, 70, 12_000), 0.0008, 0.03)


def burst(
    touch: Touch,
    *,
    low: float,
    high: float,
    attack: float = 0.0008,
    ring: float = 0.08,
    tilt: float = 0.0,
) -> ndarray:
    """A burst of noise: shaker, brush, closed hat.

    Args:
        low: Hertz below which it is silent.
        high: Hertz above which it is silent.
        attack: Seconds until it is there.
        ring: How long it takes to go.
        tilt: Decibels an octave by which it falls.
    """
    count = samples(attack + 1.1 * ring)
    wave = noise(count, low, high * (0.75 + 0.25 * touch.force), touch.chance, tilt)
    rise = min(count, samples(attack))
    wave[rise:] *= falling(count - rise, ring)
    return eased(wave, attack, 0.25 * ring)


def hands(touch: Touch, *, snap: bool = False) -> ndarray:
    """Hands that clap, not all at once; or fingers that snap."""
    import numpy as np

    count = samples(0.26)
    low, high = (1700, 5200) if snap else (800, 4200)
    wave = np.zeros(count, np.float32)
    for late in (0.0,) if snap else (0.0, 0.009, 0.017, 0.026):
        begin = samples(late + 0.002 * float(touch.chance.random())) - 1
        each = noise(count - begin, low, high, touch.chance, 1) * falling(
            count - begin, 0.05 if snap else 0.035
        )
        wave[begin:] += eased(each, 0.0006)
    tail = noise(count, low, high, touch.chance, 2) * falling(count, 0.2) * (0.12 if snap else 0.3)
    return eased(wave + eased(tail, 0.004), 0.0006, 0.05)


def hat(touch: Touch, *, ring: float) -> ndarray:
    """Hats: metal that rings in no key, and air between the plates."""
    import numpy as np

    count = samples(1.1 * ring)
    tones = 3500 * np.array(_METAL) * (1 + 0.003 * touch.chance.standard_normal(len(_METAL)))
    metal = ringing(
        partials(tones, 0.5 / np.sqrt(np.arange(1, len(_METAL) + 1)), np.full(len(_METAL), ring)), count
    )
    air = noise(count, 6000, 11_000, touch.chance, 2) * falling(count, ring)
    return eased((0.16 * metal + 0.9 * air).astype(np.float32), 0.0008, 0.25 * ring)


def tambourine(touch: Touch) -> ndarray:
    """Jingles."""
    import numpy as np

    count = samples(0.24)
    tones = np.array([4200, 5300, 6700, 7400, 8800, 9900]) * (1 + 0.004 * touch.chance.standard_normal(6))
    metal = ringing(partials(tones, np.full(6, 0.3), np.full(6, 0.16)), count)
    shaken = noise(count, 5200, 11500, touch.chance, 2) * (falling(count, 0.07) + 0.3 * falling(count, 0.2))
    return eased((0.35 * metal + shaken).astype(np.float32), 0.003, 0.05)


def rim(touch: Touch) -> ndarray:
    """A stick on the rim."""
    count = samples(0.12)
    wave = ringing(partials([480, 1130, 1690, 2630], [0.4, 0.5, 0.8, 0.35], [0.08, 0.06, 0.05, 0.03]), count)
    wave += 0.3 * noise(count, 1500, 6000, touch.chance) * falling(count, 0.015)
    return eased(wave, 0.0006, 0.02)


def tom(touch: Touch) -> ndarray:
    """A tom, tuned."""
    import numpy as np

    count = samples(0.75)
    time = np.arange(count) / RATE
    pitch = touch.hertz * (1 + 0.35 * touch.force * np.exp(-time / 0.03))
    turned = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = np.sin(turned) * np.exp(-6.9 * time / 0.62) + 0.35 * np.sin(1.59 * turned) * np.exp(
        -6.9 * time / 0.25
    )
    stick = noise(count, 300, 3500, touch.chance, 3) * falling(count, 0.03)
    return eased(filtered(np.tanh(1.3 * wave) + 0.4 * stick, 35, 9000), 0.001, 0.1)


def timpani(touch: Touch) -> ndarray:
    """A kettle drum, tuned, struck with felt."""
    import numpy as np

    count = samples(1.9)
    ratio = np.array(_TIMPANI)
    strength = np.array([1.0, 0.7, 0.25, 0.45, 0.15, 0.22]) * np.array(
        [1.0, *([0.5 + 0.6 * touch.force] * 5)]
    )
    wave = ringing(partials(touch.hertz * ratio, strength, 2.2 / ratio), count)
    wave += 0.5 * noise(count, 80, 900, touch.chance, 4) * falling(count, 0.06)
    return eased(wave.astype(np.float32), 0.0025, 0.2)


def cymbal(touch: Touch, *, ring: float, ride: bool = False) -> ndarray:
    """A cymbal: many modes in no order, over air; a ride with the ping of its stick. To both sides."""
    import numpy as np

    count = samples(ring)
    sides = []
    for _ in range(2):
        tones = np.sort(touch.chance.uniform(700 if not ride else 2200, 9500, 28))
        strength = touch.chance.uniform(0.3, 1.0, 28) / 14
        metal = ringing(partials(tones, strength, ring * (0.9 - 0.05 * tones / 1000)), count)
        air = noise(count, 2600, 11500, touch.chance, 3) * falling(count, 0.8 * ring)
        strike = noise(count, 2500, 11000, touch.chance, 1) * falling(count, 0.12)
        sides.append(
            metal * (1.2 if ride else 0.9) + air * (0.25 if ride else 0.8) + strike * (0.35 if ride else 0.5)
        )
    wave = np.stack(sides, axis=1).astype(np.float32)
    if ride:
        ping = ringing(partials([3150, 4480, 5230], [0.5, 0.35, 0.25], [0.5, 0.4, 0.3]), count)
        wave += 0.5 * ping[:, None]
    return eased(wave, 0.001 if ride else 0.002, 0.3 * ring)


def swell(touch: Touch) -> ndarray:
    """Cymbals that swell from nothing for as long as the note is held, and are choked. To both sides."""
    import numpy as np

    count = samples(touch.seconds)
    grown = (np.arange(count, dtype=np.float32) / count) ** 2.6
    sides = [noise(count, 1800, 10500, touch.chance, 3) * grown for _ in range(2)]
    metal = (
        ringing(partials(touch.chance.uniform(900, 7000, 20), np.full(20, 0.05), np.full(20, 60.0)), count)
        * grown
    )
    wave = np.stack(sides, axis=1) * 0.8 + metal[:, None]
    return eased(wave.astype(np.float32), 0.02, 0.06)


def boom(touch: Touch) -> ndarray:
    """A deep hit, felt more than heard, with a low rumble behind it."""
    import numpy as np

    count = samples(2.2)
    time = np.arange(count) / RATE
    pitch = 41 + 38 * np.exp(-time / 0.07)
    tone = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-6.9 * time / 2.0)
    wave = np.tanh(1.6 * tone) + 0.5 * noise(count, 50, 420, touch.chance, 4) * falling(count, 0.7)
    rise = samples(0.002)
    wave[:rise] *= raised(rise)
    return eased(filtered(wave.astype(np.float32), 30, 4000), 0.001, 0.4)
