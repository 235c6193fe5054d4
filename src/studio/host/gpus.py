"""Graphics cards: which there are, and how much they have to do, by NVML, nvidia-smi or system_profiler."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from studio.core.errors import StudioError, Unavailable
from studio.host import programs

_ANSWER_SECONDS = 5.0
_SILENT = 5.0
_BETWEEN_PROGRAMS = 5.0
_BETWEEN_SEARCHES = 60.0
_ASKED = "name,memory.total,memory.used,driver_version,utilization.gpu,temperature.gpu,power.draw"


@dataclass(frozen=True)
class Gpu:
    """One graphics card; None for whatever it does not tell.

    Attributes:
        name: What it is called.
        memory: Its memory in bytes.
        used: How much of that is in use.
        driver: The version of its driver.
        seen_by: What it was seen by.
        busy: The share of time in which it had something to do, in percent.
        heat: Its temperature in degrees Celsius.
        power: What it draws, in watts.
    """

    name: str
    memory: int | None
    used: int | None
    driver: str
    seen_by: str
    busy: float | None = None
    heat: float | None = None
    power: float | None = None


@dataclass(frozen=True)
class Seen:
    """The cards as they were last seen, and why they could not be looked at since."""

    gpus: tuple[Gpu, ...] = ()
    trouble: str = ""


def look(seconds: float = _ANSWER_SECONDS) -> Seen:
    """The cards of this machine, looked at once.

    Args:
        seconds: How long to wait for the answer.
    """
    lookout = Lookout()
    try:
        return lookout.look(seconds)
    finally:
        lookout.close()


@dataclass
class Lookout:
    """Looks at the cards again and again, and never waits longer than it is told to.

    A driver that hangs holds up whoever asks it, so it is asked by a thread of its own.
    """

    clock: Callable[[], float] = time.monotonic
    _seen: Seen = field(default_factory=Seen, init=False)
    _source: str = field(default="", init=False)
    _nvml: Any = field(default=None, init=False)
    _asked: float | None = field(default=None, init=False)
    _answered: threading.Event = field(default_factory=threading.Event, init=False)

    def __post_init__(self) -> None:
        self._answered.set()

    def look(self, seconds: float = 0.0) -> Seen:
        """The cards as they are, or as they were when they last answered.

        Args:
            seconds: How long to wait for the answer.
        """
        if self._answered.is_set():
            if not self._is_due():
                return self._seen
            self._asked = self.clock()
            self._answered.clear()
            threading.Thread(target=self._ask, name="gpus", daemon=True).start()
        if not self._answered.wait(seconds) and self._asked is not None:
            silent = self.clock() - self._asked
            if silent >= min(seconds or _SILENT, _SILENT):
                return Seen(self._seen.gpus, f"the driver has not answered for {silent:.0f} seconds")
        return self._seen

    def close(self) -> None:
        """Let go of NVML, unless it is just being asked."""
        if self._answered.is_set():
            self._forget()

    def _is_due(self) -> bool:
        pauses = {"NVML": 0.0, "": _BETWEEN_SEARCHES}
        pause = pauses.get(self._source, _BETWEEN_PROGRAMS)
        return self._asked is None or self.clock() - self._asked >= pause

    def _ask(self) -> None:
        try:
            self._seen = Seen(self._found())
        except StudioError as trouble:
            self._seen = Seen(self._seen.gpus, trouble.message)
        finally:
            self._answered.set()

    def _found(self) -> tuple[Gpu, ...]:
        """What the first source tells that there is."""
        for source in (self._by_nvml, _by_nvidia_smi, _by_system_profiler):
            try:
                found = source()
            except Unavailable:
                continue
            self._source = found[0].seen_by if found else ""
            return found
        self._source = ""
        return ()

    def _by_nvml(self) -> tuple[Gpu, ...]:
        try:
            if self._nvml is None:
                import pynvml

                pynvml.nvmlInit()
                self._nvml = pynvml
            return tuple(_nvml_gpu(self._nvml, number) for number in range(self._nvml.nvmlDeviceGetCount()))
        except Exception as refused:  # noqa: BLE001
            # A driver that was loaded anew knows nothing of those who had opened the old one.
            self._forget()
            raise Unavailable(f"NVML does not answer: {refused}") from None

    def _forget(self) -> None:
        if self._nvml is not None:
            with suppress(Exception):
                self._nvml.nvmlShutdown()
            self._nvml = None


def _nvml_gpu(nvml: Any, number: int) -> Gpu:
    handle = nvml.nvmlDeviceGetHandleByIndex(number)

    def told(question: Callable[[], Any]) -> Any:
        # A part of a card, or a card of another kind, does not tell everything.
        with suppress(Exception):
            return question()
        return None

    # What the driver keeps for itself is nobody's use, and is told apart only by the second version.
    held = told(lambda: nvml.nvmlDeviceGetMemoryInfo(handle, version=nvml.nvmlMemory_v2))
    held = held or told(lambda: nvml.nvmlDeviceGetMemoryInfo(handle))
    rates = told(lambda: nvml.nvmlDeviceGetUtilizationRates(handle))
    milliwatts = told(lambda: nvml.nvmlDeviceGetPowerUsage(handle))
    return Gpu(
        name=nvml.nvmlDeviceGetName(handle),
        memory=held and int(held.total),
        used=held and int(held.used),
        driver=nvml.nvmlSystemGetDriverVersion(),
        seen_by="NVML",
        busy=rates and float(rates.gpu),
        heat=told(lambda: float(nvml.nvmlDeviceGetTemperature(handle, nvml.NVML_TEMPERATURE_GPU))),
        power=None if milliwatts is None else milliwatts / 1000,
    )


def _by_nvidia_smi() -> tuple[Gpu, ...]:
    command = ["nvidia-smi", f"--query-gpu={_ASKED}", "--format=csv,noheader,nounits"]
    lines = programs.answer(command, seconds=_ANSWER_SECONDS).strip().splitlines()
    return tuple(card for card in map(_smi_gpu, lines) if card)


def _smi_gpu(line: str) -> Gpu | None:
    fields = [part.strip() for part in line.rsplit(",", 6)]
    if len(fields) < 7:
        return None
    name, total, used, driver, *live = fields
    busy, heat, power = map(_number, live)
    return Gpu(name, _mebibytes(total), _mebibytes(used), driver, "nvidia-smi", busy, heat, power)


def _number(told: str) -> float | None:
    """A figure, or None for `[N/A]`, `[Not Supported]` and the like."""
    with suppress(ValueError):
        return float(told)
    return None


def _mebibytes(told: str) -> int | None:
    count = _number(told)
    return None if count is None else int(count) << 20


def _by_system_profiler() -> tuple[Gpu, ...]:
    """The cards of a Mac; their memory is that of the machine."""
    import json

    if sys.platform != "darwin":
        raise Unavailable("this is no Mac")
    told = programs.answer(["system_profiler", "-json", "SPDisplaysDataType"], seconds=2 * _ANSWER_SECONDS)
    with suppress(ValueError, AttributeError):
        cards = json.loads(told).get("SPDisplaysDataType", [])
        return tuple(_metal_gpu(card) for card in cards if card.get("spdisplays_mtlgpufamilysupport"))
    return ()


def _metal_gpu(card: dict[str, Any]) -> Gpu:
    family = (
        str(card["spdisplays_mtlgpufamilysupport"]).removeprefix("spdisplays_").replace("metal", "Metal ")
    )
    return Gpu(str(card.get("sppci_model", "GPU")), None, None, family, "system_profiler")
