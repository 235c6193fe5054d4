"""Writing sound: a filter graph's result into a file, tagged, checked, and never clipped unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.core.errors import BadInput, ToolFailed
from studio.core.run import run
from studio.media import encode, probe, quoting
from studio.media.sound.formats import Encoding
from studio.media.sound.recordings import Recording
from studio.media.sound.tags import Tags

_PEAK = re.compile(r"Peak_level=(\S+)")
_LONGEST_ARGUMENT = 100_000
_NO_TAGS = Tags()


@dataclass(frozen=True, slots=True)
class Graph:
    """What is to be heard: inputs, and a filter graph over them whose result is called [out].

    Attributes:
        inputs: The arguments that open the inputs.
        text: The graph.
        seconds: How long the result will be, for the progress.
        layout: The channels of the result.
    """

    inputs: tuple[str, ...]
    text: str
    seconds: float | None
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was made.

    Attributes:
        path: The file.
        peak: The highest sample on its way to the encoder, against full scale; None in silence.
        lowered: By how many decibels the whole was turned down so that it does not clip.
    """

    path: Path
    peak: float | None
    lowered: float = 0.0


def single(recording: Recording, filters: Sequence[str], *, seconds: float | None = None) -> Graph:
    """The graph that sends one recording through some filters."""
    return Graph(
        recording.input,
        ",".join([recording.head(), *filters]) + "[out]",
        recording.seconds if seconds is None else seconds,
    )


def write(
    graph: Graph,
    target: Path,
    encoding: Encoding,
    *,
    tags: Tags = _NO_TAGS,
    ceiling: float | None = None,
    chapters: bool = False,
    label: str = "Encoding",
) -> Written:
    """Render a graph into a file.

    Args:
        graph: What is to be heard.
        target: The file, in the run's folder.
        encoding: How it is written.
        tags: What is to be said about it.
        ceiling: Turn the whole down where its highest sample would exceed this, in dB; None lets it be.
        chapters: Keep the chapters of the first input.
        label: What the progress is called.
    """
    made = _rendered(graph, target, encoding, tags, 0.0, chapters, label)
    if ceiling is not None and made.peak is not None and made.peak > ceiling:
        lowered = made.peak - ceiling
        run().note("lowered", reason="the sum would clip", decibels=round(lowered, 2))
        made = _rendered(graph, target, encoding, tags, lowered, chapters, label)
    _check(target)
    return made


def _rendered(
    graph: Graph,
    target: Path,
    encoding: Encoding,
    tags: Tags,
    lowered: float,
    chapters: bool,
    label: str,
) -> Written:
    told = run().folder / "peak.txt"
    volume = [f"aformat=sample_fmts=fltp|dblp,volume=-{lowered:.4f}dB:precision=double"] if lowered else []
    meter = [
        "asetnsamples=n=48000:p=0",
        "astats=metadata=1:measure_perchannel=none:measure_overall=Peak_level",
        f"ametadata=mode=print:key=lavfi.astats.Overall.Peak_level:file={quoting.in_graph(str(told))}",
    ]
    layout = [f"aformat=channel_layouts={encoding.layout}"] if _named(encoding.layout) else []
    ending = ",".join([*volume, *meter, *layout, encoding.tail])
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
    return Written(target, _last_peak(told), lowered)


def _named(layout: str) -> bool:
    """Whether a layout has a name of its own; `6 channels` says only how many."""
    return bool(layout) and not layout.endswith("channels")


def _graph_argument(text: str) -> tuple[str, str]:
    """The graph itself, or, where it is too long for an argument, the file it lies in."""
    if len(text) < _LONGEST_ARGUMENT:
        return "-filter_complex", text
    file = run().folder / "graph.txt"
    file.write_text(text, "utf-8", "surrogateescape")
    return "-/filter_complex", str(file)


def _last_peak(told: Path) -> float | None:
    if not told.exists():
        return None
    with told.open("rb") as lines:
        lines.seek(max(0, told.stat().st_size - 80))
        found = _PEAK.findall(lines.read().decode("ascii", "replace"))
    return None if not found or "inf" in found[-1] or "nan" in found[-1] else float(found[-1])


def _check(target: Path) -> None:
    """ffmpeg is content with files that hold nothing."""
    try:
        heard = probe.media(target).audio
    except BadInput as broken:
        raise ToolFailed(f"what was written cannot be read: {broken.message}") from None
    if not heard or heard[0].duration <= 0:
        raise ToolFailed("nothing is left to be heard", hint="Leave more of the recording.")
