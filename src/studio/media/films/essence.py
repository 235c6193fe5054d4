"""Pictures and sound as they are stored in a film, whatever is written around them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from studio.core.errors import BadInput
from studio.core.run import stop_if_cancelled


class Essence(NamedTuple):
    """Hashes of what is stored, in the order in which it is: copying a film keeps them, encoding does not."""

    pictures: str
    sound: str


def essence(film: Path) -> Essence:
    """The hashes of a film's first picture and first sound.

    Raises:
        BadInput: It is no film that can be read.
    """
    import hashlib

    import av

    found = {"video": hashlib.sha256(), "audio": hashlib.sha256()}
    counts = dict.fromkeys(found, 0)
    try:
        with av.open(str(film)) as container:
            streams = [*container.streams.video[:1], *container.streams.audio[:1]]
            for packet in container.demux(streams):
                stop_if_cancelled()
                if packet.size:
                    found[packet.stream.type].update(memoryview(packet))
                    counts[packet.stream.type] += 1
    except (av.error.FFmpegError, ValueError) as broken:
        raise BadInput(f"{film.name} cannot be read: {broken}") from None
    told = {kind: hash.hexdigest() if counts[kind] else "" for kind, hash in found.items()}
    return Essence(told["video"], told["audio"])
