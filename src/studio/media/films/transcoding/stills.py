"""Numbered pictures as a film: what they are together, and how ffmpeg gets to see them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from studio.core.errors import BadInput, StudioError
from studio.core.run import run, stop_if_cancelled
from studio.media import encode
from studio.media.facts import MediaFacts, VideoFacts
from studio.media.sequences import Numbered

if TYPE_CHECKING:
    from studio.media.images.reading import PictureFacts

USUAL_RATE = "24"

# What ffmpeg reads just as we do; everything else it is given as plain pixels.
_DIRECT = {"png": ".png", "jpeg": ".jpg", "bmp": ".bmp", "tga": ".tga", "tiff": ".tiff", "dpx": ".dpx"}
_MODES = {"grey", "rgb", "rgba", "grey+alpha"}


@dataclass(frozen=True, slots=True)
class Roll:
    """A sequence that was looked at, ready to be read as a film.

    Attributes:
        files: The pictures in order.
        facts: What they are together.
        suffix: The ending ffmpeg knows their format by; "" where it must be given plain pixels.
        deep: Whether plain pixels have 16 bits a channel.
    """

    files: tuple[Path, ...]
    facts: MediaFacts
    suffix: str
    deep: bool

    def opened(self) -> AbstractContextManager[tuple[str, ...]]:
        """Open the roll for one reading; gives the arguments that make it ffmpeg's first input."""
        return _linked(self) if self.suffix else _poured(self)

    def fault(self) -> StudioError | None:
        """The first picture that cannot be read to its end."""
        for file in dict.fromkeys(self.files):
            try:
                pixels_of(file, deep=self.deep, alpha=self.facts.main_video.alpha)
            except StudioError as broken:
                return broken
        return None


def roll(sequence: Numbered, *, rate: str, filled: bool = False) -> Roll:
    """Look at every picture's header: all must be of one size and kind.

    Args:
        sequence: The pictures.
        rate: How many of them are shown a second.
        filled: Whether the picture before stands in for one that is missing.
    """
    from studio.media.images import reading

    files = sequence.files(filled=filled)
    looked: dict[Path, PictureFacts] = {}
    for file in run().track(dict.fromkeys(files), "Looking at the frames"):
        looked[file] = reading.header(file)
        _check_alike(file, looked[file], files[0], looked[files[0]])
    first = looked[files[0]]
    suffix = _DIRECT.get(first.format, "") if all(map(_is_plain, looked.values())) else ""
    film = _film(first, files[0] if suffix else None, len(files), rate)
    size = sum(facts.bytes for facts in looked.values())
    return Roll(
        files=tuple(files),
        facts=MediaFacts(
            path=sequence.path,
            container="sequence",
            size=size,
            duration=film.duration,
            bit_rate=round(size * 8 / film.duration),
            video=(film,),
            audio=(),
        ),
        suffix=suffix,
        deep=first.depth not in ("1", "2", "4", "8"),
    )


def _check_alike(file: Path, found: PictureFacts, first: Path, wanted: PictureFacts) -> None:
    if (found.width, found.height) != (wanted.width, wanted.height):
        raise BadInput(
            f"{file.name} is {found.width} × {found.height}, "
            f"and {first.name} is {wanted.width} × {wanted.height}",
            hint="resize the pictures first: a film has one size",
        )
    if found.alpha != wanted.alpha:
        with_it, without = (file, first) if found.alpha else (first, file)
        raise BadInput(
            f"{with_it.name} has transparency, and {without.name} has none",
            hint="make them alike first, with studio image convert",
        )


def _is_plain(facts: PictureFacts) -> bool:
    """Whether ffmpeg would see the same picture: upright, whole numbers, sRGB."""
    standard = not facts.icc or "srgb" in facts.icc.lower()
    return facts.orientation == 1 and standard and facts.mode in _MODES and not facts.depth.endswith("f")


def _film(first: PictureFacts, direct: Path | None, count: int, rate: str) -> VideoFacts:
    deep = first.depth not in ("1", "2", "4", "8")
    if direct:
        pixels, matrix, spread = _decoded(direct)
    else:
        pixels, matrix, spread = _plain_pixels(deep, alpha=first.alpha), "", "full"
    return VideoFacts(
        index=0,
        codec=first.format,
        profile="",
        width=first.width,
        height=first.height,
        coded_width=first.width,
        coded_height=first.height,
        rotation=0,
        sample_aspect="1:1",
        pixel_format=pixels,
        depth=16 if deep else 8,
        rate=rate,
        nominal_rate=rate,
        variable=False,
        frames=count,
        start=0.0,
        duration=float(count / Fraction(rate)),
        primaries="bt709",
        transfer="bt709",
        matrix=matrix,
        range=spread,
        hdr=False,
        interlaced=False,
        field_order="progressive",
        bit_rate=0,
        keyframes=count,
        keyframe_spacing=float(1 / Fraction(rate)),
        alpha=first.alpha,
        timecode="",
        language="",
    )


