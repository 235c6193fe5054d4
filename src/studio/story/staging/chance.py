"""Chance that is the same for the same film: drawn from its seed and from what is drawn for."""

from __future__ import annotations

import random
from hashlib import blake2b


def seeded(*what: object) -> int:
    """A seed for something, 0 to 2³¹ - 1."""
    told = "/".join(map(str, what)).encode()
    return int.from_bytes(blake2b(told, digest_size=4).digest(), "big") & (2**31 - 1)


def draw(*what: object) -> random.Random:
    """Chance for something."""
    return random.Random(seeded(*what))


def noise(*what: object) -> float:
    """A number from 0 to 1 for something."""
    return seeded(*what) / 2**31
