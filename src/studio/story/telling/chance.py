"""Choosing by seed: the same brief and seed choose the same, another seed something else."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def shuffled(items: Sequence[T], *key: object) -> list[T]:
    """The items in an order that only the key decides."""
    return [
        item for _, _, item in sorted((_drawn(*key, place), place, item) for place, item in enumerate(items))
    ]


def _drawn(*key: object) -> bytes:
    return blake2b("/".join(str(part) for part in key).encode(), digest_size=8).digest()
