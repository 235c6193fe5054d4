"""Looks at films as tests need it: frames decoded, packets hashed, colours and sound levels measured."""

import re
import subprocess
from hashlib import blake2b
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from studio.media.encode import executable

Picture = NDArray[np.uint8]


def times(path: Path) -> list[float]:
    """When each frame is shown, rounded to a millisecond."""
    with av.open(str(path)) as container:
        return sorted(round(float(frame.time or 0), 3) for frame in container.decode(video=0))


def frame(path: Path, number: int = 0) -> Picture:
    """One frame as ffmpeg's own player would show it: red, green, blue, upright."""
    return _shown(path, number, "rgb24", 3)


def see_through(path: Path, number: int = 0) -> Picture:
    """One frame with its transparency."""
    return _shown(path, number, "rgba", 4)


def _shown(path: Path, number: int, pixels: str, channels: int) -> Picture:
    chain = f"select=eq(n\\,{number}),scale,format={pixels}"
    picture = ["-i", f"file:{path}", "-vf", chain, "-frames:v", "1", "-f", "rawvideo", "-"]
    veiled = path.suffix in (".webm", ".mkv") and "alpha_mode" in _told(path)
    shown = _run("-loglevel", "info", *(["-c:v", "libvpx-vp9"] if veiled else []), *picture)
    width, height = re.findall(r"Video: rawvideo .*?, (\d+)x(\d+)", shown.stderr.decode())[-1]
    return np.frombuffer(shown.stdout, np.uint8).reshape(int(height), int(width), channels)


def difference(one: Picture, other: Picture) -> float:
    """How far two pictures are apart on average, in steps of 255."""
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def packets(path: Path, kind: str = "video") -> list[str]:
    """A digest of every packet of the first stream of a kind: equal if nothing was encoded anew."""
    with av.open(str(path)) as container:
        stream = getattr(container.streams, kind)[0]
        return [blake2b(bytes(packet), digest_size=8).hexdigest() for packet in container.demux(stream)]


def sound(path: Path, track: int = 0, rate: int = 48000) -> NDArray[np.float32]:
    """The samples of a sound track, one row for each channel, from the beginning of the film."""
    names = re.findall(r"Audio: .*? Hz, ([\w.()]+)", _told(path))
    channels = {"mono": 1, "stereo": 2, "5.1": 6, "5.1(side)": 6}[names[track]]
    chain = ["-af", f"aresample={rate}:async=1:first_pts=0", "-f", "f32le", "-"]
    raw = _run("-i", f"file:{path}", "-map", f"0:a:{track}", *chain).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, channels).T


def _told(path: Path) -> str:
    """What ffmpeg says of a file."""
    return _run("-loglevel", "info", "-i", f"file:{path}", check=False).stderr.decode()


def _run(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    command = [executable(), "-hide_banner", "-nostdin", "-loglevel", "error", *arguments]
    return subprocess.run(command, capture_output=True, check=check)


def level(samples: NDArray[np.float32]) -> float:
    """The root mean square of samples in decibels below full scale."""
    return float(10 * np.log10(np.mean(np.square(samples.astype(float))) + 1e-12))


def pitch(samples: NDArray[np.float32], rate: int = 48000) -> float:
    """The strongest frequency."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.argmax(spectrum) * rate / len(samples))
