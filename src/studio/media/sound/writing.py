"""Writing sound: a filter graph's result into a file, tagged, checked, and never clipped unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.core.run import run
from studio.media import encode, probe, quoting
from studio.media.sound import layouts, limiting, scratch
from studio.media.sound.formats import Encoding
from studio.media.sound.recordings import Recording
from studio.media.sound.tags import Tags

_PEAK = re.compile(r"Peak_level=(\S+)")
# Full scale, less what rounding and dither add.
FULL = -0.1
_LONGEST_ARGUMENT = 100_000
_FINE_ENOUGH = 96_000
_NO_TAGS = Tags()


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be heard: inputs, and a filter graph over them whose result is called [out].

    Attributes:
        inputs: The arguments that open the inputs.
        text: The graph.
        seconds: How long the result will be, for the progress.
        rate: Samples a second of what is heard.
        layout: Its channels.
        channels: How many they are.
    """

    inputs: tuple[str, ...]
    text: str
    seconds: float | None
    rate: int
    layout: str
    channels: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made.

    Attributes:
        path: The file.
        peak: The highest sample on its way to the encoder, against full scale; None in silence.
        lowered: By how many decibels the whole was turned down so that it does not clip.
        mixed: Whether the channels had to be mixed into others.
    """

    path: Path
    peak: float | None
    lowered: float = 0.0
    mixed: bool = False


def single(recording: Recording, filters: Sequence[str], *, seconds: float | None = None) -> Graph:
    """The graph that sends one recording through some filters."""
    return Graph(
        recording.input,
        ",".join([recording.head(), *filters]) + "[out]",
        recording.seconds if seconds is None else seconds,
        recording.stream.rate,
        recording.stream.layout,
        recording.stream.channels,
    )


def limited(graph: Graph, ceiling: float) -> Graph:
    """The same, with its peaks held below a level."""
    chain = ",".join(limiting.true_peaks(ceiling, graph.rate))
    return replace(graph, text=f"{graph.text.removesuffix('[out]')},{chain}[out]")


def write(
    graph: Graph,
    target: Path,
    encoding: Encoding,
    *,
    tags: Tags = _NO_TAGS,
    ceiling: float | None = None,
    between: bool = True,
    chapters: bool = False,
    metered: bool = False,
    label: str = "Encoding",
) -> Written:
    """Render a graph into a file.

    Where the file has other channels, they are mixed, and turned down if the sum would clip.

    Args:
        graph: What is to be heard.
        target: The file, in the run's folder.
        encoding: How it is written.
        tags: What is to be said about it.
        ceiling: Turn the whole down if it would exceed this, in dB; None lets it be.
        between: Heed peaks between samples too, not only the samples.
        chapters: Keep the chapters of the first input.
        metered: Say how high the highest sample was even where nothing depends on it.
        label: What the progress is called.
    """
    mixing = layouts.mixed(graph.layout, graph.channels, encoding.layout)
    if ceiling is None and layouts.sums(graph.channels, mixing):
        ceiling = FULL
    between = between and ceiling is not None
    meter = _meter(graph.rate, between=between) if metered or ceiling is not None else ""
    peak = _rendered(graph, [*mixing, meter], target, encoding, tags, chapters, label)
    lowered = 0.0
    if ceiling is not None and peak is not None and peak > ceiling:
        lowered = peak - min(ceiling, FULL)
        _rendered(graph, [*mixing, *limiting.gain(-lowered)], target, encoding, tags, chapters, label)
    _check(target)
    return Written(target, peak, lowered, bool(mixing))


def _rendered(
    graph: Graph,
    chain: Sequence[str],
    target: Path,
    encoding: Encoding,
    tags: Tags,
    chapters: bool,
    label: str,
) -> float | None:
    """Run ffmpeg; returns the highest sample, if the chain has a meter in it."""
    told = run().folder / "peak.txt"
    ending = ",".join([*filter(None, chain), encoding.tail]).replace("PEAK", quoting.in_graph(str(told)))
    inputs = graph.inputs.count("-i")
    cover = tags.cover if encoding.format.cover == "stream" else None
    about = tags.written(run().folder / "tags.txt", cover=encoding.format.cover == "comment")
    encode.ffmpeg(
        [
            *graph.inputs,
            *("-f", "ffmetadata", "-i", encode.source(about)),
            *_graph_argument(f"{graph.text};[out]{ending}[written]"),
            *("-map", "[written]"),
            *(
                ("-map", f"0:{cover.stream}", "-c:v", "copy", "-disposition:v", "attached_pic")
                if cover
                else ()
            ),
            *("-map_metadata", str(inputs), "-map_chapters", "0" if chapters else "-1"),
            *(("-metadata:s:a:0", f"language={tags.language}") if tags.language else ()),
            *encoding.arguments,
        ],
        target=target,
        seconds=graph.seconds,
        label=label,
    )
    return _last_peak(told)


def _meter(rate: int, *, between: bool) -> str:
    """What notes the highest sample so far once a second, in a branch that leaves the sound as it is.

    Args:
        rate: Samples a second.
        between: Look between the samples too, where a player's converter goes.
    """
    finer = f"aresample={4 * rate}," if between and rate <= _FINE_ENOUGH else ""
    meter = (
        f"asplit[heard][seen];[seen]{finer}asetnsamples=n={4 * rate}:p=0",
        "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level",
        "ametadata=mode=print:key=lavfi.astats.Overall.Peak_level:file=PEAK",
        "anullsink;[heard]anull",
    )
    return ",".join(meter)


def _graph_argument(text: str) -> tuple[str, str]:
    """The graph itself, or, where it is too long for an argument, the file it lies in."""
    if len(text) < _LONGEST_ARGUMENT:
        return "-filter_complex", text
    file = scratch.save(run().folder / "graph.txt", text.encode("utf-8", "surrogateescape"))
    return "-/filter_complex", str(file)


def _last_peak(told: Path) -> float | None:
    if not told.exists():
        return None
    with told.open("rb") as lines:
        lines.seek(max(0, told.stat().st_size - 80))
        found = _PEAK.findall(lines.read().decode("ascii", "replace"))
    told.unlink()
    return None if not found or "inf" in found[-1] or "nan" in found[-1] else float(found[-1])


def _check(target: Path) -> None:
    """ffmpeg is content with files that hold nothing."""
    try:
        heard = probe.media(target).audio
    except BadInput as broken:
        raise ToolFailed(f"what was written cannot be read: {broken.message}") from None
    if not heard or heard[0].duration <= 0:
        raise ToolFailed("nothing is left to be heard", hint="leave more of the recording")
