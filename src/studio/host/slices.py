"""Cards, and parts that cards were divided into, by the names under which work is given to one of them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from studio.core.cards import ALL, Wanted
from studio.core.errors import NotFound, Unavailable
from studio.host import drivers, programs
from studio.host.isolation import devices

_PATIENCE = 5.0
_CARD = re.compile(r"GPU (\d+): (.+) \(UUID: (GPU-[^)]+)\)")
_PART = re.compile(r"\s+(MIG \S+)\s+Device\s+(\d+): \(UUID: (MIG-[^)]+)\)")


@dataclass(frozen=True)
class Slice:
    """A card, or a part of one.

    Attributes:
        name: What libraries call it; empty if nothing here can tell.
        number: Which it is, such as 0, or 0.1 for a part.
        card: What it is.
        memory: Its memory in bytes; None if nothing here can tell.
    """

    name: str
    number: str
    card: str
    memory: int | None = None


@dataclass(frozen=True)
class Found:
    """What there is, and why that may not be all."""

    slices: tuple[Slice, ...] = ()
    trouble: str = ""


_SOMETHING = Slice("", "0", "a card that nothing here can name")


def found(seconds: float = _PATIENCE, shown: str | None = None) -> Found:
    """Look once. Where there are cards and nobody can name them, they count as one.

    Args:
        seconds: How long the driver may take to answer.
        shown: What the environment shows of them to libraries; everything if None.
    """
    if not devices.cards():
        return Found()
    answers: list[Found] = []
    asking = threading.Thread(target=lambda: answers.append(_asked(seconds)), name="slices", daemon=True)
    asking.start()
    asking.join(seconds)
    if not answers:
        return Found((_SOMETHING,), f"the driver has not answered for {seconds:g} seconds")
    there = answers[0]
    return there if shown is None else Found(tuple(_shown(there.slices, shown)), there.trouble)


def shares(asked: Sequence[Wanted], there: Sequence[Slice]) -> dict[str, Slice]:
    """What may be used, by a name of each share: a slice that several calls may use at a time has several.

    Args:
        asked: What was asked for.
        there: What there is.
    """
    calls: dict[Slice, int] = {}
    for one in asked:
        for part in _meant(one.name, there):
            calls[part] = one.calls
    return {
        part.name if number == 1 else f"{part.name}#{number}": part
        for part, count in calls.items()
        for number in range(1, count + 1)
    }


def _meant(name: str, there: Sequence[Slice]) -> list[Slice]:
    if name == ALL:
        return list(there)
    meant = [part for part in there if name in (part.number, part.name)]
    meant = meant or [
        part for part in there if part.name.startswith(name) or part.number.startswith(f"{name}.")
    ]
    if not meant:
        known = ", ".join(f"{part.number} ({part.name})" if part.name else part.number for part in there)
        raise NotFound(
            f"there is no card {name}", hint=f"there are {known}" if known else "there is none here"
        )
    return meant


def _shown(there: Sequence[Slice], shown: str) -> Iterator[Slice]:
    """Those that libraries see, in their order, up to the first that there is not: so CUDA reads it."""
    for name in filter(None, map(str.strip, shown.split(","))):
        if not (meant := [part for part in there if name == part.number or part.name.startswith(name)]):
            return
        yield meant[0]


def _asked(seconds: float) -> Found:
    slices, trouble = drivers.either(_by_nvml, lambda: _by_nvidia_smi(seconds))
    return Found((_SOMETHING,) if slices is None else slices, trouble)


def _by_nvml() -> tuple[Slice, ...]:
    try:
        import pynvml

        pynvml.nvmlInit()
    except Exception as refused:  # noqa: BLE001
        raise Unavailable(f"NVML does not answer: {refused}") from None
    try:
        return tuple(
            part for number in range(pynvml.nvmlDeviceGetCount()) for part in _told_by_nvml(pynvml, number)
        )
    except Exception as refused:  # noqa: BLE001
        raise Unavailable(f"NVML does not answer: {refused}") from None
    finally:
        with suppress(Exception):
            pynvml.nvmlShutdown()


def _told_by_nvml(nvml: Any, number: int) -> list[Slice]:
    handle = nvml.nvmlDeviceGetHandleByIndex(number)
    card = nvml.nvmlDeviceGetName(handle)
    parts: list[Slice] = []
    # A card of a kind that cannot be divided refuses the question.
    with suppress(Exception):
        if nvml.nvmlDeviceGetMigMode(handle)[0]:
            parts = list(_parts_by_nvml(nvml, handle, number, card))
    return parts or [Slice(nvml.nvmlDeviceGetUUID(handle), str(number), card, _memory(nvml, handle))]


def _parts_by_nvml(nvml: Any, handle: Any, number: int, card: str) -> Iterator[Slice]:
    for place in range(nvml.nvmlDeviceGetMaxMigDeviceCount(handle)):
        # Not every place is taken.
        with suppress(Exception):
            part = nvml.nvmlDeviceGetMigDeviceHandleByIndex(handle, place)
            yield Slice(nvml.nvmlDeviceGetUUID(part), f"{number}.{place}", card, _memory(nvml, part))


def _memory(nvml: Any, handle: Any) -> int | None:
    with suppress(Exception):
        return int(nvml.nvmlDeviceGetMemoryInfo(handle).total)
    return None


def _by_nvidia_smi(seconds: float) -> tuple[Slice, ...]:
    whole: list[Slice] = []
    parts: list[Slice] = []
    for line in programs.answer(["nvidia-smi", "-L"], seconds=seconds).splitlines():
        if card := _CARD.match(line):
            whole.append(Slice(card[3], card[1], card[2]))
        elif (part := _PART.match(line)) and whole:
            parts.append(Slice(part[3], f"{whole[-1].number}.{part[2]}", f"{whole[-1].card} {part[1]}"))
    divided = {part.number.partition(".")[0] for part in parts}
    return tuple(sorted([*(one for one in whole if one.number not in divided), *parts], key=_place))


def _place(one: Slice) -> list[int]:
    return [int(number) for number in one.number.split(".")]
