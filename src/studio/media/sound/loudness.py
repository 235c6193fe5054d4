"""How loud a recording is, by the broadcasters' measure (EBU R 128) and by plain level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from studio.core import scratch
from studio.core.materials import Unit
from studio.media import encode, quoting

# The measure looks at 0.4 s at a time and does not hear what is quieter than -70 LUFS.
SHORTEST = 0.4

RANGED = 3.4
"""Loud and soft passages are told apart by the loudness of 3 s each. Of fewer than five, 0.1 s apart, ffmpeg
takes its own threshold for the softest, and says 20 LU."""

_SILENCE = -70.0

_INTEGRATED = re.compile(r"lavfi\.r128\.I=(\S+)")
_SUMMARY = {
    "integrated": re.compile(r"^\s*I:\s*(\S+) LUFS", re.MULTILINE),
    "range": re.compile(r"^\s*LRA:\s*(\S+) LU\b", re.MULTILINE),
    "threshold": re.compile(r"LRA:.*\s*Threshold:\s*(\S+) LUFS"),
    "softest": re.compile(r"LRA low:\s*(\S+) LUFS"),
    "true_peak": re.compile(r"True peak:\s*Peak:\s*(\S+) dBFS"),
    "sample_peak": re.compile(r"Peak level dB: (\S+)"),
    "rms": re.compile(r"RMS level dB: (\S+)"),
}


@dataclass(frozen=True, slots=True)
class Levels:
    """What was measured. A level of digital silence is None, for it has no decibels.

    Attributes:
        integrated: Loudness of the whole; None where it is silent or shorter than 0.4 s.
        range: How far loud and soft passages lie apart.
        true_peak: The highest point of the sound between its samples, against full scale.
        sample_peak: The highest sample, against full scale.
        rms: The average power, against full scale; None where it was not asked for.
    """

    integrated: Annotated[float | None, Unit("LUFS")]
    range: Annotated[float, Unit("LU")]
    true_peak: Annotated[float | None, Unit("dBTP")]
    sample_peak: Annotated[float | None, Unit("dB")]
    rms: Annotated[float | None, Unit("dB")] = None


def measure(
    path: Path,
    *,
    stream: int | None = None,
    after: Sequence[str] = (),
    power: bool = False,
    seconds: float | None = None,
    label: str = "Measuring",
) -> Levels:
    """Listen to a whole recording once.

    Args:
        path: The file.
        stream: The stream's number in the file; its first sound when left out.
        after: Filters to send the sound through first.
        power: Measure the average power too, which takes half as long again.
        seconds: How long it is, for the progress.
        label: What the progress is called.
    """
    levels = f"astats=measure_perchannel=none:measure_overall=Peak_level{'+RMS_level' if power else ''}"
    said, integrated = _listened(path, stream, [*after, levels, _meter("true")], seconds, label)
    found = {name: _level(pattern.search(said)) for name, pattern in _SUMMARY.items()}
    silent = found["sample_peak"] is None
    return Levels(
        integrated=_heard(found["integrated"] if integrated is None else integrated),
        range=0.0 if found["softest"] == found["threshold"] else found["range"] or 0.0,
        true_peak=None if silent else found["true_peak"],
        sample_peak=found["sample_peak"],
        rms=found["rms"],
    )


def integrated(
    path: Path,
    *,
    stream: int | None = None,
    after: Sequence[str] = (),
    seconds: float | None = None,
    label: str = "Measuring",
) -> float | None:
    """The loudness alone, which takes a third of the time; the same options as `measure`."""
    said, exact = _listened(path, stream, [*after, _meter("none")], seconds, label)
    return _heard(_level(_SUMMARY["integrated"].search(said)) if exact is None else exact)


def _meter(peak: str) -> str:
    return f"ebur128=framelog=quiet:peak={peak}:metadata=1"


def _listened(
    path: Path, stream: int | None, chain: Sequence[str], seconds: float | None, label: str
) -> tuple[str, float | None]:
    """What ffmpeg said at the end, and the loudness in hundredths, which it tells only while it listens."""
    with scratch.anywhere() as place:
        told = place / "loudness.txt"
        exact = f"ametadata=mode=print:key=lavfi.r128.I:file={quoting.in_graph(str(told))}"
        said = encode.messages(
            [
                *("-nostats", "-vn", "-sn", "-dn", "-i", encode.source(path)),
                *("-map", "0:a:0" if stream is None else f"0:{stream}"),
                *("-af", ",".join([*chain, exact])),
            ],
            seconds=seconds,
            label=label,
        )
        return said, _level(_INTEGRATED.search(_end(told)))


def _end(file: Path) -> str:
    """The last line of what may be a long file."""
    if not file.exists():
        return ""
    with file.open("rb") as lines:
        lines.seek(max(0, file.stat().st_size - 60))
        return lines.read().decode("ascii", "replace").rstrip().rpartition("\n")[2]


def _heard(loudness: float | None) -> float | None:
    return None if loudness is None or loudness <= _SILENCE else loudness


def _level(found: re.Match[str] | None) -> float | None:
    if found is None or found[1] in ("-inf", "inf", "nan", "-nan"):
        return None
    return float(found[1])
