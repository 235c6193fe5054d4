"""What is to be seen and heard in a film: frames as they are shown, their times, packets, sound."""

import hashlib
import subprocess
from pathlib import Path
from typing import Any

import av
import numpy as np

from studio.media import probe
from studio.media.encode import executable

PIXELS = {"rgb24": (3, "u1"), "rgba": (4, "u1"), "rgb48le": (3, "<u2"), "rgba64le": (4, "<u2")}


def frames(path: Path, *numbers: int, pixels: str = "rgb24") -> Any:
    """Frames as they are shown, upright; those of the given numbers, or all."""
    film = probe.media(path).main_video
    chosen = f"select='{'+'.join(f'eq(n,{number})' for number in numbers)}'," if numbers else ""
    chain = f"{chosen}scale=flags=accurate_rnd+full_chroma_int,format={pixels}"
    decoder = ("-c:v", "libvpx-vp9") if film.alpha and film.codec == "vp9" else ()
    command = [executable(), "-v", "error", "-nostdin", *decoder, "-i", f"file:{path}"]
    command += ["-map", f"0:{film.index}", "-vf", chain, "-fps_mode", "passthrough", "-f", "rawvideo", "-"]
    raw = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    channels, depth = PIXELS[pixels]
    return np.frombuffer(raw, np.dtype(depth)).reshape(-1, film.height, film.width, channels)


def frame(path: Path, number: int = 0, pixels: str = "rgb24") -> Any:
    """One frame as numbers that may become negative."""
    return frames(path, number, pixels=pixels)[0].astype(int)


def colour(path: Path, number: int = 0, at: tuple[float, float] = (0.5, 0.5)) -> tuple[int, ...]:
    """The colour at a place, in parts of width and height."""
    seen = frame(path, number)
    return tuple(int(part) for part in seen[int(at[1] * (len(seen) - 1)), int(at[0] * (len(seen[0]) - 1))])


def times(path: Path) -> list[float]:
    """When each frame is shown, from the first one on."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        tick = float(stream.time_base or 0)
        stamps = sorted((packet.pts or 0) * tick for packet in container.demux(stream) if packet.size)
    return [round(stamp - stamps[0], 4) for stamp in stamps]


def reds(path: Path) -> Any:
    """How much redder than grey each row of the first frame is, as it is stored in 4:2:0."""
    with av.open(str(path)) as container:
        plane: Any = next(container.decode(video=0)).planes[2]
        return np.frombuffer(plane, "u1").reshape(plane.height, plane.line_size)[:, :4].mean(axis=1) - 128


def packets(path: Path, kind: str = "audio") -> list[list[str]]:
    """The packets of every stream of a kind, as fingerprints."""
    with av.open(str(path)) as container:
        chosen = [stream for stream in container.streams if stream.type == kind]
        found: dict[int, list[str]] = {stream.index: [] for stream in chosen}
        for packet in container.demux(chosen):
            if packet.size:
                found[packet.stream_index].append(hashlib.sha1(bytes(packet)).hexdigest())
    return list(found.values())


def sound(path: Path, track: int = 0, rate: int = 48000) -> Any:
    """One sound track, mixed to one channel, from -1 to 1, as long as the film's clock says."""
    command = [executable(), "-v", "error", "-nostdin", "-i", f"file:{path}", "-map", f"0:a:{track}"]
    command += ["-af", "aresample=async=1:first_pts=0", "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"]
    raw = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout
    return np.frombuffer(raw, "<f4")


def pitch(samples: Any, rate: int = 48000) -> float:
    """The strongest frequency."""
    strengths = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(strengths) * rate / len(samples))


def difference(first: Any, second: Any) -> float:
    """The mean difference of two frames, in steps of 8 bits."""
    return float(np.abs(first.astype(int) - second.astype(int)).mean())


def said_of_screen(path: Path) -> dict[str, bytes]:
    """What a film says of the screen it was made on."""
    with av.open(str(path)) as container:
        sides: Any = next(container.decode(video=0)).side_data
        return {side.type.name: bytes(side) for side in sides if "SEI" not in side.type.name}
