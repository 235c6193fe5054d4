"""What keeps this process from a GPU: which of the layers are in force in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from studio.host.isolation import devices
from studio.host.isolation.devices import Hidden
from studio.host.isolation.imports import guard

NONE, ENVIRONMENT, IMPORTS, DEVICES, ABSENT = (
    "none",
    "environment only",
    "imports guarded",
    "devices hidden",
    "no GPU here",
)
"""How far a process is kept from a GPU, the least first; each holds what those before it do."""

LEVELS = (NONE, ENVIRONMENT, IMPORTS, DEVICES, ABSENT)

_OUTSIDE = "studio_guard_of_imports"


@dataclass(frozen=True)
class Layers:
    """What is in force.

    Attributes:
        environment: Whether libraries are told that there is no card.
        imports: Whether the guard of imports stands.
        devices: Whether cards can be opened.
        any: Whether there is a card at all.
    """

    environment: bool
    imports: bool
    devices: Hidden
    any: bool

    @property
    def level(self) -> str:
        """How far this goes, in a word or two."""
        if not self.any:
            return ABSENT
        if self.devices.took:
            return DEVICES
        if self.imports and self.environment:
            return IMPORTS
        return ENVIRONMENT if self.environment else NONE

    @property
    def told(self) -> str:
        """Why it goes no further, or how far it goes."""
        return self.devices.told


def enter(dev: Path = devices.DEV) -> Layers:
    """Keep this process and all it will start from every GPU, as far as this system lets us.

    It is for processes of our own that have no threads yet and were started in an environment without cards.
    """
    return replace(guarded(dev), devices=devices.hide(dev))


def guarded(dev: Path = devices.DEV) -> Layers:
    """The same for a process that has to see all of /dev: cards can be opened, and no library does so."""
    guard.stand()
    told = Hidden(False, "this process keeps its view of /dev")
    return Layers(not guard.in_sight(), guard.stands(), told, bool(devices.cards(dev)))


def weakest(levels: Iterable[str]) -> str:
    """The level of many processes together."""
    return min(levels, key=LEVELS.index, default=ABSENT)


def refused() -> list[str]:
    """What the guard has refused in this process since this was asked last."""
    told: list[str] = []
    # Where the environment put up the guard, it did so from a copy of its own.
    for module in (guard, sys.modules.get(_OUTSIDE)):
        if module is not None:
            told += module.refused
            module.refused.clear()
    return told
