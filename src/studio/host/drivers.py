"""Whom the driver of the cards has on one: by NVML, else by nvidia-smi, and never waiting long for either."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from studio.core.errors import StudioError, Unavailable
from studio.host import programs

T = TypeVar("T")

_PATIENCE = 5.0
_OUTERMOST = 0xEFFFFFFC
_LISTS = ("Compute", "Graphics")
_OWN_NUMBERS = Path("/proc/self/ns/pid")


@dataclass(frozen=True)
class OnCard:
    """Processes on a card, and why they may not be all of them."""

    pids: frozenset[int] = frozenset()
    trouble: str = ""


def on_card(seconds: float = _PATIENCE, numbers: Path = _OWN_NUMBERS) -> OnCard:
    """Ask the driver once.

    Args:
        seconds: How long it may take to answer.
        numbers: Which numbers processes have here: in a container they are not those the driver knows.
    """
    if not _are_everybodys(numbers):
        return OnCard(trouble="in a container the driver's numbers of processes are not ours")
    answers: list[OnCard] = []
    asking = threading.Thread(target=lambda: answers.append(_asked(seconds)), name="on-card", daemon=True)
    asking.start()
    asking.join(seconds)
    return answers[0] if answers else OnCard(trouble=f"the driver has not answered for {seconds:g} seconds")


def either(nvml: Callable[[], T], nvidia_smi: Callable[[], T]) -> tuple[T | None, str]:
    """What NVML answers, else nvidia-smi; None where neither does, and why."""
    try:
        return nvml(), ""
    except Unavailable as missing:
        try:
            return nvidia_smi(), ""
        except StudioError as trouble:
            absent = isinstance(trouble, Unavailable)
            return None, missing.message if absent else trouble.message


def _asked(seconds: float) -> OnCard:
    pids, trouble = either(_by_nvml, lambda: _by_nvidia_smi(seconds))
    return OnCard(pids or frozenset(), trouble)


def _by_nvml() -> frozenset[int]:
    try:
        import pynvml

        pynvml.nvmlInit()
    except Exception as refused:  # noqa: BLE001
        raise Unavailable(f"NVML does not answer: {refused}") from None
    try:
        handles = [pynvml.nvmlDeviceGetHandleByIndex(one) for one in range(pynvml.nvmlDeviceGetCount())]
        return frozenset(pid for handle in handles for pid in _listed(pynvml, handle))
    except Exception as refused:  # noqa: BLE001
        raise Unavailable(f"NVML does not answer: {refused}") from None
    finally:
        with suppress(Exception):
            pynvml.nvmlShutdown()


def _listed(nvml: Any, handle: Any) -> list[int]:
    found: list[int] = []
    for kind in _LISTS:
        # A part of a card does not keep every list.
        with suppress(Exception):
            found += [one.pid for one in getattr(nvml, f"nvmlDeviceGet{kind}RunningProcesses")(handle)]
    return found


def _by_nvidia_smi(seconds: float) -> frozenset[int]:
    command = ["nvidia-smi", "--query-compute-apps=pid", "--format=csv,noheader"]
    lines = programs.answer(command, seconds=seconds).split()
    # What it does not know it calls [N/A].
    return frozenset(int(line) for line in lines if line.isdigit())


def _are_everybodys(numbers: Path) -> bool:
    try:
        return numbers.stat().st_ino == _OUTERMOST
    except OSError:
        return True
