"""Rooms: impulse responses made of noise that dies away, and the convolution with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.music.score import RATE
from studio.render.music.synthesis.shaping import falling, noise, raised, samples

if TYPE_CHECKING:
    from numpy import ndarray

_REFLECTIONS = 9
_MIDDLE = (250.0, 3500.0)


@dataclass(frozen=True, slots=True)
class Room:
    """A room.

    Attributes:
        seconds: How long it rings.
        delay: Seconds until it answers.
        dark: Hertz above which it rings only half as long.
        wet: How much of it is heard.
        near: How strong its first reflections are.
    """

    seconds: float
    delay: float
    dark: float
    wet: float
    near: float


ROOMS: dict[str, Room] = {
    "room": Room(0.7, 0.008, 4500, 0.8, 0.6),
    "plate": Room(1.3, 0.012, 6500, 0.8, 0.1),
    "chamber": Room(1.3, 0.014, 4500, 0.9, 0.45),
    "hall": Room(2.1, 0.022, 3500, 1.0, 0.35),
    "cathedral": Room(2.7, 0.03, 2800, 1.1, 0.25),
}
LONGEST = 1 << 17
"""Samples that a response has at most."""


def response(name: str) -> ndarray:
    """What a room answers to a click, for both ears; where it rings, it is as loud as what was sent."""
    import numpy as np

    room = ROOMS[name]
    count = min(LONGEST, samples(1.15 * room.seconds + room.delay))
    chance = np.random.default_rng([*name.encode()])
    made = np.zeros((2, count), np.float32)
    late = samples(room.delay)
    bands = ((180, 700, 1.1, 1.0), (700, room.dark, 1.0, 1.0), (room.dark, 11_000, 0.5, 0.7))
    for ear in made:
        for low, high, lasting, loud in bands:
            tail = noise(count - late, low, high, chance) * falling(count - late, lasting * room.seconds)
            ear[late:] += loud * tail
        swell = min(count - late, samples(0.02))
        ear[late : late + swell] *= raised(swell)
        for _ in range(_REFLECTIONS):
            at = late + int(chance.integers(samples(0.003), samples(0.05)))
            ear[at] += room.near * float(chance.choice((-1, 1))) * float(chance.uniform(0.4, 1)) * 3
    end = min(count, samples(0.25))
    made[:, count - end :] *= raised(end)[::-1]
    return _soft(made)


def _soft(made: ndarray) -> ndarray:
    """A response without lows, which would be mud, and highs, which would hiss; its middle is even."""
    import numpy as np

    length = 2 * LONGEST
    hertz = np.fft.rfftfreq(length, 1 / RATE) + 1e-3
    shape = 1 / np.sqrt((1 + (160 / hertz) ** 6) * (1 + (hertz / 7500) ** 4))
    spectrum = np.fft.rfft(made, length) * shape
    middle = (hertz > _MIDDLE[0]) & (hertz < _MIDDLE[1])
    spectrum /= np.sqrt((np.abs(spectrum[:, middle]) ** 2).mean(axis=1, keepdims=True))
    soft: ndarray = np.fft.irfft(spectrum, length)[:, : made.shape[1]].astype(np.float32)
    return soft


class Reverberation:
    """A room that answers block after block."""

    def __init__(self, name: str, block: int) -> None:
        """Set it up.

        Args:
            name: The room.
            block: How many samples a block has at most.
        """
        import numpy as np

        answer = response(name)
        self.wet = ROOMS[name].wet
        self._length = 1 << (block + answer.shape[1] - 1).bit_length()
        self._spectrum = np.fft.rfft(answer, self._length).astype(np.complex64)
        self._rest = np.zeros((2, self._length), np.float32)

    def answered(self, sent: ndarray) -> ndarray:
        """What is heard of the room while something is sent into it.

        Args:
            sent: A block, both channels.
        """
        import numpy as np

        count = sent.shape[1]
        made = np.fft.irfft(np.fft.rfft(sent, self._length) * self._spectrum, self._length).astype(np.float32)
        made += self._rest
        self._rest = np.zeros_like(self._rest)
        self._rest[:, : self._length - count] = made[:, count:]
        return self.wet * made[:, :count]
