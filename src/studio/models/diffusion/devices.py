"""What models are run on, and how much of them lies there at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from studio.core.errors import Unavailable

Choice = Literal["gpu", "cpu"]
How = Literal["whole", "parts", "layers"]
"""All of a model at a time, one of its parts, or one layer of a part."""

BYTES: Mapping[Choice, int] = {"gpu": 2, "cpu": 4}
"""Bytes of a number: bfloat16 on a card, float32 on a processor."""
_SPARE = 1.05
_LAYERS = 24
"""How many layers the largest part of a model has at least, when it is loaded layer by layer."""

_choice: Choice = "gpu"


def configure(*, choice: Choice = "gpu") -> None:
    """Say what models are run on; once in each process."""
    global _choice
    _choice = choice


def choice() -> Choice:
    """What models are run on here."""
    return _choice


@dataclass(frozen=True)
class Device:
    """Something a model can be run on.

    Attributes:
        kind: What it is.
        name: As torch calls it.
        called: As its maker does.
        free: Bytes of memory that are free.
        total: Bytes of memory.
    """

    kind: Choice
    name: str
    called: str
    free: int
    total: int


def found() -> Device:
    """What models are run on, as it is now.

    Raises:
        Unavailable: There is no card that torch can use, and nobody asked for the processor.
    """
    import torch

    if _choice == "cpu":
        from studio.host import hardware

        memory = hardware.memory()
        return Device("cpu", "cpu", "the processor", memory.available, memory.limit)
    if not torch.cuda.is_available():
        raise Unavailable(
            "there is no graphics card that torch can use",
            hint="studio doctor says which cards there are; --set models_on=cpu does without, very slowly",
        )
    free, total = torch.cuda.mem_get_info()
    return Device("gpu", "cuda", torch.cuda.get_device_name(), free, total)


@dataclass(frozen=True)
class Room:
    """Bytes that a model needs besides its numbers, for what it works on.

    Attributes:
        thinking: For all that it has in mind, and the frames it has made.
        decoding: To turn what it thought into whole pictures.
        tiled: To do that a tile of the picture at a time.
    """

    thinking: int
    decoding: int
    tiled: int


def needed(parameters: Mapping[str, int], room: Room, how: How = "whole", kind: Choice = "gpu") -> int:
    """Bytes that a model takes up.

    Args:
        parameters: How many numbers each of its parts has.
        room: What it needs besides.
        how: How much of it is there at a time; where that is not all of it, pictures are decoded in tiles.
        kind: Where.
    """
    sizes = [count * BYTES[kind] for count in parameters.values()]
    largest = max(sizes, default=0)
    held = {"whole": sum(sizes), "parts": largest, "layers": largest // _LAYERS}[how]
    decoding = room.decoding if how == "whole" else min(room.decoding, room.tiled)
    return int(held * _SPARE) + room.thinking + decoding


def placed(parameters: Mapping[str, int], room: Room, device: Device) -> How:
    """How much of a model can be there at a time: as much as there is room for.

    Raises:
        Unavailable: There is not even room for one layer of it.
    """
    ways: tuple[How, ...] = ("whole",) if device.kind == "cpu" else ("whole", "parts", "layers")
    for how in ways:
        if needed(parameters, room, how, device.kind) <= device.free:
            return how
    least = needed(parameters, room, ways[-1], device.kind)
    raise Unavailable(
        f"{device.called} has {device.free / 1e9:.1f} GB free, and the model needs {least / 1e9:.1f} GB"
        " at least",
        hint="end what else uses it, or lower pixels or frames under options in the model's card",
    )
