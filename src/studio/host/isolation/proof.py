"""The fourth layer: looking whether a process has touched a GPU after all."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.host.family import family
from studio.host.isolation import devices

PROC = Path("/proc")
# The driver's own alone: libcudart and others that frameworks bring touch nothing when they are loaded.
_LIBRARY = re.compile(r"/(lib(?:cuda|cudadebugger|nvidia-[^/\s]*|amdhip64|hsa-runtime64)\.so[^/\s]*)")
_LONGEST = 200
_NEW, _NOW_AND_THEN = 3, 8


@dataclass(frozen=True)
class Touch:
    """A process that has touched a GPU.

    Attributes:
        pid: Its number.
        command: How it was started.
        how: By what it was seen.
    """

    pid: int
    command: str
    how: str


@dataclass(frozen=True)
class Proof:
    """What was seen of some processes.

    Attributes:
        processes: How many were looked at.
        touched: Those of them that have touched a GPU.
        level: What kept the others from it.
        ready: Those that had loaded the library of its driver and reached no card, as frameworks do that
            work on the processor as well.
    """

    processes: int
    touched: tuple[Touch, ...]
    level: str
    ready: tuple[Touch, ...] = ()

    @property
    def told(self) -> str:
        """The line of proof."""
        return f"{len(self.touched)} of {self.processes} processes touched a GPU (level: {self.level})"

    @property
    def shown(self) -> dict[str, Any]:
        """What goes into a log."""
        named = {"touched": self.touched, "ready": self.ready}
        return {"proof": self.told} | {
            name: [asdict(one) for one in some] for name, some in named.items() if some
        }


@dataclass
class Witness:
    """Looks at processes now and then, and remembers whom it has seen and who has touched a GPU.

    Attributes:
        proc: Where the system tells of its processes.
        dev: Where cards appear.
    """

    proc: Path = PROC
    dev: Path = devices.DEV
    _seen: dict[str, set[tuple[int, str]]] = field(default_factory=dict, init=False)
    _looks: dict[tuple[int, str], int] = field(default_factory=dict, init=False)
    _touched: dict[tuple[int, str], Touch] = field(default_factory=dict, init=False)
    _ready: dict[tuple[int, str], Touch] = field(default_factory=dict, init=False)

    def look(
        self, workers: Mapping[int, str], *, by_driver: Collection[int] = (), closely: bool = False
    ) -> None:
        """Look at these workers and all they have started: at new ones each time, at others now and then.

        Args:
            workers: Each with what it works for.
            by_driver: The processes that the driver says are on a card.
            closely: Look at all of them.
        """
        there = set()
        for worker, purpose in workers.items():
            for pid in sorted(family([worker], self.proc)):
                if born := _born(pid, self.proc):
                    there.add((pid, born))
                    self._seen.setdefault(purpose, set()).add((pid, born))
        looks = self._looks
        self._looks = {key: looks.get(key, -1) + 1 for key in there}
        for key, count in self._looks.items():
            due = closely or count < _NEW or count % _NOW_AND_THEN == 0
            if key in self._touched or not due:
                continue
            if how := self._how(key[0], by_driver):
                self._touched[key] = Touch(key[0], command(key[0], self.proc), how)
            elif key not in self._ready and (library := loaded(key[0], self.proc)):
                self._ready[key] = Touch(key[0], command(key[0], self.proc), library)

    def proof(self, purpose: str, level: str) -> Proof:
        """What was seen of all who worked for something; it is forgotten here.

        Args:
            purpose: What they worked for.
            level: What kept them from the cards.
        """
        seen = self._seen.pop(purpose, set())
        touched = tuple(self._touched[key] for key in sorted(seen & self._touched.keys()))
        ready = sorted((seen & self._ready.keys()) - self._touched.keys())
        return Proof(len(seen), touched, level, tuple(self._ready[key] for key in ready))

    def _how(self, pid: int, on_card: Collection[int]) -> str:
        if pid in on_card:
            return "the driver has it on a card"
        return held(pid, self.proc, self.dev) or mapped(pid, self.proc, self.dev)


def held(pid: int, proc: Path = PROC, dev: Path = devices.DEV) -> str:
    """The card's file that a process has open, in words; empty if it has none, or is gone."""
    with suppress(OSError):
        for descriptor in (proc / str(pid) / "fd").iterdir():
            with suppress(OSError):
                if name := _card(str(descriptor.readlink()), dev):
                    return f"it had {name} open"
    return ""


def mapped(pid: int, proc: Path = PROC, dev: Path = devices.DEV) -> str:
    """The card whose memory a process has before it, in words; empty if none."""
    for line in _maps(pid, proc).splitlines():
        if name := _card(line[line.find("/") :], dev):
            return f"it had {name} before it"
    return ""


def loaded(pid: int, proc: Path = PROC) -> str:
    """The library of a driver that a process has loaded, in words; empty if none."""
    found = _LIBRARY.search(_maps(pid, proc))
    return f"it had loaded {found[1]}" if found else ""


def _maps(pid: int, proc: Path) -> str:
    with suppress(OSError):
        return (proc / str(pid) / "maps").read_text(errors="surrogateescape")
    return ""


def command(pid: int, proc: Path = PROC) -> str:
    """How a process was started, shortened."""
    with suppress(OSError):
        said = (proc / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ")
        return " ".join(said.decode(errors="replace").split())[:_LONGEST]
    return ""


def _card(place: str, dev: Path) -> str:
    """The place itself, where it is a card's; else nothing."""
    if not place.startswith(f"{dev}/"):
        return ""
    name, _, _ = place.removeprefix(f"{dev}/").partition("/")
    return place if devices.is_card(name) else ""


def _born(pid: int, proc: Path) -> str:
    """When a process began, as the system counts; empty if it is gone."""
    with suppress(OSError):
        return (proc / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()[19]
    return ""
