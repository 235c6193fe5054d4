"""Samples of machines that are nowhere, for tests of what is made of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.host.gpus import Gpu, Seen
from studio.host.hardware import Disk, Memory
from studio.host.pressure import Pressure, Stall
from studio.host.sampling import Flow, Ours, Sample

GIB = 1 << 30

CALM = Sample(
    at=1_800_000_000.0,
    seconds=1.0,
    cpu=12.5,
    cores=(5.0, 20.0),
    memory=Memory(64 * GIB, 64 * GIB, 48 * GIB, "machine"),
    swap=8 * GIB,
    swapped=0,
    pressure=Pressure(Stall(3.5, 0.0), Stall(0.25, 0.0), None),
    disk=Disk(Path("/data"), 1000 * GIB, 400 * GIB, 60_000_000, 50_000_000),
    written=Flow(2_000_000.0, None),
    network=Flow(0.0, 512.0),
    cards=Seen(),
    ours=Ours(5, 6.5, 2 * GIB),
)


def card(heat: float | None, **more: Any) -> Gpu:
    """A card of this temperature."""
    return Gpu(
        "Card", 80 * GIB, 60 * GIB, "570.1", "NVML", **{"busy": 97.0, "power": 400.0, **more}, heat=heat
    )


def full(percent: int) -> Sample:
    """A machine whose memory is so full."""
    return replace(CALM, memory=Memory(100 * GIB, 100 * GIB, (100 - percent) * GIB, "machine"))
