"""Makes recordings with known traits, and listens to what became of them in ways of its own."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tests import clips

from studio.media.encode import executable
from studio.media.sound import limiting

RATE = 48_000


def wave(
    name: str,
    expression: str,
    seconds: float = 2,
    *,
    rate: int = RATE,
    layout: str = "mono",
    suffix: str = ".wav",
    more: Sequence[str | Path] = (),
) -> Path:
    """A recording of formulas, one for each channel, separated by bars; 32-bit float unless told."""
    source = f"aevalsrc='{expression}':c={layout}:s={rate}:d={seconds}"
    coding = ("-c:a", "pcm_f32le") if suffix == ".wav" and "-c:a" not in more else ()
    return clips.made(f"{name}{suffix}", "-f", "lavfi", "-i", source, *coding, *more)


def speech(seconds: float = 8, decibels: float = 0.0, suffix: str = ".wav") -> Path:
    """Words of half a second with breaks between them, voiced and hissing; the loudest at -1 dB."""
    voice = "+".join(f"sin(2*PI*{140 * n}*t*(1+0.004*sin(5*t)))/{n}" for n in range(1, 9))
    words = "lt(mod(t,0.9),0.5)*(0.35+0.65*sin(PI*mod(t,0.9)/0.5)^2)*(0.6+0.4*sin(t*1.7))"
    hiss = "0.15*(2*random(0)-1)*between(mod(t,0.9),0.5,0.6)"
    level = 10 ** (decibels / 20)
    name = f"speech-{seconds}-{decibels}"
    return wave(name, f"{level}*(0.35*({voice})*{words}+{hiss})", seconds, suffix=suffix)


def music(seconds: float = 8, decibels: float = 0.0) -> Path:
    """A chord that swells under struck notes, in stereo, full of short peaks."""
    struck = (
        "exp(-9*mod(t,0.5))*(sin(2*PI*880*t)+0.6*sin(2*PI*1760*t)+0.5*(2*random(0)-1)*exp(-60*mod(t,0.5)))"
    )
    chord = "0.16*(sin(2*PI*220*t)+sin(2*PI*277*t)+sin(2*PI*330*t))*(0.7+0.3*sin(t))"
    level = 10 ** (decibels / 20)
    left, right = f"{level}*(0.4*{struck}+{chord})", f"{level}*(0.3*{struck}+0.9*{chord})"
    return wave(f"music-{seconds}-{decibels}", f"{left}|{right}", seconds, layout="stereo")


def spiky() -> Path:
    """Two seconds of short bursts of noise in stereo, limited as a mix is: AAC lifts them by a decibel."""
    bursts = "1.5*(2*random(0)-1)*exp(-60*mod(t,0.2))"
    held = ("-af", ",".join(limiting.true_peaks(-2, RATE)), "-c:a", "pcm_s24le")
    return wave("spiky", f"{bursts}|{bursts}", layout="stereo", more=held)


def surround(seconds: float = 6, decibels: float = 0.0) -> Path:
    """Six channels: music in front, a voice in the middle, a room behind, thunder below."""
    front = "0.3*sin(2*PI*330*t)*(0.6+0.4*sin(2*t))+0.3*exp(-8*mod(t,0.7))*sin(2*PI*990*t)"
    voice = "0.5*sin(2*PI*180*t)*lt(mod(t,1.1),0.6)+0.2*sin(2*PI*900*t)*lt(mod(t,1.1),0.6)"
    back = "0.1*(2*random(1)-1)"
    level = 10 ** (decibels / 20)
    channels = [front, front, voice, "0.4*sin(2*PI*40*t)", back, back]
    expression = "|".join(f"{level}*({one})" for one in channels)
    return wave(f"surround-{seconds}-{decibels}", expression, seconds, layout="5.1")


def gaps(suffix: str = ".wav") -> Path:
    """Five seconds of digital silence but for a tone from 1 to 2 and from 3.5 to 4."""
    sounding = "0.5*cos(2*PI*440*t)*(between(t,1,1.999999)+between(t,3.5,3.999999))"
    return wave("gaps", sounding, 5, suffix=suffix)


def silence(seconds: float = 2, suffix: str = ".wav") -> Path:
    """Nothing at all."""
    return wave(f"silence-{seconds}", "0", seconds, suffix=suffix)


def late() -> Path:
    """A film whose sound begins half a second after its picture."""
    arguments = ("-itsoffset", "0.5", *clips.tone(1.5), "-map", "0:v", "-map", "1:a")
    return clips.made("late.mkv", *clips.picture(2), *arguments, *clips.H264, "-c:a", "flac")


def heard(path: Path, rate: int | None = None) -> Any:
    """All samples of the first sound, a row for each instant, a column for each channel."""
    from studio.media import probe

    channels = probe.media(path).audio[0].channels
    again = ("-ar", str(rate)) if rate else ()
    command = [executable(), "-v", "error", "-nostdin", "-i", f"file:{path}", "-map", "0:a:0", *again]
    done = subprocess.run([*command, "-f", "f32le", "-"], check=True, capture_output=True, timeout=120)
    return np.frombuffer(done.stdout, np.float32).astype(np.float64).reshape(-1, channels)


def rate_of(path: Path) -> int:
    """Samples a second."""
    from studio.media import probe

    return int(probe.media(path).audio[0].rate)


def decibels(samples: Any) -> float:
    """The average power against full scale, where a square wave has 0 dB."""
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-20))


def peak(samples: Any) -> float:
    """The highest sample in decibels."""
    return float(20 * np.log10(np.max(np.abs(samples)) + 1e-10))


def pitch(samples: Any, rate: int, near: float) -> float:
    """The strongest frequency within a third of one that is expected, to a hundredth of a cent."""
    windowed = samples * np.hanning(len(samples))
    length = 4 * len(samples)
    strengths = np.abs(np.fft.rfft(windowed, length))
    frequencies = np.arange(len(strengths)) * rate / length
    strengths[(frequencies < near / 1.3) | (frequencies > near * 1.3)] = 0
    top = int(np.argmax(strengths))
    before, middle, after = np.log(strengths[top - 1 : top + 2] + 1e-12)
    return float((top + 0.5 * (before - after) / (before - 2 * middle + after)) * rate / length)


def strength(samples: Any, rate: int, frequency: float) -> float:
    """How strong one frequency is: decibels of a sine against full scale."""
    window = np.hanning(len(samples))
    turning = np.exp(-2j * np.pi * frequency * np.arange(len(samples)) / rate)
    return float(20 * np.log10(2 * abs(np.sum(samples * window * turning)) / np.sum(window) + 1e-10))


def cents(one: float, other: float) -> float:
    """How far two pitches lie apart."""
    return float(1200 * np.log2(one / other))
