"""Opens films and recordings in this process, and says what is wrong with those that cannot be."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadInput, NotFound, Refused, StudioError, ToolFailed
from studio.core.run import stop_if_cancelled

if TYPE_CHECKING:
    from av.container import InputContainer

# Lists of other files, and text that is drawn: opening them would read what nobody gave us.
_NO_MEDIA = {"hls", "dash", "concat", "imf", "tty"}
_STILLS = {"avif", "avis", "heic", "heix", "mif1", "msf1"}
_OF_THE_MACHINE = {errno.EMFILE, errno.ENFILE, errno.ESTALE, errno.ENODEV, errno.ENXIO}
# Nothing that is read can be full: whoever reads is writing at the same time.
_OF_WRITING = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PATIENCE = 120
_TELL_EVERY = 500


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a film or a recording for reading; what the reader raises meanwhile names the file."""
    import av

    path = Path(path)
    _check_place(path)
    try:
        container = av.open(
            f"file:{path.absolute()}", metadata_errors="replace", options={"protocol_whitelist": "file"}
        )
    except (av.FFmpegError, OSError) as error:
        raise _fault(path, error) from None
    with container:
        _check_kind(path, container)
        try:
            yield container
        except av.FFmpegError as error:
            if error.errno in _OF_WRITING:
                raise
            if error.errno in _OF_THE_MACHINE:
                raise _fault(path, error) from None
            raise BadInput(f"{path.name} is damaged", hint="copy or download it again") from None


def _check_place(path: Path) -> None:
    """Opening a pipe would wait for ever, and a folder's own complaint says little."""
    if path.is_dir():
        raise BadInput(f"{path.name} is a folder, not a file")
    if not path.exists():
        raise NotFound(f"there is no {path}")
    if not path.is_file():
        raise BadInput(f"{path.name} is no ordinary file")


def _check_kind(path: Path, container: InputContainer) -> None:
    names = set(container.format.name.split(","))
    if (
        any(name.endswith("_pipe") or name == "image2" for name in names)
        or container.metadata.get("major_brand") in _STILLS
    ):
        raise BadInput(
            f"{path.name} is a picture, neither a film nor a recording",
            hint="use the tools for pictures: studio image --help",
        )
    kinds = {stream.type for stream in container.streams}
    if names & _NO_MEDIA or not kinds & {"video", "audio"}:
        raise BadInput(f"{path.name} has neither picture nor sound", hint="give a film or a recording")


def _fault(path: Path, error: Exception) -> StudioError:
    """What an error of the reader means: most often that the file is not what it seems."""
    number = getattr(error, "errno", 0)
    if isinstance(error, PermissionError) and not os.access(path, os.R_OK):
        return Refused(f"{path.name} may not be read", hint="change its permissions")
    if number in _OF_THE_MACHINE:
        return ToolFailed(f"{path.name} cannot be read: {os.strerror(number).lower()}")
    return _unreadable(path)


def _unreadable(path: Path) -> BadInput:
    """A file the reader makes nothing of: empty, torn before its index was written, or no media at all."""
    with path.open("rb") as file:
        head = file.read(12)
    if not head:
        return BadInput(f"{path.name} is empty", hint="copy or download it again")
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return BadInput(f"{path.name} is cut off: its index is missing", hint="copy or record it again")
    return BadInput(
        f"{path.name} is damaged, or neither a film nor a recording",
        hint="copy it again, or see whether it is what its name says",
    )


def packets(container: InputContainer, streams: Any) -> Iterator[Any]:
    """Every packet of these streams, and an empty one for each at the end."""
    while True:
        try:
            for number, packet in enumerate(container.demux(streams)):
                if number % _TELL_EVERY == 0:
                    stop_if_cancelled()
                yield packet
        except IndexError:
            # A stream came up that the header did not announce; what follows is read all the same.
            continue
        return


def frames(
    container: InputContainer, stream: Any, damaged: Callable[[], None] | None = None
) -> Iterator[Any]:
    """Everything that can be decoded; a damaged packet is passed over, as players do.

    Args:
        container: The open file.
        stream: One of its streams.
        damaged: Told of each packet passed over.
    """
    for packet in packets(container, stream):
        yield from _decoded(stream, packet if packet.size else None, damaged)


def keyframes(container: InputContainer, stream: Any) -> Iterator[Any]:
    """Frames that can be decoded on their own, from where the file stands.

    A decoder asked for all it has after a keyframe needs no second one to give it away.
    """
    given = False
    for number, packet in enumerate(packets(container, stream)):
        if number > _PATIENCE and not given:
            return
        if packet.is_keyframe and packet.size:
            for asked in (packet, None):
                for frame in _decoded(stream, asked):
                    given = True
                    yield frame
            stream.codec_context.flush_buffers()
        elif not given:
            # Some recordings begin between keyframes, or have none that is marked.
            yield from _decoded(stream, packet)


def _decoded(stream: Any, packet: Any, damaged: Callable[[], None] | None = None) -> list[Any]:
    import av

    try:
        return list(stream.codec_context.decode(packet))
    except av.EOFError:
        return []
    except av.FFmpegError:
        if damaged:
            damaged()
        return []
