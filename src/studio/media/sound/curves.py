"""The course of a recording: how far it swings and how strong it is, block by block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from studio.core import scratch
from studio.media import encode, quoting
from studio.media.sound.recordings import Recording

SILENT = -200.0
_ENTRY = re.compile(r"lavfi\.astats\.(\w+)\.(Min_level|Max_level|RMS_level)=(\S+)")


@dataclass(frozen=True, slots=True)
class Block:
    """A few samples of one channel, or of all of them.

    Attributes:
        low: The lowest sample, full scale being -1.
        high: The highest sample.
        rms: The average power in dB against full scale.
    """

    low: float
    high: float
    rms: float


def course(recording: Recording, samples: int, *, apart: bool = False) -> list[list[Block]]:
    """Follow a recording from beginning to end.

    Args:
        recording: What to follow.
        samples: How many samples make a block.
        apart: Follow each channel by itself; otherwise there is one list, of all channels together.
    """
    measured = "Min_level+Max_level+RMS_level"
    which = "measure_perchannel" if apart else "measure_overall"
    other = "measure_overall" if apart else "measure_perchannel"
    with scratch.anywhere() as place:
        told = place / "course.txt"
        chain = [
            recording.head().partition("]")[2],
            "aformat=sample_fmts=fltp",
            f"asetnsamples=n={samples}:p=0",
            f"astats=metadata=1:reset=1:{which}={measured}:{other}=none",
            f"ametadata=mode=print:file={quoting.in_graph(str(told))}",
        ]
        encode.messages(
            [
                *("-nostats", "-vn", "-sn", "-dn", *recording.input),
                *("-map", f"0:{recording.stream.index}", "-af", ",".join(chain)),
            ],
            seconds=recording.seconds,
            label="Listening",
        )
        return _read(told)


def _read(told: Path) -> list[list[Block]]:
    found: dict[str, list[dict[str, float]]] = {}
    if not told.exists():
        return []
    with told.open("r", encoding="ascii", errors="replace") as lines:
        for line in lines:
            if entry := _ENTRY.match(line):
                channel, name, value = entry.groups()
                blocks = found.setdefault(channel, [])
                if not blocks or name in blocks[-1]:
                    blocks.append({})
                blocks[-1][name] = _number(value)
    return [[_block(values) for values in blocks] for blocks in found.values()]


def _block(values: dict[str, float]) -> Block:
    return Block(
        low=values.get("Min_level", 0.0),
        high=values.get("Max_level", 0.0),
        rms=values.get("RMS_level", SILENT),
    )


def _number(text: str) -> float:
    if text.endswith("inf"):
        return SILENT
    return 0.0 if text.endswith("nan") else float(text)


def noise_floor(recording: Recording) -> float | None:
    """How strong a recording is in its quietest tenth of a second but for digital silence; None if all is."""
    blocks = course(recording, max(1, recording.stream.rate // 10))
    heard = sorted(block.rms for one in blocks for block in one if block.rms > -110)
    # A few blocks may be half silence, half sound; the level that counts recurs.
    return heard[len(heard) // 20] if heard else None