def _decoded(path: Path) -> tuple[str, str, str]:
    """The pixels ffmpeg makes of a picture, their matrix and their range."""
    import av

    from studio.media import colour_tags

    try:
        with av.open(encode.source(path)) as container:
            frame = next(container.decode(video=0))
            found = (colour_tags.matrix(int(frame.colorspace)), colour_tags.range_of(int(frame.color_range)))
            return frame.format.name, *found
    except (av.FFmpegError, StopIteration):
        raise BadInput(f"{path.name} is damaged", hint="make it again") from None


def _plain_pixels(deep: bool, *, alpha: bool) -> str:
    return ("rgba64le" if alpha else "rgb48le") if deep else ("rgba" if alpha else "rgb24")


@contextmanager
def _linked(roll: Roll) -> Iterator[tuple[str, ...]]:
    """Give the pictures plain names in a row, whatever they are called and wherever there was a gap."""
    folder = run().folder / "roll"
    folder.mkdir()
    try:
        for number, file in enumerate(roll.files):
            (folder / f"{number:08}{roll.suffix}").symlink_to(file.absolute())
        pattern = encode.source(folder).replace("%", "%%") + f"/%08d{roll.suffix}"
        rate = roll.facts.main_video.rate
        yield "-f", "image2", "-pattern_type", "sequence", "-framerate", rate, "-i", pattern
    finally:
        for link in folder.iterdir():
            link.unlink()
        folder.rmdir()


@contextmanager
def _poured(roll: Roll) -> Iterator[tuple[str, ...]]:
    """Read the pictures ourselves and pour their pixels into a pipe, one at a time."""
    pipe = run().folder / "roll.raw"
    os.mkfifo(pipe)
    film = roll.facts.main_video
    told: list[BaseException] = []
    stop = threading.Event()
    pourer = _pourer(lambda: _pour(roll, pipe, stop), told)
    try:
        shape = ("-pixel_format", film.pixel_format, "-video_size", f"{film.width}x{film.height}")
        yield "-f", "rawvideo", *shape, "-framerate", film.rate, "-i", encode.source(pipe)
    finally:
        stop.set()
        # Whoever waits for a reader that never came gets one that leaves at once.
        with suppress(OSError):
            os.close(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        pourer.join()
        pipe.unlink()
    if told:
        raise told[0]


def _pourer(work: Callable[[], None], told: list[BaseException]) -> threading.Thread:
    def pour() -> None:
        try:
            work()
        except BrokenPipeError:
            pass
        except BaseException as error:  # noqa: BLE001
            told.append(error)

    thread = threading.Thread(target=copy_context().run, args=(pour,), daemon=True)
    thread.start()
    return thread


def _pour(roll: Roll, pipe: Path, stop: threading.Event) -> None:
    with pipe.open("wb", buffering=0) as sink:
        for file in roll.files:
            if stop.is_set():
                return
            stop_if_cancelled()
            rest = memoryview(pixels_of(file, deep=roll.deep, alpha=roll.facts.main_video.alpha))
            while rest:
                rest = rest[sink.write(rest) :]


def pixels_of(file: Path, *, deep: bool, alpha: bool) -> bytes:
    """The pixels of a picture as a screen would show them: linear light and profiles are converted.

    Args:
        file: The picture.
        deep: Whether a channel has 16 bits rather than 8.
        alpha: Whether there is a fourth channel.
    """
    from studio.media.images import reading
    from studio.media.images.colour import to_srgb

    image = reading.read(file, pages="first")
    with reading.pixels_of(file):
        shown = to_srgb(image)
        if shown.bands < 3:
            shown = shown.colourspace("rgb16" if shown.format == "ushort" else "srgb")
        if deep and shown.format != "ushort":
            shown = (shown * 257).cast("ushort")
        if not deep and shown.format == "ushort":
            shown = (shown / 257).rint().cast("uchar")
        if shown.hasalpha() and not alpha:
            shown = shown[:3]
        return bytes(shown.write_to_memory())
