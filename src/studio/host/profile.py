"""What this machine is good for: a score, and the quality of what is made where nobody says another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from studio.host import hardware
from studio.host.diskspeed import DiskSpeed, disk_speed
from studio.host.gpus import Gpu

Tier = Literal["fast", "standard", "high"]
Quality = Literal["auto", "fast", "standard", "high"]
TIERS: tuple[Tier, ...] = get_args(Tier)

USUAL: Tier = "standard"
"""The tier where the machine is not to be looked at."""

CORES = (2, 8)
MEMORY = (4e9, 15e9)
DISK = (5e6, 50e6)
"""From how much of it on a machine is standard, and from how much high: bytes, and bytes written a second."""

_POINTS = {"processor": 45, "memory": 25, "disk": 15}
_A_CARD = 15
_CARD = 8e9


@dataclass(frozen=True)
class Profile:
    """What a machine is good for.

    Attributes:
        score: From 0 to 100.
        tier: The quality of what is made on it.
        reason: What the tier was decided by.
        disk: How fast its disk is, where that could be measured.
    """

    score: int
    tier: Tier
    reason: str
    disk: DiskSpeed | None = None


@dataclass(frozen=True)
class _Part:
    """One part of a machine.

    Attributes:
        name: What it is.
        has: How much of it there is.
        limits: From where on it is standard, and high.
        shown: How an amount of it is told.
    """

    name: str
    has: float
    limits: tuple[float, float]
    shown: Callable[[float], str]

    @property
    def tier(self) -> Tier:
        return TIERS[sum(self.has >= limit for limit in self.limits)]

    @property
    def points(self) -> float:
        return _POINTS[self.name] * min(1.0, self.has / self.limits[1])


def profile(cores: int, memory: int, disk: DiskSpeed | None, cards: Sequence[Gpu]) -> Profile:
    """Judge a machine: it is as good as the weakest part that films are made with.

    Cards add to the score and not to the tier, for nothing that we make is made on them.

    Args:
        cores: Those that may be used.
        memory: The bytes that may be used.
        disk: How fast the disk is; None if that is not known, and then it decides nothing.
        cards: The graphics cards.
    """
    parts = [
        _Part("processor", cores, CORES, lambda count: f"{count:g} core{'' if count == 1 else 's'}"),
        _Part("memory", memory, MEMORY, lambda count: f"{count / 1e9:.3g} GB of memory"),
    ]
    if disk:
        parts.append(
            _Part("disk", disk.written, DISK, lambda rate: f"a disk that writes {rate / 1e6:.3g} MB/s")
        )
    tier = min((part.tier for part in parts), key=TIERS.index)
    known = sum(_POINTS[part.name] for part in parts)
    card = max((card.memory or 0 for card in cards), default=0)
    score = sum(part.points for part in parts) * sum(_POINTS.values()) / known
    return Profile(round(score + _A_CARD * min(1.0, card / _CARD)), tier, _reason(tier, parts), disk)


def _reason(tier: Tier, parts: Sequence[_Part]) -> str:
    if tier == TIERS[-1]:
        return _listed([part.shown(part.has) for part in parts])
    limiting = [part for part in parts if part.tier == tier]
    number = TIERS.index(tier)
    wanted = _listed([part.shown(part.limits[number]) for part in limiting])
    return f"{_listed([part.shown(part.has) for part in limiting])}; {TIERS[number + 1]} begins at {wanted}"


def _listed(told: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def of(machine: hardware.Machine, home: Path) -> Profile:
    """Judge a machine that was looked at.

    Args:
        machine: What it has.
        home: Where the product keeps what it keeps; its disk is measured once.
    """
    return profile(machine.usable_cores, machine.memory.limit, disk_speed(home), machine.gpus)


@dataclass
class _Choice:
    """What was said for this process."""

    home: Path | None = None
    quality: Quality = "auto"


_choice = _Choice()


def configure(*, home: str, quality: Quality) -> None:
    """Say how tiers are chosen in this process.

    Args:
        home: Where the product keeps what it keeps.
        quality: The tier; by the machine if auto.
    """
    _choice.home, _choice.quality = Path(home), quality
    _judged.cache_clear()


def chosen() -> Tier:
    """The quality of what is made where nobody says another."""
    if _choice.quality != "auto":
        return _choice.quality
    return _judged(_choice.home) if _choice.home else USUAL


@cache
def _judged(home: Path) -> Tier:
    # Cards change no tier, so none are asked.
    return profile(hardware.usable_cores(), hardware.memory().limit, disk_speed(home), ()).tier
